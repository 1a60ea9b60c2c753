from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from companies.models import Interaction
from symbiose.journal.models import Fact
from tests.diagnostics.conftest import token_of
from tests.diagnostics.factories import CompanyFactory
from tests.roadmaps.factories import StepFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def step(programme):
    return StepFactory(roadmap__programme=programme, title="Demander trois devis")


@pytest.fixture
def token(step):
    return token_of(step.owner_contact.company)


def address(token, step):
    return reverse("personal_roadmaps:step", kwargs={"token": token, "step_uuid": step.uuid})


def home(token):
    return reverse("personal:home", kwargs={"token": token})


def test_a_contact_reads_their_step(client, token, step):
    page = client.get(address(token, step)).content.decode()

    assert "Demander trois devis" in page
    assert "C’est fait" in page


def test_opening_a_step_changes_nothing(client, token, step):
    client.get(address(token, step))
    client.head(address(token, step))

    step.refresh_from_db()
    assert step.state == "to_do"


def test_done_is_one_gesture(client, token, step):
    client.post(address(token, step), {"state": "done"})

    step.refresh_from_db()
    assert step.state == "done"
    assert Fact.objects.get(kind="step_moved").holder_kind == "contact"


def test_their_words_are_kept(client, token, step):
    client.post(address(token, step), {"state": "doing", "note": "Il manque deux réponses."})

    assert "Il manque deux réponses." in Interaction.objects.get().text


def test_what_blocks_is_said_and_what_was_known_is_kept(client, token, step):
    step.blocked_by = StepFactory(roadmap=step.roadmap)
    step.save()

    client.post(address(token, step), {"state": "blocked", "note": "pas de salle"})

    step.refresh_from_db()
    assert step.unblocked_when == "pas de salle"
    assert step.blocked_by


@pytest.mark.parametrize(
    "odd", [{}, {"state": "dropped"}, {"state": "blocked"}, {"state": "done", "note": "\x00"}, {"state": "x" * 999}]
)
def test_an_odd_answer_is_told(client, token, step, odd):
    assert client.post(address(token, step), odd).status_code == 422


def test_another_company_does_not_find_it(client, step):
    stranger = token_of(CompanyFactory(programme=step.programme))

    assert client.get(address(stranger, step)).status_code == 404


def test_another_programme_does_not_find_it(client, step):
    assert client.get(address(token_of(CompanyFactory()), step)).status_code == 404


def test_a_dropped_step_is_gone(client, token, step):
    step.state = "dropped"
    step.save()

    assert client.get(address(token, step)).status_code == 404


def test_the_personal_page_lists_what_is_to_be_done(client, token, step):
    assert "Demander trois devis" in client.get(home(token)).content.decode()


def test_a_late_step_says_so_on_the_page(client, token, step):
    step.starts_on, step.due_on = None, timezone.localdate() - timedelta(days=2)
    step.save()

    assert "En retard" in client.get(home(token)).content.decode()


def test_a_done_step_leaves_the_page(client, token, step):
    client.post(address(token, step), {"state": "done"})

    assert "Demander trois devis" not in client.get(home(token)).content.decode()
