from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.exchanges import Exchange, log_interaction
from companies.models import Contact, Interaction
from roadmaps.content import checked_content, empty_content
from roadmaps.first_steps import first_steps
from roadmaps.models import Roadmap, RoadmapGuest, RoadmapVersion, Step
from roadmaps.pdf_store import ask_for_version
from roadmaps.snapshot import snapshot_of
from symbiose.journal.services import Actor, FactDetails, record_fact
from symbiose.programmes.edits import save_edit
from symbiose.reminders.services import drop_reminders
from symbiose.stored_pdf import digest_of
from synergies.models import Participant, State, Synergy
from synergies.services import Move, move_synergy

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.holders import Holder

OWNER_RULES = ["step_due_soon", "step_overdue"]  # a blocked step is for the animator, not for its owner
REMINDED = ["due_on", "owner_contact_id", "owner_user_id"]  # whom a reminder of a step reaches, and when


class FrozenRoadmap(Exception):
    """The version is validated: it changes no more; editing opens the next one."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a step is: its state, what was done, or what blocks it and what frees it."""

    state: str
    note: str = ""
    blocked_by: Step | None = None
    unblocked_when: str = ""


@transaction.atomic
def open_roadmap(*, synergy: Synergy, actor: User, adviser: User | None = None) -> Roadmap:
    """Open the roadmap of a retained synergy, with the first steps dated from today. Twice opens one.

    The adviser who opens it is assigned to it; opening again assigns nobody.
    """
    locked = Synergy.objects.select_for_update(of=("self",)).get(pk=synergy.pk)
    existing = Roadmap.objects.filter(synergy=locked).first()
    if existing:
        return existing
    if locked.retained_at is None:
        raise ValidationError(_("Une feuille de route s’ouvre pour une synergie retenue."))
    roadmap = Roadmap.objects.create(
        programme_id=locked.programme_id,
        synergy=locked,
        title=locked.title,
        content={**empty_content(), "why": locked.summary},
        created_by=actor,
    )
    if adviser:
        roadmap.advisers.add(adviser)
    _add_first_steps(roadmap, actor)
    if locked.state == State.RETAINED:
        move_synergy(synergy_id=locked.pk, move=Move(State.ROADMAP), actor=actor)
    record_fact(kind="roadmap_opened", subject=roadmap, actor=actor)
    return roadmap


def open_roadmaps(*, synergies: Iterable[Synergy], actor: User) -> int:
    """Open the roadmaps of several retained synergies, each for itself; how many were asked for."""
    return len([open_roadmap(synergy=synergy, actor=actor) for synergy in synergies])


def _add_first_steps(roadmap: Roadmap, actor: User) -> None:
    """Nothing retained goes quiet: the pilot's main contact answers for each step, else who opened the roadmap."""
    plan = first_steps(timezone.localdate())
    pilots = Participant.objects.current().filter(synergy=roadmap.synergy_id, role=Participant.Role.PILOT)
    people = Contact.objects.current().filter(company__in=pilots.values("company"))
    owner = people.order_by("-is_primary", "pk").first()
    Step.objects.bulk_create(
        Step(
            programme_id=roadmap.programme_id,
            roadmap=roadmap,
            position=position,
            title=step.title,
            starts_on=step.starts_on,
            due_on=step.due_on,
            deliverable=step.deliverable,
            owner_contact=owner,
            owner_user=None if owner else actor,
        )
        for position, step in enumerate(plan, start=1)
    )


@transaction.atomic
def edit_roadmap(*, roadmap: Roadmap, expected_version: int, fields: Iterable[str]) -> Roadmap:
    """Save changed columns and content. Raises FrozenRoadmap, EditConflict, ValidationError; each changes nothing."""
    _refuse_frozen(roadmap)
    try:
        roadmap.content = checked_content(roadmap.content)
    except ValueError as error:
        raise ValidationError(str(error)) from error
    if roadmap.state == Roadmap.State.DRAFT:
        roadmap.state = Roadmap.State.IN_WRITING
    return save_edit(roadmap, expected_version=expected_version, fields=[*fields, "content", "state"])


def _refuse_frozen(roadmap: Roadmap) -> None:
    state = Roadmap.objects.select_for_update(of=("self",)).values_list("state", flat=True).get(pk=roadmap.pk)
    if state == Roadmap.State.VALIDATED:
        raise FrozenRoadmap


@transaction.atomic
def set_weather(*, roadmap: Roadmap, weather: str, reason: str, actor: User) -> Roadmap:
    """Say how it goes, in one word and one sentence: it is a follow-up, open on a validated version too."""
    roadmap.weather, roadmap.weather_reason = weather, reason.strip()[:200]
    roadmap.full_clean(exclude=["synergy", "content"])
    roadmap.save(update_fields=["weather", "weather_reason"])
    record_fact(kind="weather_noted", subject=roadmap, actor=actor, details=FactDetails(data={"weather": weather}))
    return roadmap


@transaction.atomic
def add_step(*, roadmap: Roadmap, step: Step, actor: User) -> Step:
    """Add a step at the end. Raises FrozenRoadmap."""
    _refuse_frozen(roadmap)
    last = Step.objects.filter(roadmap=roadmap).order_by("-position").first()
    step.programme_id, step.roadmap, step.created_by = roadmap.programme_id, roadmap, actor
    step.position = (last.position if last else 0) + 1
    step.full_clean()
    step.save()
    record_fact(kind="step_added", subject=step, actor=actor)
    return step


