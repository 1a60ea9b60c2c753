"""Visits: what an adviser and a company said together, the words on which two people differ, and the agreement."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from companies.models import Company, Contact
from diagnostics.enums import Origin
from diagnostics.models.flows import Flow
from diagnostics.models.templates import Template
from symbiose.programmes.models import Membership, Partner, Role, Wave
from symbiose.programmes.rows import ProgrammeRow
from symbiose.stored_pdf import StoredPdf

DORMANT_AFTER = timedelta(days=14)


class DiagnosticQuerySet(models.QuerySet["Diagnostic"]):
    def visible_to(self, membership: Membership) -> DiagnosticQuerySet:
        diagnostics = self.filter(programme=membership.programme_id)
        if membership.role == Role.ANIMATOR:
            return diagnostics
        if membership.role == Role.ADVISER:
            return diagnostics.filter(Q(chamber=membership.partner_id) | Q(adviser=membership.user_id))
        return diagnostics.none()

    def completed(self) -> DiagnosticQuerySet:
        return self.filter(state__in=[Diagnostic.State.COMPLETED, Diagnostic.State.CONFIRMED])

    def unfinished(self) -> DiagnosticQuerySet:
        return self.filter(state__in=[Diagnostic.State.PLANNED, Diagnostic.State.IN_PROGRESS])

    def dormant(self, now: datetime | None = None) -> DiagnosticQuerySet:
        """Visits begun in which nobody has written anything for two weeks."""
        since = (now or timezone.now()) - DORMANT_AFTER
        drafts = self.filter(state=Diagnostic.State.IN_PROGRESS)
        quiet = drafts.annotate(quiet_since=Coalesce("last_input_at", "created_at"))
        return quiet.filter(quiet_since__lt=since).order_by("quiet_since", "pk")

    def in_calendar(self) -> DiagnosticQuerySet:
        """Visits that have a day, with what a calendar says of them."""
        return self.filter(visit_on__isnull=False).select_related("company", "adviser", "chamber", "programme")

    def soonest_first(self, today: date) -> DiagnosticQuerySet:
        """Today's, then those to come, then those begun or left behind, then the past ones, latest first."""
        closed = Q(state__in=[Diagnostic.State.COMPLETED, Diagnostic.State.CONFIRMED])
        place = Case(
            When(closed, then=Value(3)),
            When(visit_on=today, then=Value(0)),
            When(visit_on__gt=today, then=Value(1)),
            default=Value(2),
        )
        coming = Case(When(~closed, then=F("visit_on")))
        hour = F("visit_at").asc(nulls_last=True)
        placed = self.annotate(place=place, coming=coming)
        return placed.order_by("place", F("coming").asc(nulls_last=True), hour, "-visit_on", "-pk")

    def with_line_count(self) -> DiagnosticQuerySet:
        """Annotate `line_count`: the current lines that were recorded at this visit."""
        lines = Flow.objects.current().filter(origin_uuid=OuterRef("uuid"), origin_kind=Origin.DIAGNOSTIC)
        counted = lines.order_by().values("origin_uuid").annotate(lines=Count("pk")).values("lines")
        return self.annotate(line_count=Coalesce(Subquery(counted), 0))


