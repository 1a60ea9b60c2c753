"""A visit from its planning to its confirmation by the company."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from companies.models import Company, Contact
from diagnostics.enums import Origin
from diagnostics.models import Diagnostic, Flow, FlowVersion, Template, VisitSlot
from diagnostics.report.sending import send_report
from diagnostics.services.flows import cut_versions
from diagnostics.services.templates import freeze_template, fuller_template, newest_version, stock_template
from symbiose.journal.services import Actor, FactDetails, record_fact
from symbiose.programmes.edits import save_edit
from symbiose.programmes.models import Membership, Wave

if TYPE_CHECKING:
    from symbiose.holders import Holder

State = Diagnostic.State
NEXT: dict[str, set[str]] = {
    State.PLANNED: {State.IN_PROGRESS, State.COMPLETED},
    State.IN_PROGRESS: {State.COMPLETED},
    State.COMPLETED: {State.CONFIRMED},
    State.CONFIRMED: set(),
}


class IllegalTransition(Exception):
    """The diagnostic has left the state in which this could be done."""


class CannotGrow(Exception):
    """The template of the visit grows into no fuller one, or has grown already."""


@transaction.atomic
def plan_visit(
    *,
    company: Company,
    adviser: Membership,
    visit_on: date | None,
    actor: Actor,
    diagnostic_uuid: uuid.UUID | None = None,
    template: Template | None = None,
    visit_at: time | None = None,
) -> Diagnostic:
    """Plan the visit of a company by an adviser, with the full diagnostic unless another template is chosen.

    The same `diagnostic_uuid` (made with the form) plans once.
    """
    if diagnostic_uuid:
        known = Diagnostic.objects.filter(uuid=diagnostic_uuid, programme=company.programme_id).first()
        if known:
            return known
    assert adviser.partner is not None  # a constraint of Membership
    diagnostic = Diagnostic(
        programme_id=company.programme_id,
        uuid=diagnostic_uuid or uuid.uuid4(),
        company=company,
        adviser=adviser.user,
        chamber=adviser.partner,
        wave=Wave.objects.filter(programme=company.programme_id).order_by("-number").first(),
        template=template or stock_template(company.programme, Template.Stock.FULL),
        visit_on=visit_on,
        visit_at=visit_at,
        created_by=actor.user,
    )
    diagnostic.full_clean()
    diagnostic.save()
    company.chambers.add(adviser.partner)  # a chamber sees the companies that it visits
    _tell("diagnostic_planned", diagnostic, actor)
    return diagnostic


@transaction.atomic
def change_plan(
    *,
    diagnostic_id: int,
    adviser: Membership,
    visit_on: date | None,
    expected_version: int,
    visit_at: time | None = None,
) -> Diagnostic:
    """Give the visit another adviser, day or hour; a slot that it leaves is free again. Raises EditConflict."""
    diagnostic = Diagnostic.objects.get(pk=diagnostic_id)
    assert adviser.partner is not None
    diagnostic.adviser, diagnostic.chamber = adviser.user, adviser.partner
    diagnostic.visit_on, diagnostic.visit_at = visit_on, visit_at
    fields = ["adviser", "chamber", "visit_on", "visit_at"]
    saved = save_edit(diagnostic, expected_version=expected_version, fields=fields)
    _leave_slot(saved)
    return saved


def _leave_slot(diagnostic: Diagnostic) -> None:
    """Free the hour that the visit had taken, unless it still stands there."""
    for slot in VisitSlot.objects.filter(diagnostic=diagnostic):
        local = timezone.localtime(slot.starts_at)
        kept = (slot.adviser_id, local.date(), local.time())
        if kept != (diagnostic.adviser_id, diagnostic.visit_on, diagnostic.visit_at):
            VisitSlot.objects.filter(pk=slot.pk).update(diagnostic=None)


@transaction.atomic
def save_notes(*, diagnostic_id: int, texts: Mapping[str, Any], expected_version: int) -> Diagnostic:
    """Save the notes of a visit (`notes`, and `private_note` where its author writes). Raises EditConflict."""
    diagnostic = Diagnostic.objects.get(pk=diagnostic_id)
    for name, text in texts.items():
        setattr(diagnostic, name, text)
    diagnostic.last_input_at = timezone.now()
    return save_edit(diagnostic, expected_version=expected_version, fields=[*texts, "last_input_at"])


@transaction.atomic
def start_visit(*, diagnostic_id: int, actor: Actor) -> Diagnostic:
    """Open the visit, today when it had no day. A visit that runs already stays as it is."""
    diagnostic = _locked(diagnostic_id)
    if diagnostic.state == State.IN_PROGRESS:
        return diagnostic
    _check(diagnostic, State.IN_PROGRESS)
    diagnostic.state = State.IN_PROGRESS
    diagnostic.visit_on = diagnostic.visit_on or timezone.localdate()
    diagnostic.last_input_at = timezone.now()
    diagnostic.template = _template_to_ask(diagnostic)
    freeze_template(diagnostic.template)
    _save(diagnostic, "state", "visit_on", "last_input_at", "template")
    _tell("diagnostic_started", diagnostic, actor)
    return diagnostic


def _template_to_ask(diagnostic: Diagnostic) -> Template:
    """The version in use on the day; a visit prepared with an earlier one and answered keeps it."""
    planned = diagnostic.template or stock_template(diagnostic.programme, Template.Stock.FULL)
    return planned if diagnostic.answers.exists() else newest_version(planned)


@transaction.atomic
def grow_visit(*, diagnostic_id: int, actor: Actor) -> Diagnostic:
    """Go on with the fuller template: what was answered stays answered, the questions are the same. Twice changes
    nothing. Raises CannotGrow where the template grows into none."""
    diagnostic = _locked(diagnostic_id)
    fuller = fuller_template(diagnostic.template)
    if fuller is None:
        raise CannotGrow
    diagnostic.template, diagnostic.last_input_at = fuller, timezone.now()
    freeze_template(fuller)
    _save(diagnostic, "template", "last_input_at")
    _tell("diagnostic_grown", diagnostic, actor)
    return diagnostic


@transaction.atomic
def complete_visit(
    *, diagnostic_id: int, actor: Actor, interests: Sequence[str] = (), declined: Sequence[str] = ()
) -> Diagnostic:
    """End the visit: each line of the company is kept as it stands, its fiche leaves, the journal says how many there
    are. Raises IllegalTransition when it had ended.

    `interests` are the themes that the company said interest it too, `declined` those that do not.
    """
    diagnostic = _locked(diagnostic_id)
    _check(diagnostic, State.COMPLETED)
    diagnostic.state = State.COMPLETED
    diagnostic.visit_on = diagnostic.visit_on or timezone.localdate()
    diagnostic.completed_at = timezone.now()
    _save(diagnostic, "state", "visit_on", "completed_at")
    flows = list(Flow.objects.current().filter(company=diagnostic.company_id))
    cut_versions(flows, cause=FlowVersion.Cause.COMPLETION, actor=actor)
    own = [flow for flow in flows if flow.origin_kind == Origin.DIAGNOSTIC]
    counts = {"lines": len(own), "with_quantity": sum(1 for flow in own if flow.quantity is not None)}
    _tell("diagnostic_completed", diagnostic, actor, counts)
    for theme in interests:
        _tell("theme_interest", diagnostic, actor, {"theme": theme})
    for theme in declined:
        _tell("theme_declined", diagnostic, actor, {"theme": theme})
    send_report(diagnostic=diagnostic, actor=actor)
    return diagnostic


@transaction.atomic
def confirm_lines(*, company: Company, holder: Holder) -> int:
    """The company says « C’est exact » of its visits; the number of visits confirmed by it. Twice changes nothing."""
    visits = Diagnostic.objects.select_for_update(of=("self",)).filter(company=company, state=State.COMPLETED)
    diagnostics = list(visits.select_related("company"))
    if not diagnostics:
        return 0
    actor = Actor(holder=holder)
    contact = Contact.objects.filter(programme=company.programme_id, uuid=holder.uuid).first()
    flows = Flow.objects.current().filter(company=company)
    cut_versions(flows, cause=FlowVersion.Cause.CONFIRMATION, actor=actor)
    for diagnostic in diagnostics:
        diagnostic.state = State.CONFIRMED
        diagnostic.confirmed_at, diagnostic.confirmed_by = timezone.now(), contact
        _save(diagnostic, "state", "confirmed_at", "confirmed_by")
        _tell("diagnostic_confirmed", diagnostic, actor)
    return len(diagnostics)


def _locked(diagnostic_id: int) -> Diagnostic:
    diagnostics = Diagnostic.objects.select_for_update(of=("self",)).select_related("company")
    return diagnostics.get(pk=diagnostic_id)


def _check(diagnostic: Diagnostic, state: str) -> None:
    if state not in NEXT[diagnostic.state]:
        raise IllegalTransition(f"{diagnostic.state} -> {state}")


def _save(diagnostic: Diagnostic, *fields: str) -> None:
    diagnostic.version += 1
    diagnostic.save(update_fields=[*fields, "version"])


def _tell(kind: str, diagnostic: Diagnostic, actor: Actor, data: Mapping[str, object] | None = None) -> None:
    details = FactDetails(company_uuid=diagnostic.company.uuid, data=dict(data or {}))
    record_fact(kind=kind, subject=diagnostic, actor=actor, details=details)
