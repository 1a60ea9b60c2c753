"""Flows: what a company proposes or seeks, and its past."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from companies.models import Company
from diagnostics.amounts import amount_text
from diagnostics.enums import Direction, Family, FigureKind, Level, Origin, Outlet, Period
from symbiose.programmes.models import Membership, Role
from symbiose.programmes.rows import ProgrammeRow


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

    def with_photo_count(self) -> FlowQuerySet:
        """Annotate `photo_count`: the photos and documents joined to the line."""
        return self.annotate(photo_count=Count("attachments", filter=Q(attachments__removed_at__isnull=True)))

    def counted_for_all(self) -> FlowQuerySet:
        """The lines that enter the territory’s sums, the same for every reader: never those of an adviser alone."""
        return self.current().filter(company__archived_at__isnull=True).exclude(level=Level.ADVISER)


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
    # What the line is about, in the thesaurus's words: two lines of one theme seek the same thing.
    theme = models.CharField(max_length=120, blank=True, editable=False)
    ewc_code = models.CharField(_("code déchet"), max_length=9, blank=True)  # « 16 02 13* »
    naf_code = models.CharField(_("code NAF"), max_length=6, blank=True)
    available_from = models.DateField(_("disponible du"), null=True, blank=True)
    available_to = models.DateField(_("au"), null=True, blank=True)
    months = models.JSONField(_("mois concernés"), default=list, blank=True)
    level = models.CharField(_("qui le voit"), max_length=9, choices=Level, default=Level.CHAMBERS)
    price = models.CharField(_("prix ou coût actuel"), max_length=80, blank=True)
    current_solution = models.CharField(_("solution et prestataire actuels"), max_length=200, blank=True)
    constraints_text = models.CharField(_("contraintes"), max_length=300, blank=True)
    frequency = models.CharField(_("fréquence d’enlèvement ou de livraison"), max_length=60, blank=True)
    contract_ends_on = models.DateField(_("fin du contrat en cours"), null=True, blank=True)
    outlet = models.CharField(_("où c’est traité ou d’où ça vient"), max_length=9, choices=Outlet, blank=True)
    private_note = models.TextField(_("note privée sur la ligne"), max_length=1000, blank=True)  # never exported
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    origin_kind = models.CharField(max_length=14, choices=Origin, default=Origin.DIAGNOSTIC)
    origin_uuid = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = FlowQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["search_text", "theme", "private_note"])

    class Meta:
        ordering = ["-direction", "label", "pk"]
        verbose_name = _("ressource ou besoin")
        verbose_name_plural = _("ressources et besoins")
        indexes = [
            models.Index(fields=["programme", "direction", "family"]),
            models.Index(fields=["origin_uuid"]),
            models.Index(fields=["programme", "theme"]),
        ]
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
        CORRECTION = "correction", _("correction par l’entreprise")

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
