"""Two people on one visit: both see both texts until one of them decides, once, with or without JavaScript."""

import pytest
from django.test import Client
from django.urls import reverse

from diagnostics.models import Answer, FieldConflict
from symbiose.journal.models import Fact
from tests.diagnostics.factories import FlowFactory
from tests.diagnostics.offline.conftest import STAFF, change, results

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

PAGES = ("diagnostics:detail", "diagnostics:questions", "diagnostics:notes", "sync:conflicts")


def page_url(name: str, visit) -> str:
    return reverse(name, args=[visit.programme.slug, visit.pk])


def text_of(client: Client, name: str, visit) -> str:
    response = client.get(page_url(name, visit))
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def conflict(as_adviser: Client, as_colleague: Client, visit) -> FieldConflict:
    """The colleague wrote « 12 bennes » while the adviser typed « 15 bennes » without network."""
    results(as_colleague, visit, change("visit", visit.uuid, notes=("", "12 bennes")))
    results(as_adviser, visit, change("visit", visit.uuid, notes=("", "15 bennes")))
    return FieldConflict.objects.get()


def decide(client: Client, conflict: FieldConflict, choice: str, **posted: str):
    address = reverse("sync:resolve", args=[conflict.programme.slug, conflict.diagnostic_id, conflict.pk])
    return client.post(address, {"choice": choice, "seen": '"12 bennes"', "tab": "notes", **posted})


@pytest.mark.parametrize("name", PAGES)
def test_both_people_are_told_on_each_page_of_the_visit(as_adviser, as_colleague, visit, conflict, name):
    assert "1 champ a deux versions" in text_of(as_adviser, name, visit)
    assert "1 champ a deux versions" in text_of(as_colleague, name, visit)


@pytest.mark.parametrize("name", ["diagnostics:notes", "sync:conflicts"])
def test_both_people_read_both_texts_and_who_wrote_them(as_adviser, as_colleague, visit, conflict, adviser, name):
    seen = text_of(as_colleague, name, visit)

    assert "12 bennes" in seen
    assert "15 bennes" in seen
    assert str(adviser.user) in seen
    assert "Garder la mienne" in text_of(as_adviser, name, visit)


@pytest.mark.parametrize(
    ("choice", "kept"), [("mine", "15 bennes"), ("theirs", "12 bennes"), ("both", "12 bennes\n15 bennes")]
)
def test_a_choice_is_kept_and_ends_the_conflict(as_adviser, visit, conflict, choice, kept):
    response = decide(as_adviser, conflict, choice)

    visit.refresh_from_db()
    conflict.refresh_from_db()
    assert response.url == page_url("diagnostics:notes", visit)
    assert (visit.notes, conflict.kept) == (kept, kept)
    assert "deux versions" not in text_of(as_adviser, "diagnostics:notes", visit)


def test_a_third_text_may_be_written(as_colleague, visit, conflict):
    decide(as_colleague, conflict, "other", other="13 bennes, comptées ensemble")

    visit.refresh_from_db()
    assert visit.notes == "13 bennes, comptées ensemble"


def test_a_third_text_that_is_too_long_is_refused_and_stays_typed(as_adviser, visit, conflict):
    response = decide(as_adviser, conflict, "other", other="b" * 5000)

    assert response.status_code == 422
    assert "b" * 5000 in response.content.decode()
    assert FieldConflict.objects.get().resolved_at is None


def test_a_conflict_is_decided_once(as_adviser, as_colleague, visit, conflict):
    decide(as_adviser, conflict, "mine")

    decide(as_colleague, conflict, "theirs")

    visit.refresh_from_db()
    assert visit.notes == "15 bennes"
    assert Fact.objects.filter(kind="conflict_resolved").count() == 1


def test_words_that_changed_since_the_page_was_drawn_are_not_overwritten(as_adviser, as_colleague, visit, conflict):
    results(as_colleague, visit, change("visit", visit.uuid, notes=("12 bennes", "12 bennes vertes")))

    response = decide(as_adviser, conflict, "mine")

    visit.refresh_from_db()
    assert response.status_code == 409
    assert visit.notes == "12 bennes vertes"
    assert "12 bennes vertes" in response.content.decode()


