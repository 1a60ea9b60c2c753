"""Real objects for each of these addresses: any version to read, a draft and its first question to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.models import Template
from diagnostics.questionnaire.editing import questions_of, sections_of
from symbiose.programmes.url_samples import Finder, Kwargs, first_pk

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme


def _any(programme: Programme) -> Kwargs | None:
    return first_pk(Template.objects.filter(programme=programme, published_at__isnull=False))


def _draft(programme: Programme) -> Template | None:
    return Template.objects.filter(programme=programme, published_at__isnull=True).order_by("pk").first()


def _written(programme: Programme) -> Kwargs | None:
    """A draft, else a published version: its pages then answer that it no longer changes."""
    draft = _draft(programme)
    return {"pk": draft.pk} if draft else _any(programme)


def _section(programme: Programme) -> Kwargs | None:
    draft = _draft(programme)
    first = next(iter(sections_of(draft.schema)), None) if draft else None
    return {"pk": draft.pk, "section": first["uuid"]} if draft and first else None


def _question(programme: Programme) -> Kwargs | None:
    draft = _draft(programme)
    first = next(iter(questions_of(draft.schema)), None) if draft else None
    return {"pk": draft.pk, "question": first["uuid"]} if draft and first else None


READ = (
    "detail",
    "print",
    "archive",
    "restore",
    "revise",
    "preview",
    "preview_summary",
    "preview_restart",
    "send_trial",
)
WRITTEN = ("edit", "name", "publish", "discard", "undo", "section_create", "question_create")
SECTIONS = ("section_edit", "section_move", "section_duplicate", "section_delete")
QUESTIONS = ("question_edit", "question_move", "question_duplicate", "question_delete", "preview_question")
SAMPLES: dict[str, Finder] = {
    **{f"templates:{name}": _any for name in READ},
    **{f"templates:{name}": _written for name in WRITTEN},
    **{f"templates:{name}": _section for name in SECTIONS},
    **{f"templates:{name}": _question for name in QUESTIONS},
}
