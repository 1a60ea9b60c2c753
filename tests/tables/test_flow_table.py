"""The table of flows, typed."""

from datetime import date
from decimal import Decimal

import pytest

from symbiose.flow_table import read_flow_table

HEADER = "flow_id;company_id;direction;label"


def read(text):
    return read_flow_table(text.encode(), filename="flows.csv", unique_key=lambda row: row.flow_id)


def faults(text):
    return [str(error) for error in read(text).errors]


def test_a_full_row_has_its_types():
    row = read(
        f"{HEADER};family;quantity;unit;period;ewc_code;naf_code;latitude;longitude;available_from;available_to\n"
        "F1;C1;Ressource;sciure;Déchet;1 200,5;m3;par an;120109*;1610a;48,1;-0,2;2026-10-01;15/06/2027\n"
    ).rows[0]

    assert (row.direction, row.family, row.period) == ("ressource", "dechet", "an")
    assert (row.quantity, row.latitude, row.longitude) == (Decimal("1200.5"), 48.1, -0.2)
    assert (row.ewc_code, row.naf_code) == ("12 01 09*", "16.10A")
    assert (row.available_from, row.available_to) == (date(2026, 10, 1), date(2027, 6, 15))


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        (
            "direction",
            "offre",
            "«\u00a0offre\u00a0» n’est pas accepté\u00a0: ressource, besoin.",
        ),
        (
            "quantity",
            "-3",
            "«\u00a0-3\u00a0» n’est pas une quantité (un nombre positif).",
        ),
        ("ewc_code", "abc", "n’est pas un code de la liste européenne des déchets"),
        ("naf_code", "boulanger", "n’est pas un code NAF"),
        ("latitude", "95", "n’est pas une latitude en degrés"),
        ("available_from", "31/02/2026", "n’est pas une date (AAAA-MM-JJ ou jj/mm/aaaa)."),
        ("family", "meuble", "n’est pas accepté"),
        ("period", "siècle", "n’est pas accepté"),
    ],
)
def test_a_wrong_cell_is_a_fault_of_its_line_and_column(column, value, said):
    columns = HEADER.split(";")
    cells = {"flow_id": "F1", "company_id": "C1", "direction": "besoin", "label": "sciure", column: value}
    header = [*columns, *([column] if column not in columns else [])]
    [fault] = faults(";".join(header) + "\n" + ";".join(cells[name] for name in header) + "\n")

    assert fault.startswith(f"ligne 2, colonne {column}")
    assert said in fault


def test_a_flow_given_twice_names_both_lines():
    said = faults(f"{HEADER}\nF1;C1;besoin;a\nF2;C1;besoin;b\nF1;C2;besoin;c\n")

    assert said == ["ligne 4, colonne flow_id\u00a0: Le flux «\u00a0F1\u00a0» est donné deux fois, lignes 2 et 4."]


def test_a_latitude_alone_is_no_place_and_no_fault():
    assert not faults(f"{HEADER};latitude;longitude\nF1;C1;besoin;a;48;\n")


def test_a_period_that_ends_before_it_starts_is_a_fault():
    text = f"{HEADER};available_from;available_to\nF1;C1;besoin;a;2026-02-01;2026-01-01\n"

    assert "précède" in faults(text)[0]
