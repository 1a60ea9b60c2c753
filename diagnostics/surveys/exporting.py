"""The results of a survey as a table file: the counts that the pages tell, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from diagnostics.models import SurveyCompany
from diagnostics.surveys.counting import QuestionResult
from diagnostics.surveys.reading import SurveyReading
from diagnostics.table_files import Value, table_file


def export(reading: SurveyReading, spreads: Sequence[SurveyCompany], *, kind: str) -> HttpResponse:
    rows: list[list[Value]] = [
        [_("qui"), _("rubrique"), _("question"), _("réponse"), _("nombre"), _("réponses à la question")],
        *_rows(_("ensemble"), reading.whole()),
    ]
    for spread in spreads:
        rows += _rows(str(spread.company), reading.of_company(spread))
    return table_file(rows, name="sondage", kind=kind, title="Sondage")


def _rows(who: str, results: Iterable[QuestionResult]) -> Iterator[list[Value]]:
    for result in results:
        if not result.is_shown:
            continue
        head: list[Value] = [who, result.question.section, result.question.text]
        for bar in result.bars:
            yield [*head, bar.label, bar.count, result.answers]
        for text in result.texts:
            yield [*head, text, "", result.answers]
        if result.mean is not None:
            yield [*head, _("moyenne"), round(result.mean, 2), result.answers]
            yield [*head, _("total"), round(result.total or 0, 2), result.answers]