class Diagnostic(ProgrammeRow):
    """A visit of a chamber adviser to a company, and what was recorded there."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planifié")
        IN_PROGRESS = "in_progress", _("en cours")
        COMPLETED = "completed", _("terminé")
        CONFIRMED = "confirmed", _("confirmé par l’entreprise")

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="diagnostics")
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("conseiller")
    )
    chamber = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("chambre"))
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    template = models.ForeignKey(Template, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("état"), max_length=12, choices=State, default=State.PLANNED)
    visit_on = models.DateField(_("date de la visite"), null=True, blank=True)
    visit_at = models.TimeField(_("heure"), null=True, blank=True)
    # The last gesture on lines, answers, notes or photos: a draft that sleeps is found by it.
    last_input_at = models.DateTimeField(null=True, blank=True, editable=False)
    notes = models.TextField(_("projets, difficultés, périodes chargées"), max_length=4000, blank=True)
    private_note = models.TextField(_("note privée du conseiller"), max_length=4000, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    company_remark = models.TextField(_("remarque de l’entreprise"), max_length=2000, blank=True)
    company_remark_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = DiagnosticQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["private_note"])

    class Meta:
        ordering = ["-visit_on", "-pk"]
        verbose_name = _("diagnostic")
        constraints = [
            models.CheckConstraint(
                name="diagnostic_completed_at_iff_completed",
                condition=Q(state__in=["planned", "in_progress"], completed_at=None)
                | Q(state__in=["completed", "confirmed"], completed_at__isnull=False),
                violation_error_message=_("Un diagnostic terminé porte la date de sa fin."),
            ),
        ]

    def __str__(self) -> str:
        return f"Diagnostic de {self.company}"

    def get_absolute_url(self) -> str:
        return reverse("diagnostics:detail", kwargs={"programme_slug": self.programme.slug, "pk": self.pk})


class FieldConflict(ProgrammeRow):
    """Two people wrote one field of a visit differently: both texts are kept here until one of them decides.

    `theirs` is what stands in the visit; `mine` came later, from somebody who had not seen it. Values are JSON, as
    the field is posted. `target_uuid` names the line or the question; the visit itself has its own uuid.
    """

    class Target(models.TextChoices):
        VISIT = "visit", _("visite")
        ANSWER = "answer", _("question")
        FLOW = "flow", _("ligne")

    diagnostic = models.ForeignKey(Diagnostic, on_delete=models.CASCADE, related_name="conflicts")
    target = models.CharField(max_length=6, choices=Target)
    target_uuid = models.UUIDField()
    field = models.CharField(max_length=40)
    mine = models.JSONField(null=True)
    mine_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    mine_at = models.DateTimeField(default=timezone.now)
    theirs = models.JSONField(null=True)
    theirs_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    theirs_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    kept = models.JSONField(null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("désaccord")
        constraints = [
            models.UniqueConstraint(
                fields=["diagnostic", "target", "target_uuid", "field", "mine_by"],
                condition=Q(resolved_at__isnull=True),
                name="field_conflict_one_open_per_author",
            )
        ]

    def __str__(self) -> str:
        return f"{self.target}:{self.field}"


class VisitSlotQuerySet(models.QuerySet["VisitSlot"]):
    def visible_to(self, membership: Membership) -> VisitSlotQuerySet:
        slots = self.filter(programme=membership.programme_id)
        if membership.role == Role.ANIMATOR:
            return slots
        if membership.role == Role.ADVISER:
            return slots.filter(chamber=membership.partner_id)
        return slots.none()

    def standing(self) -> VisitSlotQuerySet:
        return self.filter(cancelled_at__isnull=True)

    def free(self, since: datetime) -> VisitSlotQuerySet:
        """Hours that can still be taken, after an instant, of advisers who are still there."""
        advisers = Membership.objects.active().filter(role=Role.ADVISER, programme=OuterRef("programme"))
        there = Exists(advisers.filter(user=OuterRef("adviser"), partner=OuterRef("chamber")))
        return self.standing().filter(there, diagnostic__isnull=True, starts_at__gte=since)


class VisitSlot(ProgrammeRow):
    """An hour that an adviser offers for a visit; taken by at most one diagnostic."""

    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("conseiller")
    )
    chamber = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("chambre"))
    starts_at = models.DateTimeField(_("début"))
    minutes = models.PositiveSmallIntegerField(
        _("durée, en minutes"), default=60, validators=[MinValueValidator(10), MaxValueValidator(480)]
    )
    diagnostic = models.OneToOneField(
        Diagnostic, on_delete=models.SET_NULL, null=True, blank=True, related_name="slot"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = VisitSlotQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("créneau de visite")
        constraints = [
            models.UniqueConstraint(
                fields=["adviser", "starts_at"],
                condition=Q(cancelled_at__isnull=True),
                name="visit_slot_once_per_adviser_and_hour",
                violation_error_message=_("Ce conseiller a déjà un créneau à cette heure."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.adviser} {self.starts_at:%d/%m/%Y %H:%M}"

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


class DataAgreement(ProgrammeRow):
    """The company's agreement that chamber and municipality share its data: signed, dated, withdrawable.

    `text` is what was signed, word for word. `signature` is the drawing as strokes: a list of lists of [x, y] in
    thousandths of the frame's width.
    """

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="agreements")
    diagnostic = models.ForeignKey(Diagnostic, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    signer_name = models.CharField(_("nom du signataire"), max_length=120)
    signer_role = models.CharField(_("fonction"), max_length=120, blank=True)
    text = models.TextField(_("texte signé"))
    signature = models.JSONField(default=list, blank=True)
    signed_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(_("retiré par"), max_length=160, blank=True)
    # The lines closed by the withdrawal, with their levels before: {"<flow uuid>": "chambers"}.
    closed_levels = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-signed_at", "-pk"]
        verbose_name = _("accord de partage")
        constraints = [
            models.UniqueConstraint(
                fields=["company"], condition=Q(withdrawn_at__isnull=True), name="data_agreement_one_standing"
            )
        ]

    def __str__(self) -> str:
        return f"Accord de {self.company}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, membership: Membership) -> AttachmentQuerySet:
        """What a member may look at: of a line, those who read the line and may know its company; of a visit, those
        who open the visit; of an answer, those who open the company.
        """
        companies = Company.objects.visible_to(membership)
        of_line = Q(flow__in=Flow.objects.visible_to(membership), company__in=companies)
        of_visit = Q(flow__isnull=True, diagnostic__in=Diagnostic.objects.visible_to(membership))
        of_answer = Q(flow__isnull=True, diagnostic__isnull=True, company__in=companies)
        return self.filter(of_line | of_visit | of_answer, programme=membership.programme_id)

    def kept(self) -> AttachmentQuerySet:
        return self.filter(removed_at__isnull=True)


class Attachment(ProgrammeRow):
    """A photo or a document joined to a visit, a line or an answer: checked by its content, stripped of position
    data, kept outside the web root and served as an attachment only.
    """

    class Kind(models.TextChoices):
        PHOTO = "photo", _("photo")
        DOCUMENT = "document", _("document")

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="attachments")
    diagnostic = models.ForeignKey(
        Diagnostic, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    flow = models.ForeignKey(Flow, on_delete=models.SET_NULL, null=True, blank=True, related_name="attachments")
    questionnaire = models.ForeignKey(
        "Questionnaire", on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    question_uuid = models.UUIDField(null=True, blank=True)
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(_("nom du fichier"), max_length=120)
    caption = models.CharField(_("légende"), max_length=200, blank=True)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField(_("taille, en octets"))
    digest = models.CharField(max_length=64)
    file = models.FileField(upload_to="attachments/%Y/%m/")
    preview = models.FileField(upload_to="attachments/%Y/%m/", blank=True)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("pièce jointe")
        indexes = [models.Index(fields=["question_uuid"])]
        constraints = [
            models.CheckConstraint(
                name="attachment_belongs_somewhere",
                condition=Q(diagnostic__isnull=False) | Q(questionnaire__isnull=False) | Q(flow__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name


class PrintedDocument(StoredPdf):
    """A PDF of this app asked for and, once printed by the worker, kept: one row and one file per content."""

    class Kind(models.TextChoices):
        REPORT = "report", _("fiche de restitution")
        BALANCE = "balance", _("bilan de flux")
        QUESTIONS = "questions", _("questionnaire à imprimer")
        PREPARATION = "preparation", _("fiche de préparation")

    kind = models.CharField(max_length=11, choices=Kind)
    subject_uuid = models.UUIDField(null=True, blank=True)
    content = models.JSONField(default=dict)
    file = models.FileField(upload_to="documents/%Y/%m/", blank=True)

    class Meta:
        verbose_name = _("document imprimé")
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind", "digest"], name="printed_document_unique_digest")
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.digest[:8]}"