@transaction.atomic
def edit_step(*, step: Step, expected_version: int, fields: Iterable[str]) -> Step:
    """Save changed columns of a step; a new owner or date ends what was to be sent for the old ones."""
    _refuse_frozen(step.roadmap)
    before = Step.objects.get(pk=step.pk)
    save_edit(step, expected_version=expected_version, fields=fields)
    if any(getattr(before, name) != getattr(step, name) for name in REMINDED):
        _drop(step, _("Le responsable ou la date a changé."))
    return step


@transaction.atomic
def move_step(*, step_id: int, progress: Progress, actor: Actor) -> Step:
    """Note a step's progress, by whom; open on a validated version too. Done stops its reminders at once."""
    step = Step.objects.select_for_update(of=("self",)).select_related("roadmap").get(pk=step_id)
    step.state = progress.state
    step.done_at = (step.done_at or timezone.now()) if progress.state == Step.State.DONE else None
    step.done_note = progress.note.strip()[:300] if progress.state == Step.State.DONE else ""
    blocked = progress.state == Step.State.BLOCKED
    step.blocked_by = progress.blocked_by if blocked else None
    step.unblocked_when = progress.unblocked_when.strip()[:200] if blocked else ""
    step.full_clean(exclude=["owner_user"])
    step.save(update_fields=["state", "done_at", "done_note", "blocked_by", "unblocked_when"])
    if progress.state in {Step.State.DONE, Step.State.DROPPED}:
        _drop(step, _("L’étape est faite, ou retirée."))
    elif blocked:
        for rule in OWNER_RULES:
            drop_reminders(rule=rule, subject_uuid=step.uuid, reason=_("L’étape est bloquée."))
    company = step.owner_contact.company.uuid if step.owner_contact else None
    details = FactDetails(company_uuid=company, data={"to": progress.state})
    record_fact(kind="step_moved", subject=step, actor=actor, details=details)
    return step


@transaction.atomic
def tell_step(*, step: Step, progress: Progress, holder: Holder) -> Step:
    """What a contact says of a step from their page: the state, and their own words in their company's journal."""
    moved = move_step(step_id=step.pk, progress=progress, actor=Actor(holder=holder))
    contact = Contact.objects.filter(uuid=holder.uuid, programme=step.programme_id).select_related("company").first()
    if contact and progress.note.strip():
        words = _("%(step)s : %(words)s") % {"step": step.title, "words": progress.note.strip()}
        exchange = Exchange(text=words, kind=Interaction.Kind.EMAIL, contact=contact)
        log_interaction(company=contact.company, actor=None, exchange=exchange)
    return moved


def _drop(step: Step, reason: str) -> None:
    drop_reminders(subject_uuid=step.uuid, reason=reason)


@transaction.atomic
def submit_roadmap(*, roadmap: Roadmap, actor: User) -> Roadmap:
    """Say that the writing is done and the participants may validate."""
    _refuse_frozen(roadmap)
    roadmap.state = Roadmap.State.SUBMITTED
    roadmap.save(update_fields=["state"])
    record_fact(kind="roadmap_submitted", subject=roadmap, actor=actor)
    return roadmap


@transaction.atomic
def validate_roadmap(*, roadmap: Roadmap, by_whom: str, actor: User) -> RoadmapVersion:
    """Freeze the roadmap as version n, with all that it says today, and have its PDF printed. Twice freezes once."""
    locked = Roadmap.objects.select_for_update(of=("self",)).get(pk=roadmap.pk)
    if locked.state == Roadmap.State.VALIDATED:
        return RoadmapVersion.objects.get(roadmap=locked, number=locked.number)
    now = timezone.now()
    content = snapshot_of(locked, today=timezone.localdate(now), validated_by=by_whom)
    frozen = RoadmapVersion.objects.create(
        programme_id=locked.programme_id,
        roadmap=locked,
        number=locked.number,
        content=content,
        digest=digest_of(content),
        validated_at=now,
        validated_by=actor,
        validated_what=by_whom[:160],
        created_by=actor,
    )
    locked.state = Roadmap.State.VALIDATED
    locked.save(update_fields=["state"])
    ask_for_version(frozen)
    record_fact(kind="roadmap_validated", subject=locked, actor=actor, details=FactDetails(data={"n": locked.number}))
    return frozen


@transaction.atomic
def open_next_version(*, roadmap: Roadmap, actor: User) -> Roadmap:
    """Open version n + 1 for writing; version n stays as it was validated."""
    locked = Roadmap.objects.select_for_update(of=("self",)).get(pk=roadmap.pk)
    if locked.state != Roadmap.State.VALIDATED:
        return locked
    locked.number += 1
    locked.state = Roadmap.State.IN_WRITING
    locked.save(update_fields=["number", "state"])
    record_fact(kind="roadmap_reopened", subject=locked, actor=actor, details=FactDetails(data={"n": locked.number}))
    return locked


@transaction.atomic
def invite_guest(*, roadmap: Roadmap, user: User, actor: User) -> RoadmapGuest:
    """Open one roadmap, and nothing else, to a partner's expert."""
    guest, _created = RoadmapGuest.objects.get_or_create(
        roadmap=roadmap, user=user, defaults={"programme_id": roadmap.programme_id, "created_by": actor}
    )
    return guest


def dismiss_guest(*, guest: RoadmapGuest) -> None:
    """Close the roadmap to an expert, at once."""
    guest.delete()
