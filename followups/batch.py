"""The morning's batch: the messages that wait to be read and sent in one click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class MorningBatch:
    """`count` messages ready; `sentence` reads « 4 relances du questionnaire, 2 invitations »."""

    count: int
    sentence: str
    review_url: str  # GET: « Relire »
    release_url: str  # POST: « Envoyer les 6 »


def morning_batch(programme: Programme) -> MorningBatch:
    """What « 6 messages prêts · Relire · Envoyer les 6 » needs; count 0 when nothing waits."""
    return MorningBatch(count=0, sentence="", review_url="", release_url="")
