"""What management commands share: the programme they name, and faults told one a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from symbiose.programmes.models import Programme


class AnsweringCommand(BaseCommand):
    """A command that answers one value: as JSON with --json, else in words."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="écrit le résultat en JSON, et rien d’autre")

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except DatabaseError as error:
            reason = str(error).partition("\n")[0]
            raise CommandError(f"La base n’est pas prête ({reason}) : lancez d’abord « migrate ».") from error

    def answer(self, value: Any, words: str, options: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(value, ensure_ascii=False) if options["json"] else words)


def programme_named(slug: str) -> Programme:
    """Raises CommandError."""
    programme = Programme.objects.filter(slug=slug).first()
    if programme is None:
        raise CommandError(f"Aucun programme « {slug} ».")
    return programme


@contextmanager
def told_as_faults() -> Iterator[None]:
    """Turn what the models refuse into lines for a person, one per fault."""
    try:
        yield
    except ValidationError as error:
        raise CommandError("\n".join(fault_lines(error))) from error


def fault_lines(error: ValidationError) -> list[str]:
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    return [
        message if field == "__all__" else f"{field} : {message}"
        for field, messages in error.message_dict.items()
        for message in messages
    ]
