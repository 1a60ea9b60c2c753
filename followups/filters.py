from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followups.kinds import NAMES
from symbiose.outbox.models import OutboxEmail, OutboxEmailQuerySet

STATES = [
    ("held", _("À relire")),
    ("planned", _("Prévus")),
    ("failing", _("Pas encore partis")),
    ("sent", _("Envoyés")),
    ("cancelled", _("Annulés")),
]
TOGETHER = {"planned": ["planned", "sending"], "failing": ["failing", "failed"]}


class OutboxFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """By state, kind and words of the subject or recipient."""

    q = django_filters.CharFilter(method="matching", label=_("Chercher"))
    state = django_filters.ChoiceFilter(choices=STATES, method="in_state", label=_("État"))
    kind = django_filters.ChoiceFilter(choices=list(NAMES.items()), label=_("Nature"))

    class Meta:
        model = OutboxEmail
        fields = ["kind"]

    def matching(self, emails: OutboxEmailQuerySet, name: str, value: str) -> OutboxEmailQuerySet:
        words = Q(subject__icontains=value) | Q(recipient_name__icontains=value) | Q(recipient_email__icontains=value)
        return emails.filter(words)

    def in_state(self, emails: OutboxEmailQuerySet, name: str, value: str) -> OutboxEmailQuerySet:
        return emails.in_states(*TOGETHER.get(value, [value]))

    def chosen(self) -> dict[str, Any]:
        """The words of the filters in force, by name."""
        data = self.form.cleaned_data if self.form.is_valid() else {}
        labels = {"state": dict(STATES), "kind": NAMES}
        return {name: labels[name][data[name]] for name in labels if data.get(name)}
