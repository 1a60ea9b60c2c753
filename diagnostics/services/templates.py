"""The templates of questions of a programme: the default one at its start, frozen at first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from diagnostics.models import Template
from diagnostics.questionnaire.default import default_schema, default_title

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

KIND = Template.Kind.QUESTIONNAIRE


def current_template(programme: Programme) -> Template:
    """The complementary questionnaire in use, the newest number; a programme without any gets the default."""
    found = Template.objects.filter(programme=programme, kind=KIND).order_by("-number", "-pk").first()
    return found or make_default_template(programme)


@transaction.atomic
def make_default_template(programme: Programme) -> Template:
    """Give a programme the default complementary questionnaire. Twice gives one."""
    template, _created = Template.objects.get_or_create(
        programme=programme, kind=KIND, title=default_title(), number=1, defaults={"schema": default_schema()}
    )
    return template


def furnish_programme(target: Programme, source: Programme | None) -> None:
    """Start a programme with the questionnaires of the one it is made from, else with the default."""
    templates = Template.objects.filter(programme=source) if source else Template.objects.none()
    latest = {(template.kind, template.title): template for template in templates.order_by("number")}
    for template in latest.values():
        Template.objects.create(
            programme=target, kind=template.kind, title=template.title, number=1, schema=template.schema
        )
    if not any(template.kind == KIND for template in latest.values()):
        make_default_template(target)
