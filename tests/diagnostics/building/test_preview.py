"""Trying a template: the screens of the phone, and nothing recorded."""

import pytest
from django.utils import timezone

from diagnostics.models import Answer, Flow
from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.rendering import write
from tests.diagnostics.building.schemas import BY, COUNT, IDEA, WASTE, small_schema

pytestmark = pytest.mark.django_db


def test_the_preview_begins_with_the_first_question(as_adviser, draft, address):
    answer = as_adviser.get(address("preview", draft))

    assert answer.url == address("preview_question", draft, question=COUNT)


def test_the_preview_shows_the_screen_of_the_phone(as_animator, draft, address):
    page = as_animator.get(address("preview_question", draft, question=COUNT)).content.decode()

    assert 'class="choice-row"' in page
    assert "Je ne sais pas" in page
    assert "rien n’est enregistré" in page


def test_conditions_hold_on_what_is_typed(as_animator, draft, address):
    answer = as_animator.post(address("preview_question", draft, question=COUNT), {"answer": "3-5"})

    assert answer.url == address("preview_question", draft, question=BY)


def test_a_question_whose_condition_fails_is_passed_over(as_animator, draft, address):
    answer = as_animator.post(address("preview_question", draft, question=COUNT), {"answer": "none"})

    assert answer.url != address("preview_question", draft, question=BY)


def test_an_answer_that_cannot_be_read_is_refused(as_animator, draft, address):
    answer = as_animator.post(address("preview_question", draft, question=COUNT), {"answer": "odd"})

    assert answer.status_code == 422


def test_nothing_is_recorded(as_animator, draft, address):
    as_animator.post(address("preview_question", draft, question=COUNT), {"answer": "3-5"})

    assert not Answer.objects.exists()
    assert not Flow.objects.exists()


def test_the_summary_shows_what_was_typed(as_animator, draft, address):
    as_animator.post(address("preview_question", draft, question=IDEA), {"answer": "Un four partagé"})

    assert "Un four partagé" in as_animator.get(address("preview_summary", draft)).content.decode()


def test_beginning_again_forgets(as_animator, draft, address):
    as_animator.post(address("preview_question", draft, question=IDEA), {"answer": "Un four partagé"})
    as_animator.post(address("preview_restart", draft))

    assert "Un four partagé" not in as_animator.get(address("preview_summary", draft)).content.decode()


def test_an_empty_draft_has_a_preview(as_animator, draft, address):
    draft.schema = {"sections": []}
    draft.save()

    answer = as_animator.get(address("preview", draft), follow=True)

    assert "Pas encore de question" in answer.content.decode()


def test_a_trial_is_sent_to_oneself_once_per_click(as_animator, animator, draft, address):
    key = "6d1c8f62-1d52-4c2f-9b43-6a5b6a6a0a11"
    as_animator.post(address("send_trial", draft), {"submission_key": key})
    as_animator.post(address("send_trial", draft), {"submission_key": key})

    email = OutboxEmail.objects.get()
    assert email.recipient_email == animator.user.email
    assert email.subject == "Essai : Essai"
    assert not email.held


def test_a_trial_bears_the_address_of_the_preview(as_animator, draft, address):
    as_animator.post(address("send_trial", draft))

    assert address("preview", draft) in write(OutboxEmail.objects.get(), timezone.now())[1].text


def test_a_table_is_tried_too(as_animator, draft, address):
    url = address("preview_question", draft, question=WASTE)
    shown = as_animator.get(url).content.decode()

    as_animator.post(url, {"answer-0-what": "Cartons", "answer-0-tonnes": "3"})

    assert 'name="answer-0-what"' in shown
    assert "Cartons" in as_animator.get(address("preview_summary", draft)).content.decode()


def test_a_cell_that_cannot_be_read_is_refused(as_animator, draft, address):
    url = address("preview_question", draft, question=WASTE)

    answer = as_animator.post(url, {"answer-0-what": "Cartons", "answer-0-tonnes": "beaucoup"})

    assert answer.status_code == 422
    assert 'value="beaucoup"' in answer.content.decode()


@pytest.mark.parametrize("kind", ["file", "flows", "number", "date", "yes_no", "choices"])
def test_every_kind_has_its_screen(as_animator, draft, address, kind):
    options = [{"key": "a", "label": "A"}, {"key": "b", "label": "B"}] if kind == "choices" else []
    draft.schema = small_schema()
    draft.schema["sections"][1]["questions"][1] |= {"kind": kind, "options": options}
    draft.save()
    url = address("preview_question", draft, question=IDEA)

    assert as_animator.get(url).status_code == 200
    assert as_animator.post(url, {"do": "pass"}).status_code == 302
    assert as_animator.post(url, {"do": "continue"}).status_code in {302, 422}
