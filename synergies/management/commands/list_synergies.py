from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from symbiose.programmes.models import Programme
from synergies.listing import listed_items


class Command(BaseCommand):
    help = "Print proposals and synergies of a programme, best first; a group is one item."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programme", required=True, metavar="SLUG")
        parser.add_argument("--json", action="store_true", help="print one JSON value")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = Programme.objects.filter(slug=options["programme"]).first()
        if programme is None:
            raise CommandError(f"Programme inconnu : {options['programme']}")
        items = listed_items(programme)
        if options["json"]:
            self.stdout.write(json.dumps(items, ensure_ascii=False))
            return
        for item in items:
            self.stdout.write(f"{item['rank']:>4}  {item['state']:<12} {item['kind']:<14} {item['title']}")
