"""The templates of questions of a programme: the default one at its start, frozen at first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from diagnostics.models import Template
from diagnostics.questionnaire.default import default_schema, default_title

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

KIND = Template.Kind.QUESTIONNAIRE


def current_template(programme: Programme) -> Template:
    """The complementary questionnaire in use, the newest number; a programme without any gets the default."""
    in_use = Template.objects.current().filter(programme=programme, kind=KIND)
    found = in_use.order_by("-stock", "-published_at", "-pk").first()
    return found or make_default_template(programme)


@transaction.atomic
def make_default_template(programme: Programme) -> Template:
    """Give a programme the default complementary questionnaire. Twice gives one."""
    template, _created = Template.objects.get_or_create(
        programme=programme,
        kind=KIND,
        stock=Template.Stock.COMPLEMENTARY,
        number=1,
        defaults={"title": default_title(), "schema": default_schema(), "published_at": timezone.now()},
    )
    return template


def furnish_programme(target: Programme, source: Programme | None) -> None:
    """Start a programme with the questionnaires of the one it is made from, else with the default."""
    templates = Template.objects.current().filter(programme=source) if source else Template.objects.none()
    for template in templates:
        Template.objects.create(
            programme=target,
            kind=template.kind,
            series=template.series,
            stock=template.stock,
            grows_into=template.grows_into,
            title=template.title,
            description=template.description,
            schema=template.schema,
            published_at=timezone.now(),
        )
    if not templates.filter(kind=KIND).exists():
        make_default_template(target)
