from collections.abc import Callable

import pytest
from django.test import Client

from companies.models import Company
from symbiose.holders import resolve_holder
from symbiose.links import tokens
from symbiose.links.services import link_for
from symbiose.programmes.models import Membership, Programme, Role
from tests.diagnostics.factories import CompanyFactory, ContactFactory, MembershipFactory, ProgrammeFactory


@pytest.fixture
def programme(db: None) -> Programme:
    return ProgrammeFactory()


@pytest.fixture
def animator(programme: Programme) -> Membership:
    return MembershipFactory(programme=programme)


@pytest.fixture
def adviser(programme: Programme) -> Membership:
    return MembershipFactory(programme=programme, adviser=True)


@pytest.fixture
def company(adviser: Membership) -> Company:
    """A company of the adviser's chamber."""
    return CompanyFactory(programme=adviser.programme, chamber=adviser.partner)


@pytest.fixture
def as_member() -> Callable[[Membership], Client]:
    def sign_in(membership: Membership) -> Client:
        client = Client()
        client.force_login(membership.user)
        return client

    return sign_in


@pytest.fixture
def as_animator(animator: Membership, as_member: Callable[[Membership], Client]) -> Client:
    return as_member(animator)


@pytest.fixture
def as_adviser(adviser: Membership, as_member: Callable[[Membership], Client]) -> Client:
    return as_member(adviser)


@pytest.fixture
def as_other_chamber(programme: Programme, as_member: Callable[[Membership], Client]) -> Client:
    return as_member(MembershipFactory(programme=programme, adviser=True))


@pytest.fixture
def as_committee(programme: Programme, as_member: Callable[[Membership], Client]) -> Client:
    return as_member(MembershipFactory(programme=programme, role=Role.COMMITTEE))


@pytest.fixture
def as_stranger(db: None, as_member: Callable[[Membership], Client]) -> Client:
    """The animator of another programme."""
    return as_member(MembershipFactory())


@pytest.fixture
def token(company: Company) -> str:
    """The token of the personal link of the company's contact."""
    return token_of(company)


def token_of(company: Company) -> str:
    contact = ContactFactory(company=company)
    holder = resolve_holder("contact", contact.uuid)
    assert holder
    return tokens.mint(link_for(programme=company.programme, holder=holder))
