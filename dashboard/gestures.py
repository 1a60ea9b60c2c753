"""What to do now: the next gestures of the method, each with one button. Nothing when nothing waits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.models import Interaction
from dashboard.standing import Standing
from diagnostics.models import Diagnostic
from symbiose.programmes.models import Membership, Partner, Role
from symbiose.programmes.perms import may

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


def next_gestures(membership: Membership, standing: Standing, *, called: Collection[int] = ()) -> list[Gesture]:
    """At most four, in the order of the method.

    What was promised to a company that is `called` this morning is said in the call.
    """
    found = [gesture for finder in FINDERS for gesture in finder(membership, standing)]
    return [gesture for gesture in found if gesture.company not in called][:SHOWN]


def _url(membership: Membership, name: str, **kwargs: int) -> str:
    return reverse(name, kwargs={"programme_slug": membership.programme.slug, **kwargs})


def _first_companies(membership: Membership, standing: Standing) -> Iterator[Gesture]:
    if may(membership, "companies:import", "POST") and not standing.has_companies:
        sentence = _("Le programme n’a pas encore d’entreprise. Un fichier de la CCI suffit.")
        yield Gesture(sentence, _("Importer un fichier"), _url(membership, "companies:import"), "upload")


def _first_meeting(membership: Membership, standing: Standing) -> Iterator[Gesture]:
    if may(membership, "events:create", "POST") and not standing.has_events:
        sentence = _("Aucune rencontre n’est prévue : la réunion d’information vient d’abord.")
        yield Gesture(sentence, _("Prévoir une rencontre"), _url(membership, "events:create"), "calendar-plus")


def _presence_to_note(membership: Membership, standing: Standing) -> Iterator[Gesture]:
    if standing.unnoted_event and may(membership, "events:presence", "POST"):
        sentence = _("« %(title)s » a eu lieu : qui était là ?") % {"title": standing.unnoted_event_title}
        url = _url(membership, "events:presence", pk=standing.unnoted_event)
        yield Gesture(sentence, _("Noter les présences"), url, "check2-square")


def _visits_to_hold(membership: Membership, standing: Standing) -> Iterator[Gesture]:
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


def _dormant_drafts(membership: Membership, standing: Standing) -> Iterator[Gesture]:
    """A visit that its adviser began and has left alone for two weeks."""
    if not membership.is_adviser:
        return
    mine = Diagnostic.objects.visible_to(membership).filter(adviser=membership.user_id).dormant()
    draft = mine.select_related("company").order_by(F("quiet_since"), "pk").first()
    if draft:
        sentence = _("La visite de %(company)s est commencée ; plus rien depuis deux semaines.") % {
            "company": draft.company
        }
        url = _url(membership, "diagnostics:detail", pk=draft.pk)
        yield Gesture(sentence, _("La finir"), url, "clipboard", draft.company_id)


def _first_adviser(membership: Membership, standing: Standing) -> Iterator[Gesture]:
    """A visit needs somebody to hold it: first a chamber, then an adviser of it."""
    if standing.has_visits or not standing.has_companies_for_me or not may(membership, "programmes:invite", "POST"):
        return
    if Membership.objects.active().filter(programme=membership.programme_id, role=Role.ADVISER).exists():
        return
    if Partner.objects.filter(programme=membership.programme_id, kind=Partner.Kind.CHAMBER).exists():
        sentence = _("La chambre est là : invitez son conseiller, qui tiendra les visites.")
        yield Gesture(sentence, _("Inviter un conseiller"), _url(membership, "programmes:invite"), "person-plus")
    else:
        sentence = _("Les visites sont tenues par les chambres : ajoutez la première.")
        yield Gesture(sentence, _("Ajouter une chambre"), _url(membership, "programmes:partner_create"), "buildings")


def _first_visits(membership: Membership, standing: Standing) -> Iterator[Gesture]:
    waits = standing.has_companies_for_me and not standing.has_visits
    if may(membership, "diagnostics:create", "POST") and waits:
        sentence = _("Les entreprises sont là : les premières visites peuvent se prévoir.")
        yield Gesture(sentence, _("Prévoir une visite"), _url(membership, "diagnostics:create"), "clipboard-plus")


def _questionnaires_to_send(membership: Membership, standing: Standing) -> Iterator[Gesture]:
    number = standing.to_question_for_me
    if number and may(membership, "campaigns:create", "POST"):
        sentence = ngettext(
            "%(n)s entreprise visitée n’a pas reçu le questionnaire.",
            "%(n)s entreprises visitées n’ont pas reçu le questionnaire.",
            number,
        ) % {"n": number}
        yield Gesture(sentence, _("Envoyer le questionnaire"), _url(membership, "campaigns:create"), "send")


def _proposals_to_read(membership: Membership, standing: Standing) -> Iterator[Gesture]:
    waits = standing.has_proposals_for_me and not standing.has_synergies
    if waits and may(membership, "synergies:proposal_detail"):
        sentence = _("Les premières pistes sont calculées : lesquelles méritent l’atelier ?")
        yield Gesture(sentence, _("Regarder les pistes"), _url(membership, "synergies:list"), "lightbulb")


def _workshop_to_plan(membership: Membership, standing: Standing) -> Iterator[Gesture]:
    waits = standing.has_shortlisted and not standing.is_workshop_planned
    if may(membership, "events:create", "POST") and waits:
        sentence = _("Des pistes sont présélectionnées : il leur faut un atelier.")
        yield Gesture(sentence, _("Prévoir l’atelier"), _url(membership, "events:create"), "people")


def _roadmaps_to_open(membership: Membership, standing: Standing) -> Iterator[Gesture]:
    if standing.unwritten_synergy and may(membership, "roadmaps:create", "POST"):
        sentence = _("« %(title)s » est retenue et n’a pas de feuille de route.") % {
            "title": standing.unwritten_synergy_title
        }
        url = _url(membership, "synergies:detail", pk=standing.unwritten_synergy)
        yield Gesture(sentence, _("L’ouvrir"), url, "signpost-split")


def _promised(membership: Membership, standing: Standing) -> Iterator[Gesture]:
    """What was promised in a note, once its day has come."""
    mine: QuerySet[Interaction] = Interaction.objects.visible_to(membership).to_do()
    due = mine.filter(next_step_on__lte=timezone.localdate()).select_related("company").order_by("next_step_on")
    for interaction in due[:2]:
        sentence = f"{interaction.next_step} ({interaction.company})"
        url = _url(membership, "companies:detail", pk=interaction.company_id)
        yield Gesture(sentence, _("Ouvrir la fiche"), url, "flag", interaction.company_id)


FINDERS: list[Callable[[Membership, Standing], Iterator[Gesture]]] = [
    _first_companies,
    _first_meeting,
    _visits_to_hold,
    _presence_to_note,
    _promised,
    _dormant_drafts,
    _first_adviser,
    _first_visits,
    _questionnaires_to_send,
    _proposals_to_read,
    _workshop_to_plan,
    _roadmaps_to_open,
]
