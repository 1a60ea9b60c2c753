"""The page of an employee: anybody with the address, nothing kept of who."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from diagnostics.models import SurveyCompany, SurveyResponse
from diagnostics.surveys.addresses import token_of
from diagnostics.surveys.services import close_survey, renew_address, revoke_address
from symbiose.journal.models import Fact
from tests.diagnostics.surveys.factories import HOURS, IDEA, KM, MODE, NURSERY, SpreadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counter_of_before() -> None:
    cache.clear()


@pytest.fixture
def spread() -> SurveyCompany:
    return SpreadFactory()


def url(spread: SurveyCompany, name: str = "answer") -> str:
    return reverse(f"survey_answers:{name}", args=[token_of(spread)])


def sheet(**answers: Any) -> dict[str, Any]:
    return {"submission_key": str(uuid.uuid4()), **{f"q-{key}": value for key, value in answers.items()}}


def test_all_questions_stand_on_one_page(client: Client, spread: SurveyCompany) -> None:
    page = client.get(url(spread)).content.decode()

    assert [f'name="q-{key}"' in page for key in (NURSERY, HOURS, MODE, KM, IDEA)] == [True] * 5


def test_the_page_is_kept_by_nobody(client: Client, spread: SurveyCompany) -> None:
    answer = client.get(url(spread))

    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "sessionid" not in answer.cookies


def test_answers_are_kept_and_thanked(client: Client, spread: SurveyCompany) -> None:
    answer = client.post(url(spread), sheet(**{MODE: "bike", KM: "4,5"}), follow=True)

    assert "Merci, c’est compté" in answer.content.decode()
    assert SurveyResponse.objects.get().answers == {
        MODE: {"status": "given", "value": "bike"},
        KM: {"status": "given", "value": 4.5},
    }


def test_nothing_tells_who_answered_from_where_or_at_what_hour(client: Client, spread: SurveyCompany) -> None:
    facts = Fact.objects.count()

    client.post(url(spread), sheet(**{MODE: "car"}), REMOTE_ADDR="203.0.113.7", HTTP_USER_AGENT="Tel d’Alice")

    (row,) = SurveyResponse.objects.values()
    kept = json.dumps({key: str(value) for key, value in row.items()})
    assert "203.0.113" not in kept
    assert "Alice" not in kept
    assert row["created_by_id"] is None
    assert timezone.localtime(row["created_at"]).time().isoformat() == "00:00:00"
    assert Fact.objects.count() == facts


def test_a_double_send_counts_once(client: Client, spread: SurveyCompany) -> None:
    page = sheet(**{MODE: "car"})

    client.post(url(spread), page)
    again = client.post(url(spread), page)

    assert again.status_code == 302
    assert SurveyResponse.objects.count() == 1


def test_two_people_on_one_phone_count_twice(client: Client, spread: SurveyCompany) -> None:
    client.post(url(spread), sheet(**{MODE: "car"}))
    client.post(url(spread), sheet(**{MODE: "car"}))

    assert SurveyResponse.objects.count() == 2


def test_what_a_condition_leaves_out_is_not_kept(client: Client, spread: SurveyCompany) -> None:
    client.post(url(spread), sheet(**{NURSERY: "no", HOURS: ["day"]}))

    assert list(SurveyResponse.objects.get().answers) == [NURSERY]


def test_an_empty_page_is_asked_again(client: Client, spread: SurveyCompany) -> None:
    answer = client.post(url(spread), sheet())

    assert answer.status_code == 422
    assert "Répondez à une question au moins" in answer.content.decode()
    assert not SurveyResponse.objects.exists()


def test_a_fault_keeps_what_was_typed_and_the_key(client: Client, spread: SurveyCompany) -> None:
    page = sheet(**{MODE: "bike", KM: "beaucoup", IDEA: "Un car à 6 h"})

    answer = client.post(url(spread), page)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Écrivez un nombre" in text
    assert "Un car à 6 h" in text
    assert 'value="beaucoup"' in text
    assert page["submission_key"] in text
    assert 'value="bike" checked' in text


def test_a_required_question_is_asked_for(client: Client, spread: SurveyCompany) -> None:
    template = spread.survey.template
    template.schema["sections"][1]["questions"][0]["required"] = True
    template.save()

    answer = client.post(url(spread), sheet(**{NURSERY: "yes"}))

    assert answer.status_code == 422
    assert "Répondez à cette question" in answer.content.decode()


@pytest.mark.parametrize(
    "answers",
    [
        {MODE: "\x00"},
        {MODE: "car\x00"},
        {KM: "9" * 5000},
        {KM: "1e999"},
        {KM: "٣"},
        {HOURS: ["day"] * 5000},  # more fields than a form may have: 400
        {MODE: ["car", "bike"]},
        {"autre": "x" * 1_000_000},
        {IDEA: "\ud83d\ude00 ‮ \u0000"},
    ],
)
def test_hostile_pages_never_fail(client: Client, spread: SurveyCompany, answers: dict[str, Any]) -> None:
    body = sheet(**{key: _encodable(value) for key, value in answers.items()})

    assert client.post(url(spread), body).status_code in {302, 400, 422}


def _encodable(value: Any) -> Any:
    return value.encode("utf-16", "surrogatepass").decode("utf-16") if isinstance(value, str) else value


def test_a_megabyte_of_text_is_refused_kindly(client: Client, spread: SurveyCompany) -> None:
    answer = client.post(url(spread), sheet(**{IDEA: "é" * 500_000}))

    assert answer.status_code == 422
    assert not SurveyResponse.objects.exists()


def test_a_key_that_is_none_is_asked_again(client: Client, spread: SurveyCompany) -> None:
    answer = client.post(url(spread), {**sheet(**{MODE: "car"}), "submission_key": "pas un uuid"})

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "spoil", [lambda t: t[:-1] + ("a" if t[-1] != "a" else "b"), lambda t: "x", lambda t: t.upper()]
)
def test_a_forged_address_opens_nothing(client: Client, spread: SurveyCompany, spoil: Any) -> None:
    answer = client.get(reverse("survey_answers:answer", args=[spoil(token_of(spread))]))

    assert answer.status_code == 404
    assert "Crèche" not in answer.content.decode()


def test_a_personal_link_is_no_address_of_a_survey(client: Client, spread: SurveyCompany) -> None:
    from tests.diagnostics.conftest import token_of as personal_token_of

    token = personal_token_of(spread.company)

    assert client.get(reverse("survey_answers:answer", args=[token])).status_code == 404
    assert client.get(reverse("personal:home", args=[token_of(spread)])).status_code == 404


def test_a_revoked_address_says_so_and_takes_nothing(client: Client, spread: SurveyCompany) -> None:
    revoke_address(spread_id=spread.pk, actor=None)

    answer = client.post(url(spread), sheet(**{MODE: "car"}))

    assert answer.status_code == 410
    assert "Ce sondage est clos" in answer.content.decode()
    assert not SurveyResponse.objects.exists()


def test_a_new_address_ends_the_old_one(client: Client, spread: SurveyCompany) -> None:
    old = url(spread)
    fresh = renew_address(spread_id=spread.pk, actor=None)

    assert client.get(old).status_code == 404
    assert client.get(url(fresh)).status_code == 200


def test_a_closed_survey_takes_nothing(client: Client, spread: SurveyCompany) -> None:
    close_survey(survey_id=spread.survey_id, actor=None)

    assert client.post(url(spread), sheet(**{MODE: "car"})).status_code == 410


def test_the_last_day_counts_and_the_day_after_does_not(client: Client, spread: SurveyCompany) -> None:
    survey = spread.survey
    survey.closes_on = timezone.localdate()
    survey.save()
    last_day = client.get(url(spread)).status_code
    survey.closes_on = timezone.localdate() - timedelta(days=1)
    survey.save()

    assert (last_day, client.get(url(spread)).status_code) == (200, 410)


def test_a_flood_from_one_address_is_slowed(
    client: Client, spread: SurveyCompany, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diagnostics.surveys.public_views.SENT_PER_HOUR", 2)

    answers = [client.post(url(spread), sheet(**{MODE: "car"})).status_code for _n in range(3)]

    assert answers == [302, 302, 429]


def test_a_forged_form_without_its_token_is_refused(spread: SurveyCompany) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(url(spread), sheet(**{MODE: "car"})).status_code == 403


def test_a_question_of_markup_is_text(client: Client, spread: SurveyCompany) -> None:
    survey = spread.survey
    survey.intro = "<script>alert(1)</script>"
    survey.save()

    assert "<script>alert" not in client.get(url(spread)).content.decode()
