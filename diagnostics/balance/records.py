"""From the lines of a programme to the records that the balance adds up. Two queries, whatever their number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from diagnostics.balance.cells import Record, Side, side_of
from diagnostics.enums import Direction, Period
from diagnostics.models import Diagnostic, Flow, Template
from symbiose.lexicon.waste_codes import normalise_ewc
from symbiose.nomenclatures.naf import naf_section
from symbiose.nomenclatures.units import base_amount

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

COLUMNS = (
    "pk",
    "company_id",
    "direction",
    "family",
    "quantity",
    "unit",
    "period",
    "quantity_per_year",
    "dimension",
    "ewc_code",
    "outlet",
    "quantity_kind",
    "origin_uuid",
    "company__park_id",
    "company__city",
    "company__naf_code",
)
NOWHERE = UUID(int=0)


class Row(NamedTuple):
    """One line as the database gives it, in the order of COLUMNS."""

    line: int
    company: int
    direction: str
    family: str
    quantity: Decimal | None
    unit: str
    period: str
    per_year: float | None
    dimension: str
    code: str
    outlet: str
    kind: str
    origin: UUID | None
    park: int | None
    city: str
    naf: str


@dataclass(frozen=True, slots=True)
class Visit:
    """What a line owes to the visit at which it was told."""

    wave: int | None = None
    is_balance: bool = False


NO_VISIT = Visit()


def records_of(programme: Programme) -> list[Record]:
    """Every line that has a yearly or a one-off amount in a known unit, of the levels that count for all."""
    visits = _visits(programme)
    flows = Flow.objects.counted_for_all().filter(programme=programme, quantity__gt=0).exclude(dimension="")
    rows = flows.order_by("pk").values_list(*COLUMNS)
    records = (_record(Row(*row), visits) for row in rows)
    return [record for record in records if record]


def _visits(programme: Programme) -> dict[UUID, Visit]:
    """Every version of the flow balance's questions counts, the old as the new: they are one series."""
    stock = Template.objects.filter(programme=programme, stock=Template.Stock.BALANCE).values("series")
    rows = Diagnostic.objects.filter(programme=programme).order_by("pk")
    balances = set(rows.filter(template__series__in=stock).values_list("uuid", flat=True))
    return {row: Visit(wave, row in balances) for row, wave in rows.values_list("uuid", "wave_id")}


def _record(row: Row, visits: dict[UUID, Visit]) -> Record | None:
    once = row.period == Period.ONCE
    quantity = base_amount(row.quantity, row.unit)[0] if once else row.per_year
    if not quantity or quantity <= 0:
        return None
    return Record(
        line=row.line,
        company=row.company,
        side=side_of(row.direction, row.family),
        family=row.family,
        code=_code(row.code),
        dimension=row.dimension,
        once=once,
        quantity=float(quantity),
        groups=_groups_of(row, visits),
    )


@lru_cache(maxsize=2048)
def _code(typed: str) -> str:
    try:
        return normalise_ewc(typed) if typed else ""
    except ValueError:
        return ""


def _groups_of(row: Row, visits: dict[UUID, Visit]) -> frozenset[str]:
    visit = visits.get(row.origin or NOWHERE, NO_VISIT)
    return _groups(row.outlet, row.kind, row.park, row.city, row.naf, visit)


@lru_cache(maxsize=16384)
def _groups(outlet: str, kind: str, park: int | None, city: str, naf: str, visit: Visit) -> frozenset[str]:
    """The words of a line: alike for all lines of a company, but for outlet, kind and visit."""
    words = {
        "outlet": outlet or "unknown",
        "kind": kind,
        "park": park,
        "city": city,
        "naf": naf_section(naf),
        "wave": visit.wave,
        "source": "balance" if visit.is_balance else "other",
    }
    return frozenset(f"{axis}:{value}" for axis, value in words.items() if value not in (None, ""))


def needs_of(programme: Programme) -> list[tuple[str, Record]]:
    """What companies seek, by the words of the line; each record counts for one, with or without a quantity."""
    visits = _visits(programme)
    flows = Flow.objects.counted_for_all().filter(programme=programme, direction=Direction.NEED)
    rows = flows.order_by("pk").values_list("label", *COLUMNS)
    return [(label, _need(Row(*row), visits)) for label, *row in rows]


def _need(row: Row, visits: dict[UUID, Visit]) -> Record:
    return Record(
        line=row.line,
        company=row.company,
        side=Side.NEEDS,
        family=row.family,
        code="",
        dimension="",
        once=False,
        quantity=1.0,
        groups=_groups_of(row, visits) | {f"family:{row.family}"},
    )
