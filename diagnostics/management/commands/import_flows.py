"""manage.py import_flows FILE --programme SLUG [--dry-run] [--partial]"""

from companies.importing.command import ImportCommand
from diagnostics.importing.services import import_flows


class Command(ImportCommand):
    help = "Importe un fichier de ressources et de besoins (CSV ou XLSX) dans un programme : tout, ou rien."
    importer = import_flows
    words = "{created} créés, {updated} mis à jour, {unchanged} inchangés, {rejected} refusés"
