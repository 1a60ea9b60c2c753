"""manage.py make_links --programme SLUG [--kind KIND]"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from symbiose.commands import AnsweringCommand, programme_named
from symbiose.links.kinds import KINDS
from symbiose.links.operators import links_for_operator


class Command(AnsweringCommand):
    help = "Écrit les liens personnels d’un programme, pour l’assistance et les vérifications ; le journal le note."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--programme", required=True, metavar="SLUG")
        parser.add_argument("--kind", choices=KINDS, default="home")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = programme_named(options["programme"])
        links = links_for_operator(programme=programme, kind=options["kind"])
        words = "\n".join(f"{link['company']} · {link['contact']} : {link['url']}" for link in links)
        self.answer(links, words or "Aucun lien de cette nature.", options)
