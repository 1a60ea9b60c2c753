"""What a tablet sends: written once, merged field by field, refused in words."""

import json
import uuid

import pytest
from django.test import Client

from diagnostics.models import Answer, Diagnostic, FieldConflict, Flow, SyncedOperation
from symbiose.journal.models import Fact
from tests.database import whole_database
from tests.diagnostics.factories import CompanyFactory, DiagnosticFactory, FlowFactory
from tests.diagnostics.offline.conftest import (
    LIFT,
    SKILLS,
    STAFF,
    WASTES,
    change,
    new_line,
    push,
    push_url,
    results,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def changed_rows(before: dict, after: dict) -> set[str]:
    """The tables that differ; the session remembers the programme in use, and nobody else does."""
    return {label for label, rows in after.items() if rows != before[label]} - {"sessions.Session"}


def test_notes_typed_on_a_tablet_are_kept(as_adviser: Client, visit):
    (result,) = results(as_adviser, visit, change("visit", visit.uuid, notes=("", "Un nouvel atelier en 2018")))

    visit.refresh_from_db()
    assert result["status"] == "done"
    assert visit.notes == "Un nouvel atelier en 2018"


def test_a_line_made_without_network_is_recorded_with_its_family(as_adviser: Client, visit):
    results(as_adviser, visit, new_line())

    flow = Flow.objects.get()
    assert (flow.label, flow.family, flow.origin_uuid) == ("vieux ordinateurs", "dechet", visit.uuid)


def test_ten_lines_arrive_once_whatever_the_network_repeats(as_adviser: Client, visit):
    lines = [new_line(label=f"ligne {n}") for n in range(10)]
    for operations in (lines[:4], lines, lines[2:], lines):
        results(as_adviser, visit, *operations)

    assert Flow.objects.count() == 10


def test_a_repeated_sending_changes_no_row_at_all(as_adviser: Client, visit):
    operations = [
        new_line(),
        change("visit", visit.uuid, notes=("", "Atelier")),
        {**change("visit", visit.uuid), "complete": True},
    ]
    results(as_adviser, visit, *operations)
    before = whole_database()

    again = results(as_adviser, visit, *operations)

    touched = changed_rows(before, whole_database())
    assert [result["status"] for result in again] == ["done"] * 3
    assert touched <= {"diagnostics.Diagnostic"}  # only the hour of the last sending


def test_an_old_operation_repeated_does_not_undo_a_newer_one(as_adviser: Client, visit):
    first = change("visit", visit.uuid, notes=("", "Atelier"))
    results(as_adviser, visit, first)
    results(as_adviser, visit, change("visit", visit.uuid, notes=("Atelier", "Atelier en mai")))

    (again,) = results(as_adviser, visit, first)

    visit.refresh_from_db()
    assert again["status"] == "done"
    assert visit.notes == "Atelier en mai"
    assert not FieldConflict.objects.exists()


def test_another_field_changed_by_a_colleague_is_no_conflict(as_adviser: Client, as_colleague: Client, visit):
    flow = FlowFactory(company=visit.company, label="Chutes", quantity=30)
    results(as_colleague, visit, change("flow", flow.uuid, quantity=("30", "24")))

    (result,) = results(as_adviser, visit, change("flow", flow.uuid, label=("Chutes", "Chutes de sapin")))

    flow.refresh_from_db()
    assert result["status"] == "done"
    assert (flow.label, flow.quantity) == ("Chutes de sapin", 24)


def test_a_field_changed_by_a_colleague_is_a_conflict_that_keeps_both(
    as_adviser: Client, as_colleague: Client, colleague, visit
):
    results(as_colleague, visit, change("visit", visit.uuid, notes=("", "12 bennes")))

    (result,) = results(as_adviser, visit, change("visit", visit.uuid, notes=("", "15 bennes")))

    conflict = FieldConflict.objects.get()
    visit.refresh_from_db()
    assert (result["status"], result["current"]) == ("conflict", {"notes": "12 bennes"})
    assert (visit.notes, conflict.mine, conflict.theirs) == ("12 bennes", "15 bennes", "12 bennes")
    assert conflict.theirs_by == colleague.user


def test_what_is_typed_on_goes_into_the_open_conflict(as_adviser: Client, as_colleague: Client, visit):
    results(as_colleague, visit, change("visit", visit.uuid, notes=("", "12 bennes")))
    results(as_adviser, visit, change("visit", visit.uuid, notes=("", "15 bennes")))

    results(as_adviser, visit, change("visit", visit.uuid, notes=("12 bennes", "15 bennes de 8 m³")))

    visit.refresh_from_db()
    assert visit.notes == "12 bennes"
    assert FieldConflict.objects.get().mine == "15 bennes de 8 m³"


def test_a_conflict_is_settled_by_typing_what_stands(as_adviser: Client, as_colleague: Client, visit):
    results(as_colleague, visit, change("visit", visit.uuid, notes=("", "12 bennes")))
    results(as_adviser, visit, change("visit", visit.uuid, notes=("", "15 bennes")))

    results(as_adviser, visit, change("visit", visit.uuid, notes=("15 bennes", "12 bennes")))

    assert FieldConflict.objects.get().kept == "12 bennes"


def test_numbers_written_otherwise_are_the_same(as_adviser: Client, visit):
    flow = FlowFactory(company=visit.company, quantity="1.5")

    (result,) = results(as_adviser, visit, change("flow", flow.uuid, quantity=("1,50", "2")))

    assert result["status"] == "done"


def test_a_bad_value_is_refused_in_words_and_changes_nothing(as_adviser: Client, visit):
    flow = FlowFactory(company=visit.company, label="Chutes")

    (result,) = results(
        as_adviser, visit, change("flow", flow.uuid, quantity=("12", "beaucoup"), label=("Chutes", "Chutes de bois"))
    )

    flow.refresh_from_db()
    assert result["status"] == "refused"
    assert result["errors"] == {"quantity": "Écrivez un nombre, par exemple 12 ou 1,5."}
    assert flow.label == "Chutes"


def test_a_refused_operation_holds_up_no_other(as_adviser: Client, visit):
    statuses = [r["status"] for r in results(as_adviser, visit, new_line(label=""), new_line(), {"id": "x"}, 7)]

    assert statuses == ["refused", "done", "refused", "refused"]


def test_a_refused_operation_may_come_again_corrected(as_adviser: Client, visit):
    refused = new_line(label="")
    results(as_adviser, visit, refused)

    (result,) = results(as_adviser, visit, {**new_line(), "id": refused["id"], "key": refused["key"]})

    assert result["status"] == "done"


def test_a_text_longer_than_its_field_is_refused_with_its_length(as_adviser: Client, visit):
    (result,) = results(as_adviser, visit, change("visit", visit.uuid, notes=("", "a" * 1_000_000)))

    assert result["status"] == "refused"
    assert "4000" in result["errors"]["notes"].replace("\u202f", "").replace("\u00a0", "")


def test_characters_that_no_database_keeps_are_left_out(as_adviser: Client, visit):
    results(as_adviser, visit, change("visit", visit.uuid, notes=("", "un\x00 mot\ud800")))

    visit.refresh_from_db()
    assert visit.notes == "un mot"


def test_a_line_is_ended_once(as_adviser: Client, visit):
    flow = FlowFactory(company=visit.company)
    for _ in range(2):
        results(as_adviser, visit, {**change("flow", flow.uuid), "end": True})

    flow.refresh_from_db()
    assert flow.ended_at
    assert Fact.objects.filter(kind="flow_ended").count() == 1


@pytest.mark.parametrize("where", ["company", "programme", "nowhere"])
def test_a_line_of_somebody_else_is_gone_and_not_told_apart(as_adviser: Client, visit, where):
    companies = {"company": CompanyFactory(programme=visit.programme), "programme": CompanyFactory()}
    key = FlowFactory(company=companies[where]).uuid if where in companies else uuid.uuid4()

    (result,) = results(as_adviser, visit, change("flow", key, label=("", "Volée")))

    assert result == {"id": result["id"], "status": "gone", "errors": {}, "current": {}}


def test_a_line_made_under_the_key_of_another_company_is_gone(as_adviser: Client, visit):
    foreign = FlowFactory()

    (result,) = results(as_adviser, visit, {**new_line(), "key": str(foreign.uuid)})

    assert result["status"] == "gone"


def test_the_visit_of_another_company_cannot_be_changed_through_this_one(as_adviser: Client, visit, adviser):
    other = DiagnosticFactory(company=CompanyFactory(programme=visit.programme), membership=adviser)

    (result,) = results(as_adviser, visit, change("visit", other.uuid, notes=("", "Volée")))

    assert result["status"] == "gone"


def test_the_animator_cannot_write_the_private_note(as_animator: Client, visit):
    (result,) = results(as_animator, visit, change("visit", visit.uuid, private_note=("", "Lu")))

    assert (result["status"], result["current"]) == ("refused", {})


def test_a_visit_is_completed_once(as_adviser: Client, visit):
    for _ in range(2):
        results(as_adviser, visit, {**change("visit", visit.uuid), "complete": True})

    assert Diagnostic.objects.get(pk=visit.pk).state == Diagnostic.State.COMPLETED
    assert Fact.objects.filter(kind="diagnostic_completed").count() == 1


def test_a_first_line_starts_a_planned_visit(as_adviser: Client, visit):
    Diagnostic.objects.filter(pk=visit.pk).update(state=Diagnostic.State.PLANNED)

    results(as_adviser, visit, new_line())

    visit.refresh_from_db()
    assert visit.state == Diagnostic.State.IN_PROGRESS


def test_words_typed_before_a_colleague_ended_the_visit_are_kept(as_adviser: Client, as_colleague: Client, visit):
    results(as_colleague, visit, {**change("visit", visit.uuid), "complete": True})

    (result,) = results(as_adviser, visit, new_line())

    assert result["status"] == "done"


@pytest.mark.parametrize(
    ("key", "value", "stored"),
    [
        (STAFF, "Un atelier", "Un atelier"),
        (LIFT, "yes", True),
        (SKILLS, ["carton", "bois"], ["bois", "carton"]),
        (WASTES, [{"row": "a", "label": "Sciure", "tonnes": "1,5"}], [{"row": "a", "label": "Sciure", "tonnes": 1.5}]),
    ],
)
def test_an_answer_is_kept_as_its_question_reads_it(as_adviser: Client, visit, key, value, stored):
    (result,) = results(as_adviser, visit, change("answer", key, value=(None, value)))

    assert result["status"] == "done"
    assert Answer.objects.get(diagnostic=visit).value["value"] == stored


def test_an_answer_that_is_none_is_refused(as_adviser: Client, visit):
    (result,) = results(as_adviser, visit, change("answer", LIFT, value=(None, "peut-être")))

    assert result["errors"] == {"value": "Touchez oui ou non."}


def test_an_answer_goes_on_from_what_the_server_said(as_adviser: Client, visit):
    (first,) = results(as_adviser, visit, change("answer", STAFF, value=("", "Un")))

    (second,) = results(as_adviser, visit, change("answer", STAFF, value=(first["current"]["value"], "Un atelier")))

    assert second["status"] == "done"


def test_an_answer_sent_again_writes_no_history(as_adviser: Client, visit):
    operation = change("answer", STAFF, value=("", "Un atelier"))
    for _ in range(3):
        results(as_adviser, visit, operation)

    assert Answer.history.count() == 1


def test_a_question_that_the_template_does_not_ask_is_gone(as_adviser: Client, visit):
    (result,) = results(as_adviser, visit, change("answer", uuid.uuid4(), value=("", "x")))

    assert result["status"] == "gone"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        "null",
        '{"operations": 3}',
        "[" * 100_000,
        '{"operations": [NaN]}',
        '{"operations": [' + "[" * 60 + "]" * 60 + "]}",
        "9" * 5000,
        b"\xff\xfe",
        '{"operations": {}}',
    ],
)
def test_garbage_is_refused_with_a_sentence(as_adviser: Client, visit, body):
    response = as_adviser.post(push_url(visit), body, content_type="application/json")

    assert response.status_code == 400
    assert response.json()["message"].endswith(".")


