"""manage.py list_urls --programme SLUG"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from symbiose.commands import AnsweringCommand, programme_named
from symbiose.programmes.models import Programme
from symbiose.programmes.url_samples import Address, all_addresses, methods_of, sample_paths


class Command(AnsweringCommand):
    help = "Écrit chaque adresse du site avec de vrais objets d’un programme, pour en vérifier les droits du dehors."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--programme", required=True, metavar="SLUG")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = programme_named(options["programme"])
        rows = [row for address in all_addresses() for row in rows_of(address, programme)]
        words = "\n".join(f"{row['name']:40} {','.join(row['methods']):16} {row['path'] or '—'}" for row in rows)
        self.answer(rows, words, options)


def rows_of(address: Address, programme: Programme) -> list[dict[str, Any]]:
    """One row per kind of object behind a URL name; a single one with a null path where there is none."""
    paths: list[str | None] = [*sample_paths(address, programme)]
    return [
        {
            "name": address.name,
            "path": path,
            "methods": methods_of(address),
            "public": address.is_public,
        }
        for path in paths or [None]
    ]
