"""Meetings and workshops: who was invited, who came, what was decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Company, Contact
from symbiose.programmes.models import Membership, Role, Wave
from symbiose.programmes.rows import ProgrammeRow
from synergies.models import Synergy


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, membership: Membership) -> EventQuerySet:
        events = self.filter(programme=membership.programme_id)
        if membership.role in {Role.ANIMATOR, Role.ADVISER}:
            return events
        return events.none()

    def upcoming(self) -> EventQuerySet:
        return self.filter(starts_at__gte=timezone.now(), cancelled_at__isnull=True).order_by("starts_at")

    def of_companies(self) -> EventQuerySet:
        """Meetings to which companies come; committees and the press have their own."""
        return self.filter(kind__in=[Event.Kind.INFORMATION, Event.Kind.WORKSHOP, Event.Kind.VISIT])

    def with_attendance_counts(self) -> EventQuerySet:
        """Annotate n_invited, n_coming and n_present."""
        return self.annotate(
            n_invited=Count("attendances", filter=Q(attendances__invited_at__isnull=False)),
            n_coming=Count("attendances", filter=Q(attendances__answer="coming")),
            n_present=Count("attendances", filter=Q(attendances__present=True)),
        )


class Event(ProgrammeRow):
    """A meeting (rencontre) of the programme."""

    class Kind(models.TextChoices):
        INFORMATION = "information", _("réunion d’information")
        WORKSHOP = "workshop", _("atelier")
        COPIL = "copil", _("comité de pilotage")
        COTECH = "cotech", _("comité technique")
        VISIT = "visit", _("visite")
        PRESS = "press", _("conférence de presse")

    kind = models.CharField(_("nature"), max_length=11, choices=Kind)
    title = models.CharField(_("titre"), max_length=160)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"), null=True, blank=True)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    city = models.CharField(_("commune"), max_length=80, blank=True)
    description = models.TextField(_("ordre du jour"), max_length=4000, blank=True)
    minutes = models.TextField(_("compte rendu"), max_length=20000, blank=True)
    closed_at = models.DateTimeField(_("clos le"), null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "pk"]
        verbose_name = _("rencontre")
        verbose_name_plural = _("rencontres")
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_it_starts",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("La fin précède le début."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_to_come(self) -> bool:
        return self.cancelled_at is None and self.starts_at > timezone.now()

    def get_absolute_url(self) -> str:
        return reverse("events:detail", kwargs={"programme_slug": self.programme.slug, "pk": self.pk})


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def present(self) -> AttendanceQuerySet:
        return self.filter(present=True)

    def unanswered(self) -> AttendanceQuerySet:
        return self.filter(answer=Attendance.Answer.NONE)


class Attendance(ProgrammeRow):
    """One company at one meeting: invited, what it answered, whether it came."""

    class Answer(models.TextChoices):
        NONE = "none", _("sans réponse")
        COMING = "coming", _("vient")
        NOT_COMING = "not_coming", _("ne vient pas")
        INTERESTED = "interested", _("excusée mais intéressée")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="attendances")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="attendances")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("réponse"), max_length=10, choices=Answer, default=Answer.NONE)
    answered_at = models.DateTimeField(null=True, blank=True)
    present = models.BooleanField(_("présente"), null=True, blank=True)
    noted_at = models.DateTimeField(null=True, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["company__name", "pk"]
        verbose_name = _("participation à une rencontre")
        constraints = [models.UniqueConstraint(fields=["event", "company"], name="attendance_once_per_event")]

    def __str__(self) -> str:
        return f"{self.company} à {self.event}"


class AgendaItem(ProgrammeRow):
    """A synergy on a workshop's agenda, the hands raised for it and what was decided."""

    class Decision(models.TextChoices):
        RETAINED = "retained", _("retenue")
        TO_STUDY = "to_study", _("à approfondir")
        SET_ASIDE = "set_aside", _("écartée")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="agenda_items")
    synergy = models.ForeignKey(Synergy, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)
    hands_retain = models.PositiveSmallIntegerField(_("pour"), null=True, blank=True)
    hands_study = models.PositiveSmallIntegerField(_("à approfondir"), null=True, blank=True)
    hands_set_aside = models.PositiveSmallIntegerField(_("contre"), null=True, blank=True)
    decision = models.CharField(_("décision"), max_length=9, choices=Decision, blank=True)
    reason = models.CharField(_("raison"), max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("synergie à l’ordre du jour")
        constraints = [
            models.UniqueConstraint(fields=["event", "synergy"], name="agenda_item_once_per_event"),
            models.CheckConstraint(
                name="agenda_item_decided_at_iff_decided",
                condition=Q(decision="", decided_at__isnull=True) | (~Q(decision="") & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="agenda_item_set_aside_has_a_reason",
                condition=~Q(decision="set_aside") | ~Q(reason=""),
                violation_error_message=_("Dites en quelques mots pourquoi la piste est écartée."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} : {self.synergy}"
