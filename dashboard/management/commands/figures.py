from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandParser

from symbiose.commands import AnsweringCommand, programme_named
from symbiose.programmes.figures import all_figures, key_figures


class Command(AnsweringCommand):
    help = "Print the key figures of a programme, as its home page shows them."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--programme", required=True, metavar="SLUG")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = programme_named(options["programme"])
        values = key_figures(programme)
        if options["json"]:
            self.stdout.write(json.dumps(values))
            return
        for figure in all_figures():
            self.stdout.write(f"{values[figure.name]:>6}  {figure.label}")
