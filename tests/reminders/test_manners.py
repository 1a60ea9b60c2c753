from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.reminders.manners import (
    Calendar,
    easter,
    fits_cap,
    is_working_day,
    local_day,
    may_leave,
    morning_of,
    next_morning,
    planned_at,
    public_holidays,
)
from tests.outbox.factories import paris

START, END = datetime(2000, 1, 1), datetime(2090, 1, 1)  # noqa: DTZ001  (hypothesis adds the zone)
INSTANTS = st.datetimes(min_value=START, max_value=END, timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (2000, date(2000, 4, 23)),
        (2008, date(2008, 3, 23)),
        (2011, date(2011, 4, 24)),
        (2017, date(2017, 4, 16)),
        (2026, date(2026, 4, 5)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter_falls_on_its_known_day(year, sunday):
    assert easter(year) == sunday


def test_the_holidays_of_2017_are_the_eleven_of_the_law():
    assert sorted(public_holidays(2017)) == [
        date(2017, 1, 1),
        date(2017, 4, 17),
        date(2017, 5, 1),
        date(2017, 5, 8),
        date(2017, 5, 25),
        date(2017, 6, 5),
        date(2017, 7, 14),
        date(2017, 8, 15),
        date(2017, 11, 1),
        date(2017, 11, 11),
        date(2017, 12, 25),
    ]


@pytest.mark.parametrize("day", [date(2017, 3, 24), date(2017, 3, 27), date(2017, 10, 27), date(2017, 10, 30)])
def test_nine_in_paris_is_nine_on_both_sides_of_a_clock_change(day):
    assert morning_of(day).astimezone(UTC).hour == (8 if day in {date(2017, 3, 24), date(2017, 10, 30)} else 7)


def test_the_monday_after_the_spring_change_begins_at_seven_utc():
    saturday_night = datetime(2017, 3, 25, 23, 30, tzinfo=UTC)

    assert next_morning(saturday_night) == datetime(2017, 3, 27, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "allowed"),
    [
        (paris(2017, 2, 6, 9), True),
        (paris(2017, 2, 6, 8), True),
        (paris(2017, 2, 6, 7, 59), False),
        (paris(2017, 2, 6, 18, 59), True),
        (paris(2017, 2, 6, 19), False),
        (paris(2017, 2, 6, 3), False),
        (paris(2017, 2, 4, 10), False),
        (paris(2017, 2, 5, 10), False),
        (paris(2017, 5, 25, 10), False),
    ],
)
def test_a_reminder_leaves_in_office_hours_of_working_days_only(instant, allowed):
    assert may_leave(instant) is allowed


def test_what_is_due_this_morning_leaves_at_nine():
    assert planned_at(paris(2017, 2, 6, 9), paris(2017, 2, 6, 0, 5)) == paris(2017, 2, 6, 9)


def test_what_is_late_leaves_at_once_in_office_hours():
    assert planned_at(paris(2017, 2, 6, 9), paris(2017, 2, 6, 11)) == paris(2017, 2, 6, 11)


def test_what_is_late_at_eight_waits_for_nine():
    assert planned_at(paris(2017, 2, 3, 9), paris(2017, 2, 6, 8, 30)) == paris(2017, 2, 6, 9)


def test_after_an_outage_nothing_leaves_at_night():
    assert planned_at(paris(2017, 2, 6, 9), paris(2017, 2, 6, 22)) == paris(2017, 2, 7, 9)


def test_what_is_due_on_a_saturday_leaves_on_monday():
    assert planned_at(paris(2017, 2, 4, 9), paris(2017, 2, 4, 9)) == paris(2017, 2, 6, 9)


def test_what_is_due_before_a_long_weekend_waits_for_its_end():
    assert planned_at(paris(2017, 4, 15, 9), paris(2017, 4, 15, 9)) == paris(2017, 4, 18, 9)


def test_a_third_message_waits_for_the_end_of_the_week():
    calendar = Calendar(days=frozenset({date(2017, 2, 6), date(2017, 2, 8)}))

    assert planned_at(paris(2017, 2, 9, 9), paris(2017, 2, 9, 9), calendar) == paris(2017, 2, 13, 9)


def test_a_cause_joins_a_message_that_waits_whatever_the_cap():
    days = frozenset({date(2017, 2, 6), date(2017, 2, 9)})
    calendar = Calendar(days=days, open_days=frozenset({date(2017, 2, 9)}))

    assert planned_at(paris(2017, 2, 9, 9), paris(2017, 2, 9, 8), calendar) == paris(2017, 2, 9, 9)


def test_nobody_gets_two_messages_on_one_day():
    calendar = Calendar(days=frozenset({date(2017, 2, 6)}))

    assert planned_at(paris(2017, 2, 6, 9), paris(2017, 2, 6, 11), calendar) == paris(2017, 2, 7, 9)


@given(INSTANTS, INSTANTS)
def test_whatever_the_instants_a_reminder_leaves_when_it_may(due_at, now):
    planned = planned_at(due_at, now)

    assert may_leave(planned)
    assert planned >= max(due_at, now)


@given(INSTANTS)
def test_the_next_morning_is_nine_of_a_working_day(instant):
    morning = next_morning(instant)

    assert (morning.hour, morning.minute, is_working_day(local_day(morning))) == (9, 0, True)
    assert instant <= morning < instant + timedelta(days=6)


@given(st.lists(st.integers(0, 40), max_size=8), st.integers(0, 40))
def test_the_cap_holds_in_every_span_of_seven_days(others, day):
    start = date(2017, 1, 1)
    days = [start + timedelta(days=shift) for shift in others]
    candidate = start + timedelta(days=day)

    spans = [
        sum(first <= each < first + timedelta(days=7) for each in [*days, candidate])
        for first in (candidate - timedelta(days=back) for back in range(7))
    ]
    assert fits_cap(candidate, days) == (max(spans) <= 2)
