"""The templates of questions of a programme: those of the start, their versions, frozen at first use.

A published version never changes. Whoever edits writes a draft, the next number of its series; publishing it makes
it the version in use, and what was answered with earlier ones stays as it is.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from diagnostics.models import Template
from diagnostics.models.templates import TemplateQuerySet
from diagnostics.questionnaire.plain_text import NotStorable, storable
from diagnostics.questionnaire.rekeying import rekeyed
from diagnostics.questionnaire.schema import schema_faults
from diagnostics.questionnaire.stock import StockTemplate, stock_template_of, stock_templates
from symbiose.journal.services import record_fact
from symbiose.programmes.edits import save_edit

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.programmes.models import Programme

Kind, Stock = Template.Kind, Template.Stock
COPIED = ("kind", "series", "stock", "title", "description", "schema", "grows_into")


class TemplateIsPublished(Exception):
    """A published version does not change any more."""


class TemplateFaults(Exception):
    """The draft cannot be asked as it is; `faults` says why, in French."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def current_template(programme: Programme) -> Template:
    """The complementary questionnaire in use, the one of the start first; a programme without any gets it."""
    in_use = Template.objects.current().filter(programme=programme, kind=Kind.QUESTIONNAIRE)
    return in_use.order_by("-stock", "-published_at", "-pk").first() or stock_template(programme, Stock.COMPLEMENTARY)


def stock_template(programme: Programme, stock: str) -> Template:
    """The version in use of a template of the start; one that was put away is found all the same."""
    versions = Template.objects.published().filter(programme=programme, stock=stock).order_by("-number", "-pk")
    return versions.first() or _make(programme, stock_template_of(stock))


def newest_version(template: Template) -> Template:
    """The version in use of the series of a template; itself when there is none."""
    found = _series(template).published().order_by("-number").first()
    return found or template


def fuller_template(template: Template | None) -> Template | None:
    """The version in use of the template into which this one grows, None when it grows into none."""
    if template is None or template.grows_into is None:
        return None
    fuller = Template.objects.published().filter(programme=template.programme_id, series=template.grows_into)
    return fuller.order_by("-number").first()


def _series(template: Template) -> TemplateQuerySet:
    return Template.objects.filter(programme=template.programme_id, series=template.series)


@transaction.atomic
def ensure_stock(programme: Programme) -> list[Template]:
    """Give a programme the templates of the start that it lacks; those made. Twice makes none."""
    present = set(Template.objects.filter(programme=programme).values_list("series", flat=True))
    return [_make(programme, entry) for entry in stock_templates() if entry.series not in present]


def _make(programme: Programme, entry: StockTemplate) -> Template:
    template, _created = Template.objects.get_or_create(
        programme=programme,
        series=entry.series,
        number=1,
        defaults={
            "kind": entry.kind,
            "stock": entry.stock,
            "title": entry.title,
            "description": entry.description,
            "schema": entry.schema,
            "grows_into": entry.grows_into,
            "published_at": timezone.now(),
        },
    )
    return template


def furnish_programme(target: Programme, source: Programme | None) -> None:
    """Start a programme with the templates of the one it is made from, and with those of the start.

    A series keeps its name from programme to programme, so that a network can add up the same questions.
    """
    templates = Template.objects.current().filter(programme=source) if source else Template.objects.none()
    for template in templates:
        Template.objects.create(programme=target, published_at=timezone.now(), **_copied(template))
    ensure_stock(target)


def _copied(template: Template) -> dict[str, Any]:
    return {name: getattr(template, name) for name in COPIED}


@transaction.atomic
def new_template(*, programme: Programme, kind: str, title: str, actor: User, description: str = "") -> Template:
    """Begin a series of one's own: an empty draft."""
    template = Template(programme=programme, kind=kind, title=title, description=description, created_by=actor)
    template.schema = {"sections": []}
    template.full_clean()
    template.save()
    return template


@transaction.atomic
def duplicate_template(*, template: Template, title: str, actor: User) -> Template:
    """Begin a series of one's own from another: a draft that asks the same questions.

    The questions keep their uuids: asked in both, they speak of the same lines.
    """
    values = _copied(template) | {"series": uuid.uuid4(), "stock": "", "title": title}
    copy = Template(programme_id=template.programme_id, created_by=actor, **values)
    copy.full_clean()
    copy.save()
    return copy


@transaction.atomic
def draft_of(template: Template, actor: User) -> Template:
    """The draft of the series of a template; the version in use is copied into a new one where there is none."""
    versions = list(_series(template).select_for_update(of=("self",)).order_by("number"))
    drafts = [version for version in versions if version.published_at is None]
    if drafts:
        return drafts[0]
    newest = versions[-1]
    values = _copied(newest) | {"number": newest.number + 1, "archived_at": newest.archived_at}
    return Template.objects.create(programme_id=newest.programme_id, created_by=actor, **values)


@transaction.atomic
def save_draft(
    *,
    template: Template,
    schema: Any,
    expected_version: int,
    actor: User,
    title: str | None = None,
    description: str | None = None,
) -> Template:
    """Keep a draft as it is being written, faults included.

    A question whose kind changed is another question from now on: what was answered before stays with the earlier
    one. Raises EditConflict, ValidationError, and TemplateIsPublished.
    """
    if template.published_at:
        raise TemplateIsPublished
    template.schema = rekeyed(_storable(schema), _published_schemas(template))
    template.title = template.title if title is None else title
    template.description = template.description if description is None else description
    return save_edit(template, expected_version=expected_version, fields=["schema", "title", "description"])


def _storable(schema: Any) -> Any:
    try:
        return storable(schema)
    except NotStorable as fault:
        raise ValidationError({"schema": str(fault)}) from None


def _published_schemas(template: Template) -> list[Any]:
    return list(_series(template).published().values_list("schema", flat=True))


@transaction.atomic
def publish_template(*, template_id: int, actor: User) -> Template:
    """Put a draft in use; visits and sendings that are on go on with their own version. Twice changes nothing.

    Raises TemplateFaults.
    """
    template = _locked(template_id)
    if template.published_at:
        return template
    faults = schema_faults(template.schema)
    if faults:
        raise TemplateFaults(faults)
    template.published_at = timezone.now()
    template.version += 1
    template.save(update_fields=["published_at", "version"])
    _tell("template_published", template, actor)
    return template


@transaction.atomic
def discard_draft(*, template_id: int, actor: User) -> None:
    """Throw a draft away; a series that was never published goes with it. Raises TemplateIsPublished."""
    template = _locked(template_id)
    if template.published_at:
        raise TemplateIsPublished
    template.delete()


@transaction.atomic
def archive_series(*, template: Template, actor: User) -> None:
    """Put a series away: nothing new is begun with it, what is on goes on. Twice changes nothing."""
    if _series(template).filter(archived_at__isnull=True).update(archived_at=timezone.now()):
        _tell("template_archived", template, actor)


@transaction.atomic
def restore_series(*, template: Template, actor: User) -> None:
    """Take a series out again. Twice changes nothing."""
    if _series(template).filter(archived_at__isnull=False).update(archived_at=None):
        _tell("template_restored", template, actor)


def freeze_template(template: Template | None) -> None:
    """Note the first use of a version."""
    if template and template.frozen_at is None:
        Template.objects.filter(pk=template.pk, frozen_at__isnull=True).update(frozen_at=timezone.now())


def _locked(template_id: int) -> Template:
    return Template.objects.select_for_update(of=("self",)).get(pk=template_id)


def _tell(kind: str, template: Template, actor: User) -> None:
    record_fact(kind=kind, subject=template, actor=actor)
