"""manage.py seed_scale --programmes N --companies M --flows K --seed S"""

from __future__ import annotations

import json
import time
from itertools import count
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from companies.seed import seed_companies
from diagnostics.seed import seed_flows
from symbiose.programmes.models import Programme
from symbiose.programmes.services import create_programme

MOST = {"programmes": 200, "companies": 100_000, "flows": 1_000_000}


class Command(BaseCommand):
    help = "Écrit des programmes de synthèse pour les mesures ; la même graine donne les mêmes données."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programmes", type=int, default=1)
        parser.add_argument("--companies", type=int, default=500, help="par programme")
        parser.add_argument("--flows", type=int, default=2000, help="par programme")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        for name, most in MOST.items():
            if not 0 <= options[name] <= most:
                raise CommandError(f"--{name} : un nombre de 0 à {most}.")
        started = time.monotonic()
        slugs = [self._programme(options) for _number in range(options["programmes"])]
        self._print(
            {
                "programmes": slugs,
                "companies": options["companies"] * len(slugs),
                "flows": options["flows"] * len(slugs) if options["companies"] else 0,
                "seconds": round(time.monotonic() - started, 2),
            },
            as_json=options["json"],
        )

    @transaction.atomic
    def _programme(self, options: dict[str, Any]) -> str:
        """One programme, under the first free address; its rows follow from the seed and that address alone."""
        slug = free_slug(options["seed"])
        random = Random(f"{options['seed']}/{slug}")  # nosec B311
        programme = create_programme(slug=slug, name=f"Programme d’échelle {slug.rpartition('-')[2]}")
        companies = seed_companies(programme=programme, companies=options["companies"], random=random)
        seed_flows(programme=programme, companies=companies, flows=options["flows"], random=random)
        return slug

    def _print(self, done: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(done))
        else:
            slugs = ", ".join(done["programmes"])
            self.stdout.write(
                f"{slugs} : {done['companies']} entreprises, {done['flows']} lignes, {done['seconds']} s"
            )


def free_slug(seed: int) -> str:
    taken = set(Programme.objects.filter(slug__startswith=f"echelle-{seed}-").values_list("slug", flat=True))
    return next(slug for number in count(1) if (slug := f"echelle-{seed}-{number}") not in taken)
