"""Who is who in a programme today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from symbiose.programmes.models import Membership

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.programmes.models import Programme


def animator_in_charge(programme: Programme) -> User | None:
    """Who signs, is called and is told: an interim while it lasts, else the first animator of the programme."""
    held = Membership.objects.filter(programme=programme).animators().active().select_related("user")
    first = held.order_by(F("valid_until").asc(nulls_last=True), "created_at", "pk").first()
    return first.user if first else None
