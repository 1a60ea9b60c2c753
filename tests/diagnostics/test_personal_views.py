"""The questionnaire and the lines under a personal link: a GET changes nothing, and only one's own shows."""

import pytest
from django.test import Client
from django.urls import reverse

from diagnostics.models import Answer, Diagnostic, Flow, Questionnaire
from diagnostics.questionnaire.replies import Reply, Status, from_json, to_json
from diagnostics.questionnaire.stock import question_uuid
from diagnostics.services.questionnaires import close_questionnaire
from symbiose.journal.models import Fact
from symbiose.journal.services import Actor
from tests.diagnostics.conftest import token_of
from tests.diagnostics.factories import (
    AnswerFactory,
    CompanyFactory,
    DiagnosticFactory,
    FlowFactory,
    QuestionnaireFactory,
)
from tests.diagnostics.test_questionnaire_services import value_of

pytestmark = pytest.mark.django_db

State = Questionnaire.State


@pytest.fixture
def questionnaire(company) -> Questionnaire:
    return QuestionnaireFactory(company=company)


def page(name: str, token: str, **kwargs) -> str:
    return reverse(f"personal_diagnostics:{name}", kwargs={"token": token, **kwargs})


def question(token: str, key: str) -> str:
    return page("question", token, question=question_uuid(key))


def test_one_begins_at_the_first_question(client: Client, token, questionnaire):
    response = client.get(page("questionnaire", token))

    assert response.url == question(token, "workforce")


def test_one_resumes_where_one_stopped(client: Client, token, questionnaire):
    client.post(question(token, "workforce"), {"answer": "14", "do": "continue"})

    assert client.get(page("questionnaire", token)).url == question(token, "seasonal")


def test_a_question_has_its_number_and_why_it_is_asked(client: Client, token, questionnaire):
    content = client.get(question(token, "first_aid")).content.decode()

    assert "sur" in content
    assert "coûte moins cher" in content
    assert "Je ne sais pas" in content


def test_an_answer_is_kept_and_leads_on(client: Client, token, questionnaire):
    response = client.post(question(token, "first_aid"), {"answer": "3-5", "do": "continue"})

    assert value_of(questionnaire, "first_aid").value == "3-5"
    assert response.url == question(token, "first_aid_by")


def test_passing_is_as_easy_as_continuing(client: Client, token, questionnaire):
    response = client.post(question(token, "first_aid"), {"do": "pass"})

    assert value_of(questionnaire, "first_aid").status == Status.PASSED
    assert response.url == question(token, "fire")


def test_not_to_know_is_kept(client: Client, token, questionnaire):
    client.post(question(token, "electrical_waste"), {"answer": "", "do": "unknown"})

    assert value_of(questionnaire, "electrical_waste").status == Status.UNKNOWN


def test_what_cannot_be_read_is_asked_again_with_what_was_typed(client: Client, token, questionnaire):
    response = client.post(question(token, "electrical_waste"), {"answer": "beaucoup", "do": "continue"})

    assert response.status_code == 422
    assert "beaucoup" in response.content.decode()
    assert not Answer.objects.exists()


def test_a_known_fact_is_confirmed_on_the_next_question(client: Client, token, questionnaire):
    known = to_json(Reply(Status.OFFERED, 14, "2016-06-07"))
    AnswerFactory(questionnaire=questionnaire, key="workforce", value=known)

    content = client.get(question(token, "seasonal")).content.decode()
    client.post(page("confirm", token, question=question_uuid("workforce")), {"here": question_uuid("seasonal")})

    assert "7\u00a0juin" in content
    assert "Toujours juste" in content
    assert value_of(questionnaire, "workforce").status == Status.CONFIRMED


def test_a_known_fact_without_a_sentence_of_its_own_is_one_all_the_same(client: Client, token, questionnaire):
    known = to_json(Reply(Status.OFFERED, "6+", "2016-06-07"))
    AnswerFactory(questionnaire=questionnaire, key="fire", value=known)

    content = client.get(question(token, "fire_by")).content.decode()

    assert "juin, la réponse à «\u00a0Combien de salariés doivent suivre une formation incendie" in content
    assert "\u00a0» est <strong>6 ou plus</strong>." in content


def test_what_is_known_is_not_asked(client: Client, token, questionnaire):
    known = to_json(Reply(Status.OFFERED, 14, "2016-06-07"))
    AnswerFactory(questionnaire=questionnaire, key="workforce", value=known)

    assert client.get(page("questionnaire", token)).url == question(token, "seasonal")


def test_twenty_gets_and_heads_change_nothing(client: Client, token, questionnaire):
    FlowFactory(company=questionnaire.company)
    before = Fact.objects.count()
    for _ in range(10):
        for address in (
            page("questionnaire", token),
            question(token, "lend"),
            page("summary", token),
            page("lines", token),
        ):
            client.get(address)
            client.head(address)

    questionnaire.refresh_from_db()
    assert (questionnaire.state, Answer.objects.count(), Fact.objects.count()) == (State.SENT, 0, before)


@pytest.mark.parametrize("name", ["submit", "confirm_lines"])
def test_a_gesture_is_a_post(client: Client, token, questionnaire, name):
    assert client.get(page(name, token)).status_code == 405


def test_sending_the_answers_makes_flows_at_once(client: Client, token, questionnaire):
    client.post(question(token, "electrical_waste"), {"answer": "60", "do": "continue"})

    client.post(page("submit", token))

    assert Flow.objects.get().quantity == 60
    assert Questionnaire.objects.get().state == State.SUBMITTED


