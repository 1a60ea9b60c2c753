from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dashboard.demo.load import SLUGS, load


class Command(BaseCommand):
    help = "Load the demo programmes; what is there already is left as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programme", metavar="SLUG", help="one of: " + ", ".join(SLUGS))
        parser.add_argument("--json", action="store_true", help="print one JSON value")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = options["programme"]
        if wanted and wanted not in SLUGS:
            raise CommandError(f"Programme de démonstration inconnu : {wanted}")
        loaded = [slug for slug in ([wanted] if wanted else SLUGS) if load(slug)]
        if options["json"]:
            self.stdout.write(json.dumps({"loaded": loaded}))
        else:
            self.stdout.write(f"Chargé : {', '.join(loaded) or 'rien, tout y était déjà'}")
