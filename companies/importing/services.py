"""Import a file of companies: the one door of the screen and of the command."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from companies.importing.apply import apply_plan
from companies.importing.planning import Action, ImportPlan, PlannedRow, plan_import
from companies.models import Company
from symbiose.programmes.models import Partner, Programme
from symbiose.tables import TableError

if TYPE_CHECKING:
    from symbiose.accounts.models import User


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """What becomes of one company of the file, for the eye: `changes` are the words of what would change."""

    line: int
    name: str
    city: str
    action: str
    changes: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do: the JSON of CONTRACTS."""

    created: int
    updated: int
    unchanged: int
    rejected: int
    errors: tuple[TableError, ...]
    done: bool
    rows: tuple[PreviewRow, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "errors": [
                {"line": error.line, "column": error.column, "message": error.message} for error in self.errors
            ],
        }


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """`dry_run` writes nothing; `partial` takes the lines without fault; `chambers` are given to new companies."""

    dry_run: bool = False
    partial: bool = False
    chambers: Iterable[Partner] = ()


def import_companies(
    *,
    programme: Programme,
    data: bytes,
    filename: str,
    actor: User | None = None,
    options: ImportOptions | None = None,
) -> ImportReport:
    """Import a file: all of it or nothing, unless `partial`. Never raises on the content of a file."""
    chosen = options or ImportOptions()
    try:
        return _import(programme, data, filename, actor, chosen)
    except IntegrityError:  # two files at once where the database has no row locks, or a key that slipped through
        message = _("Les données ont changé pendant l’import. Recommencez.")
        return ImportReport(0, 0, 0, 0, (TableError(1, "", message),), done=False)


@transaction.atomic
def _import(
    programme: Programme, data: bytes, filename: str, actor: User | None, options: ImportOptions
) -> ImportReport:
    Programme.objects.select_for_update().get(pk=programme.pk)  # one import at a time in a programme
    plan = plan_import(programme=programme, data=data, filename=filename)
    takes = plan.readable and (options.partial or not plan.errors)
    if takes and not options.dry_run:
        apply_plan(plan, programme=programme, actor=actor, chambers=options.chambers)
    return _report(plan, takes=takes)


def _report(plan: ImportPlan, *, takes: bool) -> ImportReport:
    counts = [len(plan.of(action)) if takes else 0 for action in Action]
    rows = tuple(_preview(row) for row in plan.rows)
    return ImportReport(counts[0], counts[1], counts[2], plan.rejected, tuple(plan.errors), done=takes, rows=rows)


def _preview(row: PlannedRow) -> PreviewRow:
    words = [_word(name) for name in row.changes] if row.action is Action.UPDATED else []
    words += [_("contact")] if row.contact_changes else []
    shown = ", ".join(dict.fromkeys(words))
    return PreviewRow(row.record.line, row.record.name, row.record.city, row.action.value, shown)


def _word(name: str) -> str:
    if name in {"latitude", "longitude"}:
        return _("position")
    return str(Company._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a column has a name
