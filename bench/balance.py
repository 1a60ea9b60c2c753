"""How long the flow balance takes with 5,000 companies and 20,000 lines: read, parted, and the whole page.

Run by `make bench`, or alone: `.venv/bin/python -m bench.balance`, in a test database of its own. The baseline is
the second within which a page must answer.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

COMPANIES, LINES, RUNS = 5_000, 20_000, 5
BASELINE = 1.0
CITIES = 60
CODES = ["15 01 01", "15 01 02", "15 01 03", "03 01 05", "20 01 08", "17 01 07", "12 01 01", "13 02 05", "20 03 01"]
TRADES = ["10.71C", "43.32A", "45.20A", "22.29B", "01.41Z", "49.41A", "47.11D", "55.10Z"]
FAMILIES = ["dechet", "dechet", "matiere", "energie", "eau", "competence", "equipement", "service"]


def results() -> Iterator[dict[str, Any]]:
    from django.test import Client

    from diagnostics.balance.records import records_of
    from diagnostics.balance.tables import balance

    programme, user = _fill()
    records = records_of(programme)
    client = Client()
    client.force_login(user)
    address = f"/p/{programme.slug}/diagnostics/balance/"
    yield _line("balance_read", lambda: records_of(programme))
    yield _line("balance_parted", lambda: balance(records))
    yield _line("balance_of_a_trade", lambda: balance(records, frozenset({"naf:C"})))
    yield _line("balance_page", lambda: client.get(address))


def _fill() -> tuple[Any, Any]:
    """The same data for the same seed."""
    from companies.models import Company
    from diagnostics.models import Flow
    from symbiose.accounts.models import User
    from symbiose.programmes.models import Membership, Role
    from symbiose.programmes.services import create_programme

    chance = random.Random(1)
    programme = create_programme(slug="mesure", name="Mesure")
    user = User.objects.create_user(email="mesure@example.org")
    Membership.objects.create(programme=programme, user=user, role=Role.ANIMATOR)
    companies = Company.objects.bulk_create(
        Company(
            programme=programme,
            name=f"Entreprise {n}",
            name_key=f"entreprise {n}",
            city=f"Commune {chance.randrange(CITIES)}",
            naf_code=chance.choice(TRADES),
        )
        for n in range(COMPANIES)
    )
    Flow.objects.bulk_create((_flow(chance, programme, companies) for _n in range(LINES)), batch_size=2000)
    return programme, user


def _flow(chance: random.Random, programme: Any, companies: list[Any]) -> Any:
    from diagnostics.models import Flow
    from diagnostics.services.flows import normalise

    family = chance.choice(FAMILIES)
    flow = Flow(
        programme=programme,
        company=chance.choice(companies),
        direction=chance.choice(["ressource", "besoin"]),
        family=family,
        label="Cartons",
        quantity=round(chance.lognormvariate(2, 1.5) + 0.01, 3),
        unit=chance.choice(["t", "t", "m3", "MWh"]),
        period=chance.choice(["an", "an", "an", "ponctuel"]),
        ewc_code=chance.choice(CODES) if family == "dechet" else "",
        outlet=chance.choice(["", "territory", "outside"]),
        quantity_kind=chance.choice(["declared", "estimated", "measured"]),
    )
    return normalise(flow)


def _line(name: str, work: Callable[[], object]) -> dict[str, Any]:
    times = []
    for _run in range(RUNS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    seconds = min(times)  # the run that other programs of the machine disturbed least
    return {
        "bench": name,
        "n": LINES,
        "value": round(seconds, 3),
        "unit": "s",
        "baseline": BASELINE,
        "ratio": round(seconds / BASELINE, 2),
    }


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "symbiose.settings.test")
    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        for result in results():
            sys.stdout.write(json.dumps(result) + "\n")
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


if __name__ == "__main__":
    main()
