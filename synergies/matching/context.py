"""What surrounds the meaning of a pair: distance, quantities and dates, each a share from 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from symbiose.lexicon.quantities import ONE_OFF, base_amount, per_year
from synergies.matching.records import FlowRecord

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
UNKNOWN_QUANTITY = 0.5
DECADES = 3.0
ALWAYS, ONE_WINDOW, ONCE_FOR_A_NEED = 1.0, 0.9, 0.6
FAR_PAST, FAR_FUTURE = date(1, 1, 1).toordinal(), date(9999, 12, 31).toordinal()


class Amounts:
    """Yearly amounts of flows, or whole amounts of one-offs, with their dimension."""

    def __init__(self, flows: Sequence[FlowRecord]) -> None:
        values, kinds = [], []
        for flow in flows:
            value, kind = _amount(flow)
            values.append(np.nan if value is None or value <= 0 else value)
            kinds.append(kind)
        names = {kind: number for number, kind in enumerate(sorted(set(kinds)))}
        self.values = np.array(values, dtype=np.float64)
        self.kinds = np.array([names[kind] for kind in kinds], dtype=np.int64)

    def fit(self, first: Ints, second: Ints) -> Floats:
        """How well two amounts fit: 1 when equal, 0 when one is a thousand times the other, 0.5 unknown."""
        a, b = self.values[first], self.values[second]
        gap = np.abs(np.log10(a) - np.log10(b))
        fit = np.clip(1.0 - gap / DECADES, 0.0, 1.0)
        unknown = np.isnan(fit) | (self.kinds[first] != self.kinds[second])
        return np.where(unknown, UNKNOWN_QUANTITY, fit)


def _amount(flow: FlowRecord) -> tuple[float | None, str]:
    if flow.period == ONE_OFF:
        value, dimension = base_amount(flow.quantity, flow.unit)
        return value, f"{dimension} {ONE_OFF}"
    return per_year(flow.quantity, flow.unit, flow.period)


class Windows:
    """Periods of availability as day numbers; an open side is the end of time."""

    def __init__(self, flows: Sequence[FlowRecord]) -> None:
        self.start = np.array([_day(flow.available_from, FAR_PAST) for flow in flows], dtype=np.int64)
        self.end = np.array([_day(flow.available_to, FAR_FUTURE) for flow in flows], dtype=np.int64)
        self.bounded = np.array([bool(flow.available_from or flow.available_to) for flow in flows], dtype=np.bool_)
        self.once = np.array([flow.period == ONE_OFF for flow in flows], dtype=np.bool_)

    def meet(self, first: Ints, second: Ints) -> npt.NDArray[np.bool_]:
        """Tell which pairs share at least a day."""
        result: npt.NDArray[np.bool_] = (self.start[first] <= self.end[second]) & (
            self.start[second] <= self.end[first]
        )
        return result

    def overlap(self, first: Ints, second: Ints) -> Floats:
        """Share of the shorter period that both have; 1 where neither is bounded, less where one comes once."""
        common = np.minimum(self.end[first], self.end[second]) - np.maximum(self.start[first], self.start[second]) + 1
        shorter = np.minimum(self.end[first] - self.start[first], self.end[second] - self.start[second]) + 1
        share = np.clip(common / np.maximum(shorter, 1), 0.0, 1.0)
        both = self.bounded[first] & self.bounded[second]
        either = self.bounded[first] | self.bounded[second]
        result = np.where(both, share, np.where(either, ONE_WINDOW, ALWAYS))
        return np.where(self.once[first] != self.once[second], result * ONCE_FOR_A_NEED, result)


def _day(day: date | None, default: int) -> int:
    return day.toordinal() if day else default
