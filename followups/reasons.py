"""Why one should call a company: what each late thing is, and what to tell the person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.models import Company, CompanyQuerySet, Interaction
from diagnostics.models import Questionnaire
from roadmaps.models import Step
from symbiose.reminders.manners import morning_of
from symbiose.ui.french import date_fr
from synergies.models import Participant, State, Synergy

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership

QUIET_DAYS = 15
QUESTIONNAIRE_DAYS = 45  # later, a call about it is no longer worth one
NOT_GOING_ON = [State.DORMANT, State.STOPPED, State.COMPLETED, State.MERGED]


class Weight(IntEnum):
    """What presses most comes first, whatever the days."""

    QUESTIONNAIRE = 0
    QUIET = 1
    PROMISED = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """`cause` names it for the gesture « Fait »: `step:…`, `questionnaire:…`, `next_step:…` (uuids), or `quiet`."""

    company_id: int
    cause: str
    to_say: str
    weight: Weight
    late_days: int = 0
    contact_id: int | None = None
    words: str = ""  # « Étape en retard de 5 jours »; empty: the silence is the reason

    @property
    def is_promise(self) -> bool:
        return self.cause.startswith("next_step:")


def all_reasons(membership: Membership, today: date) -> list[Reason]:
    """Every reason to call the companies of a member: six queries, whatever their number."""
    companies = Company.objects.visible_to(membership).active()
    return [
        *_late_steps(companies, membership, today),
        *_promised_steps(companies, today),
        *_silent_questionnaires(companies, today),
        *_quiet_participants(companies, today),
    ]


def _late_steps(companies: CompanyQuerySet, membership: Membership, today: date) -> Iterator[Reason]:
    steps = Step.objects.visible_to(membership).unfinished().filter(due_on__lt=today, owner_contact__left_on=None)
    late = steps.filter(owner_contact__company__in=companies).exclude(roadmap__synergy__state__in=NOT_GOING_ON)
    found = list(late.select_related("owner_contact").order_by("due_on"))
    waiting = {step.blocked_by_id: step for step in Step.objects.unfinished().filter(blocked_by__in=found)}
    for step in found:
        assert step.due_on is not None
        assert step.owner_contact is not None
        days = (today - step.due_on).days
        yield Reason(
            company_id=step.owner_contact.company_id,
            cause=f"step:{step.uuid}",
            to_say=_about_step(step, step.due_on, waiting.get(step.pk)),
            weight=Weight.PROMISED,
            late_days=days,
            contact_id=step.owner_contact_id,
            words=ngettext("Étape en retard de %(n)s jour", "Étape en retard de %(n)s jours", days) % {"n": days},
        )


def _about_step(step: Step, due_on: date, waiting: Step | None) -> str:
    """Where it stands, what was planned, and what cannot begin without it."""
    said = [f"{step.done_note.rstrip('.')}."] if step.done_note else []
    said.append(_("« %(step)s » était prévue le %(day)s.") % {"step": step.title, "day": date_fr(due_on, year=False)})
    if step.unblocked_when:
        said.append(_("Elle attend : %(when)s.") % {"when": step.unblocked_when})
    elif waiting:
        said.append(_("Sans elle, « %(step)s » attend.") % {"step": waiting.title})
    else:
        said.append(_("Que manque-t-il pour avancer ?"))
    return " ".join(said)


def _promised_steps(companies: CompanyQuerySet, today: date) -> Iterator[Reason]:
    """What one promised to do next with a company, and whose day has come."""
    promised = Interaction.objects.to_do().filter(company__in=companies, next_step_on__lte=today)
    for interaction in promised.order_by("next_step_on"):
        assert interaction.next_step_on is not None
        yield Reason(
            company_id=interaction.company_id,
            cause=f"next_step:{interaction.uuid}",
            to_say=interaction.next_step,
            weight=Weight.PROMISED,
            late_days=(today - interaction.next_step_on).days,
            contact_id=interaction.contact_id,
        )


def _silent_questionnaires(companies: CompanyQuerySet, today: date) -> Iterator[Reason]:
    silent = Questionnaire.objects.open().filter(
        company__in=companies, answer_by__lt=today, answer_by__gte=today - timedelta(days=QUESTIONNAIRE_DAYS)
    )
    for questionnaire in silent.order_by("answer_by"):
        days = (today - questionnaire.answer_by).days
        words = ngettext("Questionnaire attendu depuis %(n)s jour", "Questionnaire attendu depuis %(n)s jours", days)
        yield Reason(
            company_id=questionnaire.company_id,
            cause=f"questionnaire:{questionnaire.uuid}",
            to_say=_(
                "Ses réponses complètent la visite : quelques minutes sur son téléphone, ou avec vous maintenant."
            ),
            weight=Weight.QUESTIONNAIRE,
            late_days=days,
            words=words % {"n": days},
        )


def _quiet_participants(companies: CompanyQuerySet, today: date) -> Iterator[Reason]:
    """Companies of a retained synergy that goes on, with which nobody has spoken for two weeks."""
    quiet = companies.quiet_since(morning_of(today - timedelta(days=QUIET_DAYS)))
    quiet = quiet.filter(pk__in=Interaction.objects.contacts().values("company"))
    synergies = Synergy.objects.ever_retained().exclude(state__in=NOT_GOING_ON)
    engaged = Participant.objects.current().filter(company__in=quiet.values("pk"), synergy__in=synergies)
    found = list(engaged.select_related("synergy").order_by("synergy__title"))
    following = _next_steps({participant.synergy_id for participant in found}, today)
    for participant in found:
        step = following.get(participant.synergy_id)
        yield Reason(
            company_id=participant.company_id,
            cause="quiet",
            to_say=_what_comes(participant.synergy, step),
            weight=Weight.QUIET,
        )


def _next_steps(synergy_ids: set[int], today: date) -> dict[int, Step]:
    """The next dated step of each synergy."""
    steps = Step.objects.unfinished().filter(roadmap__synergy__in=synergy_ids, due_on__gte=today)
    nearest: dict[int, Step] = {}
    for step in steps.select_related("roadmap").order_by("due_on", "pk"):
        nearest.setdefault(step.roadmap.synergy_id, step)
    return nearest


def _what_comes(synergy: Synergy, step: Step | None) -> str:
    if step is None or step.due_on is None:
        return _("Où en est « %(synergy)s » chez eux ? Rien n’a été noté depuis.") % {"synergy": synergy.title}
    given = {"synergy": synergy.title, "step": step.title, "day": date_fr(step.due_on, year=False)}
    return _("« %(synergy)s » : prochaine étape le %(day)s, « %(step)s ».") % given
