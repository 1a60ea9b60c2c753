import pytest

from dashboard.search import search_everywhere
from tests.diagnostics.factories import CompanyFactory
from tests.events.factories import EventFactory
from tests.programmes.factories import MembershipFactory
from tests.roadmaps.factories import RoadmapFactory
from tests.synergies.factories import SynergyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def animator(programme):
    return MembershipFactory(programme=programme)


def found(membership, words):
    return [str(row) for group in search_everywhere(membership, words) for row in group.rows]


def test_each_kind_of_thing_is_found(animator, programme):
    CompanyFactory(programme=programme, name="Broyage Hersent")
    EventFactory(programme=programme, title="Atelier broyage")
    RoadmapFactory(programme=programme, title="Broyage commun", synergy__title="Broyage des palettes")

    assert len(found(animator, "broyage")) == 4


def test_case_and_accents_of_a_company_do_not_matter(animator, programme):
    CompanyFactory(programme=programme, name="Électricité Coulon")

    assert found(animator, "electricite") == ["Électricité Coulon"]


def test_another_programme_is_not_searched(animator):
    SynergyFactory(title="Broyage")
    CompanyFactory(name="Broyage")

    assert found(animator, "broyage") == []


def test_an_adviser_finds_their_chambers_companies_alone(programme):
    adviser = MembershipFactory(programme=programme, adviser=True)
    CompanyFactory(programme=programme, name="Cachée")
    CompanyFactory(programme=programme, name="Cachette", chamber=adviser.partner)

    assert found(adviser, "cach") == ["Cachette"]


@pytest.mark.parametrize("words", ["", "   ", "\x00", "%", "_", "'", "x" * 5000, "🙂", "!!!"])
def test_odd_words_are_answered(animator_client, programme, address, words):
    CompanyFactory(programme=programme, name="Cidrerie")

    response = animator_client.get(address("search"), {"q": words})

    assert response.status_code == 200
    assert "Cidrerie" not in response.content.decode()


def test_finding_nothing_says_what_to_try(animator_client, address):
    assert "Essayez un autre mot" in animator_client.get(address("search"), {"q": "zzz"}).content.decode()


def test_the_page_costs_the_same(animator_client, programme, address, django_assert_max_num_queries):
    CompanyFactory.create_batch(40, programme=programme)
    SynergyFactory.create_batch(40, programme=programme, title="Menuiserie")

    with django_assert_max_num_queries(20):
        animator_client.get(address("search"), {"q": "menuiserie"})
