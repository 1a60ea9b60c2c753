"""What was sent from a tablet, remembered so that a repeated sending changes nothing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from diagnostics.models.visits import Diagnostic
from symbiose.programmes.rows import ProgrammeRow


class SyncedOperation(ProgrammeRow):
    """One operation that arrived and was settled. Its answer is given again when the network lost the first one.

    A refused operation leaves no row: corrected, it may come again under the same id.
    """

    class Status(models.TextChoices):
        DONE = "done", _("faite")
        CONFLICT = "conflict", _("en désaccord")

    diagnostic = models.ForeignKey(Diagnostic, on_delete=models.CASCADE, related_name="synced_operations")
    operation = models.UUIDField()
    status = models.CharField(max_length=8, choices=Status)

    class Meta:
        verbose_name = _("opération reçue")
        constraints = [
            models.UniqueConstraint(fields=["diagnostic", "created_by", "operation"], name="synced_operation_once")
        ]

    def __str__(self) -> str:
        return str(self.operation)