@pytest.mark.parametrize(
    "odd",
    [
        None,
        [],
        "x",
        {},
        {"id": 3},
        {"id": str(uuid.uuid4()), "target": []},
        {"id": str(uuid.uuid4()), "target": "visit", "key": {}},
        {"id": [], "target": "visit", "key": str(uuid.uuid4())},
        {"id": str(uuid.uuid4()), "target": "flow", "key": str(uuid.uuid4()), "changes": []},
        {"id": str(uuid.uuid4()), "target": "flow", "key": str(uuid.uuid4()), "changes": {"label": "x"}},
    ],
)
def test_an_odd_operation_is_refused_alone(as_adviser: Client, visit, odd):
    (result,) = results(as_adviser, visit, odd)

    assert result["status"] == "refused"
    assert result["errors"]


@pytest.mark.parametrize("value", [None, 3, -1, 10**40, True, [], [[]], {}, {"a": {"b": 1}}, "\ud800", "a" * 3000])
@pytest.mark.parametrize("field", ["label", "quantity", "months", "available_from", "level", "nothing", "id", "pk"])
def test_no_value_of_a_wrong_type_is_a_fault_of_the_server(as_adviser: Client, visit, field, value):
    flow = FlowFactory(company=visit.company)

    response = push(as_adviser, visit, change("flow", flow.uuid, **{field: ("", value)}), new_line(**{field: value}))

    assert response.status_code == 200


