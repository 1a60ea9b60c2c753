"""Numbers, money, dates and hours as the screens write them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from symbiose.ui.templatetags import ui_formats

TODAY = date(2017, 2, 6)


def spaced(text: str) -> str:
    return text.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("value", "written"),
    [(1234.5, "1~234,5"), (0, "0"), (1000000, "1~000~000"), (Decimal("3.10"), "3,1"), (None, ""), ("", ""), ("x", "")],
)
def test_amounts(value, written):
    assert ui_formats.amount(value) == spaced(written)


def test_an_amount_can_be_rounded():
    assert ui_formats.amount(1234.56, 0) == spaced("1~235")


def test_a_quantity_keeps_its_unit():
    assert ui_formats.quantity(14, "t/an") == spaced("14~t/an")


@pytest.mark.parametrize(
    ("value", "written"), [(1630, "1~630~€"), (Decimal("422.90"), "422,90~€"), (0, "0~€"), (None, "")]
)
def test_money_writes_cents_only_where_there_are_some(value, written):
    assert ui_formats.eur(value) == spaced(written)


@pytest.mark.parametrize(("value", "written"), [(1.48, "1,48~t"), (0.462, "462~kg"), (0, "0~t"), (14, "14~t")])
def test_less_than_a_tonne_is_in_kilograms(value, written):
    assert ui_formats.tonnes(value) == spaced(written)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2017, 2, 6), "6~février"),
        (date(2016, 10, 18), "18~octobre"),
        (date(2017, 3, 1), "1<sup>er</sup>~mars"),
        (date(2015, 12, 24), "24~décembre~2015"),
    ],
)
def test_a_date_far_away_bears_its_year(day, written):
    assert ui_formats.date_fr(day, TODAY) == spaced(written)


def test_a_long_date_names_the_weekday():
    assert ui_formats.date_long(TODAY, TODAY) == spaced("lundi~6~février")


def test_a_short_date_shortens_the_month():
    assert ui_formats.date_short(date(2016, 11, 4), TODAY) == spaced("4~nov.")


def test_an_instant_is_told_in_the_programme_s_time():
    assert ui_formats.hour_fr(datetime(2017, 2, 6, 13, 32, tzinfo=UTC)) == spaced("14~h~32")


def test_a_full_hour_has_no_minutes():
    assert ui_formats.hour_fr(time(8)) == spaced("8~h")


def test_days_since_counts_from_today():
    assert ui_formats.days_since(date(2017, 1, 19), TODAY) == 18


@pytest.mark.parametrize(("days", "written"), [(0, "0 jour"), (1, "1 jour"), (18, "18 jours")])
def test_zero_is_singular_in_french(days, written):
    assert ui_formats.days_fr(days).replace("\u00a0", " ") == written


@pytest.mark.parametrize(
    "name", ["amount", "quantity", "eur", "tonnes", "date_fr", "date_short", "hour_fr", "days_fr"]
)
def test_nothing_is_written_for_an_empty_value(name):
    assert getattr(ui_formats, name)(None) == ""
