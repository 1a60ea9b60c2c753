from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from symbiose.programmes.models import Programme
from synergies.runs import ask_for_run, do_run


class Command(BaseCommand):
    help = "Recompute the proposals of a programme."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programme", required=True, metavar="SLUG")
        parser.add_argument("--json", action="store_true", help="print one JSON value")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = Programme.objects.filter(slug=options["programme"]).first()
        if programme is None:
            raise CommandError(f"Programme inconnu : {options['programme']}")
        run = do_run(run_id=ask_for_run(programme=programme).pk)
        counts = {"created": run.created_count, "kept": run.kept_count, "withdrawn": run.withdrawn_count}
        if options["json"]:
            self.stdout.write(json.dumps({**counts, "seconds": run.seconds}))
        else:
            self.stdout.write("{created} nouvelles, {kept} gardées, {withdrawn} retirées".format(**counts))
