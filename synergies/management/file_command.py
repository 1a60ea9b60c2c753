"""What the commands on files share: they need no database, and say each fault in one French line."""

from __future__ import annotations

import json
import resource
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from synergies.flow_files import FileProblem


class FileCommand(BaseCommand):
    """A command that reads files and prints figures: as JSON with ``--json``, else in words."""

    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="affiche les chiffres en JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            figures = self.run(options)
        except FileProblem as problem:
            for line in problem.lines:
                self.stderr.write(line)
            sys.exit(1)
        if options["json"]:
            self.stdout.write(json.dumps(figures, ensure_ascii=False))
        else:
            self.stdout.write(self.in_words(figures))

    def run(self, options: dict[str, Any]) -> dict[str, Any]:
        """Do the work and give the figures. Raises FileProblem."""
        raise NotImplementedError

    def in_words(self, figures: dict[str, Any]) -> str:
        """Write the figures for a person."""
        return "\n".join(f"{name}\u00a0: {value}" for name, value in figures.items())


def peak_mb() -> float:
    """The most memory this process has held, in megabytes (Linux counts in kilobytes)."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


class Stopwatch:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self.start = time.perf_counter()

    def seconds(self) -> float:
        return round(time.perf_counter() - self.start, 3)
