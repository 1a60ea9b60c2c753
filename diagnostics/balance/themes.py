"""The same need in at least three companies: counts by theme, never a name. Pure but for the lexicon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from diagnostics.balance.cells import Record
from diagnostics.balance.tables import parted


@dataclass(frozen=True, slots=True)
class SharedNeed:
    theme: str
    companies: int


def shared_needs(lines: Iterable[tuple[str, Record]], chosen: frozenset[str] = frozenset()) -> list[SharedNeed]:
    """The themes that at least three companies of the chosen group seek, most shared first.

    `lines` gives each need's theme and its record, of quantity 1; the empty theme counts for nothing. A theme is
    told under the same rule as a quantity, so that no count under three is had by difference.
    """
    by_theme: dict[str, list[Record]] = defaultdict(list)
    for theme, record in lines:
        if theme:
            by_theme[theme].append(record)
    found = [_shared(theme, _once_each(records), chosen) for theme, records in by_theme.items()]
    told = [need for need in found if need]
    return sorted(told, key=lambda need: (-need.companies, need.theme))


def themed(labels: Iterable[tuple[str, Record]], theme_of: Callable[[str], str]) -> Iterable[tuple[str, Record]]:
    """Each record under the theme of its label; a label is read once."""
    known: dict[str, str] = {}
    for label, record in labels:
        if label not in known:
            known[label] = theme_of(label)
        yield known[label], record


def _once_each(records: Iterable[Record]) -> list[Record]:
    """A company that says the same twice, in the same group, is one line: it must not weigh more."""
    kept: dict[tuple[int, frozenset[str]], Record] = {}
    for record in records:
        kept.setdefault((record.company, record.groups), record)
    return list(kept.values())


def _shared(theme: str, records: list[Record], chosen: frozenset[str]) -> SharedNeed | None:
    selected = [place for place, record in enumerate(records) if chosen <= record.groups]
    if not selected or not parted(records).tells(selected):
        return None
    return SharedNeed(theme, len({records[place].company for place in selected}))
