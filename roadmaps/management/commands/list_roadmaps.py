from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandParser

from roadmaps.models import Roadmap
from symbiose.commands import AnsweringCommand, programme_named


class Command(AnsweringCommand):
    help = "Print the roadmaps of a programme."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--programme", required=True, metavar="SLUG")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = programme_named(options["programme"])
        rows = [
            {"id": row.pk, "title": row.title, "state": row.state}
            for row in Roadmap.objects.filter(programme=programme).order_by("pk")
        ]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        for row in rows:
            self.stdout.write("{id:>5}  {state:<10}  {title}".format(**row))
