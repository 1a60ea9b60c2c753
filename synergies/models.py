"""What could be done together (proposals), and what people decided to look at (synergies)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from companies.models import Company
from diagnostics.models import Flow
from symbiose.programmes.models import Membership, Role, Wave
from symbiose.programmes.rows import ProgrammeRow


class Kind(models.TextChoices):
    """Always in this order: services and sharing before materials."""

    MUTUALISATION = "mutualisation", _("Mutualisation")
    SHARING = "partage", _("Partage")
    SUBSTITUTION = "substitution", _("Substitution")


class State(models.TextChoices):
    PROPOSED = "proposed", _("piste")
    SHORTLISTED = "shortlisted", _("présélectionnée")
    TO_STUDY = "to_study", _("à approfondir")
    SET_ASIDE = "set_aside", _("écartée")
    RETAINED = "retained", _("retenue")
    ROADMAP = "roadmap", _("feuille de route en écriture")
    IN_PROGRESS = "in_progress", _("en action")
    RUNNING = "running", _("pérenne")
    COMPLETED = "completed", _("aboutie")
    DORMANT = "dormant", _("en sommeil")
    STOPPED = "stopped", _("abandonnée")
    MERGED = "merged", _("réunie à une autre")


BEFORE_DECISION = [State.PROPOSED, State.SHORTLISTED, State.TO_STUDY]


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, membership: Membership) -> ProposalQuerySet:
        """Proposals all of whose flows this member may read: a proposal is as closed as its most closed flow."""
        proposals = self.filter(programme=membership.programme_id)
        if membership.role not in {Role.ANIMATOR, Role.ADVISER}:
            return proposals.none()
        hidden = ProposalFlow.objects.filter(proposal=OuterRef("pk")).exclude(
            flow__in=Flow.objects.visible_to(membership)
        )
        return proposals.filter(~Exists(hidden))

    def live(self) -> ProposalQuerySet:
        """Still proposed by the engine and undecided: nobody took it up, or what was made of it awaits a decision."""
        undecided = Q(synergy__isnull=True) | Q(synergy__state__in=BEFORE_DECISION)
        return self.filter(undecided, withdrawn_at__isnull=True, set_aside_at__isnull=True)

    def best_first(self) -> ProposalQuerySet:
        return self.order_by("rank", "-score", "key")

    def with_flows(self) -> ProposalQuerySet:
        """Fetch what a list shows of each proposal, in a constant number of queries."""
        lines = ProposalFlow.objects.select_related("flow__company").order_by("pk")
        passages = Passage.objects.select_related("created_by").order_by("passed_at", "pk")
        return self.select_related("synergy__programme").prefetch_related(
            models.Prefetch("proposal_flows", queryset=lines),
            models.Prefetch("synergy__passages", queryset=passages),
        )


class Proposal(ProgrammeRow):
    """What the engine proposes. Written in bulk; one row per key, which survives each recomputation."""

    key = models.CharField(max_length=200)
    kind = models.CharField(_("nature"), max_length=13, choices=Kind)
    is_group = models.BooleanField(default=False)
    title = models.CharField(max_length=200)
    engine_version = models.CharField(max_length=20)
    input_digest = models.CharField(max_length=64)
    score = models.FloatField()
    rank = models.PositiveIntegerField(default=0)
    parts = models.JSONField(default=dict)
    explanation = models.TextField(blank=True)
    flows = models.ManyToManyField(Flow, through="ProposalFlow", related_name="+")
    computed_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    set_aside_reason = models.CharField(_("raison"), max_length=200, blank=True)
    synergy = models.ForeignKey("Synergy", on_delete=models.SET_NULL, null=True, blank=True, related_name="proposals")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "key"]
        verbose_name = _("piste")
        indexes = [models.Index(fields=["programme", "-score"])]
        constraints = [
            models.UniqueConstraint(fields=["programme", "key"], name="proposal_unique_key"),
            models.CheckConstraint(name="proposal_score_in_unit_interval", condition=Q(score__gte=0, score__lte=1)),
        ]

    def __str__(self) -> str:
        return self.title


class ProposalFlow(models.Model):
    """One flow of a proposal; a part of it, without a life of its own."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="proposal_flows")
    flow = models.ForeignKey(Flow, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "flow"], name="proposal_flow_once")]

    def __str__(self) -> str:
        return f"{self.proposal_id}:{self.flow_id}"


