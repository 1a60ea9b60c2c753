from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

STATES = ("planned", "held", "sending", "failing", "failed", "sent", "cancelled")


class OutboxEmailQuerySet(models.QuerySet["OutboxEmail"]):
    def of_programme(self, programme_id: int) -> OutboxEmailQuerySet:
        return self.filter(programme_id=programme_id)

    def unsent(self) -> OutboxEmailQuerySet:
        return self.filter(sent_at__isnull=True, cancelled_at__isnull=True)

    def held(self) -> OutboxEmailQuerySet:
        return self.unsent().filter(held=True)

    def free(self) -> OutboxEmailQuerySet:
        """In nobody's hands: a lease is counted on the real clock, whatever instant a command is given."""
        return self.filter(Q(lease_until__isnull=True) | Q(lease_until__lt=timezone.now()))

    def due(self, now: datetime | None = None) -> OutboxEmailQuerySet:
        """Released, due, not waiting for a new try, and in nobody's hands."""
        instant = now or timezone.now()
        return (
            self.unsent()
            .free()
            .filter(
                Q(retry_at__isnull=True) | Q(retry_at__lte=instant),
                held=False,
                failed_at__isnull=True,
                due_at__lte=instant,
            )
        )

    def due_or_stuck(self, now: datetime) -> OutboxEmailQuerySet:
        """What an operator's run tries: also what is held, waits for a new try, or was given up."""
        return self.unsent().free().filter(due_at__lte=now)

    def failing(self) -> OutboxEmailQuerySet:
        return self.unsent().exclude(last_error="")

    def with_state(self) -> OutboxEmailQuerySet:
        """`state_name`: the same word as the property `state`, for filters and counts."""
        return self.annotate(
            state_name=Case(
                When(sent_at__isnull=False, then=Value("sent")),
                When(cancelled_at__isnull=False, then=Value("cancelled")),
                When(failed_at__isnull=False, then=Value("failed")),
                When(held=True, then=Value("held")),
                When(~Q(last_error=""), then=Value("failing")),
                When(tries__gt=0, then=Value("sending")),
                default=Value("planned"),
                output_field=models.CharField(),
            )
        )

    def in_states(self, *states: str) -> OutboxEmailQuerySet:
        """Rows with one of these words of `state`; after `with_state`."""
        return self.filter(Q(("state_name__in", states)))

    def state_counts(self) -> dict[str, int]:
        """How many rows each word of `state` has."""
        counts = {state: Count("pk", filter=Q(("state_name", state))) for state in STATES}
        return self.with_state().order_by().aggregate(**counts)


class OutboxEmail(models.Model):
    """One message to one person, written in the transaction of its cause; the row decides, the queue only rings.

    `key` names the reason of the message and never queues two. The text is rendered at sending from
    `template` and `context` (ids and dates, never a link or a secret); `sent_text` is what left, links taken out.
    `lease_until` says that somebody is sending it, `retry_at` when to try again after a refusal, `failed_at`
    that no further try is made by itself.
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
    asked_for = models.BooleanField(default=False, editable=False)
    held = models.BooleanField(_("attend la relecture"), default=False)
    released_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    retry_at = models.DateTimeField(_("nouvel essai le"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)
    sent_text = models.TextField(blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
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
        """One of sent, cancelled, failed, held, failing, sending, planned: what the outbox page shows."""
        if self.sent_at:
            return "sent"
        if self.cancelled_at:
            return "cancelled"
        if self.failed_at:
            return "failed"
        if self.held:
            return "held"
        if self.last_error:
            return "failing"
        return "sending" if self.tries else "planned"
