"""What is known of a company before its questionnaire: the register, the lines and what it answered elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from companies.models import Company
from diagnostics.enums import Origin
from diagnostics.models import Answer, Diagnostic, Flow, Questionnaire
from diagnostics.questionnaire.prefill import Known, KnownAnswer, KnownFlow
from diagnostics.questionnaire.replies import Status, from_json

FRESH = timedelta(days=365)  # an older fact is asked again
SAID = (Status.GIVEN, Status.CONFIRMED)


def known_of(company: Company) -> Known:
    """The facts of one company, each with the day on which it was last said or confirmed."""
    return knowns_of([company])[company.pk]


def knowns_of(companies: Iterable[Company]) -> dict[int, Known]:
    """The same for many companies at once: four queries, whatever their number."""
    asked = {company.pk: company for company in companies}
    today = timezone.localdate()
    visits, registers = _visit_days(asked), _register_days(asked)
    flows, answers = _flows(asked), _answers(asked)
    return {
        pk: Known(
            company={"workforce": company.workforce},
            flows=flows.get(pk, []),
            on=visits.get(pk, ""),
            fresh_since=(today - FRESH).isoformat(),
            company_on=max(visits.get(pk, ""), registers.get(pk, "")),
            answers=answers.get(pk, {}),
            today=today.isoformat(),
        )
        for pk, company in asked.items()
    }


def _visit_days(companies: Collection[int]) -> dict[int, str]:
    visits = Diagnostic.objects.completed().filter(company__in=companies, visit_on__isnull=False).order_by("visit_on")
    return {company: day.isoformat() for company, day in visits.values_list("company", "visit_on") if day}


def _register_days(companies: Collection[int]) -> dict[int, str]:
    """The day on which the workforce took its present value."""
    rows = Company.history.filter(id__in=companies).order_by("history_date", "history_id")
    days: dict[int, str] = {}
    values: dict[int, int | None] = {}
    for pk, workforce, moment in rows.values_list("id", "workforce", "history_date"):
        if values.get(pk, ...) != workforce:
            values[pk], days[pk] = workforce, _day(moment)
    return days


def _flows(companies: Collection[int]) -> dict[int, list[KnownFlow]]:
    found: dict[int, list[KnownFlow]] = {}
    for flow in with_last_word(Flow.objects.current().filter(company__in=companies)).order_by("pk"):
        found.setdefault(flow.company_id, []).append(_known_flow(flow))
    return found


def with_last_word(flows: QuerySet[Flow]) -> QuerySet[Flow]:
    """Annotate `last_version_at` and `last_edit_at`: when a flow was last confirmed, and last written."""
    edits = Flow.history.filter(id=OuterRef("pk")).order_by().values("id").annotate(at=Max("history_date"))
    return flows.annotate(last_version_at=Max("versions__created_at"), last_edit_at=Subquery(edits.values("at")))


def _known_flow(flow: Flow) -> KnownFlow:
    moments = (flow.created_at, flow.last_version_at, flow.last_edit_at)  # type: ignore[attr-defined]
    return KnownFlow(
        uuid=str(flow.uuid),
        direction=flow.direction,
        family=flow.family,
        label=flow.label,
        quantity=None if flow.quantity is None else float(flow.quantity),
        unit=flow.unit,
        available_to=flow.available_to.isoformat() if flow.available_to else "",
        on=max(_day(moment) for moment in moments if moment),
        key=flow.external_id,
        from_visit=flow.origin_kind == Origin.DIAGNOSTIC,
    )


def _answers(companies: Collection[int]) -> dict[int, dict[str, KnownAnswer]]:
    """The last answer to each question, at a visit or in a questionnaire that was sent."""
    found: dict[int, dict[str, KnownAnswer]] = {}
    for company, question, answer in _answers_in_order(companies):
        found.setdefault(company, {})[question] = answer
    return found


def _answers_in_order(companies: Collection[int]) -> Iterator[tuple[int, str, KnownAnswer]]:
    told = Q(diagnostic__company__in=companies) | Q(
        questionnaire__company__in=companies, questionnaire__state=Questionnaire.State.SUBMITTED
    )
    names = ("diagnostic__company", "questionnaire__company", "question_uuid", "value", "answered_at")
    for visited, asked, question, value, moment in (
        Answer.objects.filter(told).order_by("answered_at", "pk").values_list(*names)
    ):
        reply = from_json(value)
        if reply.status in SAID:
            yield visited or asked, str(question), KnownAnswer(reply.value, _day(moment), bool(visited))


def _day(moment: datetime) -> str:
    day: date = timezone.localdate(moment)
    return day.isoformat()