@pytest.mark.parametrize(
    "value",
    [3, -1, 10**40, True, [[]], {"a": 1}, {"status": []}, {"status": "given", "value": {}}, [{"x": []}], "\ud800"],
)
@pytest.mark.parametrize("key", [STAFF, LIFT, SKILLS, WASTES])
def test_no_answer_of_a_wrong_type_is_a_fault_of_the_server(as_adviser: Client, visit, key, value):
    assert push(as_adviser, visit, change("answer", key, value=(value, value))).status_code == 200


def test_more_than_five_hundred_operations_are_refused_in_words(as_adviser: Client, visit):
    response = push(as_adviser, visit, *[{}] * 501)

    assert response.status_code == 400
    assert "500" in response.json()["message"]


def test_more_than_two_megabytes_are_refused_in_words(as_adviser: Client, visit):
    response = push(as_adviser, visit, change("visit", visit.uuid, notes=("", "a" * 2_100_000)))

    assert response.status_code == 413
    assert "2" in response.json()["message"]


def test_somebody_signed_out_is_told_so_in_json(client: Client, visit):
    response = push(client, visit)

    assert response.status_code == 401
    assert response.json() == {"error": "signed_out", "login_url": "/accounts/login/"}


def test_words_of_one_person_are_not_sent_in_the_session_of_another(as_colleague: Client, visit, adviser):
    body = json.dumps({"operations": [change("visit", visit.uuid, notes=("", "Atelier"))]})
    headers = {"X-Symbiose-User": adviser.user.offline_key}

    response = as_colleague.post(push_url(visit), body, content_type="application/json", headers=headers)

    visit.refresh_from_db()
    assert (response.status_code, visit.notes) == (401, "")


