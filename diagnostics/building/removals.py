"""What somebody just took out of a draft, kept in their session so that « Annuler » can put it back."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from diagnostics.questionnaire.editing import Removed

if TYPE_CHECKING:
    from diagnostics.models import Template
    from symbiose.http import MemberRequest

KEY = "templates_removed"
KEPT = 5


def remember_removed(request: MemberRequest, template: Template, removed: Removed) -> None:
    stacks = request.session.get(KEY, {})
    stack = [*stacks.get(str(template.pk), []), asdict(removed)]
    request.session[KEY] = {**stacks, str(template.pk): stack[-KEPT:]}


def last_removed(request: MemberRequest, template: Template) -> Removed | None:
    stack = request.session.get(KEY, {}).get(str(template.pk), [])
    return Removed(**stack[-1]) if stack else None


def take_removed(request: MemberRequest, template: Template) -> None:
    """Forget the last one: it was put back."""
    stacks = request.session.get(KEY, {})
    request.session[KEY] = {**stacks, str(template.pk): stacks.get(str(template.pk), [])[:-1]}
