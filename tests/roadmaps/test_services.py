from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from companies.models import Interaction
from roadmaps.models import FrozenVersion, Roadmap, RoadmapGuest, RoadmapPdf, RoadmapVersion, Step
from roadmaps.pdf_store import print_pdf
from roadmaps.services import (
    FrozenRoadmap,
    Progress,
    add_step,
    dismiss_guest,
    edit_roadmap,
    edit_step,
    invite_guest,
    move_step,
    open_next_version,
    open_roadmap,
    set_weather,
    submit_roadmap,
    tell_step,
    validate_roadmap,
)
from symbiose.holders import resolve_holder
from symbiose.journal.models import Fact
from symbiose.journal.services import Actor
from symbiose.programmes.edits import EditConflict
from symbiose.programmes.models import Programme
from symbiose.reminders.models import Reminder
from synergies.models import State
from tests.accounts.factories import UserFactory
from tests.diagnostics.factories import ContactFactory
from tests.roadmaps.factories import RoadmapFactory, StepFactory
from tests.synergies.factories import ParticipantFactory, SynergyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return UserFactory(first_name="Claire", last_name="Aubry")


@pytest.fixture
def roadmap():
    return RoadmapFactory()


def validate(roadmap, actor, by_whom="le COPIL"):
    frozen = validate_roadmap(roadmap=roadmap, by_whom=by_whom, actor=actor)
    roadmap.refresh_from_db()
    return frozen


def reminder(step, rule="step_overdue"):
    return Reminder.objects.create(
        programme=step.programme,
        rule=rule,
        subject_kind="step",
        subject_uuid=step.uuid,
        holder_kind="contact",
        holder_id=step.owner_contact.uuid,
        occasion=rule,
        due_at=timezone.now(),
        message={"subject": "Où en êtes-vous ?"},
    )


# Opening


def test_a_retained_synergy_opens_a_roadmap_with_dated_first_steps(actor):
    synergy = SynergyFactory(retained=True, summary="Onze entreprises cherchent des places.")

    roadmap = open_roadmap(synergy=synergy, actor=actor)

    assert roadmap.content["why"] == synergy.summary
    assert all(step.due_on.weekday() < 5 for step in roadmap.steps.all())
    assert roadmap.steps.count() == 5


def test_the_pilots_main_contact_answers_for_the_first_steps(actor):
    synergy = SynergyFactory(retained=True)
    contact = ContactFactory(company__programme=synergy.programme)
    ParticipantFactory(synergy=synergy, company=contact.company, role="pilot")

    roadmap = open_roadmap(synergy=synergy, actor=actor)

    assert {step.owner_contact for step in roadmap.steps.all()} == {contact}


def test_without_a_pilot_whoever_opens_answers_for_the_first_steps(actor):
    roadmap = open_roadmap(synergy=SynergyFactory(retained=True), actor=actor)

    assert {step.owner_user for step in roadmap.steps.all()} == {actor}


def test_opening_passes_the_synergy_to_writing(actor):
    synergy = SynergyFactory(retained=True)

    open_roadmap(synergy=synergy, actor=actor)

    synergy.refresh_from_db()
    assert synergy.state == State.ROADMAP


def test_opening_twice_opens_one(actor):
    synergy = SynergyFactory(retained=True)

    assert open_roadmap(synergy=synergy, actor=actor) == open_roadmap(synergy=synergy, actor=actor)


def test_a_piste_has_no_roadmap(actor):
    with pytest.raises(ValidationError):
        open_roadmap(synergy=SynergyFactory(), actor=actor)


def test_the_adviser_who_opens_it_is_assigned(actor):
    roadmap = open_roadmap(synergy=SynergyFactory(retained=True), actor=actor, adviser=actor)

    assert list(roadmap.advisers.all()) == [actor]


def test_opening_again_assigns_nobody(actor):
    synergy = SynergyFactory(retained=True)
    open_roadmap(synergy=synergy, actor=actor)

    roadmap = open_roadmap(synergy=synergy, actor=actor, adviser=UserFactory())

    assert not roadmap.advisers.exists()


# Writing


def test_the_first_edit_ends_the_draft():
    roadmap = RoadmapFactory(state=Roadmap.State.DRAFT)
    roadmap.title = "Formations SST"

    edit_roadmap(roadmap=roadmap, expected_version=1, fields=["title"])

    roadmap.refresh_from_db()
    assert (roadmap.title, roadmap.state, roadmap.version) == ("Formations SST", "in_writing", 2)


def test_an_edit_on_an_old_version_is_refused(roadmap):
    with pytest.raises(EditConflict):
        edit_roadmap(roadmap=roadmap, expected_version=9, fields=["title"])


