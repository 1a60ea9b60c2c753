from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import fromstring

import pytest

from roadmaps.document import Indicator, Reading, StepLine, StepState
from roadmaps.figures_svg import calendar, gauge, shows_today
from tests.roadmaps.sample_documents import PAYLOADS, STEPS, stress

TODAY = date(2017, 2, 27)
NAMESPACE = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return ["".join(node.itertext()) for node in fromstring(svg).iter(f"{NAMESPACE}text")]


def title(svg: str) -> str:
    first = fromstring(svg)[0]
    assert first.tag == f"{NAMESPACE}title"
    return first.text or ""


def test_the_calendar_says_its_data_in_its_title():
    (drawing,) = calendar(STEPS, TODAY)

    assert "Étape 1, Recenser les appareils par entreprise : faite, du 24\u00a0oct." in title(drawing)
    assert "étape 8, Réserver l’enlèvement : bloquée" in title(drawing)


def test_the_calendar_names_its_months_and_january_s_year():
    (drawing,) = calendar(STEPS, TODAY)

    months = texts(drawing)[:8]
    assert months == ["oct. 2016", "nov.", "déc.", "janv. 2017", "févr.", "mars", "avr.", "mai"]


def test_a_drawing_holds_fourteen_rows_at_most():
    drawings = calendar(stress().steps, TODAY)

    rows = [sum(text.isdigit() and int(text) <= 40 for text in texts(drawing)) for drawing in drawings]
    assert rows == [14, 14, 12]


def test_beyond_a_year_every_second_month_is_named():
    names = texts(calendar(stress().steps, TODAY)[0])

    assert "2017" in names
    assert "févr." not in names


def test_there_is_no_calendar_without_a_date():
    assert calendar([StepLine(1, "Appeler")], TODAY) == []


def test_a_step_without_a_date_keeps_its_row():
    (drawing,) = calendar([StepLine(1, "Appeler"), StepLine(2, "Écrire", due_on=TODAY)], TODAY)

    assert "étape 1, Appeler : à venir, sans date" in title(drawing).replace("Étape", "étape")
    assert "Appeler" in texts(drawing)


def test_today_out_of_the_calendar_is_not_drawn():
    assert not shows_today(STEPS, date(2020, 1, 1))


def test_a_date_typed_wrong_does_not_stretch_the_calendar():
    (drawing,) = calendar([StepLine(1, "Appeler", starts_on=date(1, 1, 1), due_on=date(9999, 12, 31))], TODAY)

    assert len(drawing) < 10_000


def test_a_long_title_is_cut_on_the_calendar():
    (drawing,) = calendar([StepLine(1, "Réserver " * 20, due_on=TODAY)], TODAY)

    assert all(len(text) <= 46 for text in texts(drawing))


@pytest.mark.parametrize("state", list(StepState))
def test_each_state_draws_a_bar_of_its_own(state):
    def bar(one: StepState) -> str:
        (drawing,) = calendar([StepLine(1, "x", "", date(2017, 2, 1), date(2017, 3, 9), one)], TODAY)
        return drawing.partition("</title>")[2]

    assert all(bar(state) != bar(other) for other in StepState if other is not state)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_typed_stays_text_in_a_drawing(payload):
    (drawing,) = calendar([StepLine(1, payload, due_on=TODAY)], TODAY)

    tags = {node.tag for node in fromstring(drawing).iter()}
    assert tags == {f"{NAMESPACE}{name}" for name in ("svg", "title", "text", "path", "rect")}


def reading(value: int, target: int | None) -> Indicator:
    return Indicator("Poids", Decimal(target) if target is not None else None, "kg", (Reading(TODAY, Decimal(value)),))


def test_a_gauge_says_the_reading_and_its_target():
    assert title(gauge(reading(462, 500))) == "Poids : 462\u00a0kg pour une cible de 500\u00a0kg, soit 92 %."


def test_a_gauge_that_passes_its_target_fills_to_the_end():
    assert 'width="40.00" height="2.8"' in gauge(reading(900, 500))


@pytest.mark.parametrize("indicator", [reading(3, None), reading(3, 0), Indicator("Poids", Decimal(5))])
def test_there_is_no_gauge_without_a_target_and_a_reading(indicator):
    assert gauge(indicator) is None
