"""A template on paper: numbered questions, boxes to tick, lines to write on, conditions said in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from diagnostics.building.words import answer_label, unit_name
from diagnostics.models import Template
from diagnostics.questionnaire.questions import Kind, Question, Schema
from diagnostics.questionnaire.schema import read_schema
from symbiose.pdf import render_pdf
from symbiose.pdf_masthead import Logo, Partner, masthead_context, partner_of_kind, shortened
from symbiose.pdf_text import polish_plain
from symbiose.stored_pdf import digest_of
from symbiose.ui.french import date_fr

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

PRINTED_ROWS = 6  # of a table: a paper has no button that adds one
LINES_OF_TEXT = 3


@dataclass(frozen=True, slots=True)
class Headed:
    """What the masthead reads."""

    programme_name: str
    programme_tagline: str
    partners: list[Partner]
    programme_logo: Logo | None = None


def content_to_print(template: Template) -> dict[str, Any]:
    """All that is printed, as plain JSON: the same version of the same template is one file."""
    schema = read_schema(template.schema)
    numbers = {question.uuid: number for number, question in enumerate(schema.questions(), start=1)}
    return {
        **_programme(template.programme),
        "kind": template.kind,
        "kind_name": str(template.get_kind_display()),
        "title": template.title,
        "description": template.description,
        "number": template.number,
        "day": timezone.localdate(template.published_at).isoformat() if template.published_at else "",
        "published": date_fr(timezone.localdate(template.published_at)) if template.published_at else "",
        "sections": [
            {
                "title": section.title,
                "help": section.help,
                "questions": [printed(question, schema, numbers) for question in section.questions],
            }
            for section in schema.sections
            if section.questions
        ],
    }


def _programme(programme: Programme) -> dict[str, Any]:
    from symbiose.programmes.models import Partner as PartnerRow

    partners = PartnerRow.objects.filter(programme=programme).order_by("pk").values_list("name", "short_name", "kind")
    return {
        "programme": programme.name,
        "tagline": programme.tagline,
        "phone": programme.contact_phone,
        "partners": [list(partner) for partner in partners],
    }


def printed(question: Question, schema: Schema, numbers: Mapping[str, int]) -> dict[str, Any]:
    """One question as the paper draws it: `boxes` to tick, or `lines`, or a `grid`."""
    return {
        "number": numbers[question.uuid],
        "text": question.text,
        "help": question.help,
        "required": question.required,
        "condition": _condition(question, schema, numbers),
        "kind": question.kind.value,
        "unit": unit_name(question.unit),
        "boxes": _boxes(question),
        "several": question.kind == Kind.CHOICES,
        "lines": LINES_OF_TEXT if question.kind == Kind.TEXT else 0,
        "grid": _grid(question),
        "rows": min(question.rows, PRINTED_ROWS) if question.kind == Kind.TABLE else PRINTED_ROWS,
    }


def _condition(question: Question, schema: Schema, numbers: Mapping[str, int]) -> str:
    condition = question.condition
    asked = schema.question(condition.question) if condition else None
    if condition is None or asked is None:
        return ""
    answers = _(" ou ").join(f"« {answer_label(asked, value)} »" for value in condition.among)
    words = {"number": numbers[asked.uuid], "answers": answers}
    return _("Seulement si vous avez répondu %(answers)s à la question %(number)s.") % words


def _boxes(question: Question) -> list[str]:
    if question.kind == Kind.YES_NO:
        return [_("Oui"), _("Non"), _("Je ne sais pas")]
    labels = [option.label for option in question.options]
    if question.kind == Kind.CHOICES:
        return [*labels, _("Rien de tout cela"), _("Je ne sais pas")]
    return [*labels, _("Je ne sais pas")] if question.kind == Kind.CHOICE else []


def _grid(question: Question) -> list[str]:
    """The heads of a table; what the choices of a column are is said in its head."""
    if question.kind == Kind.FLOWS:
        return [_("Je propose ou je cherche"), _("Quoi"), _("Combien"), _("Unité"), _("Par an, mois…")]
    heads = []
    for column in question.columns:
        unit = unit_name(column.unit)
        is_said = not unit or (len(unit) > 2 and unit.lower() in column.label.lower())  # « Personnes (personne) »
        words = column.label if is_said else f"{column.label} ({unit})"
        choices = " / ".join(option.label for option in column.options)
        heads.append(f"{words} : {choices}" if choices and len(choices) <= 60 else words)
    return heads


def render_questions(content: dict[str, Any]) -> bytes:
    """Content → bytes, without a query."""
    return render_pdf(render_questions_html(content), identifier=digest_of(content), stylesheet="pdf/questions.css")


def render_questions_html(content: Mapping[str, Any]) -> str:
    """In French whatever the language in force."""
    with translation.override("fr"):
        return render_to_string("pdf/questions.html", _context(content))


def _context(content: Mapping[str, Any]) -> dict[str, Any]:
    document = Headed(
        programme_name=content["programme"],
        programme_tagline=content["tagline"],
        partners=[partner_of_kind(*partner) for partner in content["partners"]],
    )
    words = {
        "programme": shortened(document.programme_name, 50),
        "title": shortened(content["title"], 50),
        "version": version_words(content),
    }
    return {
        "document": document,
        "content": content,
        "version": words["version"],
        "footer": polish_plain(_("%(programme)s · %(title)s · %(version)s") % words),
        "range": range(PRINTED_ROWS),
        **masthead_context(document),
    }


def version_words(content: Mapping[str, Any]) -> str:
    if content["published"]:
        return _("version %(n)s du %(day)s") % {"n": content["number"], "day": content["published"]}
    return _("brouillon de la version %(n)s") % {"n": content["number"]}
