"""Who would receive a questionnaire, whether they can be written to, and how much is left to ask each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from companies.models import Company, Contact
from diagnostics.known_facts import knowns_of
from diagnostics.models import Template
from diagnostics.questionnaire.path import Progress, progress
from diagnostics.questionnaire.prefill import known_replies
from diagnostics.questionnaire.schema import read_schema

SHOWN = 200  # companies that one page lets tick one by one


@dataclass(frozen=True, slots=True)
class Recipient:
    company: Company
    has_email: bool
    questions: int
    known: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Reach:
    """What a sending would mean, over all companies shown."""

    companies: int
    to_call: int
    least: int
    most: int


def with_address(companies: QuerySet[Company]) -> QuerySet[Company]:
    """Annotate `has_email`: somebody there can be written to."""
    reachable = Contact.objects.reachable_by_email().filter(company=OuterRef("pk"))
    return companies.annotate(has_email=Exists(reachable))


def recipients_of(companies: Sequence[Company], template: Template) -> list[Recipient]:
    """One row for each company, after `with_address`: two queries, whatever their number."""
    progresses = progress_of(companies, template)
    return [_recipient(company, progresses[company.pk]) for company in companies]


def progress_of(companies: Sequence[Company], template: Template) -> dict[int, Progress]:
    """Where each company would begin: what is known of it is not asked."""
    schema = read_schema(template.schema)
    knowns = knowns_of(companies)
    return {pk: progress(schema, known_replies(schema, known)) for pk, known in knowns.items()}


def reach_of(recipients: Iterable[Recipient]) -> Reach:
    rows = list(recipients)
    questions = [row.questions for row in rows]
    return Reach(
        companies=len(rows),
        to_call=sum(1 for row in rows if not row.has_email),
        least=min(questions, default=0),
        most=max(questions, default=0),
    )


def _recipient(company: Company, state: Progress) -> Recipient:
    has_email: bool = company.has_email  # type: ignore[attr-defined]  # annotated above
    return Recipient(company, has_email, state.remaining, state.prefilled, state.minutes)
