"""The complementary questionnaire: campaigns, one questionnaire per company, answers; and anonymous surveys."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from companies.models import Company, Contact
from diagnostics.models.templates import Template
from diagnostics.models.visits import Diagnostic
from symbiose.programmes.models import Membership, Role, Wave
from symbiose.programmes.rows import ProgrammeRow


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, membership: Membership) -> CampaignQuerySet:
        campaigns = self.filter(programme=membership.programme_id)
        return campaigns if membership.role in {Role.ANIMATOR, Role.ADVISER} else campaigns.none()

    def running(self) -> CampaignQuerySet:
        return self.filter(opened_at__isnull=False, stopped_at__isnull=True)

    def being_sent(self) -> CampaignQuerySet:
        """Those whose questionnaires are not all opened yet: a worker goes on with them."""
        return self.running().filter(sent_at__isnull=True)


class Campaign(ProgrammeRow):
    """One sending of a questionnaire to chosen companies, from its opening to its stop."""

    title = models.CharField(_("titre"), max_length=120)
    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="+", verbose_name=_("questions"))
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    intro = models.TextField(_("mot d’accompagnement"), max_length=600, blank=True)
    answer_by = models.DateField(_("réponse attendue le"))
    reminds = models.BooleanField(_("relancer ceux qui n’ont pas répondu"), default=True)
    # {"filter": the words of the filter, "companies": the uuids of those that were ticked}
    recipients = models.JSONField(default=dict, blank=True)
    opened_at = models.DateTimeField(_("envoyée le"), null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)  # every recipient has its questionnaire
    stopped_at = models.DateTimeField(_("arrêtée le"), null=True, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = _("campagne")
        constraints = [
            models.CheckConstraint(
                name="campaign_stopped_was_opened",
                condition=Q(stopped_at__isnull=True) | Q(opened_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("campaigns:detail", kwargs={"programme_slug": self.programme.slug, "pk": self.pk})

    @property
    def chosen(self) -> int:
        """How many companies were ticked."""
        return len(self.recipients.get("companies", []))

    @property
    def is_running(self) -> bool:
        return self.opened_at is not None and self.stopped_at is None


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def visible_to(self, membership: Membership) -> QuestionnaireQuerySet:
        questionnaires = self.filter(programme=membership.programme_id)
        if membership.role in {Role.ANIMATOR, Role.ADVISER}:
            return questionnaires.filter(company__in=Company.objects.visible_to(membership))
        return questionnaires.none()

    def open(self) -> QuestionnaireQuerySet:
        return self.filter(state__in=[Questionnaire.State.SENT, Questionnaire.State.STARTED])

    def submitted(self) -> QuestionnaireQuerySet:
        return self.filter(state=Questionnaire.State.SUBMITTED)

    def to_remind(self) -> QuestionnaireQuerySet:
        """Open ones of companies that are there, whose campaign neither stopped nor leaves people alone."""
        quiet = Q(campaign__stopped_at__isnull=False) | Q(campaign__reminds=False)
        return self.open().filter(company__archived_at__isnull=True).exclude(quiet)

    def changeable(self) -> QuestionnaireQuerySet:
        """Those whose answers may still change, the newest first."""
        return self.filter(closed_at__isnull=True).order_by("-sent_at", "-pk")

    def with_answers(self) -> QuestionnaireQuerySet:
        """With all that a screen asks of a questionnaire."""
        return self.select_related(
            "programme", "company", "template", "submitted_by", "campaign__programme"
        ).prefetch_related("answers")


class Questionnaire(ProgrammeRow):
    """The complementary questionnaire sent to one company: one answer per company, which several people may share."""

    class State(models.TextChoices):
        SENT = "sent", _("envoyé")
        STARTED = "started", _("commencé")
        SUBMITTED = "submitted", _("répondu")
        CLOSED = "closed", _("clos sans réponse")

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="questionnaires"
    )
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="questionnaires")
    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("état"), max_length=9, choices=State, default=State.SENT)
    sent_at = models.DateTimeField(_("envoyé le"), default=timezone.now)
    answer_by = models.DateField(_("réponse attendue le"))
    started_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(_("clos le"), null=True, blank=True)  # answers may change until then

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("questionnaire complémentaire")
        constraints = [
            models.UniqueConstraint(fields=["company", "campaign"], name="questionnaire_once_per_company_in_campaign"),
            models.UniqueConstraint(
                fields=["company", "template"],
                condition=Q(campaign__isnull=True),
                name="questionnaire_once_per_company_without_campaign",
            ),
            models.CheckConstraint(
                name="questionnaire_submitted_at_iff_submitted",
                condition=Q(state="submitted", submitted_at__isnull=False)
                | (~Q(state="submitted") & Q(submitted_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"Questionnaire de {self.company}"


class Answer(ProgrammeRow):
    """The current answer to one question of a questionnaire or of a visit; earlier values are in its history."""

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.CASCADE, null=True, blank=True, related_name="answers"
    )
    diagnostic = models.ForeignKey(Diagnostic, on_delete=models.CASCADE, null=True, blank=True, related_name="answers")
    question_uuid = models.UUIDField()
    value = models.JSONField(default=dict)  # diagnostics.questionnaire.replies.to_json
    answered_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("réponse")
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "question_uuid"], name="answer_once_per_question"),
            models.UniqueConstraint(fields=["diagnostic", "question_uuid"], name="answer_once_per_question_of_visit"),
            models.CheckConstraint(
                name="answer_of_questionnaire_or_visit",
                condition=Q(questionnaire__isnull=False, diagnostic__isnull=True)
                | Q(questionnaire__isnull=True, diagnostic__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.question_uuid)
