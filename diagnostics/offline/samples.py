"""Real objects for each of these addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnostics.models import Diagnostic, FieldConflict
from symbiose.programmes.url_samples import Finder, Kwargs, first_pk

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme


def _diagnostic(programme: Programme) -> Kwargs | None:
    return first_pk(Diagnostic.objects.filter(programme=programme))


def _conflict(programme: Programme) -> Kwargs | None:
    conflict = FieldConflict.objects.filter(programme=programme).order_by("pk").first()
    return {"pk": conflict.diagnostic_id, "conflict": conflict.pk} if conflict else None


SAMPLES: dict[str, Finder] = {
    **{f"sync:{name}": _diagnostic for name in ("push", "state", "conflicts")},
    "sync:resolve": _conflict,
}
