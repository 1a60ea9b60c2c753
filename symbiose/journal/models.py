from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.journal.timeline import readable_kinds


class FactQuerySet(models.QuerySet["Fact"]):
    def of_programme(self, programme_id: int) -> FactQuerySet:
        return self.filter(programme_id=programme_id)

    def about_company(self, company_uuid: uuid.UUID) -> FactQuerySet:
        return self.filter(company_uuid=company_uuid)

    def readable(self) -> FactQuerySet:
        """The facts that a timeline can tell; the others are kept for audits."""
        return self.filter(kind__in=readable_kinds())

    def update(self, **kwargs: Any) -> int:
        """Refuse: facts are only ever added."""
        raise TypeError("the journal is append-only")


class Fact(models.Model):
    """Something that happened, append-only, written in the transaction of its cause.

    `data` holds ids, numbers and dates, never a person's name: erasing a person leaves nothing here.
    """

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    happened_at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=40)
    holder_kind = models.CharField(max_length=20, blank=True)
    holder_id = models.UUIDField(null=True, blank=True)
    subject_kind = models.CharField(max_length=20)
    subject_uuid = models.UUIDField()
    company_uuid = models.UUIDField(null=True, blank=True)
    data = models.JSONField(default=dict, blank=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-pk"]
        verbose_name = _("fait")
        indexes = [
            models.Index(fields=["programme", "-happened_at"]),
            models.Index(fields=["programme", "company_uuid", "-happened_at"]),
            models.Index(fields=["subject_kind", "subject_uuid"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject_uuid}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse a second save: a fact does not change."""
        if not self._state.adding:
            raise TypeError("the journal is append-only")
        super().save(*args, **kwargs)
