"""The answers of a campaign as CSV and XLSX: one row a company, one column a question, no cell that runs."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook

from companies.exporting import XLSX
from companies.spreadsheet_cells import safe_cell
from diagnostics.asking import in_words
from diagnostics.campaigns.answer_history import hidden_questions
from diagnostics.models import Campaign, Questionnaire
from diagnostics.questionnaire.schema import Schema, read_schema
from diagnostics.services.questionnaires import replies_of

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership


def answers_table(
    campaign: Campaign, questionnaires: QuerySet[Questionnaire], membership: Membership
) -> list[list[str]]:
    """The head and the rows as text. An answer that only the company's chamber reads says so instead."""
    schema = read_schema(campaign.template.schema)
    related = questionnaires.select_related("company", "template", "submitted_by").prefetch_related("answers")
    rows = list(related.order_by("company__name_key", "pk"))
    hidden = hidden_questions(rows, membership)
    return [_head(schema), *(_row(row, schema, hidden) for row in rows)]


def _head(schema: Schema) -> list[str]:
    about = [_("Entreprise"), _("Commune"), "SIRET", _("État"), _("Répondu le"), _("Par")]
    return about + [f"{question.section} · {question.text}" for question in schema.questions()]


def _row(questionnaire: Questionnaire, schema: Schema, hidden: set[tuple[int, str]]) -> list[str]:
    replies = replies_of(questionnaire)
    company, day = questionnaire.company, questionnaire.submitted_at
    about = [
        str(company),
        company.city,
        company.siret,
        str(questionnaire.get_state_display()),
        timezone.localdate(day).isoformat() if day else "",
        str(questionnaire.submitted_by or ""),
    ]
    answers = [
        _("réservé à la chambre")
        if (questionnaire.pk, question.uuid) in hidden
        else in_words(question, replies.get(question.uuid))
        for question in schema.questions()
    ]
    return about + answers


def export_csv(table: list[list[str]], name: str) -> HttpResponse:
    """UTF-8 with its mark and semicolons: French Excel opens it as it is."""
    written = StringIO()
    csv.writer(written, delimiter=";").writerows([safe_cell(cell) for cell in row] for row in table)
    return _attached("\ufeff" + written.getvalue(), "text/csv; charset=utf-8", f"{name}.csv")


def export_xlsx(table: list[list[str]], name: str) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Réponses"))
    for row in table:
        sheet.append([safe_cell(cell) for cell in row])
    written = BytesIO()
    book.save(written)
    return _attached(written.getvalue(), XLSX, f"{name}.xlsx")


def _attached(content: str | bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
