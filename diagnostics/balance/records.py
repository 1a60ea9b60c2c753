"""From the lines of a programme to the records that the balance adds up. Two queries, whatever their number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
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


@dataclass(frozen=True, slots=True)
class Visit:
    """What a line owes to the visit at which it was told."""

    wave: int | None
    is_balance: bool


def records_of(programme: Programme) -> list[Record]:
    """Every line that has a yearly or a one-off amount in a known unit, of the levels that count for all."""
    visits = _visits(programme)
    flows = Flow.objects.counted_for_all().filter(programme=programme, quantity__gt=0).exclude(dimension="")
    rows = flows.order_by("pk").values_list(*COLUMNS)
    records = (_record(dict(zip(COLUMNS, row, strict=True)), visits) for row in rows.iterator(chunk_size=5000))
    return [record for record in records if record]


def _visits(programme: Programme) -> dict[UUID, Visit]:
    """Every version of the flow balance's questions counts, the old as the new: they are one series."""
    stock = Template.objects.filter(programme=programme, stock=Template.Stock.BALANCE).values("series")
    rows = Diagnostic.objects.filter(programme=programme).order_by("pk")
    balances = set(rows.filter(template__series__in=stock).values_list("uuid", flat=True))
    return {row: Visit(wave, row in balances) for row, wave in rows.values_list("uuid", "wave_id")}


def _record(row: dict[str, Any], visits: dict[UUID, Visit]) -> Record | None:
    once = row["period"] == Period.ONCE
    quantity = base_amount(row["quantity"], row["unit"])[0] if once else row["quantity_per_year"]
    if not quantity or quantity <= 0:
        return None
    return Record(
        line=row["pk"],
        company=row["company_id"],
        side=side_of(row["direction"], row["family"]),
        family=row["family"],
        code=_code(row["ewc_code"]),
        dimension=row["dimension"],
        once=once,
        quantity=float(quantity),
        groups=_groups(row, visits.get(row["origin_uuid"])),
    )


@lru_cache(maxsize=2048)
def _code(typed: str) -> str:
    try:
        return normalise_ewc(typed) if typed else ""
    except ValueError:
        return ""


@lru_cache(maxsize=2048)
def section(naf_code: str) -> str:
    return naf_section(naf_code)


def _groups(row: dict[str, Any], visit: Visit | None) -> frozenset[str]:
    words = {
        "outlet": row["outlet"] or "unknown",
        "kind": row["quantity_kind"],
        "park": row["company__park_id"],
        "city": row["company__city"],
        "naf": section(row["company__naf_code"]),
        "wave": visit.wave if visit else None,
        "source": "balance" if visit and visit.is_balance else "other",
    }
    return frozenset(f"{axis}:{value}" for axis, value in words.items() if value not in (None, ""))


def needs_of(programme: Programme) -> list[tuple[str, Record]]:
    """What companies seek, by the words of the line; each record counts for one, with or without a quantity."""
    visits = _visits(programme)
    flows = Flow.objects.counted_for_all().filter(programme=programme, direction=Direction.NEED)
    rows = flows.order_by("pk").values_list("label", *COLUMNS)
    return [(label, _need(dict(zip(COLUMNS, row, strict=True)), visits)) for label, *row in rows]


def _need(row: dict[str, Any], visits: dict[UUID, Visit]) -> Record:
    return Record(
        line=row["pk"],
        company=row["company_id"],
        side=Side.NEEDS,
        family=row["family"],
        code="",
        dimension="",
        once=False,
        quantity=1.0,
        groups=_groups(row, visits.get(row["origin_uuid"])) | {f"family:{row['family']}"},
    )
