"""Files of flows and of proposals, as the matching commands read and write them. No database."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from symbiose.flow_table import FlowRow, read_flow_table
from symbiose.tables import Column, Table, TableError, read_table
from synergies.matching import FlowRecord, PairProposal

PROPOSAL_COLUMNS = ("flow_a", "flow_b", "kind", "score", "rank", "explanation", "group_id")


class FileProblem(Exception):
    """A file cannot be used; ``lines`` say why in French, one line per fault."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = list(lines)
        super().__init__("; ".join(self.lines))


@dataclass(frozen=True, slots=True)
class ExpectedPair:
    """A pair that an evaluation expects, or forbids; ``kind`` may be "any"."""

    flow_a: str
    flow_b: str
    kind: str


def read_bytes(path: str | Path) -> bytes:
    """Read a file. Raises FileProblem where it cannot be opened."""
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise FileProblem([f"{path}\u00a0: fichier introuvable."]) from None
    except OSError:
        raise FileProblem([f"{path}\u00a0: fichier illisible."]) from None


def read_flows(path: str | Path) -> list[FlowRecord]:
    """Read a file of flows. Raises FileProblem with one line per fault."""
    table = read_flow_table(read_bytes(path), filename=str(path), unique_key=lambda row: row.flow_id, allow_empty=True)
    _refuse(path, table.errors)
    return [to_record(row) for row in table.rows]


def to_record(row: FlowRow) -> FlowRecord:
    """Give a row of a table to the engine."""
    return FlowRecord(
        flow_id=row.flow_id,
        company_id=row.company_id,
        direction="ressource" if row.direction == "ressource" else "besoin",
        label=row.label,
        family=row.family,
        description=row.description,
        quantity=None if row.quantity is None else float(row.quantity),
        unit=row.unit,
        period=row.period,
        ewc_code=row.ewc_code,
        naf_code=row.naf_code,
        latitude=row.latitude,
        longitude=row.longitude,
        available_from=row.available_from,
        available_to=row.available_to,
    )


def read_pairs(path: str | Path) -> list[ExpectedPair]:
    """Read a file of expected or forbidden pairs; other columns are left aside."""
    columns = {
        "flow_a": Column(required=True),
        "flow_b": Column(required=True),
        "kind": Column(aliases=("forbidden_kind",)),
        "source": Column(aliases=("reason",)),
    }
    table = read_table(read_bytes(path), filename=str(path), columns=columns, allow_empty=True)
    _refuse(path, table.errors)
    return [ExpectedPair(row["flow_a"], row["flow_b"], row["kind"] or "any") for row in table.rows]


def read_labels(path: str | Path) -> list[str]:
    """Read a file of labels."""
    table: Table = read_table(
        read_bytes(path), filename=str(path), columns={"label": Column(required=True)}, allow_empty=True
    )
    _refuse(path, table.errors)
    return [row["label"] for row in table.rows]


def write_proposals(path: str | Path, proposals: Iterable[PairProposal]) -> None:
    """Write proposals as CSV. Raises FileProblem where the file cannot be written."""
    rows = ((p.flow_a, p.flow_b, p.kind, f"{p.score:.6f}", p.rank, p.explanation, p.group_id or "") for p in proposals)
    write_csv(path, PROPOSAL_COLUMNS, rows)


def write_csv(path: str | Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a CSV file in UTF-8. Raises FileProblem where it cannot be written."""
    try:
        with Path(path).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
    except OSError:
        raise FileProblem([f"{path}\u00a0: impossible d’écrire le fichier."]) from None


def _refuse(path: str | Path, errors: Iterable[TableError]) -> None:
    lines = [f"{Path(path).name}, {error}" for error in errors]
    if lines:
        raise FileProblem(lines)
