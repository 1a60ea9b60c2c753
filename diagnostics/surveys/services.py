"""A survey from its opening to its close: who spreads it, until when, and answers that tell of nobody."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from companies.models import Company
from diagnostics.enums import Direction, Family, Origin
from diagnostics.models import Flow, Survey, SurveyCompany, SurveyResponse, Template
from diagnostics.services.flows import record_flow
from diagnostics.services.sending import main_contact
from diagnostics.surveys.messages import invitation_message
from symbiose.holders import CONTACT, resolve_holder
from symbiose.journal.services import Actor, FactDetails, record_fact
from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.services import cancel_messages, queue_email
from symbiose.programmes.models import Wave

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.programmes.models import Programme

INVITATION = "survey_invitation"


class SurveyClosed(Exception):
    """The survey, or the company's address, takes no more answers."""


@dataclass(frozen=True, slots=True)
class SurveyPlan:
    """What an animator decides of a survey."""

    title: str
    closes_on: date
    intro: str = ""


@transaction.atomic
def open_survey(
    *, programme: Programme, template: Template, plan: SurveyPlan, companies: Iterable[Company], actor: User | None
) -> Survey:
    """Open a survey: one address and one message for each company that is to spread it."""
    survey = Survey(
        programme=programme,
        template=template,
        wave=Wave.objects.filter(programme=programme).order_by("-number").first(),
        title=plan.title,
        intro=plan.intro,
        closes_on=plan.closes_on,
        created_by=actor,
    )
    survey.full_clean()
    survey.save()
    Template.objects.filter(pk=template.pk, frozen_at__isnull=True).update(frozen_at=timezone.now())
    record_fact(kind="survey_opened", subject=survey, actor=actor)
    add_companies(survey=survey, companies=companies, actor=actor)
    return survey


@transaction.atomic
def add_companies(*, survey: Survey, companies: Iterable[Company], actor: User | None) -> int:
    """Ask more companies to spread a survey; those that do already are left alone. Returns how many were added."""
    added = 0
    for company in companies:
        spread, created = SurveyCompany.objects.get_or_create(
            survey=survey, company=company, defaults={"programme_id": survey.programme_id, "created_by": actor}
        )
        if created:
            added += 1
            _invite(spread, actor)
    return added


def _invite(spread: SurveyCompany, actor: User | None) -> None:
    """Tell the company's main contact, once; without an address the animator gives it by hand."""
    _tell("survey_spread", spread, actor)
    contact = main_contact(spread.company)
    holder = resolve_holder(CONTACT, contact.uuid) if contact else None
    if holder is None:
        return
    queue_email(
        key=f"survey:{spread.uuid}:invitation:contact:{holder.uuid}",
        message=invitation_message(spread),
        recipient=holder,
        programme=spread.survey.programme,
        actor=actor,
    )


@transaction.atomic
def close_survey(*, survey_id: int, actor: User | None) -> Survey:
    """Take no more answers, and stop the messages that have not left. Twice changes nothing."""
    survey = _locked(survey_id)
    if survey.closed_at is None:
        survey.closed_at = timezone.now()
        survey.save(update_fields=["closed_at"])
        _take_back_invitations(survey)
        record_fact(kind="survey_closed", subject=survey, actor=actor)
    return survey


@transaction.atomic
def extend_survey(*, survey_id: int, closes_on: date, actor: User | None) -> Survey:
    """Let a survey go on until another day; one that was closed opens again."""
    survey = _locked(survey_id)
    if survey.closes_on != closes_on or survey.closed_at:
        survey.closes_on, survey.closed_at = closes_on, None
        survey.version += 1
        survey.save(update_fields=["closes_on", "closed_at", "version"])
        details = FactDetails(data={"until": closes_on.isoformat()})
        record_fact(kind="survey_extended", subject=survey, actor=actor, details=details)
    return survey


@transaction.atomic
def revoke_address(*, spread_id: int, actor: User | None) -> SurveyCompany:
    """End a company's address at once; what was answered stays. Twice changes nothing."""
    spread = _locked_spread(spread_id)
    if spread.revoked_at is None:
        spread.revoked_at = timezone.now()
        spread.save(update_fields=["revoked_at"])
        _tell("survey_address_revoked", spread, actor)
    return spread


@transaction.atomic
def renew_address(*, spread_id: int, actor: User | None) -> SurveyCompany:
    """Give a company a new address; every one given before ends."""
    spread = _locked_spread(spread_id)
    spread.nonce, spread.revoked_at = uuid.uuid4(), None
    spread.save(update_fields=["nonce", "revoked_at"])
    _tell("survey_address_renewed", spread, actor)
    return spread


@transaction.atomic
def keep_response(*, spread_id: int, sheet_uuid: uuid.UUID, answers: Mapping[str, Any]) -> bool:
    """Keep one employee's answers; False when the same page was sent before. Raises SurveyClosed.

    Nothing is kept of who, from where or at what hour: only the day. The journal does not speak of it either.
    """
    spread = _locked_spread(spread_id)
    if not spread.is_open:
        raise SurveyClosed
    today = timezone.localdate()
    _response, created = SurveyResponse.objects.get_or_create(
        uuid=sheet_uuid,
        defaults={
            "programme_id": spread.programme_id,
            "survey_company": spread,
            "answers": dict(answers),
            "answered_on": today,
            "created_at": _start_of(today),
        },
    )
    return created


@dataclass(frozen=True, slots=True)
class Finding:
    """What the people of a company said, as one of its needs: « 14 personnes »."""

    key: str  # of the question and the choice
    label: str
    people: int
    family: str = Family.SERVICE


@transaction.atomic
def note_need(*, spread: SurveyCompany, finding: Finding, actor: User | None) -> Flow:
    """Record a finding as a need of the company; pressed twice, it is recorded once."""
    flow_uuid = uuid.uuid5(spread.uuid, finding.key)
    known = Flow.objects.filter(uuid=flow_uuid, company=spread.company_id).first()
    if known:
        return known
    flow = record_flow(
        company=spread.company,
        values={
            "direction": Direction.NEED,
            "family": finding.family,
            "label": finding.label[:200],
            "quantity": finding.people,
            "unit": "personnes",
        },
        origin_kind=Origin.QUESTIONNAIRE,
        origin_uuid=spread.uuid,
        actor=Actor(user=actor),
        flow_uuid=flow_uuid,
    )
    _tell("survey_need_noted", spread, actor)
    return flow


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())


def _take_back_invitations(survey: Survey) -> None:
    keys = [f"survey:{spread}:" for spread in survey.companies.values_list("uuid", flat=True)]
    unsent = OutboxEmail.objects.unsent().filter(programme=survey.programme_id, kind=INVITATION)
    ids = [pk for pk, key in unsent.values_list("pk", "key") if key.startswith(tuple(keys))]
    cancel_messages(email_ids=ids, reason="sondage clos")


def _locked(survey_id: int) -> Survey:
    return Survey.objects.select_for_update(of=("self",)).get(pk=survey_id)


def _locked_spread(spread_id: int) -> SurveyCompany:
    rows = SurveyCompany.objects.select_for_update(of=("self",)).select_related("survey__programme", "company")
    return rows.get(pk=spread_id)


def _tell(kind: str, spread: SurveyCompany, actor: User | None) -> None:
    details = FactDetails(company_uuid=spread.company.uuid)
    record_fact(kind=kind, subject=spread, actor=actor, details=details)
