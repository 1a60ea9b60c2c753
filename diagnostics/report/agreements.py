"""The agreement of a company to share its data: signed once, dated, withdrawn at any time by it or at its demand."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from companies.models import Company, Contact
from diagnostics.enums import Level
from diagnostics.models import DataAgreement, Diagnostic, Flow
from diagnostics.report.agreement_text import agreement_text
from symbiose.journal.services import Actor, FactDetails, record_fact

Strokes = list[list[list[int]]]


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs, and how: a typed name is enough, a drawing may stand beside it."""

    signer_name: str
    signer_role: str = ""
    contact: Contact | None = None
    signature: Strokes = field(default_factory=list)


def standing_agreement(company: Company) -> DataAgreement | None:
    return DataAgreement.objects.filter(company=company, withdrawn_at__isnull=True).first()


def last_agreement(company: Company) -> DataAgreement | None:
    """The one in force, else the last that was withdrawn."""
    agreements = DataAgreement.objects.filter(company=company).select_related("diagnostic__chamber", "contact")
    return agreements.order_by(F("withdrawn_at").desc(nulls_first=True), "-signed_at").first()


@transaction.atomic
def sign_agreement(
    *,
    company: Company,
    agreement_uuid: uuid.UUID,
    signing: Signing,
    actor: Actor,
    diagnostic: Diagnostic | None = None,
) -> DataAgreement:
    """Keep a signed agreement. The same `agreement_uuid` (made with the form, offline too) signs once.

    A company that has one in force keeps it as it was signed. Signed anew after a withdrawal, it gives the lines
    that the withdrawal had closed their levels back.
    """
    Company.objects.select_for_update(of=("self",)).get(pk=company.pk)  # one standing agreement, whoever is quicker
    known = DataAgreement.objects.filter(company=company, uuid=agreement_uuid).first() or standing_agreement(company)
    if known:
        return known
    agreement = DataAgreement(
        programme_id=company.programme_id,
        uuid=agreement_uuid,
        company=company,
        diagnostic=diagnostic,
        contact=signing.contact,
        signer_name=signing.signer_name,
        signer_role=signing.signer_role,
        text=agreement_text(company.programme, chamber_name(company, diagnostic)),
        signature=signing.signature,
        signed_at=timezone.now(),
        created_by=actor.user,
    )
    agreement.full_clean()
    reopened = _give_levels_back(company)
    agreement.save()
    _date_company(company, agreement)
    _tell("agreement_signed", agreement, actor, {"lines": reopened})
    return agreement


@transaction.atomic
def withdraw_agreement(*, agreement_id: int, actor: Actor, withdrawn_by: str) -> DataAgreement:
    """End an agreement: at once the lines are read by the advisers of its chambers alone. Twice changes nothing."""
    agreements = DataAgreement.objects.select_for_update(of=("self",)).select_related("company")
    agreement = agreements.get(pk=agreement_id)
    if agreement.withdrawn_at is not None:
        return agreement
    agreement.withdrawn_at, agreement.withdrawn_by = timezone.now(), withdrawn_by[:160]
    agreement.closed_levels = _close_lines(agreement.company)
    agreement.version += 1
    agreement.save(update_fields=["withdrawn_at", "withdrawn_by", "closed_levels", "version"])
    _date_company(agreement.company, None)
    _tell("agreement_withdrawn", agreement, actor, {"lines": len(agreement.closed_levels)})
    return agreement


def _close_lines(company: Company) -> dict[str, str]:
    """Close each line to its advisers, ended ones too (one takes them back); the levels that they had."""
    levels = {}
    for flow in Flow.objects.select_for_update().filter(company=company).exclude(level=Level.ADVISER):
        levels[str(flow.uuid)] = flow.level
        _set_level(flow, Level.ADVISER)
    return levels


def _give_levels_back(company: Company) -> int:
    """Open again what the last withdrawal closed, and nobody has opened or closed since."""
    last = DataAgreement.objects.filter(company=company, withdrawn_at__isnull=False).order_by("-withdrawn_at").first()
    levels: dict[str, str] = last.closed_levels if last else {}
    flows = list(Flow.objects.select_for_update().filter(company=company, level=Level.ADVISER, uuid__in=list(levels)))
    for flow in flows:
        _set_level(flow, levels[str(flow.uuid)])
    return len(flows)


def _set_level(flow: Flow, level: str) -> None:
    flow.level = level
    flow.version += 1
    flow.save(update_fields=["level", "version"])


def chamber_name(company: Company, diagnostic: Diagnostic | None = None) -> str:
    """The chamber that visits, else the first of the company; its full name, empty without any."""
    chamber = diagnostic.chamber if diagnostic else company.chambers.order_by("position", "pk").first()
    return chamber.name if chamber else ""


def _date_company(company: Company, agreement: DataAgreement | None) -> None:
    """The company's own page says the day of the agreement in force."""
    company.sharing_agreed_on = timezone.localdate(agreement.signed_at) if agreement else None
    company.version += 1
    company.save(update_fields=["sharing_agreed_on", "version"])


def _tell(kind: str, agreement: DataAgreement, actor: Actor, data: dict[str, int]) -> None:
    details = FactDetails(company_uuid=agreement.company.uuid, data=data)
    record_fact(kind=kind, subject=agreement, actor=actor, details=details)
