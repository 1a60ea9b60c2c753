"""What is read in a note. The day is Monday 13 February 2017, in most of them."""

from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companies.notes.dates import add_months, find_dates
from companies.notes.names import KnownCompany, KnownPerson
from companies.notes.next_steps import step_title
from companies.notes.parser import NoteReading, read_note

TODAY = date(2017, 2, 13)
PLASTURGIE, GARREAU, BRAULT, TRANSPORTS, GARAGE = range(1, 6)
COMPANIES = [
    KnownCompany(PLASTURGIE, (("plasturgie", "du", "pont", "landry"),)),
    KnownCompany(GARREAU, (("menuiserie", "garreau"),)),
    KnownCompany(BRAULT, (("charpentes", "brault"),)),
    KnownCompany(TRANSPORTS, (("transports", "lemoine"),)),
    KnownCompany(GARAGE, (("garage", "lemoine"),)),
]
PEOPLE = [
    KnownPerson(11, PLASTURGIE, ("bertin",), "alain"),
    KnownPerson(12, GARREAU, ("garreau",), "sylvie"),
    KnownPerson(13, TRANSPORTS, ("lemoine",), "patrick"),
]


def read(text: str, company: int | None = None) -> NoteReading:
    return read_note(
        text, today=TODAY, companies=COMPANIES, people=PEOPLE, places=frozenset({"conlie"}), company=company
    )


DATES = {
    "jeudi 16": date(2017, 2, 16),
    "demain": date(2017, 2, 14),
    "après-demain": date(2017, 2, 15),
    "le 3 mars": date(2017, 3, 3),
    "1er mars": date(2017, 3, 1),
    "dans 15 jours": date(2017, 2, 28),
    "d’ici une semaine": date(2017, 2, 20),
    "dans deux mois": date(2017, 4, 13),
    "fin mars": date(2017, 3, 31),
    "début avril": date(2017, 4, 1),
    "mi-avril": date(2017, 4, 15),
    "fin janvier": date(2018, 1, 31),
    "fin du mois": date(2017, 2, 28),
    "la semaine prochaine": date(2017, 2, 20),
    "lundi": date(2017, 2, 20),
    "ce lundi": date(2017, 2, 13),
    "jeudi en huit": date(2017, 2, 23),
    "mardi 14 h": date(2017, 2, 14),
    "31/12": date(2017, 12, 31),
    "05/03/2018": date(2018, 3, 5),
    "2017-03-05": date(2017, 3, 5),
    "le 29 février": date(2020, 2, 29),
    "hier": date(2017, 2, 12),
    "il y a 3 jours": date(2017, 2, 10),
    "vendredi dernier": date(2017, 2, 10),
}


@pytest.mark.parametrize(("words", "day"), DATES.items(), ids=DATES)
def test_a_date_is_read(words: str, day: date):
    assert [found.coming for found in find_dates(f"À voir {words} sans faute", today=TODAY)] == [day]


@pytest.mark.parametrize("words", ["le 31 février", "45/13/2017", "14,30 €", "30 places", "mars", "lundis"])
def test_what_is_no_date_is_left_alone(words: str):
    assert find_dates(words, today=TODAY) == []


@pytest.mark.parametrize(
    ("words", "hour"), [("à 14 h 30", time(14, 30)), ("vers 9h", time(9)), ("10:15", time(10, 15)), ("midi", time(12))]
)
def test_the_hour_goes_with_its_day(words: str, hour: time):
    assert find_dates(f"jeudi 16 {words}", today=TODAY)[0].at == hour


def test_the_place_of_a_date_is_that_of_its_words():
    text = "Œuvre prête dès jeudi 16, à enlever"
    found = find_dates(text, today=TODAY)[0]

    assert text[found.start : found.end] == "jeudi 16"


def test_a_month_later_is_the_last_day_where_it_is_shorter():
    assert add_months(date(2017, 1, 31), 1) == date(2017, 2, 28)


@given(st.text(max_size=200), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_dates_never_overlap_and_stay_inside_the_text(text: str, today: date):
    found = find_dates(text, today=today)

    assert all(0 <= day.start < day.end <= len(text) for day in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 100))
def test_a_day_written_in_figures_is_read_back(today: date, ahead: int):
    day = date.fromordinal(today.toordinal() + ahead)

    assert find_dates(f"rappeler le {day:%d/%m/%Y}", today=today)[0].coming == day


def test_the_sentence_of_the_picture():
    reading = read("Vu M. Bertin, prête le chariot élévateur, convention à signer jeudi 16")

    assert reading.companies == (PLASTURGIE,)
    assert reading.person == 11
    assert reading.step is not None
    assert (reading.step.title, reading.step.on) == ("Signer la convention", date(2017, 2, 16))


def test_what_was_understood_is_marked():
    text = "Vu M. Bertin, convention à signer jeudi 16"
    assert [text[mark.start : mark.end] for mark in read(text).marks] == ["M. Bertin", "jeudi 16"]


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("Plasturgie du Pont-Landry : d’accord", PLASTURGIE),
        ("plasturgie du pont landry d’accord", PLASTURGIE),
        ("D’accord chez Pont-Landry", PLASTURGIE),
        ("vu garreau ce matin", GARREAU),
        ("Brault rappelle demain", BRAULT),
        ("Patrick Lemoine est d’accord", TRANSPORTS),
    ],
)
def test_a_company_is_found_by_its_name_or_its_people(text: str, company: int):
    assert read(text).companies == (company,)


def test_it_asks_which_of_two_namesakes():
    assert read("Lemoine d’accord pour la collecte").companies == (TRANSPORTS, GARAGE)


def test_a_commune_names_no_company():
    assert read("Réunion à Conlie").companies == ()


def test_on_a_company_s_page_the_note_is_its_own():
    assert read("Lemoine passera demain", company=BRAULT).companies == (BRAULT,)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Vu M. Bertin", "visit"),
        ("Appelé Mme Garreau", "call"),
        ("Eu au téléphone Mme Garreau", "call"),
        ("Garreau cherche des palettes", "note"),
    ],
)
def test_the_first_words_say_how_they_met(text: str, kind: str):
    assert read(text).kind == kind


def test_a_past_day_is_when_it_happened():
    assert read("Vu Garreau mardi").happened_on == date(2017, 2, 7)


def test_a_past_day_is_no_next_step():
    assert read("Vu Garreau mardi").step is None


@pytest.mark.parametrize(
    ("clause", "title"),
    [
        ("convention à signer", "Signer la convention"),
        ("devis à envoyer à la CCI", "Envoyer le devis à la CCI"),
        ("attestation à demander", "Demander l’attestation"),
        ("et rappeler", "Rappeler"),
        ("à relancer", "Relancer"),
        ("rdv", "Rendez-vous"),
        ("il faut envoyer la liste pour le", "Envoyer la liste"),
    ],
)
def test_a_step_is_a_gesture(clause: str, title: str):
    assert step_title(clause) == title


@given(st.text(max_size=300))
def test_any_text_is_read(text: str):
    reading = read(text)

    assert all(0 <= mark.start < mark.end <= len(text) for mark in reading.marks)
