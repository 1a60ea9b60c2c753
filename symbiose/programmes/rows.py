"""The columns that every table of a programme shares."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ProgrammeRow(models.Model):
    """A row that belongs to one programme.

    `uuid` is public: offline clients and exports make it and keep it. `version` grows by one at each
    edit made through `symbiose.programmes.edits`, so that two people on one row are told.
    """

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="+", editable=False)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        for name in self.foreign_programme_fields():
            raise ValidationError({name: _("Cet élément appartient à un autre programme.")})

    def foreign_programme_fields(self) -> list[str]:
        """Names of the foreign keys that would cross into another programme."""
        return [
            field.name
            for field in self._meta.concrete_fields
            if isinstance(field, models.ForeignKey) and self._crosses_programmes(field)
        ]

    def _crosses_programmes(self, field: models.ForeignKey[Any, Any]) -> bool:
        target: Any = field.related_model
        if field.name == "programme" or not hasattr(target, "programme_id") or getattr(self, field.attname) is None:
            return False
        return bool(getattr(self, field.name).programme_id != self.programme_id)