class Interest(ProgrammeRow):
    """What a company said of a lead shown to it without the other's name; names open when all have agreed."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="interests")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    interested = models.BooleanField(_("intéressée"))

    class Meta:
        verbose_name = _("intérêt pour une piste")
        constraints = [models.UniqueConstraint(fields=["proposal", "company"], name="interest_once_per_company")]

    def __str__(self) -> str:
        return f"{self.company_id}:{self.proposal_id}"


class SynergyQuerySet(models.QuerySet["Synergy"]):
    def visible_to(self, membership: Membership) -> SynergyQuerySet:
        """Animator and advisers share one list; committee and network read what was retained.

        A participant's flow of a level closer than the member's is hidden by `Participant.visible_flow`,
        not the synergy: a synergy is born when a person shows it to the others.
        """
        synergies = self.filter(programme=membership.programme_id)
        if membership.role in {Role.ANIMATOR, Role.ADVISER}:
            return synergies
        if membership.role in {Role.COMMITTEE, Role.NETWORK}:
            return synergies.ever_retained()
        return synergies.none()

    def retained(self) -> SynergyQuerySet:
        """Passed *retained* and not stopped (PRODUCT, Key figures)."""
        return self.filter(retained_at__isnull=False).exclude(state__in=[State.STOPPED, State.MERGED])

    def ever_retained(self) -> SynergyQuerySet:
        return self.filter(retained_at__isnull=False)

    def started(self) -> SynergyQuerySet:
        """Passed *in progress* (PRODUCT, Key figures)."""
        return self.filter(started_at__isnull=False)

    def undecided(self) -> SynergyQuerySet:
        return self.filter(state__in=BEFORE_DECISION)

    def with_participants(self) -> SynergyQuerySet:
        """Fetch the current participants and their companies, the pilot first."""
        current = Participant.objects.current().select_related("company", "flow").order_by("-role", "company__name")
        return self.prefetch_related(models.Prefetch("participants", queryset=current, to_attr="current_participants"))


class Synergy(ProgrammeRow):
    """Something that several companies could do, decide to do, or do together."""

    class Origin(models.TextChoices):
        ENGINE = "engine", _("proposée par le logiciel")
        WORKSHOP = "workshop", _("née en atelier")
        PERSON = "person", _("ajoutée à la main")

    title = models.CharField(_("titre"), max_length=200)
    summary = models.TextField(_("en une phrase"), max_length=600, blank=True)
    kind = models.CharField(_("nature"), max_length=13, choices=Kind)
    state = models.CharField(_("état"), max_length=12, choices=State, default=State.PROPOSED)
    origin = models.CharField(_("origine"), max_length=8, choices=Origin, default=Origin.PERSON)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    expected_gain = models.CharField(_("gain attendu"), max_length=160, blank=True)
    is_lasting = models.BooleanField(_("dure dans le temps"), default=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Set once by the passage of state that they date; kept for the figures at a past date.
    retained_at = models.DateTimeField(null=True, blank=True, editable=False)
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    stopped_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SynergyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("synergie")
        verbose_name_plural = _("synergies")
        constraints = [
            models.CheckConstraint(
                name="synergy_retained_states_have_a_date",
                condition=~Q(state__in=["retained", "roadmap", "in_progress", "running", "completed", "dormant"])
                | Q(retained_at__isnull=False),
                violation_error_message=_("Une synergie retenue porte la date de sa décision."),
            ),
            models.CheckConstraint(
                name="synergy_started_states_have_a_date",
                condition=~Q(state__in=["in_progress", "running", "completed"]) | Q(started_at__isnull=False),
            ),
            models.CheckConstraint(
                name="synergy_merged_iff_merged_into",
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("synergies:detail", kwargs={"programme_slug": self.programme.slug, "pk": self.pk})


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def current(self) -> ParticipantQuerySet:
        return self.filter(until__isnull=True)


class Participant(ProgrammeRow):
    """A company in a synergy: with what flow, in what role, since when."""

    class Role(models.TextChoices):
        PILOT = "pilot", _("entreprise pilote")
        HOST = "host", _("accueille")
        SUPPLIER = "supplier", _("fournit")
        RECEIVER = "receiver", _("reçoit")
        LENDER = "lender", _("prête")
        MEMBER = "member", _("participe")

    synergy = models.ForeignKey(Synergy, on_delete=models.CASCADE, related_name="participants")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="participations")
    flow = models.ForeignKey(Flow, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    role = models.CharField(_("rôle"), max_length=8, choices=Role, default=Role.MEMBER)
    commitment = models.CharField(_("ce qu’elle apporte"), max_length=300, blank=True)
    committed_by = models.CharField(_("engagement pris par"), max_length=120, blank=True)
    committed_on = models.DateField(_("le"), null=True, blank=True)
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("participation")
        constraints = [
            models.UniqueConstraint(
                fields=["synergy", "company"], condition=Q(until__isnull=True), name="participant_once"
            ),
            models.UniqueConstraint(
                fields=["synergy"], condition=Q(role="pilot", until__isnull=True), name="synergy_one_pilot"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company} : {self.get_role_display()}"


class Passage(ProgrammeRow):
    """One passage of a synergy from a state to another: who, when, why, and the facts as they stood."""

    synergy = models.ForeignKey(Synergy, on_delete=models.CASCADE, related_name="passages")
    from_state = models.CharField(max_length=12, choices=State, blank=True)
    to_state = models.CharField(max_length=12, choices=State)
    reason = models.CharField(_("raison"), max_length=300, blank=True)
    passed_at = models.DateTimeField(default=timezone.now)
    event_uuid = models.UUIDField(null=True, blank=True)
    snapshot = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["passed_at", "pk"]
        verbose_name = _("passage d’état")

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class MatchingRunQuerySet(models.QuerySet["MatchingRun"]):
    def waiting(self) -> MatchingRunQuerySet:
        return self.filter(finished_at__isnull=True)


class MatchingRun(ProgrammeRow):
    """One computation of a programme's proposals: asked for, under way, done; the page shows which."""

    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    created_count = models.PositiveIntegerField(default=0)
    kept_count = models.PositiveIntegerField(default=0)
    withdrawn_count = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)

    objects = MatchingRunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("calcul des pistes")
        constraints = [
            models.UniqueConstraint(
                fields=["programme"], condition=Q(finished_at__isnull=True), name="matching_run_one_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}:{self.created_at:%Y-%m-%d %H:%M}"
