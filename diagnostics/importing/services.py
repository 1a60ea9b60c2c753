"""Import a file of flows: the one door of the screen and of the command."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from companies.importing.planning import Action
from companies.importing.services import ImportOptions, ImportReport
from companies.models import Company
from diagnostics.enums import Origin
from diagnostics.importing.planning import FlowPlan, PlannedFlow, plan_import
from diagnostics.models import Flow, FlowVersion
from diagnostics.services.flows import EDITED, NORMALISED, cut_versions, normalise
from symbiose.journal.models import Fact
from symbiose.journal.services import Actor
from symbiose.programmes.models import Programme
from symbiose.tables import TableError

if TYPE_CHECKING:
    from symbiose.accounts.models import User

BATCH = 500
COLUMNS = (*EDITED, *NORMALISED, "latitude", "longitude", "version")


def import_flows(
    *,
    programme: Programme,
    data: bytes,
    filename: str,
    actor: User | None = None,
    options: ImportOptions | None = None,
) -> ImportReport:
    """Import a file: all of it or nothing, unless `partial`. Never raises on the content of a file."""
    try:
        return _import(programme, data, filename, actor, options or ImportOptions())
    except IntegrityError:  # two files at once where the database has no row locks
        message = _("Les données ont changé pendant l’import. Recommencez.")
        return ImportReport(0, 0, 0, 0, (TableError(1, "", message),), done=False)


@transaction.atomic
def _import(
    programme: Programme, data: bytes, filename: str, actor: User | None, options: ImportOptions
) -> ImportReport:
    Programme.objects.select_for_update().get(pk=programme.pk)  # one import at a time in a programme
    plan = plan_import(programme=programme, data=data, filename=filename)
    takes = plan.lines > 0 and (options.partial or not plan.errors)
    if takes and not options.dry_run:
        _apply(plan, programme, actor)
    counts = [len(plan.of(action)) if takes else 0 for action in Action]
    return ImportReport(counts[0], counts[1], counts[2], plan.rejected, tuple(plan.errors), done=takes)


def _apply(plan: FlowPlan, programme: Programme, actor: User | None) -> None:
    created = [_filled(row) for row in plan.of(Action.CREATED)]
    updated = [_filled(row) for row in plan.of(Action.UPDATED)]
    for flow in created:
        flow.origin_kind, flow.created_by = Origin.IMPORT, actor
    written = bulk_create_with_history(created, Flow, batch_size=BATCH, default_user=actor)
    for flow in updated:
        flow.version += 1
    bulk_update_with_history(updated, Flow, COLUMNS, batch_size=BATCH, default_user=actor)
    cut_versions([*written, *updated], cause=FlowVersion.Cause.IMPORT, actor=Actor(user=actor))
    _record([*written, *updated], programme, actor)


def _filled(row: PlannedFlow) -> Flow:
    for name, value in row.changes.items():
        setattr(row.flow, name, value)
    return normalise(row.flow)


def _record(flows: list[Flow], programme: Programme, actor: User | None) -> None:
    """One fact a company, with the number of its lines."""
    lines = Counter(flow.company_id for flow in flows)
    companies = Company.objects.filter(programme=programme).in_bulk(list(lines)) if lines else {}
    facts = [
        Fact(
            programme=programme,
            kind="flows_imported",
            subject_kind="company",
            subject_uuid=companies[pk].uuid,
            company_uuid=companies[pk].uuid,
            created_by=actor,
            data={"lines": count},
        )
        for pk, count in lines.items()
    ]
    Fact.objects.bulk_create(facts, batch_size=BATCH)
