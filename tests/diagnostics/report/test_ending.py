"""The end of a visit: the counts, what the tablet takes along, the agreement, what is missing."""

import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from companies.models import Company
from diagnostics.company_neighbours import neighbours_with_same_needs
from diagnostics.report.neighbourhood import themes_to_take_along
from symbiose.journal.models import Fact
from tests.diagnostics.factories import CompanyFactory, ContactFactory, DiagnosticFactory, FlowFactory

pytestmark = pytest.mark.django_db
NEED = {"direction": "besoin", "family": "competence", "label": "formation sauveteur secouriste du travail"}
NEAR = {"latitude": 48.18, "longitude": -0.12}


@pytest.fixture
def visit(company, adviser):
    return DiagnosticFactory(company=company, membership=adviser, in_progress=True)


def neighbours(programme, number=3, **changes):
    for _ in range(number):
        FlowFactory(company=CompanyFactory(programme=programme, **NEAR), **{**NEED, **changes})


def address(visit):
    return reverse("diagnostics:complete", kwargs={"programme_slug": visit.programme.slug, "pk": visit.pk})


def taken_along(client, visit):
    page = client.get(address(visit)).content.decode()
    return json.loads(re.search(r'<script id="visit-themes"[^>]*>(.*?)</script>', page, re.S)[1])


def test_the_card_counts_and_dates_its_data(as_adviser, visit):
    FlowFactory(company=visit.company, **NEED)
    neighbours(visit.programme)
    page = as_adviser.get(address(visit)).content.decode()

    assert "3 entreprises" in page
    assert "d’après les données du" in page


def test_what_others_propose_answers_what_one_seeks(visit):
    FlowFactory(company=visit.company, **NEED)
    neighbours(visit.programme, direction="ressource")

    (theme,) = neighbours_with_same_needs(visit.company)
    assert (theme.alike, theme.companies) == (False, 3)
    assert theme.sentence.startswith("proposent ce que vous cherchez")


def test_the_tablet_takes_along_themes_that_no_line_bears_yet(as_adviser, visit):
    neighbours(visit.programme)

    (theme,) = taken_along(as_adviser, visit)["themes"]
    assert (theme["companies"], theme["direction"]) == (3, "besoin")
    assert any("secouriste" in word for word in theme["words"])


def test_the_tablet_never_takes_along_less_than_three(as_adviser, visit):
    neighbours(visit.programme, 2)

    assert taken_along(as_adviser, visit)["themes"] == []


def test_what_is_taken_along_names_nobody(visit):
    neighbours(visit.programme)

    said = str(themes_to_take_along(visit.company, timezone.now()))
    names = Company.objects.values_list("name", flat=True)
    assert [name for name in names if name in said] == []


def test_interests_and_refusals_are_facts(as_adviser, visit):
    FlowFactory(company=visit.company, **NEED)
    neighbours(visit.programme)
    (theme,) = neighbours_with_same_needs(visit.company)

    as_adviser.post(address(visit), {"interest-1": f"no:{theme.label}", "interest-2": "inventé"})

    assert Fact.objects.get(kind="theme_declined").data == {"theme": theme.label}
    assert not Fact.objects.filter(kind="theme_interest").exists()


def test_the_page_says_to_whom_the_fiche_goes(as_adviser, visit):
    contact = ContactFactory(company=visit.company)

    assert contact.formal_name in as_adviser.get(address(visit)).content.decode()


def test_the_page_asks_a_constant_number_of_queries(as_adviser, visit, django_assert_max_num_queries):
    FlowFactory.create_batch(10, company=visit.company)
    neighbours(visit.programme, 10)

    with django_assert_max_num_queries(30):
        as_adviser.get(address(visit))


def test_the_agreement_stands_ready_on_the_page(as_adviser, visit):
    page = as_adviser.get(address(visit)).content.decode()

    assert "Signer l’accord" in page
    assert "Changer d’avis." in page
