"""A line read in one breath: what goes to which field, and what stays in the label."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.lexicon.spoken import LONGEST, SpokenLine, read_amount, read_line

TODAY = date(2016, 6, 7)
OFFER, NEED = "ressource", "besoin"


def read(text: str) -> SpokenLine:
    return read_line(text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "label", "quantity", "unit", "period"),
    [
        ("30 t/an chutes de sapin", "chutes de sapin", "30", "t", "an"),
        ("60 kg vieux écrans une fois", "vieux écrans", "60", "kg", "ponctuel"),
        ("vieux écrans 60 kg", "vieux écrans", "60", "kg", ""),
        ("1 200,5 kg/an de papier", "papier", "1200.5", "kg", "an"),
        ("100 L/mois huile de friture", "huile de friture", "100", "L", "mois"),
        ("10 mètres cubes de terre", "terre", "10", "m3", ""),
        ("chaleur 200 MWh par an", "chaleur", "200", "MWh", "an"),
        ("3 h de comptable par semaine", "comptable", "3", "h", "semaine"),
        ("40 palettes de cartons /an", "cartons", "40", "palette", "an"),
        ("12 palettes perdues par mois", "palettes perdues", "12", "palette", "mois"),
        ("20 places de parking", "places de parking", "20", "place", "ponctuel"),
        ("4 places de formation SST", "formation SST", "4", "place", "ponctuel"),
        ("2 sessions de SST", "SST", "2", "session", "ponctuel"),
        ("3 bennes de gravats", "bennes de gravats", "3", "u", ""),
        ("5 pneus usagés", "pneus usagés", "5", "u", ""),
        ("bureaux 40 m²", "bureaux", "40", "m2", ""),
        ("DEEE 60kg", "DEEE", "60", "kg", ""),
    ],
)
def test_a_quantity_leaves_the_label(text, label, quantity, unit, period):
    line = read(text)

    assert (line.label, line.quantity, line.unit, line.period) == (label, Decimal(quantity), unit, period)


@pytest.mark.parametrize(
    ("text", "label", "direction"),
    [
        ("cherche un chariot élévateur", "un chariot élévateur", NEED),
        ("nous cherchons du bois sec", "bois sec", NEED),
        ("besoin de cartons", "cartons", NEED),
        ("on a besoin d’une nacelle", "une nacelle", NEED),
        ("il faut des palettes", "palettes", NEED),
        ("propose une salle", "une salle", OFFER),
        ("donne des cartons", "cartons", OFFER),
        ("palettes à donner", "palettes", OFFER),
        ("+ sciure", "sciure", OFFER),
        ("?sciure", "sciure", NEED),
    ],
)
def test_a_verb_or_a_sign_tells_the_direction(text, label, direction):
    line = read(text)

    assert (line.label, line.direction) == (label, direction)


@pytest.mark.parametrize(
    "text",
    [
        "chutes de sapin",
        "fûts de 200 L vides",
        "salle de réunion de 30 places",
        "chariot 2,5 t",
        "habilitation électrique B0",
        "ISO 9001",
        "CACES 3",
        "don de vêtements",
        "vendeur de rue",
        "caisses 600x400",
        "cherche",
        "90 kWh",
        "1e6 t",
        "mars",
    ],
)
def test_what_is_no_amount_stays_as_it_was_typed(text):
    assert read(text) == SpokenLine(text)


@pytest.mark.parametrize(
    ("text", "label", "until"),
    [
        ("formation SST avant juin", "formation SST", date(2017, 6, 1)),
        ("formation SST avant le 1er juillet", "formation SST", date(2016, 7, 1)),
        ("formation avant fin juin", "formation", date(2016, 6, 30)),
        ("hangar jusqu’en septembre", "hangar", date(2016, 9, 30)),
        ("hangar jusqu'au 30/09", "hangar", date(2016, 9, 30)),
        ("hangar avant le 15/03/2018", "hangar", date(2018, 3, 15)),
        ("hangar avant juin 2020", "hangar", date(2020, 6, 1)),
    ],
)
def test_an_end_is_the_next_day_of_that_name(text, label, until):
    line = read(text)

    assert (line.label, line.available_to) == (label, until)


@pytest.mark.parametrize("text", ["hangar avant le 31/02", "hangar avant le 12/13", "dès mars et avant février 2016"])
def test_a_day_that_does_not_exist_stays_in_the_label(text):
    assert read(text).available_to is None


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("saisonniers de juin à septembre", (6, 7, 8, 9)),
        ("chaleur de novembre à février", (11, 12, 1, 2)),
        ("saisonniers en juillet et août", (7, 8)),
        ("eau de pluie l’été", (6, 7, 8)),
    ],
)
def test_a_season_gives_its_months(text, months):
    assert read(text).months == months


def test_a_start_is_understood():
    assert read("bureaux 40 m2 dès septembre").available_from == date(2016, 9, 1)


@pytest.mark.parametrize(
    ("text", "label", "price"),
    [
        ("déchets bois 3 t/an à 80 €/t", "déchets bois", "80 €/t"),
        ("benne cartons 120 euros par mois", "benne cartons", "120 euros par mois"),
    ],
)
def test_a_price_goes_to_its_own_field(text, label, price):
    line = read(text)

    assert (line.label, line.price) == (label, price)


@pytest.mark.parametrize(
    ("text", "label", "code"),
    [("15 01 01 cartons", "cartons", "15 01 01"), ("bidons souillés 150110*", "bidons souillés", "15 01 10*")],
)
def test_a_waste_code_of_the_list_is_taken_out(text, label, code):
    line = read(text)

    assert (line.label, line.ewc_code) == (label, code)


def test_a_code_that_is_not_in_the_list_stays():
    assert read("référence 99 98 97").ewc_code == ""


def test_the_whole_sentence_of_the_brief():
    line = read("cherche 4 places formation SST avant juin")

    assert line == SpokenLine("formation SST", NEED, Decimal(4), "place", "ponctuel", available_to=date(2017, 6, 1))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("60", (Decimal(60), "", "")),
        ("60 kg", (Decimal(60), "kg", "")),
        ("1 200,5 kg/an", (Decimal("1200.5"), "kg", "an")),
        ("4pl/u", (Decimal(4), "place", "ponctuel")),
        ("2 t par an", (Decimal(2), "t", "an")),
        ("abc", None),
        ("60 zorg", None),
        ("", None),
        ("NaN", None),
        ("Infinity", None),
        ("1e9", None),
        ("100%", None),
    ],
)
def test_a_field_of_quantities_takes_its_unit_too(text, amount):
    assert read_amount(text) == amount


@given(st.text(max_size=LONGEST + 50))
def test_any_text_is_read_and_keeps_a_label(text):
    line = read(text)

    assert bool(line.label) == bool(text.split())


@given(
    st.sampled_from(["chutes de sapin", "vieux écrans", "cartons", "huile de friture"]),
    st.integers(1, 9_999),
    st.sampled_from(["kg", "t", "m³", "L", "kWh", "MWh", "jours", "heures"]),
    st.sampled_from([("an", "/an"), ("mois", " par mois"), ("semaine", "/sem"), ("ponctuel", " une fois")]),
    st.booleans(),
)
def test_an_amount_is_found_before_and_behind_the_thing(label, number, unit, period, first):
    said = f"{number} {unit}{period[1]}"
    line = read(f"{said} {label}" if first else f"{label} {said}")

    assert (line.label, line.quantity, line.period) == (label, Decimal(number), period[0])


@given(st.text(max_size=80))
def test_reading_a_label_again_changes_nothing_more_than_its_ends(text):
    once = read(text).label

    assert len(read(once).label) <= len(once)


@given(st.text(alphabet="0123456789 .,/kgtmpalu€an²³", max_size=40))
def test_amounts_of_any_writing_raise_nothing(text):
    read_amount(text)
    read(text)
