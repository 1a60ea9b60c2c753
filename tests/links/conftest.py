import uuid

import pytest

from symbiose import holders
from symbiose.holders import CONTACT, Holder
from symbiose.links import colleagues
from symbiose.links.colleagues import Colleague
from symbiose.links.models import PersonalLink
from symbiose.links.services import link_for
from symbiose.programmes.models import Programme

KIND = CONTACT


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> dict[uuid.UUID, Holder]:
    """The contacts of these tests, so that the cellar is tested without the apps above it; one removed has left."""
    known: dict[uuid.UUID, Holder] = {}

    def make(holder: Holder, colleague: Colleague) -> Holder:
        name = f"{colleague.first_name} {colleague.last_name}"
        made = Holder(kind=KIND, uuid=uuid.uuid4(), name=name, email=colleague.email, company_name=holder.company_name)
        known[made.uuid] = made
        return made

    monkeypatch.setitem(holders._RESOLVERS, KIND, known.get)
    monkeypatch.setitem(holders._LISTERS, KIND, lambda programme: list(known.values()))
    monkeypatch.setitem(colleagues._MAKERS, KIND, make)
    return known


@pytest.fixture
def holder(people: dict[uuid.UUID, Holder]) -> Holder:
    sylvie = Holder(
        kind=KIND,
        uuid=uuid.UUID(int=7),
        name="Sylvie Garreau",
        formal_name="Mme Garreau",
        email="sylvie@example.org",
        company_name="Menuiserie Garreau",
        company_city="Rouez",
    )
    people[sylvie.uuid] = sylvie
    return sylvie


@pytest.fixture
def link(programme: Programme, holder: Holder) -> PersonalLink:
    return link_for(programme=programme, holder=holder)