def test_an_odd_choice_changes_nothing(as_adviser, visit, conflict):
    assert decide(as_adviser, conflict, "x\x00").status_code == 422


def test_the_journal_reads_the_decision(as_adviser, visit, conflict):
    decide(as_adviser, conflict, "mine")

    page = as_adviser.get(visit.company.get_absolute_url()).content.decode()
    assert "Deux versions d’un texte de la visite" in page


@pytest.mark.parametrize(("who", "status"), [("as_other_chamber", 404), ("as_stranger", 404), ("as_committee", 403)])
def test_whoever_does_not_see_the_visit_decides_nothing(request, visit, conflict, who, status):
    assert decide(request.getfixturevalue(who), conflict, "mine").status_code == status


def test_the_animator_sees_nothing_of_a_private_note_written_twice(as_adviser, as_colleague, as_animator, visit):
    results(as_colleague, visit, change("visit", visit.uuid, private_note=("", "Méfiant")))
    results(as_adviser, visit, change("visit", visit.uuid, private_note=("", "Pressé")))
    conflict = FieldConflict.objects.get()

    assert "deux versions" not in text_of(as_animator, "sync:conflicts", visit)
    assert decide(as_animator, conflict, "mine").status_code == 404


def test_an_answer_written_twice_is_shown_at_its_question(as_adviser, as_colleague, visit):
    results(as_colleague, visit, change("answer", STAFF, value=("", "Un atelier")))
    results(as_adviser, visit, change("answer", STAFF, value=("", "Un hangar")))

    seen = text_of(as_adviser, "diagnostics:questions", visit)

    assert "Un atelier" in seen
    assert "Un hangar" in seen
    assert "Garder les deux" in seen


def test_an_answer_is_settled_like_the_rest(as_adviser, as_colleague, visit):
    results(as_colleague, visit, change("answer", STAFF, value=("", "Un atelier")))
    results(as_adviser, visit, change("answer", STAFF, value=("", "Un hangar")))
    conflict = FieldConflict.objects.get()

    decide(as_adviser, conflict, "mine", seen='{"status": "given", "value": "Un atelier"}', tab="questions")

    assert Answer.objects.get().value["value"] == "Un hangar"


def test_the_field_of_a_line_is_named_with_its_line(as_adviser, as_colleague, visit):
    flow = FlowFactory(company=visit.company, label="Chutes", quantity=30)
    results(as_colleague, visit, change("flow", flow.uuid, quantity=("30", "24")))
    results(as_adviser, visit, change("flow", flow.uuid, quantity=("30", "28")))

    assert "Chutes, quantité" in text_of(as_colleague, "sync:conflicts", visit)


def test_a_line_removed_meanwhile_lets_its_conflict_end(as_adviser, as_colleague, visit):
    flow = FlowFactory(company=visit.company, label="Chutes", quantity=30)
    results(as_colleague, visit, change("flow", flow.uuid, quantity=("30", "24")))
    results(as_adviser, visit, change("flow", flow.uuid, quantity=("30", "28")))
    results(as_colleague, visit, {**change("flow", flow.uuid), "end": True})

    decide(as_adviser, FieldConflict.objects.get(), "mine", seen='"24"')

    assert FieldConflict.objects.get().resolved_at


@pytest.mark.parametrize("number", [1, 12])
def test_the_page_asks_as_many_queries_whatever_the_conflicts(
    as_adviser, as_colleague, visit, number, django_assert_max_num_queries
):
    for flow in FlowFactory.create_batch(number, company=visit.company):
        results(as_colleague, visit, change("flow", flow.uuid, label=(flow.label, "Chutes")))
        results(as_adviser, visit, change("flow", flow.uuid, label=(flow.label, "Sapin")))

    with django_assert_max_num_queries(20):
        as_adviser.get(page_url("sync:conflicts", visit))
