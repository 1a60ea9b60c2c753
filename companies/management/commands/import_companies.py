"""manage.py import_companies FILE --programme SLUG [--dry-run] [--partial]"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from companies.importing.services import ImportOptions, ImportReport, import_companies
from symbiose.programmes.models import Programme


class Command(BaseCommand):
    help = "Importe un fichier d’entreprises (CSV ou XLSX) dans un programme : tout, ou rien."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--programme", required=True, metavar="SLUG")
        parser.add_argument("--dry-run", action="store_true", help="montre ce qui changerait, sans rien écrire")
        parser.add_argument("--partial", action="store_true", help="importe les lignes sans faute")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = Programme.objects.filter(slug=options["programme"]).first()
        if programme is None:
            raise CommandError(f"Aucun programme « {options['programme']} ».")
        report = import_companies(
            programme=programme,
            data=_content(options["file"]),
            filename=options["file"].name,
            options=ImportOptions(dry_run=options["dry_run"], partial=options["partial"]),
        )
        self._print(report, as_json=options["json"])
        if not report.done:
            sys.exit(1)

    def _print(self, report: ImportReport, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            self.stdout.write(
                f"{report.created} créées, {report.updated} mises à jour, "
                f"{report.unchanged} inchangées, {report.rejected} refusées"
            )
        for error in report.errors:
            self.stderr.write(str(error))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"Le fichier « {path} » ne peut pas être lu.") from error
