"""A template tried out: the screens of the phone over answers kept in the session of whoever tries, nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnostics.asking import Asking
from diagnostics.questionnaire.path import progress
from diagnostics.questionnaire.replies import Reply, from_json, to_json
from diagnostics.questionnaire.schema import read_schema

if TYPE_CHECKING:
    from datetime import datetime

    from diagnostics.models import Template
    from symbiose.http import MemberRequest

KEY = "templates_preview"
KEPT_TEMPLATES = 3


class Trial(Asking):
    """The questions of a template with the answers typed so far; nobody's, so nothing is known beforehand."""

    def __init__(self, template: Template, replies: dict[str, Reply]) -> None:
        self.template = template
        self.schema = read_schema(template.schema)
        self.replies = replies
        self.progress = progress(self.schema, replies)

    @property
    def saved_at(self) -> datetime | None:
        return None


def trial_of(request: MemberRequest, template: Template) -> Trial:
    kept: dict[str, Any] = request.session.get(KEY, {}).get(str(template.pk), {})
    return Trial(template, {question: from_json(value) for question, value in kept.items()})


def try_reply(request: MemberRequest, template: Template, question: str, reply: Reply) -> None:
    tries = request.session.get(KEY, {})
    answers = {**tries.get(str(template.pk), {}), question: to_json(reply)}
    _keep(request, {**_others(tries, template), str(template.pk): answers})


def forget_trial(request: MemberRequest, template: Template) -> None:
    _keep(request, _others(request.session.get(KEY, {}), template))


def _others(tries: dict[str, Any], template: Template) -> dict[str, Any]:
    """The answers tried on other templates, the last few."""
    others = [(pk, answers) for pk, answers in tries.items() if pk != str(template.pk)]
    return dict(others[-(KEPT_TEMPLATES - 1) :])


def _keep(request: MemberRequest, tries: dict[str, Any]) -> None:
    request.session[KEY] = tries
