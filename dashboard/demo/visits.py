"""Visits of the chambers, what they recorded, and the questionnaire that followed."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from companies.models import Company, Contact
from dashboard.demo.clock import day, told_on
from dashboard.demo.register import rows_of
from diagnostics.campaigns.services import CampaignPlan, open_campaign, send_next_batch
from diagnostics.enums import Level, Origin
from diagnostics.models import Diagnostic, Questionnaire
from diagnostics.questionnaire.path import applicable
from diagnostics.questionnaire.replies import PASSED, UNKNOWN, Reply, given
from diagnostics.questionnaire.schema import Kind, Question
from diagnostics.services.flows import record_flow
from diagnostics.services.questionnaires import replies_of, save_reply, schema_of, submit_questionnaire
from diagnostics.services.templates import current_template
from diagnostics.services.visits import complete_visit, confirm_lines, plan_visit, start_visit
from symbiose.holders import CONTACT, resolve_holder
from symbiose.journal.services import Actor
from symbiose.programmes.models import Membership, Role

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.programmes.models import Programme

FIRST_VISIT = -255
QUESTIONNAIRES_SENT = -150
ANSWERED = 21
BEGUN = 2
CONFIRMED = 15
PLANNED = ["restaurant", "carrosserie", "machines"]


def hold_visits(companies: dict[str, Company]) -> list[Diagnostic]:
    """One visit per company of the file of flows, a few each week, by the adviser of its chamber."""
    rows = sorted(rows_of("flows.csv"), key=lambda row: list(companies).index(row["key"]))
    visits = []
    for place, (key, lines) in enumerate(groupby(rows, key=lambda row: row["key"])):
        visits.append(_visit(companies[key], list(lines), FIRST_VISIT + 2 * place))
    for place, key in enumerate(PLANNED):
        company = companies[key]
        plan_visit(company=company, adviser=adviser_of(company), visit_on=day(5 + 4 * place), actor=Actor())
    return visits


def adviser_of(company: Company) -> Membership:
    """The adviser of the company’s first chamber."""
    chamber = company.chambers.first()
    return Membership.objects.select_related("user", "partner").get(
        programme=company.programme_id, role=Role.ADVISER, partner=chamber
    )


def _visit(company: Company, lines: list[dict[str, str]], offset: int) -> Diagnostic:
    adviser = adviser_of(company)
    actor = Actor(user=adviser.user)
    with told_on(offset, 14):
        visit = plan_visit(company=company, adviser=adviser, visit_on=day(offset), actor=actor)
        start_visit(diagnostic_id=visit.pk, actor=actor)
        for line in lines:
            record_flow(
                company=company,
                values=_values(line),
                origin_kind=Origin.DIAGNOSTIC,
                origin_uuid=visit.uuid,
                actor=actor,
            )
        complete_visit(diagnostic_id=visit.pk, actor=actor)
    return visit


def _values(line: dict[str, str]) -> dict[str, Any]:
    quantity = line["quantity"].replace(",", ".")
    return {
        "direction": line["direction"],
        "family": line["family"],
        "label": line["label"][:1].upper() + line["label"][1:],
        "quantity": Decimal(quantity) if quantity else None,
        "unit": line["unit"],
        "period": line["period"],
        "ewc_code": line["ewc"],
        "level": line["level"] or Level.CHAMBERS,
    }


def confirm_some(visits: list[Diagnostic]) -> None:
    """The companies that confirmed their lines, from their personal page."""
    for place, visit in enumerate(visits[:CONFIRMED]):
        contact = Contact.objects.filter(company=visit.company).first()
        holder = resolve_holder(CONTACT, contact.uuid) if contact else None
        if holder:
            with told_on(FIRST_VISIT + 2 * place + 7, 9):
                confirm_lines(company=visit.company, holder=holder)


def send_and_answer(programme: Programme, visits: list[Diagnostic], animator: User) -> None:
    """The questionnaire goes to all visited companies; most answer, each in its own way."""
    template = current_template(programme)
    with told_on(QUESTIONNAIRES_SENT, 9) as instant:
        campaign = open_campaign(
            programme=programme,
            template=template,
            plan=CampaignPlan("Questionnaire complémentaire", day(14), words={"visited": ["any"]}),
            companies=[visit.company for visit in visits],
            actor=animator,
        )
        while send_next_batch(campaign_id=campaign.pk):
            pass
    sent = Questionnaire.objects.filter(programme=programme).select_related("company", "template").order_by("pk")
    sent.update(sent_at=instant)
    for place, questionnaire in enumerate(sent[:ANSWERED]):
        actor = answer(questionnaire, place)
        with told_on(QUESTIONNAIRES_SENT + 1 + place, 12):
            submit_questionnaire(questionnaire_id=questionnaire.pk, actor=actor)
    for questionnaire in sent[ANSWERED : ANSWERED + BEGUN]:
        answer(questionnaire, ANSWERED, stop_after=12)  # « Reprendre à la question… »


def answer(questionnaire: Questionnaire, place: int, *, stop_after: int = 100) -> Actor:
    """Go through the questions that are left, one after the other; each company says something else."""
    contact = Contact.objects.filter(company=questionnaire.company).first()
    actor = Actor(holder=resolve_holder(CONTACT, contact.uuid) if contact else None)
    schema = schema_of(questionnaire)
    with told_on(QUESTIONNAIRES_SENT + 1 + place, 12):
        for number, question in enumerate(list(schema.questions())[:stop_after]):
            known = replies_of(questionnaire)
            if question.uuid in known or question not in applicable(schema, known):
                continue
            reply = _reply(question, place + 5 * number)
            save_reply(questionnaire_id=questionnaire.pk, question_uuid=question.uuid, reply=reply, actor=actor)
    return actor


def _reply(question: Question, turn: int) -> Reply:
    """A plausible reply that changes from company to company; « passer » and « je ne sais pas » among them."""
    options = [option.key for option in question.options]
    if question.kind == Kind.CHOICE:
        return given(options[turn % len(options)])
    if question.kind == Kind.CHOICES:
        return given([options[turn % len(options)]] if turn % 3 == 0 else [])
    if question.kind == Kind.YES_NO:
        return given(turn % 3 == 0)
    if question.kind == Kind.DATE:
        return given(day(90 + turn % 60).isoformat()) if turn % 2 else UNKNOWN
    size = 10_000 if question.unit == "kWh" else 10
    return given(size * (1 + turn % 6)) if question.kind == Kind.NUMBER and turn % 2 else PASSED
