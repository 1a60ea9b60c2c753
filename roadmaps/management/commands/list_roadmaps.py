from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from roadmaps.models import Roadmap
from symbiose.programmes.models import Programme


class Command(BaseCommand):
    help = "Print the roadmaps of a programme."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programme", required=True, metavar="SLUG")
        parser.add_argument("--json", action="store_true", help="print one JSON value")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = Programme.objects.filter(slug=options["programme"]).first()
        if programme is None:
            raise CommandError(f"Programme inconnu : {options['programme']}")
        rows = [
            {"id": row.pk, "title": row.title, "state": row.state}
            for row in Roadmap.objects.filter(programme=programme).order_by("pk")
        ]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        for row in rows:
            self.stdout.write("{id:>5}  {state:<10}  {title}".format(**row))
