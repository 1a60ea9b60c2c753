"""A reset address is minted for one person at sending, so a programme has none to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme


def no_reset_key(programme: Programme) -> None:
    return None


SAMPLES = {"account_reset_password_from_key": no_reset_key}
