from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandParser

from symbiose.commands import AnsweringCommand, programme_named
from synergies.listing import listed_items


class Command(AnsweringCommand):
    help = "Print proposals and synergies of a programme, best first; a group is one item."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--programme", required=True, metavar="SLUG")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = programme_named(options["programme"])
        items = listed_items(programme)
        if options["json"]:
            self.stdout.write(json.dumps(items, ensure_ascii=False))
            return
        for item in items:
            self.stdout.write(f"{item['rank']:>4}  {item['state']:<12} {item['kind']:<14} {item['title']}")
