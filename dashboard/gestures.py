"""What to do now: the next gestures of the method, each with one button. Nothing when nothing waits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.models import Company, Interaction
from diagnostics.models import Diagnostic, Questionnaire
from events.models import Attendance, Event
from symbiose.programmes.models import Membership
from symbiose.programmes.perms import may
from synergies.models import Proposal, State, Synergy

if TYPE_CHECKING:
    from django.db.models import QuerySet

SHOWN = 4


@dataclass(frozen=True, slots=True)
class Gesture:
    """One sentence and the button that does it."""

    sentence: str
    button: str
    url: str
    icon: str
    company: int | None = None


def next_gestures(membership: Membership, *, called: Collection[int] = ()) -> list[Gesture]:
    """At most four, in the order of the method; each finder asks one question of the database.

    What was promised to a company that is `called` this morning is said in the call.
    """
    found = [gesture for finder in FINDERS for gesture in finder(membership)]
    return [gesture for gesture in found if gesture.company not in called][:SHOWN]


def _url(membership: Membership, name: str, **kwargs: int) -> str:
    return reverse(name, kwargs={"programme_slug": membership.programme.slug, **kwargs})


def _first_companies(membership: Membership) -> Iterator[Gesture]:
    companies = Company.objects.filter(programme=membership.programme_id)
    if may(membership, "companies:import", "POST") and not companies.exists():
        sentence = _("Le programme n’a pas encore d’entreprise. Un fichier de la CCI suffit.")
        yield Gesture(sentence, _("Importer un fichier"), _url(membership, "companies:import"), "upload")


def _first_meeting(membership: Membership) -> Iterator[Gesture]:
    events = Event.objects.filter(programme=membership.programme_id)
    if may(membership, "events:create", "POST") and not events.exists():
        sentence = _("Aucune rencontre n’est prévue : la réunion d’information vient d’abord.")
        yield Gesture(sentence, _("Prévoir une rencontre"), _url(membership, "events:create"), "calendar-plus")


def _presence_to_note(membership: Membership) -> Iterator[Gesture]:
    past = Event.objects.visible_to(membership).filter(
        starts_at__lt=timezone.now(), cancelled_at__isnull=True, closed_at__isnull=True
    )
    noted = Attendance.objects.filter(present__isnull=False).values("event")
    event = past.exclude(pk__in=noted).filter(attendances__isnull=False).order_by("starts_at").first()
    if event and may(membership, "events:presence", "POST"):
        sentence = _("« %(title)s » a eu lieu : qui était là ?") % {"title": event.title}
        yield Gesture(
            sentence, _("Noter les présences"), _url(membership, "events:presence", pk=event.pk), "check2-square"
        )


def _visits_to_hold(membership: Membership) -> Iterator[Gesture]:
    today = timezone.localdate()
    visits = Diagnostic.objects.visible_to(membership).filter(state=Diagnostic.State.PLANNED, visit_on__lte=today)
    if not membership.is_adviser:
        return
    visit = visits.filter(adviser=membership.user_id).select_related("company").order_by("visit_on").first()
    if visit:
        sentence = _("Visite de %(company)s : elle vous attend.") % {"company": visit.company}
        yield Gesture(
            sentence, _("Ouvrir la visite"), _url(membership, "diagnostics:detail", pk=visit.pk), "clipboard"
        )


def _first_visits(membership: Membership) -> Iterator[Gesture]:
    programme = membership.programme_id
    companies, visits = Company.objects.visible_to(membership), Diagnostic.objects.filter(programme=programme)
    if may(membership, "diagnostics:create", "POST") and companies.exists() and not visits.exists():
        sentence = _("Les entreprises sont là : les premières visites peuvent se prévoir.")
        yield Gesture(sentence, _("Prévoir une visite"), _url(membership, "diagnostics:create"), "clipboard-plus")


def _questionnaires_to_send(membership: Membership) -> Iterator[Gesture]:
    asked = Questionnaire.objects.filter(programme=membership.programme_id).values("company")
    visited = Diagnostic.objects.visible_to(membership).completed().exclude(company__in=asked)
    number = visited.values("company").distinct().count()
    if number and may(membership, "questionnaires:send", "POST"):
        sentence = ngettext(
            "%(n)s entreprise visitée n’a pas reçu le questionnaire.",
            "%(n)s entreprises visitées n’ont pas reçu le questionnaire.",
            number,
        ) % {"n": number}
        yield Gesture(sentence, _("Envoyer le questionnaire"), _url(membership, "questionnaires:send"), "send")


def _proposals_to_read(membership: Membership) -> Iterator[Gesture]:
    taken_up = Synergy.objects.filter(programme=membership.programme_id).exists()
    proposals = Proposal.objects.visible_to(membership).live()
    if not taken_up and proposals.exists() and may(membership, "synergies:proposal_detail"):
        sentence = _("Les premières pistes sont calculées : lesquelles méritent l’atelier ?")
        yield Gesture(sentence, _("Regarder les pistes"), _url(membership, "synergies:list"), "lightbulb")


def _workshop_to_plan(membership: Membership) -> Iterator[Gesture]:
    waiting = Synergy.objects.filter(programme=membership.programme_id, state=State.SHORTLISTED)
    planned = Event.objects.visible_to(membership).filter(kind=Event.Kind.WORKSHOP).filter(closed_at__isnull=True)
    if may(membership, "events:create", "POST") and not planned.exists() and waiting.exists():
        sentence = _("Des pistes sont présélectionnées : il leur faut un atelier.")
        yield Gesture(sentence, _("Prévoir l’atelier"), _url(membership, "events:create"), "people")


def _roadmaps_to_open(membership: Membership) -> Iterator[Gesture]:
    waiting = Synergy.objects.visible_to(membership).retained().filter(roadmap__isnull=True)
    synergy = waiting.order_by("retained_at").first()
    if synergy and may(membership, "roadmaps:create", "POST"):
        sentence = _("« %(title)s » est retenue et n’a pas de feuille de route.") % {"title": synergy.title}
        yield Gesture(sentence, _("L’ouvrir"), _url(membership, "synergies:detail", pk=synergy.pk), "signpost-split")


def _promised(membership: Membership) -> Iterator[Gesture]:
    """What was promised in a note, once its day has come."""
    mine: QuerySet[Interaction] = Interaction.objects.visible_to(membership).to_do()
    due = mine.filter(next_step_on__lte=timezone.localdate()).select_related("company").order_by("next_step_on")
    for interaction in due[:2]:
        sentence = f"{interaction.next_step} ({interaction.company})"
        url = _url(membership, "companies:detail", pk=interaction.company_id)
        yield Gesture(sentence, _("Ouvrir la fiche"), url, "flag", interaction.company_id)


FINDERS: list[Callable[[Membership], Iterator[Gesture]]] = [
    _first_companies,
    _first_meeting,
    _visits_to_hold,
    _presence_to_note,
    _promised,
    _first_visits,
    _questionnaires_to_send,
    _proposals_to_read,
    _workshop_to_plan,
    _roadmaps_to_open,
]