def test_sending_twice_makes_them_once(client: Client, token, questionnaire):
    client.post(question(token, "electrical_waste"), {"answer": "60", "do": "continue"})
    for _ in range(2):
        client.post(page("submit", token))

    assert Flow.objects.count() == 1


def test_an_answer_is_changed_after_the_sending(client: Client, token, questionnaire):
    client.post(question(token, "electrical_waste"), {"answer": "60", "do": "continue"})
    client.post(page("submit", token))

    client.post(question(token, "electrical_waste"), {"answer": "80", "do": "continue"})

    assert Flow.objects.get().quantity == 80


def test_a_colleague_shares_the_answers(client: Client, token, questionnaire):
    client.post(question(token, "electrical_waste"), {"answer": "60", "do": "continue"})

    colleague = token_of(questionnaire.company)
    content = client.get(question(colleague, "electrical_waste")).content.decode()

    assert 'value="60"' in content


def test_a_closed_questionnaire_tells_it(client: Client, token, questionnaire):
    close_questionnaire(questionnaire_id=questionnaire.pk, actor=Actor())

    response = client.get(page("questionnaire", token))

    assert "Aucun questionnaire" in response.content.decode()
    assert client.post(question(token, "lend"), {"answer": "none"}).status_code == 404


def test_a_question_that_does_not_exist_is_not_found(client: Client, token, questionnaire):
    address = page("question", token, question="00000000-0000-4000-8000-000000000000")

    assert client.get(address).status_code == 404


def test_an_unknown_link_opens_nothing(client: Client, questionnaire):
    assert client.get(page("questionnaire", "a" * 58)).status_code == 404


def test_another_company_s_answers_do_not_show(client: Client, token, questionnaire):
    other = QuestionnaireFactory(
        company=CompanyFactory(programme=questionnaire.programme), template=questionnaire.template
    )
    AnswerFactory(questionnaire=other, key="anything_else", reply="Nous vendons l’entreprise")

    content = client.get(page("summary", token)).content.decode()

    assert "Nous vendons" not in content


def test_the_summary_tells_what_was_passed(client: Client, token, questionnaire):
    client.post(question(token, "first_aid"), {"do": "pass"})

    assert "passée" in client.get(page("summary", token)).content.decode()


def test_a_typed_text_is_only_text(client: Client, token, questionnaire):
    client.post(question(token, "anything_else"), {"answer": "<script>alert(1)</script>", "do": "continue"})

    assert "<script>alert" not in client.get(page("summary", token)).content.decode()


def test_the_pages_ask_few_queries(client: Client, token, questionnaire, django_assert_max_num_queries):
    for key in ("first_aid", "fire", "lend"):
        AnswerFactory(questionnaire=questionnaire, key=key, reply=[] if key == "lend" else "none")

    with django_assert_max_num_queries(12):
        client.get(question(token, "purchases"))


def test_the_home_says_how_many_questions_are_left(client: Client, token, questionnaire):
    content = client.get(reverse("personal:home", kwargs={"token": token})).content.decode()

    assert "Il reste" in content
    assert page("questionnaire", token) in content


def test_the_company_says_that_its_lines_are_right(client: Client, token, company):
    diagnostic = DiagnosticFactory(company=company, completed=True)
    FlowFactory(company=company)

    client.post(page("confirm_lines", token))

    diagnostic.refresh_from_db()
    assert diagnostic.state == Diagnostic.State.CONFIRMED


def test_the_home_asks_to_confirm_what_was_noted(client: Client, token, company):
    DiagnosticFactory(company=company, completed=True)
    FlowFactory(company=company, label="Sciure de chêne")

    content = client.get(reverse("personal:home", kwargs={"token": token})).content.decode()

    assert "Sciure de chêne" in content
    assert "C’est exact" in content


def test_the_company_sees_all_its_lines_and_their_level(client: Client, token, company):
    FlowFactory(company=company, label="Solvant", level="adviser")

    content = client.get(page("lines", token), follow=True).content.decode()

    assert "Solvant" in content
    assert "Conseiller seul" in content


def test_a_price_does_not_show_on_the_page(client: Client, token, company):
    FlowFactory(company=company, price="120 € la tonne")

    assert "120" not in client.get(page("lines", token), follow=True).content.decode()


def test_the_company_opens_a_line_to_the_others(client: Client, token, company):
    flow = FlowFactory(company=company)

    client.post(page("level", token, line=flow.uuid), {"level": "programme"})

    flow.refresh_from_db()
    assert flow.level == "programme"


def test_a_level_that_does_not_exist_changes_nothing(client: Client, token, company):
    flow = FlowFactory(company=company)

    client.post(page("level", token, line=flow.uuid), {"level": "tous"})

    flow.refresh_from_db()
    assert flow.level == "chambers"


def test_the_line_of_another_company_is_not_opened(client: Client, token, company):
    flow = FlowFactory(company=CompanyFactory(programme=company.programme))

    response = client.post(page("level", token, line=flow.uuid), {"level": "public"})

    flow.refresh_from_db()
    assert (response.status_code, flow.level) == (404, "chambers")


def test_every_page_is_private(client: Client, token, questionnaire):
    response = client.get(question(token, "lend"))

    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_a_stored_answer_of_another_time_is_shown_as_passed(client: Client, token, questionnaire):
    answer = AnswerFactory(questionnaire=questionnaire, key="lend", value={"status": "odd"})

    assert from_json(answer.value).status == Status.PASSED
    assert client.get(page("summary", token)).status_code == 200
