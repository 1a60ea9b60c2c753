"""Gestures on a draft: each is applied to the questions as they are now, so that two people may write at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import transaction

from diagnostics.models import Template
from diagnostics.questionnaire.editing import Raw, digest, find_question, find_section
from diagnostics.services.templates import save_draft

if TYPE_CHECKING:
    from symbiose.accounts.models import User

Gesture = Callable[[Raw], Raw]


class QuestionChanged(Exception):
    """Somebody else changed the question since it was shown; `current` is the draft as it is now."""

    def __init__(self, current: Template) -> None:
        super().__init__(f"a question of template {current.pk} was changed meanwhile")
        self.current = current


@transaction.atomic
def change_draft(*, template_id: int, gesture: Gesture, actor: User, seen: tuple[str, str] | None = None) -> Template:
    """Apply a gesture to a draft.

    `seen` is a question or section and the digest of what the person saw of it: when it reads otherwise now,
    nothing is written and QuestionChanged is raised. Gestures on other questions do not disturb each other.
    Raises Gone, TooMuch, and TemplateIsPublished.
    """
    draft = Template.objects.select_for_update(of=("self",)).get(pk=template_id)
    if seen and _current(draft, seen[0]) != seen[1]:
        raise QuestionChanged(draft)
    return save_draft(template=draft, schema=gesture(draft.schema), expected_version=draft.version, actor=actor)


@transaction.atomic
def name_draft(*, template_id: int, title: str, description: str, seen: str, actor: User) -> Template:
    """Write the title of a draft and what it is for; its questions are left alone.

    `seen` is `head_digest` of what the person saw: QuestionChanged when it reads otherwise now.
    """
    draft = Template.objects.select_for_update(of=("self",)).get(pk=template_id)
    if seen != head_digest(draft):
        raise QuestionChanged(draft)
    return save_draft(
        template=draft,
        schema=draft.schema,
        expected_version=draft.version,
        actor=actor,
        title=title,
        description=description,
    )


def head_digest(template: Template) -> str:
    return digest({"title": template.title, "description": template.description})


def _current(draft: Template, uuid: str) -> str:
    found = find_question(draft.schema, uuid) or find_section(draft.schema, uuid)
    return digest(found) if found else ""
