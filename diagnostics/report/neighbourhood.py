"""What a tablet takes along: the themes of a neighbourhood with their words, so that the last card also counts the
lines typed without network. Counts of three companies at least, never a name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

from django.utils import timezone

from companies.models import Company
from diagnostics.company_neighbours import MOST_THEMES, Theme, counts_near
from symbiose.lexicon.concepts import concepts

LONGEST_TERM = 40


def themes_to_take_along(company: Company, now: datetime) -> dict[str, Any]:
    """{"as_of", "most", "themes": [{"label", "direction", "companies", "alike", "other", "words"}]}.

    `direction` is that of the other companies; `alike` is the sentence for a line on their side, `other` for one on
    the opposite side. A label that holds one of the `words`, accents and plurals apart, is about the theme.
    """
    counts = counts_near(company)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return {
        "as_of": timezone.localtime(now).isoformat(timespec="minutes"),
        "most": MOST_THEMES,
        "themes": [_theme(direction, label, number) for (direction, label), number in ordered],
    }


def _theme(direction: str, label: str, number: int) -> dict[str, Any]:
    return {
        "label": label,
        "direction": direction,
        "companies": number,
        "alike": Theme(label, direction, number, alike=True).sentence,
        "other": Theme(label, direction, number, alike=False).sentence,
        "words": list(_words_by_label().get(label, ())),
    }


@cache
def _words_by_label() -> dict[str, tuple[str, ...]]:
    words: dict[str, dict[str, None]] = {}
    for concept in concepts().values():
        found = words.setdefault(concept.label, {})
        found.update(dict.fromkeys(_keys(concept.label, *concept.terms)))
    return {label: tuple(found) for label, found in words.items()}


def _keys(*terms: str) -> Iterator[str]:
    return (term.lower() for term in terms if 2 < len(term) <= LONGEST_TERM)
