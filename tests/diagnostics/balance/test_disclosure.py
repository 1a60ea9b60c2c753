"""The secrecy of the flow balance: what may be told, and that nothing hidden can be worked out from what is."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostics.balance.cells import CellKey, Detail, Record, Side, cells_of, side_of, sums_of
from diagnostics.balance.disclosure import Parts, is_tellable
from diagnostics.balance.tables import balance, parted


def record(
    line: int, company: int, quantity: float = 10.0, *, groups: tuple[str, ...] = (), code: str = "15 01 01",
    family: str = "dechet", once: bool = False, dimension: str = "masse", side: Side = Side.OUT,
) -> Record:  # fmt: skip
    return Record(line, company, side, family, code, dimension, once, quantity, frozenset(groups))


@pytest.mark.parametrize(
    ("sums", "told"),
    [
        ({1: 10.0, 2: 10.0}, False),  # two companies: each knows the other
        ({1: 10.0, 2: 10.0, 3: 10.0}, True),
        ({1: 85.0, 2: 10.0, 3: 5.0}, False),  # one makes 85 %
        ({1: 84.0, 2: 10.0, 3: 6.0}, True),
        ({}, False),
    ],
)
def test_a_sum_needs_three_companies_and_none_that_dominates(sums: dict[int, float], told: bool) -> None:
    assert is_tellable(sums) is told


def test_one_company_with_three_lines_is_one_company() -> None:
    records = [record(1, 1), record(2, 1), record(3, 2)]

    assert not balance(records).cells


def test_a_group_whose_complement_is_one_company_is_refused() -> None:
    records = [record(n, n, groups=("park:1",) if n < 4 else ()) for n in range(5)]

    assert balance(records).cells
    found = balance(records, frozenset({"park:1"}))
    assert not found.cells
    assert found.is_refused


def test_a_group_whose_overlap_with_another_is_one_company_is_refused() -> None:
    """Park and commune share one company: park and commune without both would be its own quantity."""
    park = [record(n, n, groups=("park:1",)) for n in range(4)]
    both = [record(4, 4, groups=("park:1", "city:Rouez"))]
    city = [record(n, n, groups=("city:Rouez",)) for n in range(5, 9)]
    others = [record(n, n) for n in range(9, 13)]
    records = [*park, *both, *city, *others]

    told = {group: bool(balance(records, frozenset({group})).cells) for group in ("park:1", "city:Rouez")}

    assert told == {"park:1": True, "city:Rouez": False}


def test_a_chosen_crossing_made_of_whole_parts_is_told() -> None:
    records = [record(n, n, groups=(f"park:{n % 2}", f"city:{'A' if n < 12 else 'B'}")) for n in range(24)]

    found = balance(records, frozenset({"park:0", "city:A"}))

    assert [cell.quantity for cell in found.cells] == [60.0]


def test_codes_that_may_not_be_told_go_to_their_chapter_then_to_their_family() -> None:
    codes = ["15 01 01", "15 01 02", "15 01 03", "20 01 08", "03 01 05", ""]
    records = [record(n, n, code=code) for n, code in enumerate(codes)]

    told, left = cells_of(records)

    assert [(key.detail, key.code) for key in told] == [(Detail.CHAPTER, "15"), (Detail.FAMILY, "")]
    assert left == 0


def test_dimensions_and_periods_are_never_added() -> None:
    records = [
        record(n, n, dimension=dimension, once=once)
        for n, (dimension, once) in enumerate([("masse", False), ("volume", False), ("masse", True)])
    ]

    assert not balance(records).cells


def test_the_totals_add_only_what_is_shown() -> None:
    shown = [record(n, n) for n in range(3)]
    alone = [record(9, 9, 1000.0, family="matiere", code="")]

    found = balance([*shown, *alone])

    assert sum(cell.quantity for cell in found.cells) == 30.0
    assert found.hidden


def test_the_share_of_an_estimate_that_is_one_companys_is_not_told() -> None:
    kinds = ["declared"] * 4 + ["estimated"]
    records = [record(n, n, groups=(f"kind:{kind}",)) for n, kind in enumerate(kinds)]

    (cell,) = balance(records).cells

    assert "kind:estimated" not in cell.splits
    assert "kind:declared" not in cell.splits


def test_what_leaves_is_told_when_three_companies_send_it_away() -> None:
    records = [record(n, n, groups=("outlet:outside" if n < 3 else "outlet:unknown",)) for n in range(6)]

    (cell,) = balance(records).cells

    assert cell.splits == {"outlet:outside": 30.0, "outlet:unknown": 30.0}


@pytest.mark.parametrize(
    ("direction", "family", "side"),
    [
        ("besoin", "matiere", Side.IN),
        ("besoin", "achat", Side.IN),
        ("ressource", "dechet", Side.OUT),
        ("besoin", "competence", Side.NEEDS),
        ("ressource", "equipement", Side.SHARED),
    ],
)
def test_a_line_stands_on_one_side(direction: str, family: str, side: Side) -> None:
    assert side_of(direction, family) is side


def test_a_line_without_a_positive_quantity_is_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        Parts([1, 2], [1.0, 0.0])


GROUPS = st.frozensets(
    st.sampled_from(["park:1", "park:2", "city:A", "city:B", "naf:C", "outlet:outside", "kind:estimated"]), max_size=4
)
RECORDS = st.lists(
    st.tuples(
        st.integers(0, 9), st.floats(0.1, 1000), st.sampled_from(["15 01 01", "15 01 02", "20 01 08", ""]), GROUPS
    ),
    max_size=40,
).map(
    lambda rows: [
        record(n, company, quantity, code=code, groups=tuple(groups))
        for n, (company, quantity, code, groups) in enumerate(rows)
    ]
)


def selections() -> list[frozenset[str]]:
    """Every filter and every crossing of two."""
    words = ["park:1", "park:2", "city:A", "city:B", "naf:C"]
    return [frozenset(), *(frozenset({word}) for word in words), *map(frozenset, combinations(words, 2))]


@given(RECORDS)
@settings(max_examples=150, deadline=None)
def test_every_part_could_be_told_alone(records: list[Record]) -> None:
    """All that adding and subtracting printed numbers can give is a sum of these parts."""
    told, _left = cells_of(records)
    for found in told.values():
        for piece in parted(found).pieces():
            assert is_tellable(sums_of(found[place] for place in piece))


@given(RECORDS)
@settings(max_examples=80, deadline=None)
def test_no_hidden_sum_is_a_combination_of_the_printed_ones(records: list[Record]) -> None:
    """An attacker solves for each company, and each hidden selection, with every number of every filter at hand."""
    printed, hidden = _seen_by_a_patient_reader(records)
    matrix = np.array(printed) if printed else np.zeros((1, len(records)))

    for vector in [*hidden, *_single_companies(records)]:
        assert not _is_combination(matrix, np.array(vector))


def _seen_by_a_patient_reader(records: list[Record]) -> tuple[list[list[float]], list[list[float]]]:
    """Printed numbers as 0/1 vectors over the lines (cells and splits, under every filter), and hidden ones."""
    printed: list[list[float]] = []
    hidden: list[list[float]] = []
    told, _left = cells_of(records)
    for chosen in selections():
        found = balance(records, chosen)
        shown = {cell.key: cell for cell in found.cells}
        for cell in found.cells:
            printed.append(_vector(records, cell.lines))
            for group in cell.splits:
                lines = [line for line in cell.lines if group in records[line].groups]
                printed.append(_vector(records, lines))
        for key, members in told.items():
            lines = [member.line for member in members if chosen <= member.groups]
            if lines and key not in shown:
                hidden.append(_vector(records, lines))
    return printed, hidden


def _vector(records: list[Record], lines: object) -> list[float]:
    kept = set(lines)  # type: ignore[call-overload]
    return [1.0 if entry.line in kept else 0.0 for entry in records]


def _single_companies(records: list[Record]) -> list[list[float]]:
    """Each company's own quantity of each cell."""
    told, _left = cells_of(records)
    owned = {(key, entry.company) for key, members in told.items() for entry in members}
    return [
        _vector(records, [entry.line for entry in told[key] if entry.company == company]) for key, company in owned
    ]


def _is_combination(matrix: np.ndarray, vector: np.ndarray) -> bool:
    return bool(np.linalg.matrix_rank(matrix) == np.linalg.matrix_rank(np.vstack([matrix, vector])))


def test_a_cell_key_says_its_detail() -> None:
    told, _left = cells_of([record(n, n) for n in range(3)])

    assert list(told) == [CellKey(Side.OUT, "masse", False, "dechet", "15 01 01", Detail.CODE)]
