"""What companies have and lack: diagnostics, the complementary questionnaire, and the flows that both give."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from companies.models import Company, Contact
from diagnostics.amounts import amount_text
from diagnostics.enums import Direction, Family, FigureKind, Level, Origin, Period
from diagnostics.questionnaire.schema import schema_faults
from symbiose.programmes.models import Membership, Partner, Role, Wave
from symbiose.programmes.rows import ProgrammeRow


class Template(ProgrammeRow):
    """The questions of a diagnostic or of a questionnaire; frozen at first use, edited as a new number.

    `schema` is checked by diagnostics.questionnaire: {"sections": [{"uuid", "title", "questions": [...]}]}.
    """

    class Kind(models.TextChoices):
        DIAGNOSTIC = "diagnostic", _("diagnostic")
        QUESTIONNAIRE = "questionnaire", _("questionnaire complémentaire")

    kind = models.CharField(_("nature"), max_length=14, choices=Kind)
    title = models.CharField(_("titre"), max_length=120)
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    schema = models.JSONField(default=dict)
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "title", "-number"]
        verbose_name = _("modèle de questions")
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind", "title", "number"], name="template_unique_number")
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        faults = schema_faults(self.schema) if self.kind == self.Kind.QUESTIONNAIRE else []
        if faults:
            raise ValidationError({"schema": faults})


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
    answers = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("état"), max_length=12, choices=State, default=State.PLANNED)
    visit_on = models.DateField(_("date de la visite"), null=True, blank=True)
    notes = models.TextField(_("projets, difficultés, périodes chargées"), max_length=4000, blank=True)
    private_note = models.TextField(_("note privée du conseiller"), max_length=4000, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

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


class FlowQuerySet(models.QuerySet["Flow"]):
    def visible_to(self, membership: Membership) -> FlowQuerySet:
        """The flows whose level lets this member read them.

        `adviser`: the advisers of the company's chambers. `chambers`: every adviser and the animator.
        `programme` and `public`: whoever may read the programme's lists.
        """
        flows = self.filter(programme=membership.programme_id)
        if membership.role == Role.ADVISER:
            return flows.filter(~Q(level=Level.ADVISER) | Q(company__in=Company.objects.visible_to(membership)))
        if membership.role == Role.ANIMATOR:
            return flows.exclude(level=Level.ADVISER)
        if membership.role in {Role.COMMITTEE, Role.NETWORK}:
            return flows.filter(level__in=[Level.PROGRAMME, Level.PUBLIC])
        return flows.none()

    def current(self) -> FlowQuerySet:
        return self.filter(ended_at__isnull=True)


class Flow(ProgrammeRow):
    """One thing that a company proposes or seeks. Its past is in FlowVersion, cut at each moment that counts."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="flows")
    external_id = models.CharField(_("identifiant d’origine"), max_length=100, blank=True)
    direction = models.CharField(_("sens"), max_length=9, choices=Direction)
    family = models.CharField(_("famille"), max_length=10, choices=Family)
    label = models.CharField(_("de quoi s’agit-il ?"), max_length=200)
    description = models.TextField(_("précisions"), max_length=2000, blank=True)
    quantity = models.DecimalField(
        _("quantité"), max_digits=14, decimal_places=3, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    unit = models.CharField(_("unité"), max_length=40, blank=True)
    period = models.CharField(_("période"), max_length=8, choices=Period, blank=True)
    # Normalised at writing by diagnostics.services: per year, in the dimension's base unit; null for a one-off.
    quantity_per_year = models.FloatField(null=True, blank=True, editable=False)
    dimension = models.CharField(max_length=12, blank=True, editable=False)
    quantity_kind = models.CharField(max_length=9, choices=FigureKind, default=FigureKind.DECLARED)
    # Written there too, from label and description, so that both databases search alike.
    search_text = models.TextField(blank=True, editable=False)
    ewc_code = models.CharField(_("code déchet"), max_length=9, blank=True)  # « 16 02 13* »
    naf_code = models.CharField(_("code NAF"), max_length=6, blank=True)
    available_from = models.DateField(_("disponible du"), null=True, blank=True)
    available_to = models.DateField(_("au"), null=True, blank=True)
    months = models.JSONField(_("mois concernés"), default=list, blank=True)
    level = models.CharField(_("qui le voit"), max_length=9, choices=Level, default=Level.CHAMBERS)
    price = models.CharField(_("prix ou coût actuel"), max_length=80, blank=True)
    current_solution = models.CharField(_("solution et prestataire actuels"), max_length=200, blank=True)
    constraints_text = models.CharField(_("contraintes"), max_length=300, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    origin_kind = models.CharField(max_length=14, choices=Origin, default=Origin.DIAGNOSTIC)
    origin_uuid = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = FlowQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["search_text"])

    class Meta:
        ordering = ["-direction", "label", "pk"]
        verbose_name = _("ressource ou besoin")
        verbose_name_plural = _("ressources et besoins")
        indexes = [models.Index(fields=["programme", "direction", "family"]), models.Index(fields=["origin_uuid"])]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "external_id"], condition=~Q(external_id=""), name="flow_unique_external_id"
            ),
            models.CheckConstraint(
                name="flow_quantity_not_negative",
                condition=Q(quantity__isnull=True) | Q(quantity__gte=0),
                violation_error_message=_("Une quantité ne peut pas être négative."),
            ),
            models.CheckConstraint(
                name="flow_available_dates_in_order",
                condition=Q(available_from__isnull=True)
                | Q(available_to__isnull=True)
                | Q(available_to__gte=F("available_from")),
                violation_error_message=_("La fin de disponibilité précède son début."),
            ),
            models.CheckConstraint(
                name="flow_one_off_is_never_yearly",
                condition=~Q(period="ponctuel") | Q(quantity_per_year__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def amount_text(self) -> str:
        """« 30 t/an », « 4 personnes », empty without a quantity."""
        return amount_text(self.quantity, self.unit, self.period)


class FlowVersion(ProgrammeRow):
    """The flow as it stood at a completion, a confirmation or an answer: immutable."""

    class Cause(models.TextChoices):
        COMPLETION = "completion", _("fin de visite")
        CONFIRMATION = "confirmation", _("confirmation")
        ANSWER = "answer", _("réponse au questionnaire")
        IMPORT = "import", _("import")

    flow = models.ForeignKey(Flow, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    cause = models.CharField(max_length=12, choices=Cause)
    snapshot = models.JSONField()

    class Meta:
        ordering = ["flow", "number"]
        verbose_name = _("version")
        constraints = [models.UniqueConstraint(fields=["flow", "number"], name="flow_version_unique_number")]

    def __str__(self) -> str:
        return f"{self.flow_id} v{self.number}"


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

    def changeable(self) -> QuestionnaireQuerySet:
        """Those whose answers may still change, the newest first."""
        return self.filter(closed_at__isnull=True).order_by("-sent_at", "-pk")

    def with_answers(self) -> QuestionnaireQuerySet:
        """With all that a screen asks of a questionnaire."""
        return self.select_related("programme", "company", "template", "submitted_by").prefetch_related("answers")


class Questionnaire(ProgrammeRow):
    """The complementary questionnaire sent to one company: one answer per company, which several people may share."""

    class State(models.TextChoices):
        SENT = "sent", _("envoyé")
        STARTED = "started", _("commencé")
        SUBMITTED = "submitted", _("répondu")
        CLOSED = "closed", _("clos sans réponse")

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
            models.UniqueConstraint(fields=["company", "template"], name="questionnaire_once_per_company"),
            models.CheckConstraint(
                name="questionnaire_submitted_at_iff_submitted",
                condition=Q(state="submitted", submitted_at__isnull=False)
                | (~Q(state="submitted") & Q(submitted_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"Questionnaire de {self.company}"


class Answer(ProgrammeRow):
    """The current answer to one question; earlier values are kept in its history."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="answers")
    question_uuid = models.UUIDField()
    value = models.JSONField(default=dict)  # diagnostics.questionnaire.replies.to_json
    answered_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("réponse")
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "question_uuid"], name="answer_once_per_question")
        ]

    def __str__(self) -> str:
        return str(self.question_uuid)
