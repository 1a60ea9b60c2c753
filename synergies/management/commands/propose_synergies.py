from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandParser

from symbiose.commands import AnsweringCommand, programme_named
from synergies.runs import ask_for_run, do_run


class Command(AnsweringCommand):
    help = "Recompute the proposals of a programme."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--programme", required=True, metavar="SLUG")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = programme_named(options["programme"])
        run = do_run(run_id=ask_for_run(programme=programme).pk)
        counts = {"created": run.created_count, "kept": run.kept_count, "withdrawn": run.withdrawn_count}
        if options["json"]:
            self.stdout.write(json.dumps({**counts, "seconds": run.seconds}))
        else:
            self.stdout.write("{created} nouvelles, {kept} gardées, {withdrawn} retirées".format(**counts))
