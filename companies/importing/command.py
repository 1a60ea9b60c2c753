"""What the import commands share: one file into one programme, a report, and its exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandError, CommandParser

from companies.importing.services import ImportOptions, ImportReport
from symbiose.commands import AnsweringCommand, programme_named


class ImportCommand(AnsweringCommand):
    """`importer` imports; `words` says in one line what was done, with the report's numbers."""

    importer: ClassVar[Callable[..., ImportReport]]
    words: ClassVar[str]

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path)
        parser.add_argument("--programme", required=True, metavar="SLUG")
        parser.add_argument("--dry-run", action="store_true", help="montre ce qui changerait, sans rien écrire")
        parser.add_argument("--partial", action="store_true", help="importe les lignes sans faute")

    def handle(self, *args: Any, **options: Any) -> None:
        report = type(self).importer(
            programme=programme_named(options["programme"]),
            data=_content(options["file"]),
            filename=options["file"].name,
            options=ImportOptions(dry_run=options["dry_run"], partial=options["partial"]),
        )
        value = report.as_json()
        self.answer(value, self.words.format(**value), options)
        for error in report.errors:
            self.stderr.write(str(error))
        if not report.done:
            sys.exit(1)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"Le fichier « {path} » ne peut pas être lu : {error.strerror}.") from error
