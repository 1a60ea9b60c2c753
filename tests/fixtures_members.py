"""Clients of each kind of person, for the tests of every app (imported by tests/conftest.py)."""

from collections.abc import Callable

import pytest
from django.test import Client

from symbiose.programmes.models import Membership, Programme, Role
from tests.programmes.factories import MembershipFactory, PartnerFactory, ProgrammeFactory

LoginAs = Callable[..., Client]


@pytest.fixture
def programme(db: None) -> Programme:
    return ProgrammeFactory(slug="pays-d-essai", name="Pays d’essai", hold_messages=False)


@pytest.fixture
def chamber(programme: Programme) -> object:
    return PartnerFactory(programme=programme, name="Chambre de commerce", short_name="CCI")


@pytest.fixture
def login_as(programme: Programme) -> LoginAs:
    """`login_as(Role.ADVISER)`: a client signed in with that role in `programme`; `.membership` says who."""

    def login(role: str = Role.ANIMATOR, **fields: object) -> Client:
        adviser = role == Role.ADVISER and "partner" not in fields
        return client_of(MembershipFactory(programme=programme, role=role, adviser=adviser, **fields))

    return login


@pytest.fixture
def animator_client(login_as: LoginAs) -> Client:
    return login_as(Role.ANIMATOR)


@pytest.fixture
def adviser_client(login_as: LoginAs, chamber: object) -> Client:
    """An adviser of `chamber`."""
    return login_as(Role.ADVISER, partner=chamber)


@pytest.fixture
def committee_client(login_as: LoginAs) -> Client:
    return login_as(Role.COMMITTEE)


@pytest.fixture
def partner_client(login_as: LoginAs) -> Client:
    return login_as(Role.PARTNER)


@pytest.fixture
def network_client(login_as: LoginAs) -> Client:
    return login_as(Role.NETWORK)


@pytest.fixture
def stranger_client(db: None) -> Client:
    """The animator of another programme."""
    return client_of(MembershipFactory(role=Role.ANIMATOR))


def client_of(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.user)
    client.membership = membership  # type: ignore[attr-defined]
    return client
