"""What will be done: one roadmap per retained synergy, its steps, its frozen versions and their PDFs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from companies.models import Contact
from symbiose.programmes.models import Membership, Role
from symbiose.programmes.rows import ProgrammeRow
from symbiose.stored_pdf import StoredPdf
from synergies.models import Synergy


class RoadmapQuerySet(models.QuerySet["Roadmap"]):
    def visible_to(self, membership: Membership) -> RoadmapQuerySet:
        """A partner reads the roadmaps to which they are invited; the others, those of their programme."""
        roadmaps = self.filter(programme=membership.programme_id)
        if membership.role == Role.PARTNER:
            return roadmaps.filter(pk__in=RoadmapGuest.objects.filter(user=membership.user_id).values("roadmap"))
        return roadmaps

    def writable_by(self, membership: Membership) -> RoadmapQuerySet:
        """The animator writes in all; an adviser in those to which they are assigned."""
        roadmaps = self.visible_to(membership)
        if membership.role == Role.ANIMATOR:
            return roadmaps
        if membership.role == Role.ADVISER:
            return roadmaps.filter(
                pk__in=Roadmap.advisers.through.objects.filter(user=membership.user_id).values("roadmap")
            )
        return roadmaps.none()

    def with_progress(self, today: date) -> RoadmapQuerySet:
        """Annotate n_steps (without the dropped ones), n_done and n_late."""
        shown = ~Q(steps__state="dropped")
        late = Q(steps__state__in=["to_do", "doing"], steps__due_on__lt=today)  # a blocked one says by what
        return self.annotate(
            n_steps=Count("steps", filter=shown),
            n_done=Count("steps", filter=Q(steps__state="done")),
            n_late=Count("steps", filter=late),
        )


class Roadmap(ProgrammeRow):
    """The roadmap (feuille de route) of one retained synergy: its working copy. Frozen states are RoadmapVersions."""

    class State(models.TextChoices):
        DRAFT = "draft", _("brouillon")
        IN_WRITING = "in_writing", _("en écriture")
        SUBMITTED = "submitted", _("soumise")
        VALIDATED = "validated", _("validée")

    class Weather(models.TextChoices):
        SUN = "sun", _("Soleil")
        CLOUD = "cloud", _("Nuage")
        STORM = "storm", _("Orage")

    synergy = models.OneToOneField(Synergy, on_delete=models.CASCADE, related_name="roadmap")
    title = models.CharField(_("titre"), max_length=200)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.DRAFT)
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    content = models.JSONField(default=dict)
    weather = models.CharField(_("météo"), max_length=5, choices=Weather, default=Weather.SUN)
    weather_reason = models.CharField(_("en une phrase"), max_length=200, blank=True)
    elected_referent = models.CharField(_("élu·e référent·e"), max_length=120, blank=True)
    next_meeting = models.CharField(_("prochain rendez-vous"), max_length=160, blank=True)
    advisers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("conseillers associés")
    )

    objects = RoadmapQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("feuille de route")
        verbose_name_plural = _("feuilles de route")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("roadmaps:detail", kwargs={"programme_slug": self.programme.slug, "pk": self.pk})


class RoadmapVersionQuerySet(models.QuerySet["RoadmapVersion"]):
    """Read and created only; what goes away with its whole programme does not pass here."""

    def update(self, **kwargs: Any) -> int:
        raise FrozenVersion

    def delete(self) -> tuple[int, dict[str, int]]:
        raise FrozenVersion


class FrozenVersion(Exception):
    """A validated version is immutable: nothing in the software changes or removes it."""


class RoadmapVersion(ProgrammeRow):
    """A validated roadmap, frozen: its whole content with its digest, and the PDF that was printed from it."""

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    validated_at = models.DateTimeField()
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    validated_what = models.CharField(_("validée par"), max_length=160, blank=True)

    objects = RoadmapVersionQuerySet.as_manager()

    class Meta:
        ordering = ["roadmap", "-number"]
        verbose_name = _("version validée")
        constraints = [models.UniqueConstraint(fields=["roadmap", "number"], name="roadmap_version_unique_number")]

    def __str__(self) -> str:
        return f"{self.roadmap} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse a second save: a validated version is immutable."""
        if not self._state.adding:
            raise FrozenVersion
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise FrozenVersion


class StepQuerySet(models.QuerySet["Step"]):
    def visible_to(self, membership: Membership) -> StepQuerySet:
        return self.filter(roadmap__in=Roadmap.objects.visible_to(membership))

    def unfinished(self) -> StepQuerySet:
        return self.exclude(state__in=[Step.State.DONE, Step.State.DROPPED])


class Step(ProgrammeRow):
    """One step of a roadmap. Its uuid stays across versions, and its progress lives here, outside them."""

    class State(models.TextChoices):
        TO_DO = "to_do", _("à venir")
        DOING = "doing", _("en cours")
        BLOCKED = "blocked", _("bloquée")
        DONE = "done", _("faite")
        DROPPED = "dropped", _("retirée")

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)
    title = models.CharField(_("étape"), max_length=200)
    deliverable = models.CharField(_("résultat attendu"), max_length=200, blank=True)
    starts_on = models.DateField(_("début"), null=True, blank=True)
    due_on = models.DateField(_("échéance"), null=True, blank=True)
    # The owner is one of: a contact of a company, a member of the programme, or a name (an élu, a provider).
    owner_contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("responsable")
    )
    owner_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    owner_name = models.CharField(_("responsable (en clair)"), max_length=120, blank=True)
    state = models.CharField(_("état"), max_length=8, choices=State, default=State.TO_DO)
    blocked_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    unblocked_when = models.CharField(_("débloquée quand"), max_length=200, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_note = models.CharField(_("ce qui a été fait"), max_length=300, blank=True)

    objects = StepQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("étape")
        verbose_name_plural = _("étapes")
        constraints = [
            models.CheckConstraint(
                name="step_done_at_iff_done",
                condition=Q(state="done", done_at__isnull=False) | (~Q(state="done") & Q(done_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="step_dates_in_order",
                condition=Q(starts_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                violation_error_message=_("L’échéance précède le début."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def owner(self) -> str:
        return str(self.owner_contact or self.owner_user or self.owner_name)


class RoadmapGuest(ProgrammeRow):
    """A partner's expert invited to one roadmap, and to nothing else."""

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="guests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("expert invité")
        constraints = [models.UniqueConstraint(fields=["roadmap", "user"], name="roadmap_guest_once")]

    def __str__(self) -> str:
        return f"{self.user} : {self.roadmap}"


class RoadmapPdf(StoredPdf):
    """A PDF asked for and, once rendered by the worker, kept. Unique per roadmap and content digest.

    `shows_parts` is false in the edition of those who read without taking part: they see the total to share,
    not each company's part.
    """

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="pdfs")
    roadmap_version = models.ForeignKey(
        RoadmapVersion, on_delete=models.CASCADE, null=True, blank=True, related_name="pdfs"
    )
    shows_parts = models.BooleanField(default=True)
    file = models.FileField(upload_to="roadmaps/%Y/%m/", blank=True)

    class Meta:
        verbose_name = _("PDF de feuille de route")
        constraints = [models.UniqueConstraint(fields=["roadmap", "digest"], name="roadmap_pdf_unique_digest")]

    def __str__(self) -> str:
        return f"{self.roadmap_id}:{self.digest[:8]}"
