"""Every page that can be read, by its richest role: at most 20 queries at 10 rows, and no more than 2 more at 200."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from symbiose.programmes.models import Role
from symbiose.programmes.perms import access_to
from symbiose.programmes.url_samples import Address, all_addresses, methods_of, sample_paths
from tests.growth import grow
from tests.world import Side, build_side

MOST = 20
MARGIN = 2
# A file: the view looks again and again until the worker has rendered it.
NO_PAGE = {
    "roadmaps:pdf",
    "balance:pdf",
    "report:pdf",
    "report:prepare_pdf",
    "personal_report:pdf",
    "templates:print",
}
RICHEST_FIRST = [Role.ANIMATOR, Role.ADVISER, Role.COMMITTEE, Role.NETWORK, Role.PARTNER]


def is_read(address: Address) -> bool:
    if "GET" not in methods_of(address) or address.name in NO_PAGE:
        return False
    return not address.of_programme or bool(access_to(address.name) and access_to(address.name).read)


PAGES = [address for address in all_addresses() if is_read(address)]


@dataclass(frozen=True, slots=True)
class Sides:
    few: Side
    many: Side


@pytest.fixture(scope="module")
def sides(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Sides]:
    """A programme of 10 rows of each kind, and one of 200; undone after the last test."""
    with django_db_blocker.unblock(), rolled_back():
        few, many = build_side("petit"), build_side("grand")
        grow(few, 10)
        grow(many, 200)
        yield Sides(few, many)


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def reader(address: Address, side: Side) -> Client:
    """A client that has been here before: its first visit notes the programme in use."""
    client = Client()
    if not address.is_public:
        access = access_to(address.name)
        role = next(role for role in RICHEST_FIRST if access is None or role in access.read)
        client.force_login(side.members[role])
        session = client.session
        session["programme_slug"] = side.programme.slug
        session.save()
    return client


def queries_of(address: Address, side: Side) -> int:
    """The dearest of the addresses behind a name; cursors of savepoints are not counted."""
    client = reader(address, side)
    counts = [0]
    for path in sample_paths(address, side.programme):
        with rolled_back(), CaptureQueriesContext(connection) as captured:
            client.get(path)
        counts.append(sum("SAVEPOINT" not in query["sql"] for query in captured.captured_queries))
    return max(counts)


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES, ids=lambda address: address.name)
def test_a_page_costs_as_much_at_200_rows_as_at_10(address: Address, sides: Sides) -> None:
    few, many = queries_of(address, sides.few), queries_of(address, sides.many)

    assert many <= MOST, f"{address.name}: {many} queries at 200 rows, {few} at 10"
    assert many <= few + MARGIN, f"{address.name}: {few} queries at 10 rows, {many} at 200"
