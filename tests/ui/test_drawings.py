"""Bars, Gantt rows and the map: numbers become attributes, and text is escaped."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.ui.commune_map import CommuneShape, MapPoint, commune_map, projection_for
from symbiose.ui.communes import outlines
from symbiose.ui.drawings import engagement_scale, mix_bar, progress_bar, share, threshold_bar
from symbiose.ui.gantt import GanttScale, GanttStep, gantt_row, scale_for

TODAY = date(2017, 2, 6)
SQUARE = CommuneShape("72001", "Carré", [((0.0, 48.0), (0.1, 48.0), (0.1, 48.1), (0.0, 48.1))])


def point(key: str, **fields: object) -> MapPoint:
    return MapPoint(key, 0.05, 48.05, **{"label": "Brault", **fields})


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_a_share_is_between_nothing_and_all(value, whole):
    assert 0 <= share(value, whole) <= 1000


def test_a_bar_is_filled_to_its_share():
    assert '<rect width="750" height="10"/>' in progress_bar(18, 24)


def test_a_bar_with_a_label_is_read_aloud():
    assert 'role="img" aria-label="18 sur 24"' in progress_bar(18, 24, label="18 sur 24")


def test_one_s_own_part_is_darker():
    assert '<rect class="mine" width="90" height="10"/>' in threshold_bar(462, 500, 45)


def test_a_passed_threshold_is_one_colour():
    bar = threshold_bar(512, 500, 45)

    assert "passed" in bar
    assert "mine" not in bar


def test_the_mix_fills_the_whole_bar():
    widths = [int(width) for width in re.findall(r'width="(\d+)"', mix_bar({"mutualisation": 1, "substitution": 1}))]

    assert sum(widths) == pytest.approx(1000, abs=12)


def test_the_scale_of_engagement_has_a_brick_per_level():
    assert engagement_scale("engaged").count('class="on"') == 8


def test_a_month_takes_the_same_width_as_another():
    scale = GanttScale(2016, 10, 8)

    assert [scale.position(date(2016, 10, 1)), scale.position(date(2017, 2, 1))] == [0.0, 50.0]


def test_the_scale_spans_the_steps_and_today():
    scale = scale_for([GanttStep(date(2016, 10, 19), date(2016, 11, 4), "done")], TODAY)

    assert scale == GanttScale(2016, 10, 5)


def test_a_late_step_is_hatched():
    row = gantt_row(GanttStep(date(2017, 1, 16), date(2017, 2, 3), "late"), GanttScale(2016, 10, 8), TODAY)

    assert 'fill="url(#late)"' in row


def test_a_step_of_one_day_is_a_diamond():
    row = gantt_row(GanttStep(None, date(2017, 3, 14), "blocked"), GanttScale(2016, 10, 8), TODAY)

    assert "milestone-todo" in row


def test_a_step_without_a_date_draws_only_the_grid():
    row = gantt_row(GanttStep(None, None, "to_do"), GanttScale(2016, 10, 8), TODAY)

    assert "<rect" not in row


def test_the_first_row_bears_the_date_of_today():
    row = gantt_row(GanttStep(None, None, "to_do"), GanttScale(2016, 10, 8), TODAY, flag=True)

    assert "6\u00a0février" in row


def test_a_map_names_its_communes_and_draws_its_points():
    drawn = commune_map([SQUARE], [point("1", form="core")], title="Une entreprise")

    assert "<title>Carré</title>" in drawn
    assert "point-core" in drawn


def test_text_on_the_map_is_escaped():
    drawn = commune_map([SQUARE], [point("1", label="<script>", detail='"><b>')], title="<i>")

    assert "<script" not in drawn
    assert "<b>" not in drawn
    assert "<i>" not in drawn


def test_points_of_one_spot_are_spread():
    drawn = commune_map([SQUARE], [point(str(rank)) for rank in range(5)], title="Cinq")

    assert len(set(re.findall(r"translate\(([^)]+)\)", drawn))) == 5


def test_a_map_without_outline_is_refused():
    with pytest.raises(ValueError, match="at least one commune"):
        projection_for([])


def test_outlines_come_by_name_and_skip_unknown_codes():
    names = [shape.name for shape in outlines(["72089", "00000", "72351"])]

    assert names == ["Conlie", "Tennie"]
