"""A member's own calendar, read by an address that proves itself."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from symbiose import seals
from symbiose.links.calendar_services import calendar_of, renew_calendar, revoke_calendar, token_of
from symbiose.links.calendars import CalendarEntry, calendar_file
from symbiose.links.models import CalendarLink
from symbiose.logs import redact
from symbiose.programmes.models import Membership
from tests.programmes.factories import MembershipFactory

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def member(db: None) -> Membership:
    return MembershipFactory(adviser=True)


@pytest.fixture
def link(member) -> CalendarLink:
    return renew_calendar(programme=member.programme, user=member.user)


def address(token: str) -> str:
    return reverse("calendar_feed", args=[token])


def events(written: bytes) -> list:
    return list(Calendar.from_ical(written).walk("VEVENT"))


def entry(**changes) -> CalendarEntry:
    return CalendarEntry(
        **{"uid": "1@x", "title": "Visite", "starts": datetime(2026, 3, 27, 9, tzinfo=PARIS), **changes}
    )


def test_the_address_is_read_without_an_account(client: Client, link):
    response = client.get(address(token_of(link)))

    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    assert Calendar.from_ical(response.content)["version"] == "2.0"


@pytest.mark.parametrize("header", ["Cache-Control", "X-Robots-Tag", "Referrer-Policy"])
def test_no_cache_and_no_search_engine_keep_it(client: Client, link, header):
    value = client.get(address(token_of(link)))[header]

    assert value in {"no-store, private", "noindex, nofollow", "no-referrer"}


def test_a_look_by_head_is_answered(client: Client, link):
    assert client.head(address(token_of(link))).status_code == 200


def test_nothing_can_be_posted_to_it(client: Client, link):
    assert client.post(address(token_of(link))).status_code == 405


def test_reading_changes_nothing(client: Client, link):
    before = CalendarLink.objects.values().get()

    client.get(address(token_of(link)))

    assert CalendarLink.objects.values().get() == before


def test_a_new_address_kills_the_old_one(client: Client, link, member):
    old = token_of(link)

    renew_calendar(programme=member.programme, user=member.user)

    assert client.get(address(old)).status_code == 404


def test_an_address_that_was_cut_opens_nothing(client: Client, link, member):
    revoke_calendar(programme=member.programme, user=member.user)

    assert client.get(address(token_of(link))).status_code == 404
    assert calendar_of(member.programme, member.user) is None


def test_whoever_has_left_the_programme_reads_it_no_more(client: Client, link, member):
    Membership.objects.update(valid_until=date(2016, 1, 1))

    assert client.get(address(token_of(link))).status_code == 404


def test_a_closed_account_reads_nothing(client: Client, link, member):
    member.user.is_active = False
    member.user.save()

    assert client.get(address(token_of(link))).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * seals.LENGTH, "é" * seals.LENGTH, "%00", "z" * 5000])
def test_a_guess_opens_nothing(client: Client, link, token):
    assert client.get(f"/ics/{token}/").status_code == 404


def test_a_personal_seal_opens_no_calendar(client: Client, link):
    forged = seals.seal(link.uuid, purpose="links.home", bound_to=link.nonce.bytes)

    assert client.get(address(forged)).status_code == 404


def test_guessing_is_slowed_down(client: Client, link):
    cache.clear()
    answers = [client.get(address("x")).status_code for _ in range(62)]

    assert answers[-1] == 429


def test_no_log_holds_an_address():
    assert redact("GET /ics/abcdef/ 200") == "GET /ics/***/ 200"


@pytest.mark.parametrize(("day", "utc_hour"), [(27, 8), (30, 7)])
def test_nine_o_clock_is_nine_o_clock_on_each_side_of_a_clock_change(day, utc_hour):
    starts = datetime(2026, 3, day, 9, tzinfo=PARIS)

    event = events(calendar_file("x", [entry(starts=starts)]))[0]

    assert event["dtstart"].dt == datetime(2026, 3, day, utc_hour, tzinfo=UTC)
    assert event["dtstart"].dt.astimezone(PARIS).hour == 9


def test_a_day_without_an_hour_lasts_the_day():
    event = events(calendar_file("x", [entry(starts=date(2026, 3, 27))]))[0]

    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 3, 27), date(2026, 3, 28))


def test_odd_words_break_no_calendar():
    title = "Visite;\r\nBEGIN:VEVENT, \\ « é » \U0001f600" + "x" * 300

    found = events(calendar_file("x", [entry(title=title)]))

    assert len(found) == 1
    assert "BEGIN:VEVENT" in str(found[0]["summary"])


def test_an_end_is_kept():
    starts = datetime(2026, 3, 27, 9, tzinfo=PARIS)

    event = events(calendar_file("x", [entry(starts=starts, ends=starts + timedelta(minutes=90))]))[0]

    assert event["dtend"].dt - event["dtstart"].dt == timedelta(minutes=90)


def test_each_member_has_one_address_a_programme(member, link):
    renew_calendar(programme=member.programme, user=member.user)

    assert CalendarLink.objects.count() == 1
