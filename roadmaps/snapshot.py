"""All that a roadmap says on one day, as plain JSON: what a version freezes, and what every PDF is printed from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from roadmaps.content import full_content
from roadmaps.models import Roadmap, Step
from symbiose.programmes.models import Membership, Partner
from synergies.models import Participant, Passage

if TYPE_CHECKING:
    from django.db.models import QuerySet

SCHEMA = 1


def snapshot_of(roadmap: Roadmap, *, today: date, validated_by: str = "") -> dict[str, Any]:
    """The roadmap as it stands; a handful of queries, whatever the steps and companies."""
    programme = roadmap.programme
    synergy = roadmap.synergy
    return {
        "schema": SCHEMA,
        "programme": {"name": programme.name, "tagline": programme.tagline},
        "partners": _partners(roadmap),
        "title": roadmap.title,
        "kind": synergy.kind,
        "number": roadmap.number,
        "dated_on": today.isoformat(),
        "validated_by": validated_by,
        "weather": roadmap.weather,
        "weather_reason": roadmap.weather_reason,
        "next_meeting": roadmap.next_meeting,
        "with_them": _with_them(roadmap),
        "companies": _companies(roadmap),
        "steps": _steps(roadmap),
        "decided": _decided(roadmap),
        "content": full_content(roadmap.content),
    }


def _partners(roadmap: Roadmap) -> list[dict[str, str]]:
    partners = Partner.objects.filter(programme=roadmap.programme_id)
    return [{"name": row.name, "label": row.short_name, "kind": row.kind} for row in partners]


def _with_them(roadmap: Roadmap) -> list[dict[str, str]]:
    """Animator first, then the advisers of this roadmap, the élu référent and the invited experts."""
    active = Membership.objects.active().filter(programme=roadmap.programme_id)
    people = [{"role": "animator", "name": str(row.user)} for row in active.animators().select_related("user")[:1]]
    advisers = active.filter(role="adviser", user__in=roadmap.advisers.all()).select_related("user", "partner")
    people += [{"role": str(row.partner or ""), "name": str(row.user)} for row in advisers]
    if roadmap.elected_referent:
        people.append({"role": "elected", "name": roadmap.elected_referent})
    guests = roadmap.guests.select_related("user").order_by("pk")
    return people + [{"role": "expert", "name": str(row.user)} for row in guests]


def _companies(roadmap: Roadmap) -> list[dict[str, Any]]:
    rows = Participant.objects.current().filter(synergy=roadmap.synergy_id).select_related("company")
    ordered = sorted(rows, key=lambda row: (row.role != Participant.Role.PILOT, row.company.name))
    return [
        {
            "uuid": str(row.company.uuid),
            "name": str(row.company),
            "city": row.company.city,
            "workforce": row.company.workforce,
            "pilot": row.role == Participant.Role.PILOT,
            "brings": row.commitment,
            "by": row.committed_by,
            "on": row.committed_on.isoformat() if row.committed_on else None,
        }
        for row in ordered
    ]


def shown_steps(roadmap: Roadmap) -> QuerySet[Step]:
    """The steps of a roadmap that were not dropped, in their order."""
    steps = Step.objects.filter(roadmap=roadmap).exclude(state=Step.State.DROPPED)
    return steps.select_related("owner_contact", "owner_user", "blocked_by")


def _steps(roadmap: Roadmap) -> list[dict[str, Any]]:
    steps = list(shown_steps(roadmap))
    number = {step.pk: place for place, step in enumerate(steps, start=1)}
    return [
        {
            "uuid": str(step.uuid),
            "title": step.title,
            "responsible": step.owner,
            "starts_on": step.starts_on.isoformat() if step.starts_on else None,
            "due_on": step.due_on.isoformat() if step.due_on else None,
            "state": step.state,
            "note": step.done_note or step.deliverable,
            "blocked_by": number.get(step.blocked_by_id) if step.blocked_by_id else None,
            "freed_by": step.unblocked_when,
        }
        for step in steps
    ]


def _decided(roadmap: Roadmap) -> list[dict[str, Any]]:
    """When the synergy was retained, by what meeting: the first decision of every roadmap."""
    passages = Passage.objects.filter(synergy=roadmap.synergy_id, to_state="retained").order_by("passed_at")
    return [{"on": timezone.localdate(row.passed_at).isoformat(), "reason": row.reason} for row in passages[:1]]
