"""The answers of a survey, read once, and what each reader may be told of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from diagnostics.models import Survey, SurveyCompany, SurveyResponse
from diagnostics.questionnaire.replies import from_json, suited
from diagnostics.questionnaire.schema import Kind, Question, Schema, read_schema
from diagnostics.suggestions import family_of
from diagnostics.surveys.counting import (
    LEAST_ANSWERS,
    Bar,
    QuestionResult,
    Sheet,
    received,
    results_of_company,
    results_of_whole,
)
from diagnostics.surveys.services import Finding

NO_NEED = frozenset({"no", "none", "unknown"})


@dataclass(frozen=True, slots=True)
class CompanyCount:
    """One company that spreads a survey, and how many answers came by it; 0 for fewer than five."""

    spread: SurveyCompany
    answers: int
    seems_too_many: bool


class SurveyReading:
    """A survey with its answers by company: one query, whatever their number."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.schema: Schema = read_schema(survey.template.schema)
        self.closed = not survey.is_open

    @cached_property
    def sheets(self) -> dict[int, list[Sheet]]:
        """The answers of each company, by the key of its row, in the order in which they came."""
        rows = SurveyResponse.objects.filter(survey_company__survey=self.survey).order_by("pk")
        found: dict[int, list[Sheet]] = defaultdict(list)
        for spread, answers in rows.values_list("survey_company", "answers"):
            replies = {key: from_json(value) for key, value in answers.items()}
            found[spread].append(suited(self.schema, replies))
        return found

    @property
    def answers(self) -> int:
        """How many came in all, of which companies of fewer than five are counted only together."""
        small = [sheets for sheets in self.sheets.values() if len(sheets) < LEAST_ANSWERS]
        together = received([sheet for sheets in small for sheet in sheets])
        return sum(received(sheets) for sheets in self.sheets.values()) + together

    def whole(self) -> list[QuestionResult]:
        return results_of_whole(self.schema, self.sheets.values(), closed=self.closed)

    def of_company(self, spread: SurveyCompany) -> list[QuestionResult]:
        return results_of_company(self.schema, self.sheets.get(spread.pk, []), closed=self.closed)

    def count(self, spread: SurveyCompany) -> CompanyCount:
        answers = received(self.sheets.get(spread.pk, []))
        workforce = spread.company.workforce
        return CompanyCount(spread, answers, bool(workforce and answers > workforce))


def finding_key(question_uuid: str, bar: Bar) -> str:
    return f"{question_uuid}:{bar.key}"


def findings(results: list[QuestionResult]) -> dict[str, Finding]:
    """What at least five people of a company said they would like: a yes, a wish ticked among several."""
    found: dict[str, Finding] = {}
    for result in results:
        for bar in result.bars if _asks_for_wishes(result.question) else ():
            if bar.count >= LEAST_ANSWERS and bar.key not in NO_NEED:
                key = finding_key(result.question.uuid, bar)
                found[key] = _finding(key, result, bar)
    return found


def _asks_for_wishes(question: Question) -> bool:
    """How people come to work is no need; what would help them is. A question that gives a line always asks so."""
    return question.flow is not None or question.kind in {Kind.YES_NO, Kind.CHOICES}


def _finding(key: str, result: QuestionResult, bar: Bar) -> Finding:
    question = result.question
    label = question.flow.label if question.flow and question.flow.label else ""
    words = label or (question.section if bar.key == "yes" else f"{question.section}\u00a0: {bar.label}")
    family = question.flow.family if question.flow else family_of(words, direction="besoin")
    return Finding(key, words, bar.count, family)
