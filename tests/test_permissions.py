"""Every address of the resolver, by every role, on own and foreign objects: the table holds, and nothing is outside.

A new URL name fails here until its app gives it a row (perms.py) and a sample (url_samples).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from symbiose.programmes.models import Role
from symbiose.programmes.perms import access_to, signed_in_names
from symbiose.programmes.url_samples import Address, all_addresses, has_sample, methods_of, sample_paths
from tests.world import World, build_world

ADDRESSES = all_addresses()
OF_PROGRAMME = [address for address in ADDRESSES if address.of_programme]
OUTSIDE = [address for address in ADDRESSES if not address.of_programme]
VERBS = ("GET", "POST")
# A reset key is minted for one person at sending: a programme has none to show.
WITHOUT_OBJECT = {"account_reset_password_from_key"}
FINE = {400, 405, 409, 422}  # 400: the empty body of a sending in JSON


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once; each request of the walk is rolled back."""
    with django_db_blocker.unblock(), rolled_back():
        yield build_world()


@pytest.fixture(autouse=True)
def _do_not_wait_for_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is none here: a PDF that is not ready answers 202 at once."""
    monkeypatch.setattr("symbiose.stored_pdf_views.WAIT_SECONDS", 0)


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def status_of(user: Any, verb: str, path: str) -> int:
    """What one request answers; whatever it wrote is undone."""
    with rolled_back():
        client = Client(raise_request_exception=True)
        if user:
            client.force_login(user)
        return client.generic(verb, path).status_code


def name_of(address: Address) -> str:
    return address.name


@pytest.mark.parametrize("address", ADDRESSES, ids=name_of)
def test_every_address_has_a_row_and_a_sample(address: Address) -> None:
    if address.of_programme:
        assert access_to(address.name), f"{address.name} has no row in the permission table"
    else:
        assert address.is_public or address.name in signed_in_names(), f"{address.name}: neither public nor signed-in"
    assert has_sample(address), f"{address.name} has no sample (symbiose.programmes.url_samples)"


def test_the_table_has_no_row_for_an_address_that_is_gone() -> None:
    from symbiose.programmes.perms import table

    assert set(table()) <= {address.name for address in ADDRESSES}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES, ids=name_of)
def test_the_world_has_an_object_behind_every_address(address: Address, world: World) -> None:
    if address.name not in WITHOUT_OBJECT:
        assert sample_paths(address, world.ours.programme), f"{address.name}: no object in tests/world.py"


@pytest.mark.django_db
@pytest.mark.parametrize("address", OF_PROGRAMME, ids=name_of)
def test_anonymous_visitors_are_sent_to_sign_in(address: Address, world: World) -> None:
    answers = {(verb, path): status_of(None, verb, path) for verb in VERBS for path in own_paths(address, world)}

    signed_out = 401 if getattr(address.view, "answers_in_json", False) else 302  # a script is told so in JSON
    assert set(answers.values()) <= {signed_out}, answers


@pytest.mark.django_db
@pytest.mark.parametrize("address", OF_PROGRAMME, ids=name_of)
def test_members_of_another_programme_find_nothing(address: Address, world: World) -> None:
    strangers = world.theirs.members.values()
    paths = own_paths(address, world)
    answers = {
        (user.email, verb, path): status_of(user, verb, path) for user in strangers for verb in VERBS for path in paths
    }

    assert set(answers.values()) <= {404}, answers


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("address", OF_PROGRAMME, ids=name_of)
def test_each_role_may_what_the_table_says(address: Address, role: str, world: World) -> None:
    user = world.ours.members[role]

    for verb in VERBS:
        for path in own_paths(address, world):
            status = status_of(user, verb, path)
            if access_to(address.name).allows(role, verb):
                assert status < 400 or status in FINE, f"{role} {verb} {path}: {status}"
            else:
                assert status == 403, f"{role} {verb} {path}: {status}"


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("address", [a for a in OF_PROGRAMME if a.needs_object], ids=name_of)
def test_an_object_of_another_programme_is_not_there(address: Address, role: str, world: World) -> None:
    user = world.ours.members[role]

    for verb in VERBS:
        for path in foreign_paths(address, world):
            status = status_of(user, verb, path)
            expected = {404, 405} if access_to(address.name).allows(role, verb) else {403}
            assert status in expected, f"{role} {verb} {path}: {status}"


@pytest.mark.django_db
@pytest.mark.parametrize("address", [a for a in OUTSIDE if a.is_public], ids=name_of)
def test_public_addresses_answer_without_an_account(address: Address, world: World) -> None:
    for path in own_paths(address, world):
        status = status_of(None, methods_of(address)[0], path)
        assert status < 400 or status in FINE, f"{path}: {status}"


@pytest.mark.django_db
@pytest.mark.parametrize("address", [a for a in OUTSIDE if a.name in signed_in_names()], ids=name_of)
def test_the_other_addresses_ask_to_sign_in(address: Address, world: World) -> None:
    for path in own_paths(address, world):
        assert status_of(None, methods_of(address)[0], path) == 302


def own_paths(address: Address, world: World) -> list[str]:
    return sample_paths(address, world.ours.programme)


def foreign_paths(address: Address, world: World) -> list[str]:
    """Objects of the other programme under our slug; the name of a figure or a rule is no object, and stays out."""
    paths = sample_paths(address, world.theirs.programme, under=world.ours.programme)
    return [path for path in paths if path not in own_paths(address, world)]
