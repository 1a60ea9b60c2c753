"""Anonymous surveys of employees, spread by the companies and counted per company."""

from __future__ import annotations

import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from diagnostics.models.templates import Template
from symbiose.programmes.models import Membership, Role, Wave
from symbiose.programmes.rows import ProgrammeRow


class SurveyQuerySet(models.QuerySet["Survey"]):
    def visible_to(self, membership: Membership) -> SurveyQuerySet:
        surveys = self.filter(programme=membership.programme_id)
        return surveys if membership.role in {Role.ANIMATOR, Role.ADVISER} else surveys.none()


class Survey(ProgrammeRow):
    """Questions asked of the employees of several companies; nothing is shown of fewer than five answers."""

    title = models.CharField(_("titre"), max_length=120)
    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="+", verbose_name=_("questions"))
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    intro = models.TextField(_("mot d’accompagnement"), max_length=600, blank=True)
    closes_on = models.DateField(_("ouvert jusqu’au"))
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = _("sondage anonyme")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("surveys:detail", kwargs={"programme_slug": self.programme.slug, "pk": self.pk})

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.closes_on >= timezone.localdate()


class SurveyCompanyQuerySet(models.QuerySet["SurveyCompany"]):
    def visible_to(self, membership: Membership) -> SurveyCompanyQuerySet:
        """An animator's all; an adviser's, those of the companies whose page they may open."""
        return self.filter(company__in=Company.objects.visible_to(membership))


class SurveyCompany(ProgrammeRow):
    """A company that spreads a survey: its own address, a seal over (uuid, nonce), that names nobody."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="companies")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    nonce = models.UUIDField(default=uuid.uuid4, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = SurveyCompanyQuerySet.as_manager()

    class Meta:
        ordering = ["company__name", "pk"]
        verbose_name = _("entreprise d’un sondage")
        constraints = [models.UniqueConstraint(fields=["survey", "company"], name="survey_company_once_per_survey")]

    def __str__(self) -> str:
        return f"{self.survey}: {self.company}"

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.survey.is_open


class SurveyResponse(ProgrammeRow):
    """One employee's answers. Nothing tells who: no account, no address, no hour, only the day."""

    survey_company = models.ForeignKey(SurveyCompany, on_delete=models.CASCADE, related_name="responses")
    answers = models.JSONField(default=dict)  # question uuid → diagnostics.questionnaire.replies.to_json
    answered_on = models.DateField(default=timezone.localdate)

    class Meta:
        verbose_name = _("réponse anonyme")

    def __str__(self) -> str:
        return str(self.survey_company)
