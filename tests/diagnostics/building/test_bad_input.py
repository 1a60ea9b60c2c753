"""Whatever is posted, an answer in words and nothing lost."""

import pytest

from diagnostics.models import Template
from diagnostics.questionnaire.json_reading import MOST_QUESTIONS
from tests.diagnostics.building.posts import fields_of
from tests.diagnostics.building.schemas import COUNT, FIRST, small_schema

pytestmark = pytest.mark.django_db

HOSTILE = [
    "\x00",
    "x" * 1_000_000,
    "\ud800".encode("utf-8", "surrogatepass"),
    "\U0001d54f" * 200,
    "<script>alert(1)</script>",
]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("field", ["text", "options_new", "flow_label", "option-0-label", "prefill_words", "section"])
def test_odd_text_in_a_question_is_kept_or_refused(as_animator, draft, address, field, value):
    url = address("question_edit", draft, question=COUNT)

    answer = as_animator.post(url, fields_of(as_animator, url) | {field: value})

    assert answer.status_code in {302, 422}


@pytest.mark.parametrize("value", HOSTILE)
def test_odd_text_in_a_title_is_kept_or_refused(as_animator, draft, address, value):
    for url in (address("section_create", draft), address("create"), address("name", draft)):
        answer = as_animator.post(url, {"title": value, "kind": "survey"})
        assert answer.status_code in {302, 422}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("do", "option-up-99999999"),
        ("do", "option-down-x"),
        ("do", "column-up--1"),
        ("kind", "nope"),
        ("option-0-key", "forged"),
        ("option-1-quantity", "1e999"),
        ("option-1-quantity", "-4"),
        ("condition_question", "nope"),
        ("flow_until", "nope"),
        ("flow_direction", "nope"),
        ("submission_key", "nope"),
        ("version", "9" * 50),
        ("seen", "nope"),
        ("keep_question", "nope"),
    ],
)
def test_a_forged_field_is_no_error_of_ours(as_animator, draft, address, field, value):
    url = address("question_edit", draft, question=COUNT)

    answer = as_animator.post(url, fields_of(as_animator, url) | {field: value})

    assert answer.status_code in {200, 302, 409, 422}


def test_hostile_text_is_shown_as_text(as_animator, draft, address):
    url = address("question_edit", draft, question=COUNT)
    as_animator.post(url, fields_of(as_animator, url) | {"text": "<script>alert(1)</script> ?"})

    for name in ("edit", "detail", "publish"):
        assert "<script>alert" not in as_animator.get(address(name, draft)).content.decode()


def test_one_question_too_many_is_refused_in_words(as_animator, draft, address):
    questions = [
        {"uuid": f"00000000-0000-4000-8000-{n:012}", "kind": "text", "text": f"{n} ?"} for n in range(MOST_QUESTIONS)
    ]
    draft.schema = {"sections": [{"uuid": FIRST, "title": "Tout", "questions": questions}]}
    draft.save()
    url = address("question_create", draft)

    answer = as_animator.post(url, {"text": "Encore une ?", "kind": "text", "section": FIRST})

    assert answer.status_code == 422
    assert f"{MOST_QUESTIONS}\u00a0questions au plus" in answer.content.decode()


def test_an_empty_post_changes_nothing(as_animator, draft, address):
    for name, kwargs in (("question_edit", {"question": COUNT}), ("section_edit", {"section": FIRST}), ("name", {})):
        assert as_animator.post(address(name, draft, **kwargs)).status_code == 422

    assert Template.objects.get(pk=draft.pk).schema == small_schema()
