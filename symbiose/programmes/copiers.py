"""What a new programme starts with: each app copies its own templates, or makes its defaults.

`copier(target, source)` is called once in the transaction that creates the programme; `source` is the programme
taken as a template, or None for an empty start.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

Copier = Callable[["Programme", "Programme | None"], None]
_COPIERS: list[Copier] = []


def register_copier(copier: Copier) -> None:
    if copier not in _COPIERS:
        _COPIERS.append(copier)


def furnish(target: Programme, source: Programme | None) -> None:
    """Give a new programme what each app wants it to have."""
    for copier in _COPIERS:
        copier(target, source)
