"""The meetings of the demo: who came to the information meeting and to the workshop, and what is planned."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dashboard.demo.clock import moment, told_on
from events.models import Attendance, Event
from events.services import answer_invitation, close_event, invite_companies, note_presence
from symbiose.journal.services import Actor
from symbiose.programmes.models import Wave

if TYPE_CHECKING:
    from companies.models import Company
    from symbiose.accounts.models import User
    from symbiose.programmes.models import Programme

INFORMATION, WORKSHOP = -270, -111

# Present at the information meeting: 25 companies, of which the 20 that were to engage.
INFORMED = [
    "garreau", "brault", "plasturgie", "fromagerie", "scierie", "metallerie", "salaisons", "lemoine", "hersent",
    "garage", "cidrerie", "meca", "boulangerie", "electricite", "macon", "paysage", "supermarche", "ehpad", "recup",
    "meubles", "gaec", "volailles", "traiteur", "camping", "beton",
]  # fmt: skip
# Present at the workshop: the core, and those that engaged in one synergy.
AT_WORKSHOP = [
    "garreau", "brault", "plasturgie", "fromagerie", "scierie", "metallerie", "salaisons", "garage", "cidrerie",
    "electricite", "macon", "paysage", "ehpad", "recup", "meubles", "gaec", "volailles",
]  # fmt: skip
# Excused, but interested: they engaged without coming.
EXCUSED = ["lemoine", "hersent", "meca", "boulangerie", "supermarche"]


def hold_information_meeting(programme: Programme, companies: dict[str, Company], animator: User) -> Event:
    event = _event(programme, Event.Kind.INFORMATION, "Réunion d’information", INFORMATION, "salle des fêtes")
    with told_on(INFORMATION - 25):
        invite_companies(event=event, companies=companies.values(), actor=animator)
    _note(event, companies, INFORMED, INFORMATION, animator)
    return event


def open_workshop(programme: Programme, companies: dict[str, Company], animator: User) -> Event:
    """The workshop with its presences; its decisions are told by the synergies."""
    event = _event(programme, Event.Kind.WORKSHOP, "Atelier de Conlie", WORKSHOP, "salle du conseil", "Conlie")
    with told_on(WORKSHOP - 20):
        invite_companies(event=event, companies=[companies[key] for key in INFORMED], actor=animator)
    with told_on(WORKSHOP - 6):
        for attendance in Attendance.objects.filter(event=event).select_related("company", "event"):
            key = attendance.company.external_id
            answer = "coming" if key in AT_WORKSHOP else "interested" if key in EXCUSED else "not_coming"
            answer_invitation(attendance=attendance, answer=answer, actor=Actor(user=animator))
    _note(event, companies, AT_WORKSHOP, WORKSHOP, animator)
    return event


def close_workshop(event: Event, animator: User) -> None:
    with told_on(WORKSHOP, 17):
        close_event(event_id=event.pk, actor=animator)


def plan_what_follows(programme: Programme, companies: dict[str, Company], animator: User) -> None:
    """The committees, past and to come, and the next working meeting, to which companies are invited."""
    past = _event(programme, Event.Kind.COPIL, "COPIL de lancement des actions", -60, "mairie", hour=14)
    with told_on(-59):
        close_event(event_id=past.pk, actor=animator)
    _event(programme, Event.Kind.COPIL, "COPIL", 31, "mairie", hour=14)
    meeting = _event(programme, Event.Kind.WORKSHOP, "Atelier « prêt de matériel »", 16, "Charpentes Brault", "Crissé")
    with told_on(-2):
        keys = ["brault", "plasturgie", "metallerie", "electricite", "macon", "garreau", "paysage"]
        invite_companies(event=meeting, companies=[companies[key] for key in keys], actor=animator)


def _event(
    programme: Programme,
    kind: str,
    title: str,
    offset: int,
    place: str,
    city: str = "Sillé-le-Guillaume",
    hour: int = 8,
) -> Event:
    starts_at = moment(offset, hour, 30)
    return Event.objects.create(
        programme=programme,
        wave=Wave.objects.filter(programme=programme).first(),
        kind=kind,
        title=title,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        place=place,
        city=city,
    )


def _note(event: Event, companies: dict[str, Company], present: list[str], offset: int, animator: User) -> None:
    with told_on(offset, 11):
        for attendance in Attendance.objects.filter(event=event).select_related("company"):
            came = attendance.company.external_id in present
            note_presence(event=event, company=attendance.company, present=came, actor=animator)
