"""Edits that notice each other: a form carries the version it was opened with, a stale one is refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.db import models
from django.db.models import F

from symbiose.programmes.models import Programme
from symbiose.programmes.rows import ProgrammeRow

Row = TypeVar("Row", bound=ProgrammeRow | Programme)


class EditConflict(Exception):
    """Somebody else changed the row since the form was opened; `current` is the row as it is now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(f"{current._meta.label} {current.pk} was changed meanwhile")
        self.current = current


def save_edit(row: Row, *, expected_version: int, fields: Iterable[str]) -> Row:
    """Save `fields` of a row if it still has the version that the editor saw.

    The version grows by one conditional UPDATE, so it holds on SQLite as on PostgreSQL. To be called
    inside a transaction. Raises EditConflict, and ValidationError for bad values; either changes nothing.
    """
    row.full_clean()
    manager = type(row)._default_manager
    claimed = manager.filter(pk=row.pk, version=expected_version).update(version=F("version") + 1)
    if not claimed:
        raise EditConflict(manager.get(pk=row.pk))
    row.version = expected_version + 1
    row.save(update_fields=[*fields, "version"])
    return row
