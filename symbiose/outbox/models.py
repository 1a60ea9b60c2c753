from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutboxEmailQuerySet(models.QuerySet["OutboxEmail"]):
    def of_programme(self, programme_id: int) -> OutboxEmailQuerySet:
        return self.filter(programme_id=programme_id)

    def unsent(self) -> OutboxEmailQuerySet:
        return self.filter(sent_at__isnull=True, cancelled_at__isnull=True)

    def held(self) -> OutboxEmailQuerySet:
        return self.unsent().filter(held=True)

    def due(self, now: datetime | None = None) -> OutboxEmailQuerySet:
        """Released, due, and in nobody's hands."""
        instant = now or timezone.now()
        return self.unsent().filter(
            Q(lease_until__isnull=True) | Q(lease_until__lt=instant), held=False, due_at__lte=instant
        )

    def failing(self) -> OutboxEmailQuerySet:
        return self.unsent().exclude(last_error="")


class OutboxEmail(models.Model):
    """One message to one person, written in the transaction of its cause; the row decides, the queue only rings.

    `key` names the reason of the message and never queues two. The text is rendered at sending from
    `template` and `context` (ids and dates, never a link or a secret).
    """

    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(_("nature"), max_length=40)
    template = models.CharField(max_length=80)
    subject = models.CharField(_("objet"), max_length=200)
    holder_kind = models.CharField(max_length=20, blank=True)
    holder_id = models.UUIDField(null=True, blank=True)
    company_uuid = models.UUIDField(null=True, blank=True)
    recipient_email = models.EmailField(_("destinataire"))
    recipient_name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, default="fr")
    context = models.JSONField(default=dict)
    personal_note = models.TextField(_("mot ajouté"), blank=True)
    due_at = models.DateTimeField(_("à partir du"))
    held = models.BooleanField(_("attend la relecture"), default=False)
    released_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=120, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    objects = OutboxEmailQuerySet.as_manager()

    class Meta:
        ordering = ["-due_at", "-pk"]
        verbose_name = _("message")
        indexes = [
            models.Index(fields=["due_at"], condition=Q(sent_at=None, cancelled_at=None), name="outbox_pending"),
            models.Index(fields=["programme", "-due_at"]),
            models.Index(fields=["holder_kind", "holder_id"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="outbox_sent_or_cancelled_not_both",
                condition=Q(sent_at__isnull=True) | Q(cancelled_at__isnull=True),
            ),
            models.CheckConstraint(name="outbox_held_is_not_sent", condition=Q(held=False) | Q(sent_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def state(self) -> str:
        """One of sent, cancelled, held, failing, sending, planned: what the outbox page shows."""
        if self.sent_at:
            return "sent"
        if self.cancelled_at:
            return "cancelled"
        if self.held:
            return "held"
        if self.last_error:
            return "failing"
        return "planned" if self.tries == 0 else "sending"
