"""« Vous n’êtes pas seuls » : counts of three companies at least, within 15 km, never a name."""

import pytest

from diagnostics.company_neighbours import distance_km, neighbours_with_same_needs
from tests.diagnostics.factories import CompanyFactory, FlowFactory

pytestmark = pytest.mark.django_db

NEED = {"direction": "besoin", "family": "competence", "label": "formation sauveteur secouriste du travail"}
NEAR, FAR = {"latitude": 48.18, "longitude": -0.12}, {"latitude": 48.60, "longitude": -0.12}


def others(company, number: int, *, place=NEAR, **changes):
    for _ in range(number):
        FlowFactory(company=CompanyFactory(programme=company.programme, **place), **{**NEED, **changes})


@pytest.fixture
def company():
    return FlowFactory(**NEED).company


def test_three_neighbours_are_counted(company):
    others(company, 3)

    (theme,) = neighbours_with_same_needs(company)

    assert theme.companies == 3


def test_under_three_nothing_is_told(company):
    others(company, 2)

    assert neighbours_with_same_needs(company) == []


def test_a_company_counts_once_whatever_its_lines(company):
    others(company, 2)
    twice = CompanyFactory(programme=company.programme, **NEAR)
    FlowFactory.create_batch(2, company=twice, **{**NEED, "direction": "ressource"})

    assert neighbours_with_same_needs(company) == []


def test_those_who_are_far_do_not_count(company):
    others(company, 3, place=FAR)

    assert neighbours_with_same_needs(company) == []


def test_lines_that_only_an_adviser_reads_do_not_count(company):
    others(company, 3, level="adviser")

    assert neighbours_with_same_needs(company) == []


def test_another_programme_does_not_count(company):
    for _ in range(3):
        FlowFactory(**NEED)

    assert neighbours_with_same_needs(company) == []


def test_a_company_without_place_has_no_neighbour(company):
    company.latitude = None

    assert neighbours_with_same_needs(company) == []


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres():
    assert distance_km((48.0, 0.0), (49.0, 0.0)) == pytest.approx(111.19, abs=0.01)