def test_a_validated_version_is_not_written(actor, roadmap):
    validate(roadmap, actor)

    with pytest.raises(FrozenRoadmap):
        edit_roadmap(roadmap=roadmap, expected_version=roadmap.version, fields=["title"])


def test_a_content_of_another_shape_is_refused(roadmap):
    roadmap.content = {"colour": "red"}

    with pytest.raises(ValidationError):
        edit_roadmap(roadmap=roadmap, expected_version=1, fields=[])


def test_the_weather_is_told_on_a_validated_version_too(actor, roadmap):
    validate(roadmap, actor)

    set_weather(roadmap=roadmap, weather="storm", reason="Une facture manque.", actor=actor)

    roadmap.refresh_from_db()
    assert roadmap.weather == "storm"


def test_submitting_a_validated_version_is_refused(actor, roadmap):
    validate(roadmap, actor)

    with pytest.raises(FrozenRoadmap):
        submit_roadmap(roadmap=roadmap, actor=actor)


# Steps


def test_a_step_is_added_at_the_end(actor, roadmap):
    StepFactory(roadmap=roadmap, position=7)
    step = Step(title="Choisir", due_on=date(2017, 3, 1), owner_name="Organisme retenu")

    assert add_step(roadmap=roadmap, step=step, actor=actor).position == 8


def test_a_validated_version_takes_no_step(actor, roadmap):
    validate(roadmap, actor)

    with pytest.raises(FrozenRoadmap):
        add_step(roadmap=roadmap, step=Step(title="Choisir"), actor=actor)


def test_a_step_that_ends_before_it_begins_is_refused():
    step = StepFactory()
    step.due_on = step.starts_on - timedelta(days=1)

    with pytest.raises(ValidationError):
        edit_step(step=step, expected_version=1, fields=["due_on"])


def test_the_database_refuses_a_done_step_without_its_date():
    step = StepFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.filter(pk=step.pk).update(state=Step.State.DONE)


def test_a_new_date_drops_the_reminders_of_the_old_one():
    step = StepFactory()
    reminder(step)
    step.due_on += timedelta(days=7)

    edit_step(step=step, expected_version=1, fields=["due_on"])

    assert not Reminder.objects.waiting().exists()


def test_a_new_title_keeps_the_reminders():
    step = StepFactory()
    reminder(step)
    step.title = "Demander trois devis"

    edit_step(step=step, expected_version=1, fields=["title"])

    assert Reminder.objects.waiting().exists()


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_what_needs_no_more_reminders_loses_them_at_once(state):
    step = StepFactory()
    for rule in ("step_due_soon", "step_overdue", "step_escalation"):
        reminder(step, rule)

    move_step(step_id=step.pk, progress=Progress(state), actor=Actor())

    assert not Reminder.objects.waiting().exists()


def test_a_blocked_step_leaves_its_owner_alone_but_not_the_animator():
    step = StepFactory()
    for rule in ("step_due_soon", "step_overdue", "step_escalation"):
        reminder(step, rule)

    move_step(step_id=step.pk, progress=Progress("blocked", unblocked_when="le devis arrive"), actor=Actor())

    assert [row.rule for row in Reminder.objects.waiting()] == ["step_escalation"]


def test_a_step_done_keeps_what_was_done_and_when():
    step = StepFactory()

    move_step(step_id=step.pk, progress=Progress("done", note="Trois devis reçus"), actor=Actor())

    step.refresh_from_db()
    assert step.done_note == "Trois devis reçus"
    assert step.done_at


def test_saying_done_again_keeps_the_first_day():
    first = timezone.now() - timedelta(days=9)
    step = StepFactory(done=True, done_at=first)

    move_step(step_id=step.pk, progress=Progress("done", note="Une précision"), actor=Actor())

    step.refresh_from_db()
    assert step.done_at == first


def test_a_step_taken_up_again_is_done_no_more():
    step = StepFactory(done=True)

    move_step(step_id=step.pk, progress=Progress("doing"), actor=Actor())

    step.refresh_from_db()
    assert (step.done_at, step.done_note) == (None, "")


def test_a_contacts_words_reach_their_companys_journal():
    step = StepFactory()
    holder = resolve_holder("contact", step.owner_contact.uuid)

    tell_step(step=step, progress=Progress("doing", note="Il manque deux réponses."), holder=holder)

    words = Interaction.objects.get(company=step.owner_contact.company)
    assert "Il manque deux réponses." in words.text
    assert words.contact == step.owner_contact


