"""What a company says of the themes of its neighbourhood: one radio per theme, worth the theme or « no: » and it."""

from __future__ import annotations

from collections.abc import Iterable

NO = "no:"


def sorted_interests(said: Iterable[str], proposed: Iterable[str]) -> tuple[list[str], list[str]]:
    """The themes that interest, and those that do not; only themes that were really proposed count."""
    known, told = set(proposed), list(dict.fromkeys(said))
    declined = [text.removeprefix(NO) for text in told if text.startswith(NO)]
    return [text for text in told if text in known], [text for text in declined if text in known]
