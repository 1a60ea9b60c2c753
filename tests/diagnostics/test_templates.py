"""Templates of questions: versions, drafts, publication; what was answered never changes."""

from copy import deepcopy
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Sum

from diagnostics.answered import replies_of, schema_of
from diagnostics.models import Answer, Diagnostic, Flow, Template
from diagnostics.questionnaire.replies import given
from diagnostics.questionnaire.stock import STOCK, question_uuid, series_uuid
from diagnostics.services.answers import save_visit_answer
from diagnostics.services.templates import (
    TemplateFaults,
    TemplateIsPublished,
    archive_series,
    current_template,
    discard_draft,
    draft_of,
    duplicate_template,
    ensure_stock,
    furnish_programme,
    new_template,
    publish_template,
    restore_series,
    save_draft,
    stock_template,
)
from diagnostics.services.visits import plan_visit, start_visit
from symbiose.accounts.models import User
from symbiose.journal.models import Fact
from symbiose.journal.services import Actor
from symbiose.programmes.edits import EditConflict
from tests.diagnostics.factories import (
    CompanyFactory,
    DiagnosticFactory,
    MembershipFactory,
    ProgrammeFactory,
    TemplateFactory,
    VisitAnswerFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

WOOD = {"row": "bois", "stream": "Bois", "amount": 10, "unit": "t"}
MIGRATION = import_module("diagnostics.migrations.0008_stock_templates")


@pytest.fixture
def animator() -> User:
    return MembershipFactory().user


@pytest.fixture
def template() -> Template:
    return TemplateFactory(stock="waste")


def change(template: Template, animator: User, **changes: Any) -> Template:
    """Write and publish the next version, in which the first question reads otherwise."""
    draft = draft_of(template, animator)
    schema = deepcopy(draft.schema)
    schema["sections"][0]["questions"][0] |= changes
    saved = save_draft(template=draft, schema=schema, expected_version=draft.version, actor=animator)
    return publish_template(template_id=saved.pk, actor=animator)


def first_question(template: Template) -> dict[str, Any]:
    question: dict[str, Any] = template.schema["sections"][0]["questions"][0]
    return question


def test_a_draft_is_the_next_number_of_its_series(template, animator):
    draft = draft_of(template, animator)

    assert (draft.number, draft.series, draft.published_at, draft.schema) == (
        2,
        template.series,
        None,
        template.schema,
    )


def test_a_series_has_one_draft(template, animator):
    assert draft_of(template, animator) == draft_of(template, animator)


def test_a_draft_is_in_use_once_published_only(template, animator):
    draft = draft_of(template, animator)
    assert Template.objects.current().get(series=template.series) == template

    publish_template(template_id=draft.pk, actor=animator)

    assert Template.objects.current().get(series=template.series) == draft


def test_a_published_version_does_not_change(template, animator):
    with pytest.raises(TemplateIsPublished):
        save_draft(template=template, schema={}, expected_version=template.version, actor=animator)


def test_publishing_an_earlier_draft_leaves_the_earlier_version_as_it_was(template, animator):
    change(template, animator, text="Combien êtes-vous, saisonniers compris ?")

    before = template.schema
    template.refresh_from_db()
    assert template.schema == before


def test_two_people_on_one_draft_are_told(template, animator):
    draft = draft_of(template, animator)
    save_draft(template=draft, schema=draft.schema, expected_version=1, actor=animator)

    with pytest.raises(EditConflict):
        save_draft(template=draft, schema=draft.schema, expected_version=1, actor=animator)


def test_a_draft_with_faults_is_kept_and_not_published(template, animator):
    draft = draft_of(template, animator)
    save_draft(template=draft, schema={"sections": []}, expected_version=draft.version, actor=animator)

    with pytest.raises(TemplateFaults) as refusal:
        publish_template(template_id=draft.pk, actor=animator)

    assert "aucune question" in refusal.value.faults[0]


def test_publishing_twice_tells_once(template, animator):
    draft = draft_of(template, animator)
    for _turn in range(2):
        publish_template(template_id=draft.pk, actor=animator)

    assert Fact.objects.filter(kind="template_published").count() == 1


@pytest.mark.parametrize("schema", [["\x00" * 3], {"a": "x" * 1_000_000}, {"sections": "\ud800"}, 7, None])
def test_a_hostile_schema_is_kept_clean_or_refused(template, animator, schema):
    draft = draft_of(template, animator)

    try:
        save_draft(template=draft, schema=schema, expected_version=draft.version, actor=animator)
    except ValidationError:
        return
    draft.refresh_from_db()
    assert "\x00" not in str(draft.schema)


def test_a_question_whose_kind_changes_is_another_question(template, animator):
    newer = change(template, animator, kind="text")

    assert first_question(newer)["uuid"] != first_question(template)["uuid"]


def test_a_question_whose_words_change_is_the_same(template, animator):
    newer = change(template, animator, text="Combien êtes-vous ?")

    assert first_question(newer)["uuid"] == first_question(template)["uuid"]


def test_a_draft_thrown_away_leaves_the_version_in_use(template, animator):
    discard_draft(template_id=draft_of(template, animator).pk, actor=animator)

    assert list(Template.objects.filter(series=template.series)) == [template]


def test_a_published_version_is_not_thrown_away(template, animator):
    with pytest.raises(TemplateIsPublished):
        discard_draft(template_id=template.pk, actor=animator)


def test_a_series_put_away_is_in_use_no_more_until_it_is_taken_out(template, animator):
    archive_series(template=template, actor=animator)
    assert not Template.objects.current().filter(series=template.series).exists()

    restore_series(template=template, actor=animator)

    assert Template.objects.current().filter(series=template.series).exists()
    assert Fact.objects.filter(kind__in=["template_archived", "template_restored"]).count() == 2


def test_a_copy_is_a_draft_of_a_series_of_its_own_with_the_same_questions(template, animator):
    copy = duplicate_template(template=template, title="Déchets du port", actor=animator)

    assert (copy.published_at, copy.stock, copy.schema) == (None, "", template.schema)
    assert copy.series != template.series


def test_a_series_begins_empty(animator):
    template = new_template(programme=ProgrammeFactory(), kind="questionnaire", title="Énergie", actor=animator)

    assert (template.published_at, template.number, template.schema) == (None, 1, {"sections": []})


def test_a_programme_starts_with_the_six_templates():
    programme = ProgrammeFactory()

    furnish_programme(programme, None)

    assert set(Template.objects.current().filter(programme=programme).values_list("stock", flat=True)) == set(STOCK)


def test_giving_the_templates_of_the_start_again_gives_none():
    programme = ProgrammeFactory()
    ensure_stock(programme)

    assert ensure_stock(programme) == []


def test_a_programme_made_from_another_takes_its_versions_under_the_same_names(template, animator):
    newer = change(template, animator, text="Combien êtes-vous ?")
    target = ProgrammeFactory()

    furnish_programme(target, template.programme)

    taken = stock_template(target, "waste")
    assert (taken.series, taken.schema) == (template.series, newer.schema)
    assert Template.objects.filter(programme=target).count() == len(STOCK)


def test_the_questionnaire_of_the_start_is_the_current_one():
    programme = ProgrammeFactory()
    ensure_stock(programme)
    TemplateFactory(programme=programme, own=True, stock="")

    assert current_template(programme).stock == "complementary"


def test_a_visit_asks_the_full_diagnostic_unless_told(template):
    adviser = MembershipFactory(adviser=True, programme=template.programme)
    company = CompanyFactory(programme=template.programme)

    visits = [
        plan_visit(company=company, adviser=adviser, visit_on=None, actor=Actor(), template=chosen)
        for chosen in (None, template)
    ]

    assert [visit.template.stock for visit in visits if visit.template] == ["full", "waste"]


def answered_visit(template: Template, amount: int) -> Diagnostic:
    company = CompanyFactory(programme=template.programme)
    visit = DiagnosticFactory(company=company, template=template)
    start_visit(diagnostic_id=visit.pk, actor=Actor())
    save_visit_answer(
        diagnostic_id=visit.pk,
        question_uuid=question_uuid("waste_streams"),
        reply=given([{**WOOD, "amount": amount}]),
        actor=Actor(),
    )
    return Diagnostic.objects.get(pk=visit.pk)


def test_a_template_edited_after_twenty_diagnostics_leaves_them_and_adds_up_with_the_new_ones(template, animator):
    old = [answered_visit(template, 10) for _number in range(20)]
    read_before = [(schema_of(visit), replies_of(visit)) for visit in old]
    newer = change(template, animator, text="Combien êtes-vous ?")

    new = answered_visit(template, 5)

    assert [(schema_of(visit), replies_of(visit)) for visit in Diagnostic.objects.order_by("pk")[:20]] == read_before
    assert new.template == newer
    assert Flow.objects.current().aggregate(kilos=Sum("quantity_per_year"))["kilos"] == (20 * 10 + 5) * 1000


def test_a_question_taken_out_keeps_what_was_answered(template, animator):
    visit = answered_visit(template, 10)
    draft = draft_of(template, animator)
    schema = {**draft.schema, "sections": draft.schema["sections"][:1]}
    save_draft(template=draft, schema=schema, expected_version=draft.version, actor=animator)
    publish_template(template_id=draft.pk, actor=animator)

    assert schema_of(visit).question(question_uuid("waste_streams"))
    assert Answer.objects.filter(diagnostic=visit).exists()


def test_the_migration_gives_the_programmes_that_exist_what_they_lack():
    template = TemplateFactory(own=True, title="Questionnaire complémentaire")
    other = TemplateFactory(programme=template.programme, own=True, title="Énergie")
    visit = DiagnosticFactory(company__programme=template.programme, template=None)

    MIGRATION.bring_stock(apps, None)

    for row in (template, other, visit):
        row.refresh_from_db()
    assert (template.series, other.stock) == (series_uuid("complementary"), "")
    assert visit.template
    assert visit.template.stock == "full"
    assert Template.objects.filter(programme=template.programme).exclude(stock="").count() == len(STOCK)


def test_a_finished_visit_of_old_has_no_question():
    visit = DiagnosticFactory(completed=True, template=None)
    VisitAnswerFactory(diagnostic=visit, key="first_aid")

    assert list(schema_of(visit).questions()) == []
