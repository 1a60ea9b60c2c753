"""The quality of many visits at once: their rows read in six queries, and what to ask, in sentences with a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from companies.models import Contact
from diagnostics.enums import Family, Origin, Period
from diagnostics.models import Answer, Diagnostic, Flow, Template
from diagnostics.planning.quality import Ask, LineFacts, Quality, QuestionFacts, VisitFacts, quality_of
from diagnostics.questionnaire.path import applicable, is_settled
from diagnostics.questionnaire.replies import Replies, from_json
from diagnostics.questionnaire.schema import Kind, Question, Schema, read_schema

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

GOOD, FAIR = 75, 45


@dataclass(frozen=True, slots=True)
class ToAsk:
    """« Combien de sciure, et par an ou par mois ? », and where to write the answer."""

    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class Assessment:
    quality: Quality
    to_ask: list[ToAsk]
    required_left: int = 0  # required questions without answer that `to_ask` does not tell

    @property
    def score(self) -> int:
        return self.quality.score

    @property
    def word(self) -> str:
        if self.score >= GOOD:
            return _("riche")
        return _("correcte") if self.score >= FAIR else _("à compléter")


def assess(diagnostics: Sequence[Diagnostic], programme: Programme) -> dict[int, Assessment]:
    """The assessment of each visit, by key; five queries, whatever their number."""
    facts = _facts_of(diagnostics)
    found = {}
    for diagnostic in diagnostics:
        quality = quality_of(facts[diagnostic.pk])
        to_ask = [_sentence(ask, diagnostic, programme) for ask in quality.asks]
        found[diagnostic.pk] = Assessment(quality, to_ask, _required_left(facts[diagnostic.pk], quality))
    return found


def _required_left(facts: VisitFacts, quality: Quality) -> int:
    told = {ask.key for ask in quality.asks if ask.kind == "question"}
    return sum(asked.is_required and not asked.is_settled and asked.key not in told for asked in facts.questions)


def _facts_of(diagnostics: Sequence[Diagnostic]) -> dict[int, VisitFacts]:
    lines = _lines(diagnostics)
    replies = _replies(diagnostics)
    schemas = _schemas(diagnostics)
    companies = {diagnostic.company_id for diagnostic in diagnostics}
    people = Contact.objects.current().filter(company__in=companies)
    reached = set(people.exclude(email="", phone="").values_list("company", flat=True))
    return {
        diagnostic.pk: VisitFacts(
            lines=[_line(flow) for flow in lines.get(diagnostic.pk, [])],
            questions=_questions(
                schemas.get(diagnostic.template_id), replies.get(diagnostic.pk, {}), lines.get(diagnostic.pk, [])
            ),
            has_contact=diagnostic.company_id in reached,
            has_day=diagnostic.visit_on is not None,
        )
        for diagnostic in diagnostics
    }


def _lines(diagnostics: Sequence[Diagnostic]) -> dict[int, list[Flow]]:
    """The current lines recorded at each visit."""
    keys = {diagnostic.uuid: diagnostic.pk for diagnostic in diagnostics}
    flows = Flow.objects.current().filter(origin_kind=Origin.DIAGNOSTIC, origin_uuid__in=keys).order_by("pk")
    found: dict[int, list[Flow]] = {}
    for flow in flows:
        if flow.origin_uuid:
            found.setdefault(keys[flow.origin_uuid], []).append(flow)
    return found


def _line(flow: Flow) -> LineFacts:
    measurable = flow.quantity is not None and bool(flow.unit) and flow.period in Period.values
    return LineFacts(str(flow.uuid), flow.label, flow.family, measurable, bool(flow.ewc_code))


def _replies(diagnostics: Sequence[Diagnostic]) -> dict[int, Replies]:
    found: dict[int, dict[str, object]] = {}
    answers = Answer.objects.filter(diagnostic__in=[diagnostic.pk for diagnostic in diagnostics])
    for pk, question, value in answers.values_list("diagnostic", "question_uuid", "value"):
        if pk is not None:
            found.setdefault(pk, {})[str(question)] = from_json(value)
    return found  # type: ignore[return-value]  # each value is a Reply


def _schemas(diagnostics: Iterable[Diagnostic]) -> dict[int | None, Schema]:
    wanted = {diagnostic.template_id for diagnostic in diagnostics if diagnostic.template_id}
    templates = Template.objects.filter(pk__in=wanted) if wanted else Template.objects.none()
    return {pk: read_schema(schema) for pk, schema in templates.values_list("pk", "schema")}


def _questions(schema: Schema | None, replies: Replies, flows: Sequence[Flow]) -> list[QuestionFacts]:
    """The questions that apply; one that asks for lines is settled by a line of its families."""
    if schema is None:
        return []
    return [
        QuestionFacts(
            key=question.uuid,
            text=question.text,
            is_required=question.required,
            is_settled=is_settled(question, replies) or _is_told_by_lines(question, flows),
        )
        for question in applicable(schema, replies)
    ]


def _is_told_by_lines(question: Question, flows: Sequence[Flow]) -> bool:
    if question.kind != Kind.FLOWS:
        return False
    return any(
        (not question.families or flow.family in question.families)
        and (not question.directions or flow.direction in question.directions)
        for flow in flows
    )


def _sentence(ask: Ask, diagnostic: Diagnostic, programme: Programme) -> ToAsk:
    place = {"programme_slug": programme.slug, "pk": diagnostic.pk}
    visit = reverse("diagnostics:detail", kwargs=place)
    words = {"words": ask.words}
    if ask.kind == "question":
        questions = reverse("diagnostics:questions", kwargs=place)
        return ToAsk(_("Poser la question : « %(words)s »") % words, f"{questions}#q-{ask.key}")
    if ask.kind == "quantity":
        return ToAsk(_("« %(words)s » : combien, et par an ou par mois ?") % words, visit)
    if ask.kind == "code":
        return ToAsk(_("« %(words)s » : quel code déchet ?") % words, visit)
    if ask.kind == "contact":
        url = reverse("companies:detail", kwargs={"programme_slug": programme.slug, "pk": diagnostic.company_id})
        return ToAsk(_("Qui joindre, et par quel téléphone ou quelle adresse ?"), url)
    if ask.kind == "day":
        return ToAsk(_("Quel jour a lieu la visite ?"), reverse("diagnostics:edit", kwargs=place))
    if ask.kind == "services":
        families = ", ".join(str(family.label) for family in (Family.SERVICE, Family.SKILL, Family.EQUIPMENT))
        return ToAsk(_("Que cherche-t-elle en dehors des matières (%(families)s) ?") % {"families": families}, visit)
    return ToAsk(_("Que propose-t-elle encore, que cherche-t-elle ?"), visit)
