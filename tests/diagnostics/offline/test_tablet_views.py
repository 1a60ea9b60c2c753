"""What a tablet asks for before it leaves the network."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from diagnostics.models import Diagnostic
from diagnostics.offline.words import offline_words, words_version
from symbiose.lexicon.phrases import content_words
from tests.diagnostics.factories import CompanyFactory, DiagnosticFactory, MembershipFactory

pytestmark = pytest.mark.django_db
LARGEST = 300_000


@pytest.fixture
def words() -> dict:
    return json.loads(offline_words())


def meaning(words: dict, label: str) -> tuple[str, str, str]:
    phrase = " ".join(word.written for word in content_words(label))
    return tuple(words["meanings"][words["phrases"][phrase]])


def ready(client, programme) -> dict:
    return client.get(reverse("sync:ready", args=[programme.slug])).json()


def planned(adviser, days: int, **values) -> Diagnostic:
    company = CompanyFactory(programme=adviser.programme)
    day = timezone.localdate() + timedelta(days=days)
    return DiagnosticFactory(company=company, membership=adviser, visit_on=day, **values)


def test_the_words_travel_light_and_fit_a_tablet(client, adviser):
    client.force_login(adviser.user)
    response = client.get(reverse("sync:words", args=[adviser.programme.slug]), headers={"accept-encoding": "gzip"})

    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.content) <= LARGEST


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("cartons d’emballage", ("dechet", "15 01 01", "carton")),
        ("Formation SST", ("competence", "", "formation SST")),
        ("chariot élévateur", ("equipement", "", "chariot élévateur")),
        ("salle de réunion", ("espace", "", "salle de réunion")),
    ],
)
def test_a_phrase_has_the_family_the_code_and_the_theme_of_the_lexicon(words, label, expected):
    assert meaning(words, label) == expected


def test_the_words_are_kept_for_long_under_an_address_that_changes_with_them(as_adviser, programme):
    address = ready(as_adviser, programme)["words"]
    answer = as_adviser.get(address)

    assert address.endswith(f"?v={words_version()}")
    assert "immutable" in answer["Cache-Control"]
    assert answer.json()["families"]["dechet"] == "Déchet"


def test_words_asked_without_their_version_are_asked_for_anew(as_adviser, programme):
    answer = as_adviser.get(reverse("sync:words", args=[programme.slug]))

    assert answer["Cache-Control"] == "private, no-cache"


def test_an_adviser_makes_ready_the_open_visits_of_the_next_two_weeks(as_adviser, adviser, programme):
    soon, begun = planned(adviser, 3), planned(adviser, -90, in_progress=True)
    planned(adviser, 40)
    planned(adviser, 2, completed=True)

    visits = ready(as_adviser, programme)["visits"]

    assert {visit["visit"] for visit in visits} == {soon.get_absolute_url(), begun.get_absolute_url()}


def test_the_pages_of_a_visit_are_its_tabs_and_its_end(as_adviser, adviser, programme):
    visit = planned(adviser, 1).get_absolute_url()

    pages = ready(as_adviser, programme)["visits"][0]["pages"]

    assert pages == [visit, f"{visit}questions/", f"{visit}notes/", f"{visit}complete/"]


def test_the_visits_of_a_colleague_are_not_made_ready(as_adviser, adviser, programme):
    planned(MembershipFactory(programme=programme, adviser=True, partner=adviser.partner), 1)

    assert ready(as_adviser, programme)["visits"] == []


def test_an_animator_makes_nothing_ready_in_advance(as_animator, adviser, programme):
    planned(adviser, 1)

    assert ready(as_animator, programme)["visits"] == []


@pytest.mark.parametrize("name", ["sync:words", "sync:ready"])
def test_the_committee_may_not_and_a_stranger_finds_nothing(as_committee, as_stranger, programme, name):
    address = reverse(name, args=[programme.slug])

    assert as_committee.get(address).status_code == 403
    assert as_stranger.get(address).status_code == 404


def test_twenty_visits_cost_no_more_queries_than_one(as_adviser, adviser, programme, django_assert_max_num_queries):
    for days in range(14):
        planned(adviser, days)

    with django_assert_max_num_queries(8):
        ready(as_adviser, programme)


def test_a_company_page_never_brings_the_worker_even_to_somebody_signed_in(as_adviser, token):
    page = as_adviser.get(reverse("personal:home", kwargs={"token": token})).content.decode()

    assert "offline/" not in page
    assert "symbiose-user" not in page
