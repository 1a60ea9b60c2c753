from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from symbiose.programmes.figures import all_figures, key_figures
from symbiose.programmes.models import Programme


class Command(BaseCommand):
    help = "Print the key figures of a programme, as its home page shows them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programme", required=True, metavar="SLUG")
        parser.add_argument("--json", action="store_true", help="print one JSON value")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = Programme.objects.filter(slug=options["programme"]).first()
        if programme is None:
            raise CommandError(f"Programme inconnu : {options['programme']}")
        values = key_figures(programme)
        if options["json"]:
            self.stdout.write(json.dumps(values))
            return
        for figure in all_figures():
            self.stdout.write(f"{values[figure.name]:>6}  {figure.label}")
