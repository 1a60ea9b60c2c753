"""What followed the visits: agreements signed on the tablet, a line corrected, one agreement withdrawn."""

from __future__ import annotations

import random
import uuid
from decimal import Decimal
from typing import TYPE_CHECKING

from companies.models import Company, Contact
from dashboard.demo.clock import told_on
from dashboard.demo.visits import FIRST_VISIT
from diagnostics.models import Diagnostic, Flow
from diagnostics.report.agreements import Signing, sign_agreement, withdraw_agreement
from diagnostics.report.corrections import correct_line, leave_remark
from symbiose.holders import CONTACT, resolve_holder
from symbiose.journal.services import Actor
from synergies.models import Participant

if TYPE_CHECKING:
    from symbiose.holders import Holder

SIGNED = 3  # of the first visits
CORRECTED = 2
REMARK = "Merci de la visite. Le chariot élévateur est surtout libre le matin."


def follow_visits(visits: list[Diagnostic]) -> None:
    for place, visit in enumerate(visits[:SIGNED]):
        _sign(visit, place)
    _correct(visits[CORRECTED], CORRECTED)


def think_better_of_it(visits: list[Diagnostic]) -> None:
    """A company that takes part in no synergy had signed too, and withdraws: its lines are closed to most."""
    engaged = set(Participant.objects.values_list("company", flat=True))
    later = [(place, visit) for place, visit in enumerate(visits) if place >= SIGNED]
    for place, visit in [row for row in later if row[1].company_id not in engaged][:1]:
        _sign(visit, place)
        _withdraw(visit, place)


def _sign(visit: Diagnostic, place: int) -> None:
    contact = Contact.objects.filter(company=visit.company).first()
    if contact is None:
        return
    key = uuid.uuid5(visit.uuid, "agreement")
    signing = Signing(str(contact), contact.role, contact, _scrawl(place))
    with told_on(FIRST_VISIT + 2 * place, 15):
        sign_agreement(
            company=visit.company,
            agreement_uuid=key,
            signing=signing,
            actor=Actor(user=visit.adviser),
            diagnostic=visit,
        )


def _scrawl(seed: int) -> list[list[list[int]]]:
    """A plausible signature: a wave that shrinks, and a stroke under it."""
    chance = random.Random(seed)
    wave = [[150 + 28 * step, 200 + (-1) ** step * chance.randint(30, 110 - 4 * step)] for step in range(16)]
    return [wave, [[180, 300], [430, 285], [660, 310]]]


def _correct(visit: Diagnostic, place: int) -> None:
    """A quantity that the company knew better, and a word to the adviser."""
    flow = Flow.objects.current().filter(company=visit.company, quantity__isnull=False).first()
    holder = _holder(visit.company)
    if flow is None or flow.quantity is None or holder is None:
        return
    with told_on(FIRST_VISIT + 2 * place + 6, 18):
        values = {"quantity": flow.quantity + max(Decimal(1), flow.quantity // 10)}
        correct_line(flow=flow, values=values, expected_version=flow.version, holder=holder)
        leave_remark(diagnostic_id=visit.pk, remark=REMARK, holder=holder)


def _withdraw(visit: Diagnostic, place: int) -> None:
    holder, agreement = _holder(visit.company), visit.company.agreements.first()
    if agreement is None or holder is None:
        return
    with told_on(FIRST_VISIT + 2 * place + 40, 10):
        withdraw_agreement(agreement_id=agreement.pk, actor=Actor(holder=holder), withdrawn_by=holder.name)


def _holder(company: Company) -> Holder | None:
    contact = Contact.objects.filter(company=company).first()
    return resolve_holder(CONTACT, contact.uuid) if contact else None
