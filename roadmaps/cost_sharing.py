"""Share a cost between companies, to the cent.

Pure arithmetic on cents by the method of largest remainders (Hare quota): each part is rounded
down to the cent, then the cents that are left go one by one to the largest remainders. So the
parts always add up to the amount, and no part is a cent or more away from its exact value.
Equal remainders are served in the order in which the companies are given.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

CENT = Decimal("0.01")


def share_cost(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Share ``amount`` (euros) in proportion to ``weights``: kilograms, workforce or free parts.

    Returns one part a weight, in the same order; their sum is ``amount`` exactly.
    When every weight is zero nothing tells the companies apart: the parts are equal.
    Raises ValueError if the amount has a fraction of a cent or is negative, if a weight is
    negative or not finite, or if there is something to share and nobody to share it.
    """
    cents = _cents(amount)
    if any(not weight.is_finite() or weight < 0 for weight in weights):
        raise ValueError("every weight must be a positive number or zero")
    if not weights:
        if cents:
            raise ValueError("nobody to share the amount")
        return []
    exact = [Fraction(weight) for weight in weights] if any(weights) else [Fraction(1)] * len(weights)
    return [CENT * part for part in _largest_remainders(cents, exact)]


def share_equally(amount: Decimal, count: int) -> list[Decimal]:
    """Share ``amount`` between ``count`` companies: the parts differ by one cent at most."""
    return share_cost(amount, [Decimal(1)] * count)


def _cents(amount: Decimal) -> int:
    if not amount.is_finite() or amount < 0:
        raise ValueError(f"the amount must be positive or zero, got {amount}")
    if amount != amount.quantize(CENT):
        raise ValueError(f"the amount has a fraction of a cent: {amount}")
    return int(amount * 100)


def _largest_remainders(cents: int, weights: Sequence[Fraction]) -> list[int]:
    total = sum(weights)
    exact = [cents * weight / total for weight in weights]
    parts = [int(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda index: parts[index] - exact[index])
    for index in by_remainder[: cents - sum(parts)]:
        parts[index] += 1
    return parts
