"""The five roadmaps of the demo, at different stages: three validated, one submitted, one being written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from companies.models import Company, Contact
from dashboard.demo.clock import day, moment, told_on
from roadmaps.content import empty_content
from roadmaps.models import Roadmap, Step
from roadmaps.services import (
    invite_guest,
    open_next_version,
    open_roadmap,
    set_weather,
    submit_roadmap,
    validate_roadmap,
)
from synergies.models import Participant

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from synergies.models import Synergy

OPENED = -105
COMMITTEE = -60


@dataclass(frozen=True, slots=True)
class Planned:
    """A step: `owner` is a company key, a login, or a name; days from today; `blocked_by` a step's place."""

    title: str
    owner: str
    start: int
    due: int
    state: str = "to_do"
    note: str = ""
    blocked_by: int = 0
    freed_by: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A roadmap: its texts and tables, its steps, and who validated it how many times."""

    key: str
    weather: str
    reason: str
    content: dict[str, Any]
    steps: list[Planned]
    validated_by: list[str] = field(default_factory=list)
    submitted: bool = False
    brings: dict[str, str] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    next_meeting: str = ""


def write_all(synergies: dict[str, Synergy], companies: dict[str, Company], people: dict[str, User]) -> None:
    from dashboard.demo.roadmap_texts import WRITTEN  # long texts, in a file of their own

    for written in WRITTEN:
        roadmap = _write(written, synergies[written.key], companies, people)
        if written.key == "weee":
            invite_guest(roadmap=roadmap, user=people["expert"], actor=people["animatrice"])


def _write(written: Written, synergy: Synergy, companies: dict[str, Company], people: dict[str, User]) -> Roadmap:
    with told_on(OPENED):
        roadmap = open_roadmap(synergy=synergy, actor=people["animatrice"])
        roadmap.steps.all().delete()
        _commit(written, synergy, companies)
    _add_steps(roadmap, written, companies, people)
    parts = {str(companies[key].uuid): part for key, part in written.parts.items()}
    roadmap.content = {**empty_content(), **_dated(written.content), "parts": parts}
    roadmap.state = Roadmap.State.IN_WRITING
    roadmap.elected_referent = "Gérard Poirier, Conlie"
    roadmap.next_meeting = written.next_meeting
    roadmap.save()
    roadmap.advisers.add(people["cma"] if written.key in {"training", "risks"} else people["cci"])
    with told_on(-3 - 2 * len(written.steps), 16):
        set_weather(roadmap=roadmap, weather=written.weather, reason=written.reason, actor=people["animatrice"])
    return _advance(roadmap, written, people["animatrice"])


def _dated(content: dict[str, Any]) -> dict[str, Any]:
    """Give readings and decisions taken the day that the story leaves open."""
    readings = [{**row, "read_on": day(-2).isoformat()} for row in content.get("indicators", [])]
    taken = [
        row if row["to_take"] else {**row, "on": day(COMMITTEE).isoformat()} for row in content.get("decisions", [])
    ]
    return {**content, "indicators": readings, "decisions": taken}


def _advance(roadmap: Roadmap, written: Written, animator: User) -> Roadmap:
    for place, who in enumerate(written.validated_by):
        with told_on(-60 + 20 * place, 16):
            if place:
                open_next_version(roadmap=roadmap, actor=animator)
            validate_roadmap(roadmap=roadmap, by_whom=who, actor=animator)
    if written.submitted:
        with told_on(-6, 16):
            submit_roadmap(roadmap=roadmap, actor=animator)
    roadmap.refresh_from_db()
    return roadmap


def _commit(written: Written, synergy: Synergy, companies: dict[str, Company]) -> None:
    """Who said what the company brings, and when."""
    for place, participant in enumerate(
        Participant.objects.current().filter(synergy=synergy).select_related("company")
    ):
        contact = Contact.objects.filter(company=participant.company).first()
        participant.commitment = written.brings.get(participant.company.external_id, "")
        participant.committed_by = str(contact or "")
        participant.committed_on = day(-100 + 3 * place)
        participant.save(update_fields=["commitment", "committed_by", "committed_on"])


def _add_steps(roadmap: Roadmap, written: Written, companies: dict[str, Company], people: dict[str, User]) -> None:
    made: list[Step] = []
    for place, planned in enumerate(written.steps, start=1):
        step = Step(
            programme_id=roadmap.programme_id,
            roadmap=roadmap,
            position=place,
            title=planned.title,
            starts_on=day(planned.start),
            due_on=max(day(planned.due), day(planned.start)),
            state=planned.state,
            deliverable=planned.note if planned.state != "done" else "",
            done_note=planned.note if planned.state == "done" else "",
            done_at=moment(planned.due, 17) if planned.state == "done" else None,
            blocked_by=made[planned.blocked_by - 1] if planned.blocked_by else None,
            unblocked_when=planned.freed_by,
            **_owner(planned.owner, companies, people),
        )
        step.save()
        made.append(step)


def _owner(name: str, companies: dict[str, Company], people: dict[str, User]) -> dict[str, Any]:
    if name in companies:
        return {"owner_contact": Contact.objects.filter(company=companies[name]).first()}
    return {"owner_user": people[name]} if name in people else {"owner_name": name}
