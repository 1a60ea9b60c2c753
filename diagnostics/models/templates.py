"""The questions of diagnostics, questionnaires and surveys: series of numbered versions, frozen at first use."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from diagnostics.questionnaire.schema import schema_faults
from symbiose.programmes.models import Membership, Role
from symbiose.programmes.rows import ProgrammeRow


class TemplateQuerySet(models.QuerySet["Template"]):
    def visible_to(self, membership: Membership) -> TemplateQuerySet:
        templates = self.filter(programme=membership.programme_id)
        return templates if membership.role in {Role.ANIMATOR, Role.ADVISER} else templates.none()

    def published(self) -> TemplateQuerySet:
        return self.filter(published_at__isnull=False)

    def current(self) -> TemplateQuerySet:
        """The version in use of each series that is not put away: the last one published."""
        newest = Template.objects.published().filter(series=OuterRef("series"), programme=OuterRef("programme"))
        return self.filter(archived_at__isnull=True, number=Subquery(newest.order_by("-number").values("number")[:1]))


class Template(ProgrammeRow):
    """One version of the questions of a diagnostic, a questionnaire or a survey.

    The versions of a series share `series`; a question keeps its uuid from one to the next, so that answers and
    flows of old and new versions add up. A version without `published_at` is being written: at most one per series.
    A published version never changes. `schema` is checked by diagnostics.questionnaire.schema:
    {"sections": [{"uuid", "title", "questions": [...]}]}.
    """

    class Kind(models.TextChoices):
        DIAGNOSTIC = "diagnostic", _("diagnostic")
        QUESTIONNAIRE = "questionnaire", _("questionnaire complémentaire")
        SURVEY = "survey", _("sondage anonyme")

    class Stock(models.TextChoices):
        """The templates that the product brings; a series made by the programme has none."""

        FULL = "full", _("diagnostic complet")
        LIGHT = "light", _("pré-diagnostic")
        WASTE = "waste", _("déchets seuls")
        BALANCE = "balance", _("bilan de flux")
        COMPLEMENTARY = "complementary", _("questionnaire complémentaire")
        COMMUTING = "commuting", _("garde d’enfants et trajets")

    kind = models.CharField(_("nature"), max_length=14, choices=Kind)
    series = models.UUIDField(default=uuid.uuid4, editable=False)
    stock = models.CharField(_("modèle de départ"), max_length=14, choices=Stock, blank=True, editable=False)
    title = models.CharField(_("titre"), max_length=120)
    description = models.CharField(_("à quoi il sert"), max_length=300, blank=True)
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    schema = models.JSONField(default=dict)
    # The series of the fuller template into which a visit of this one can grow; their questions share uuids.
    grows_into = models.UUIDField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "title", "-number"]
        verbose_name = _("modèle de questions")
        constraints = [
            models.UniqueConstraint(fields=["programme", "series", "number"], name="template_unique_number_in_series"),
            models.UniqueConstraint(
                fields=["programme", "series"],
                condition=Q(published_at__isnull=True),
                name="template_one_draft_per_series",
            ),
            models.CheckConstraint(
                name="template_frozen_is_published",
                condition=Q(frozen_at__isnull=True) | Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        faults = schema_faults(self.schema) if self.published_at else []
        if faults:
            raise ValidationError({"schema": faults})