def test_a_sending_without_token_is_refused(adviser, visit):
    client = Client(enforce_csrf_checks=True)
    client.force_login(adviser.user)

    assert push(client, visit).status_code == 403


def test_the_token_of_the_state_opens_the_next_sending(adviser, visit):
    client = Client(enforce_csrf_checks=True)
    client.force_login(adviser.user)
    token = client.get(push_url(visit).replace("/sync/", "/state/")).json()["csrf"]

    response = client.post(
        push_url(visit),
        json.dumps({"operations": []}),
        content_type="application/json",
        headers={"X-CSRFToken": token},
    )

    assert response.status_code == 200


@pytest.mark.parametrize(("who", "status"), [("as_other_chamber", 404), ("as_stranger", 404), ("as_committee", 403)])
@pytest.mark.parametrize("name", ["sync", "state"])
def test_whoever_does_not_see_the_visit_sends_nothing(request, visit, who, status, name):
    client = request.getfixturevalue(who)
    address = push_url(visit).replace("/sync/", f"/{name}/")

    response = client.get(address) if name == "state" else push(client, visit)

    assert response.status_code == status


def test_the_state_holds_lines_answers_and_notes(as_adviser: Client, visit):
    results(as_adviser, visit, new_line(), change("answer", STAFF, value=("", "Un atelier")))

    state = as_adviser.get(push_url(visit).replace("/sync/", "/state/")).json()

    assert [line["fields"]["label"] for line in state["lines"]] == ["vieux ordinateurs"]
    assert state["answers"][STAFF]["value"] == "Un atelier"
    assert state["visit"]["fields"]["notes"] == ""


def test_the_animator_s_state_holds_no_private_note(as_animator: Client, visit):
    state = as_animator.get(push_url(visit).replace("/sync/", "/state/")).json()

    assert "private_note" not in state["visit"]["fields"]


def test_an_operation_of_somebody_else_is_no_answer_to_mine(as_adviser: Client, as_colleague: Client, visit):
    operation = change("visit", visit.uuid, notes=("", "Atelier"))
    results(as_adviser, visit, operation)
    results(as_colleague, visit, operation)

    assert SyncedOperation.objects.count() == 2


@pytest.mark.parametrize("number", [1, 8])
def test_the_state_asks_as_many_queries_whatever_it_holds(
    as_adviser: Client, visit, number, django_assert_max_num_queries
):
    FlowFactory.create_batch(number, company=visit.company)

    with django_assert_max_num_queries(16):
        as_adviser.get(push_url(visit).replace("/sync/", "/state/"))


def test_many_lines_arrive_in_one_request(as_adviser: Client, visit):
    statuses = {result["status"] for result in results(as_adviser, visit, *(new_line() for _ in range(60)))}

    assert statuses == {"done"}
    assert Flow.objects.count() == 60
