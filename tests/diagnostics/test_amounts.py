from datetime import date
from decimal import Decimal

import pytest

from diagnostics.amounts import amount_text, until_text
from diagnostics.plausibility import Line, hints

TODAY = date(2016, 6, 7)


@pytest.mark.parametrize(
    ("quantity", "unit", "period", "expected"),
    [
        (30, "t", "an", "30\u00a0t/an"),
        (4, "place", "ponctuel", "4\u00a0places"),
        (1, "place", "ponctuel", "1\u00a0place"),
        (2, "jour", "semaine", "2\u00a0jours/semaine"),
        (Decimal("1200.500"), "m3", "an", "1\u00a0200,5\u00a0m³/an"),
        (3000, "u", "an", "3\u00a0000\u00a0unités/an"),
        (6, "demi-journée", "mois", "6\u00a0demi-journées/mois"),
        (15, "pesées", "semaine", "15\u00a0pesées/semaine"),
        (5, "", "", "5"),
        (None, "t", "an", ""),
    ],
)
def test_an_amount_reads_as_one_says_it(quantity, unit, period, expected):
    assert amount_text(quantity, unit, period) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2016, 6, 30), "avant le 30\u00a0juin"),
        (date(2017, 6, 1), "avant le 1er\u00a0juin\u00a02017"),
        (None, ""),
    ],
)
def test_an_end_reads_with_its_year_when_it_is_another(day, expected):
    assert until_text(day, TODAY) == expected


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (Line(quantity=30_000, unit="t", period="an"), "20 000 tonnes"),
        (Line(quantity=2_000, unit="t", period="mois"), "20 000 tonnes"),
        (Line(quantity=40, unit="personne", period="ponctuel", workforce=19), "19"),
        (Line(quantity=200, unit="h", period="semaine"), "168"),
        (Line(quantity=3, unit="", period="an"), "unité"),
        (Line(quantity=3, unit="bidules", period="an"), "bidules"),
        (Line(quantity=3, unit="t", period=""), "par an"),
        (Line(quantity=5, unit="g", period="an"), "moins d’un kilo"),
        (Line(available_to=date(2015, 1, 1)), "déjà passée"),
    ],
)
def test_an_odd_line_asks_a_question(line, words):
    assert any(words in hint for hint in hints(line, TODAY))


@pytest.mark.parametrize(
    "line",
    [
        Line(),
        Line(quantity=30, unit="t", period="an"),
        Line(quantity=4, unit="personne", period="ponctuel", workforce=19),
        Line(quantity=4, unit="personne", period="ponctuel"),
        Line(quantity=35, unit="h", period="semaine"),
        Line(quantity=60, unit="kg", period="ponctuel"),
    ],
)
def test_a_plain_line_asks_nothing(line):
    assert hints(line, TODAY) == []
