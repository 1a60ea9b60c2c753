from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.outbox.models import OutboxEmail
from symbiose.programmes.rows import ProgrammeRow


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def of_holder(self, kind: str, holder_uuid: uuid.UUID) -> ReminderQuerySet:
        return self.filter(holder_kind=kind, holder_id=holder_uuid)

    def waiting(self) -> ReminderQuerySet:
        """Causes whose message has not left yet, and that still count."""
        return self.filter(dropped_at__isnull=True).exclude(email__sent_at__isnull=False)


class Reminder(ProgrammeRow):
    """A cause to remind one person of one thing, at one occasion; it points to the message that carries it.

    Unique per (rule, subject, holder, occasion): run as often as one likes, a rule writes a cause once.
    """

    rule = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=20)
    subject_uuid = models.UUIDField()
    holder_kind = models.CharField(max_length=20)
    holder_id = models.UUIDField()
    occasion = models.CharField(max_length=60)
    due_at = models.DateTimeField()
    # What this cause says alone: {"kind", "template", "subject", "context", "path"}; ids and dates only.
    message = models.JSONField(default=dict)
    email = models.ForeignKey(OutboxEmail, on_delete=models.SET_NULL, null=True, blank=True, related_name="reminders")
    dropped_at = models.DateTimeField(null=True, blank=True)
    drop_reason = models.CharField(max_length=120, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        verbose_name = _("relance")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "rule", "subject_uuid", "holder_kind", "holder_id", "occasion"],
                name="reminder_once_per_occasion",
            ),
        ]
        indexes = [models.Index(fields=["subject_uuid", "rule"]), models.Index(fields=["holder_kind", "holder_id"])]

    def __str__(self) -> str:
        return f"{self.rule}:{self.subject_uuid}:{self.occasion}"


class OptOutQuerySet(models.QuerySet["OptOut"]):
    def open(self) -> OptOutQuerySet:
        return self.filter(ended_at__isnull=True)

    def of_holder(self, kind: str, holder_uuid: uuid.UUID) -> OptOutQuerySet:
        return self.filter(holder_kind=kind, holder_id=holder_uuid)


class OptOut(ProgrammeRow):
    """A person who asked not to be reminded any more; messages that they ask for themselves still leave."""

    holder_kind = models.CharField(max_length=20)
    holder_id = models.UUIDField()
    opted_out_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = OptOutQuerySet.as_manager()

    class Meta:
        verbose_name = _("refus de relance")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "holder_kind", "holder_id"],
                condition=Q(ended_at__isnull=True),
                name="opt_out_one_open_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder_kind}:{self.holder_id}"


class RuleSetting(ProgrammeRow):
    """A reminder rule switched off in a programme; without a row, a rule is on."""

    rule = models.CharField(max_length=40)
    enabled = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("réglage de relance")
        constraints = [models.UniqueConstraint(fields=["programme", "rule"], name="rule_setting_once")]

    def __str__(self) -> str:
        return self.rule
