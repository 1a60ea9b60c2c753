"""manage.py import_companies FILE --programme SLUG [--dry-run] [--partial]"""

from companies.importing.command import ImportCommand
from companies.importing.services import import_companies


class Command(ImportCommand):
    help = "Importe un fichier d’entreprises (CSV ou XLSX) dans un programme : tout, ou rien."
    importer = import_companies
    words = "{created} créées, {updated} mises à jour, {unchanged} inchangées, {rejected} refusées"