def test_a_gesture_without_a_word_notes_none():
    step = StepFactory()
    holder = resolve_holder("contact", step.owner_contact.uuid)

    tell_step(step=step, progress=Progress("done"), holder=holder)

    assert not Interaction.objects.exists()


# Versions


def test_validating_freezes_all_that_the_roadmap_says(actor, roadmap):
    StepFactory(roadmap=roadmap, title="Demander trois devis")

    frozen = validate(roadmap, actor, "les 11 participants")

    assert frozen.validated_what == "les 11 participants"
    assert frozen.content["steps"][0]["title"] == "Demander trois devis"
    assert roadmap.state == Roadmap.State.VALIDATED


def test_validating_twice_freezes_once(actor, roadmap):
    assert validate(roadmap, actor) == validate(roadmap, actor)
    assert RoadmapVersion.objects.count() == 1


def test_validating_asks_for_the_pdf(actor, roadmap):
    frozen = validate(roadmap, actor)

    assert RoadmapPdf.objects.get().roadmap_version == frozen


def test_a_version_cannot_be_saved_again(actor, roadmap):
    frozen = validate(roadmap, actor)
    frozen.validated_what = "personne"

    with pytest.raises(FrozenVersion):
        frozen.save()


def test_a_version_cannot_be_deleted(actor, roadmap):
    with pytest.raises(FrozenVersion):
        validate(roadmap, actor).delete()


def test_versions_cannot_be_updated_in_bulk(actor, roadmap):
    validate(roadmap, actor)

    with pytest.raises(FrozenVersion):
        RoadmapVersion.objects.update(validated_what="personne")


def test_versions_cannot_be_deleted_in_bulk(actor, roadmap):
    validate(roadmap, actor)

    with pytest.raises(FrozenVersion):
        RoadmapVersion.objects.all().delete()


def test_a_whole_programme_goes_with_its_versions(actor, roadmap):
    validate(roadmap, actor)

    Programme.objects.filter(pk=roadmap.programme_id).delete()

    assert not RoadmapVersion.objects.exists()


def test_opening_the_next_version_counts_up_once(actor, roadmap):
    validate(roadmap, actor)

    open_next_version(roadmap=roadmap, actor=actor)
    open_next_version(roadmap=roadmap, actor=actor)

    roadmap.refresh_from_db()
    assert (roadmap.number, roadmap.state) == (2, Roadmap.State.IN_WRITING)


def test_writing_version_two_leaves_version_one_alone(actor, roadmap):
    before = validate(roadmap, actor).content
    open_next_version(roadmap=roadmap, actor=actor)
    roadmap.refresh_from_db()
    roadmap.title = "Un autre titre"

    edit_roadmap(roadmap=roadmap, expected_version=roadmap.version, fields=["title"])

    assert RoadmapVersion.objects.get(number=1).content == before


def test_a_step_keeps_its_uuid_across_versions(actor, roadmap):
    step = StepFactory(roadmap=roadmap)
    first = validate(roadmap, actor)
    open_next_version(roadmap=roadmap, actor=actor)
    second = validate(roadmap, actor)

    assert [frozen.content["steps"][0]["uuid"] for frozen in (first, second)] == [str(step.uuid)] * 2


def test_version_ones_pdf_stays_byte_for_byte(actor, roadmap, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    StepFactory(roadmap=roadmap)
    frozen = validate(roadmap, actor)
    printed = Path(print_pdf(pdf_id=RoadmapPdf.objects.get(roadmap_version=frozen).pk).file.path)
    before = printed.read_bytes()

    open_next_version(roadmap=roadmap, actor=actor)
    StepFactory(roadmap=roadmap, title="Une étape de plus")
    validate(roadmap, actor)

    assert Path(RoadmapPdf.objects.get(roadmap_version=frozen).file.path) == printed
    assert printed.read_bytes() == before


# Guests


def test_an_expert_is_invited_once(actor, roadmap):
    expert = UserFactory()

    for _time in range(2):
        invite_guest(roadmap=roadmap, user=expert, actor=actor)

    assert RoadmapGuest.objects.count() == 1


def test_a_dismissed_expert_is_gone(actor, roadmap):
    dismiss_guest(guest=invite_guest(roadmap=roadmap, user=UserFactory(), actor=actor))

    assert not RoadmapGuest.objects.exists()


def test_each_change_is_told_to_the_journal(actor, roadmap):
    validate(roadmap, actor)
    open_next_version(roadmap=roadmap, actor=actor)

    kinds = Fact.objects.values_list("kind", flat=True)

    assert {"roadmap_validated", "roadmap_reopened"} <= set(kinds)
