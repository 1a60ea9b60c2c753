"""The planning on its pages: calendar, feed, assignments, progress, drafts, the list of visits."""

import csv
import io
from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from companies.models import Company
from dashboard.gestures import next_gestures
from dashboard.standing import standing_of
from diagnostics.models import Diagnostic, VisitSlot
from diagnostics.planning.assessments import assess
from diagnostics.planning.assignments import assign_companies
from diagnostics.planning.progress import chambers_progress, to_visit
from diagnostics.planning.reminders import VISIT_TO_COME, causes, still_holds
from symbiose.links.calendar_services import renew_calendar, token_of
from symbiose.outbox.models import OutboxEmail
from symbiose.reminders.plan import enabled_rules
from tests.diagnostics.factories import (
    CompanyFactory,
    ContactFactory,
    DiagnosticFactory,
    FlowFactory,
    MembershipFactory,
    VisitSlotFactory,
)
from tests.events.factories import EventFactory

pytestmark = pytest.mark.django_db

State = Diagnostic.State
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=3)


def url(name: str, programme, *args) -> str:
    return reverse(f"planning:{name}", args=[programme.slug, *args])


@pytest.fixture
def visit(company, adviser) -> Diagnostic:
    return DiagnosticFactory(company=company, membership=adviser, visit_on=SOON, visit_at=time(9, 30))


@pytest.fixture
def draft(company, adviser) -> Diagnostic:
    """A visit begun three weeks ago, and nothing since."""
    since = timezone.now() - timedelta(days=21)
    return DiagnosticFactory(
        company=company, membership=adviser, in_progress=True, last_input_at=since, created_at=since
    )


def feed(client: Client, member) -> list:
    link = renew_calendar(programme=member.programme, user=member.user)
    content = client.get(reverse("calendar_feed", args=[token_of(link)])).content
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_the_feed_of_an_adviser_has_their_visits(client: Client, visit, adviser):
    event = feed(client, adviser)[0]

    assert str(visit.company) in str(event["summary"])
    assert timezone.localtime(event["dtstart"].dt).time() == time(9, 30)


def test_it_has_nobody_elses(client: Client, visit, adviser):
    colleague = MembershipFactory(programme=adviser.programme, adviser=True, partner=adviser.partner)

    assert feed(client, colleague) == []


def test_it_has_no_visit_of_another_programme(client: Client, visit, adviser):
    elsewhere = MembershipFactory(user=adviser.user, adviser=True)

    assert feed(client, elsewhere) == []


def test_it_says_no_note(client: Client, visit, adviser):
    Diagnostic.objects.update(private_note="Le gérant vend.", notes="Projet de séchoir.")

    text = " ".join(event.to_ical().decode() for event in feed(client, adviser))

    assert "vend" not in text
    assert "séchoir" not in text


def test_a_visit_given_back_leaves_the_feed(client: Client, visit, adviser):
    Diagnostic.objects.update(visit_on=None, visit_at=None)

    assert feed(client, adviser) == []


def test_a_meeting_called_off_leaves_the_feed(client: Client, animator):
    EventFactory(programme=animator.programme, starts_at=timezone.now() + timedelta(days=2))
    EventFactory(
        programme=animator.programme, starts_at=timezone.now() + timedelta(days=2), cancelled_at=timezone.now()
    )

    assert len(feed(client, animator)) == 1


@pytest.mark.parametrize("number", [2, 20])
def test_the_feed_asks_as_many_queries_whatever_its_visits(
    client: Client, adviser, number, django_assert_max_num_queries
):
    for _ in range(number):
        company = CompanyFactory(programme=adviser.programme, chamber=adviser.partner)
        ContactFactory(company=company)
        DiagnosticFactory(company=company, membership=adviser, visit_on=SOON)
    link = renew_calendar(programme=adviser.programme, user=adviser.user)

    with django_assert_max_num_queries(10):
        client.get(reverse("calendar_feed", args=[token_of(link)]))


def test_one_asks_for_an_address_and_sees_it(as_adviser: Client, adviser):
    as_adviser.post(url("feed_renew", adviser.programme))

    response = as_adviser.get(url("feed", adviser.programme))

    assert "/ics/" in response.context["address"]
    assert response["Cache-Control"] == "no-store, private"


def test_looking_at_the_page_makes_no_address(as_adviser: Client, adviser):
    assert as_adviser.get(url("feed", adviser.programme)).context["address"] == ""


def test_one_cuts_it(as_adviser: Client, adviser):
    as_adviser.post(url("feed_renew", adviser.programme))
    as_adviser.post(url("feed_cut", adviser.programme))

    assert as_adviser.get(url("feed", adviser.programme)).context["address"] == ""


def test_the_month_shows_a_visit_on_its_day(as_adviser: Client, visit):
    response = as_adviser.get(url("calendar", visit.programme), {"day": str(SOON)})
    days = [day for week in response.context["weeks"] for day in week]

    assert [day.date for day in days if day.visits] == [SOON]


@pytest.mark.parametrize("view", ["", "week"])
@pytest.mark.parametrize("day", ["", "x", "0001-01-01", "9999-12-31", "2026-02-31", "\x00", "2016-02-29"])
def test_any_day_is_a_page(as_adviser: Client, visit, day, view):
    assert as_adviser.get(url("calendar", visit.programme), {"day": day, "view": view}).status_code == 200


def test_a_month_is_of_whole_weeks(as_adviser: Client, adviser):
    weeks = as_adviser.get(url("calendar", adviser.programme), {"day": "2026-11-24"}).context["weeks"]

    assert (weeks[0][0].date, weeks[-1][-1].date) == (date(2026, 10, 26), date(2026, 12, 6))


def test_the_calendar_counts_free_hours(as_adviser: Client, adviser):
    slot = VisitSlotFactory(membership=adviser)

    response = as_adviser.get(url("calendar", adviser.programme), {"day": str(timezone.localdate(slot.starts_at))})

    assert "1 heure libre" in response.content.decode()


def test_companies_never_visited_come_the_most_engaged_first(adviser):
    from tests.events.factories import AttendanceFactory

    programme = adviser.programme
    unknown = CompanyFactory(programme=programme, name="A")
    informed = CompanyFactory(programme=programme, name="Z")
    AttendanceFactory(event=EventFactory(programme=programme, kind="information"), company=informed, present=True)
    DiagnosticFactory(company=CompanyFactory(programme=programme), membership=adviser)

    assert list(to_visit(Company.objects.filter(programme=programme))) == [informed, unknown]


def test_companies_are_given_to_an_adviser_by_the_handful(as_animator: Client, adviser):
    companies = [CompanyFactory(programme=adviser.programme) for _ in range(3)]

    as_animator.post(
        url("to_visit", adviser.programme), {"companies": [c.pk for c in companies], "adviser": adviser.pk}
    )

    assert Company.objects.filter(assigned_adviser=adviser.user, chambers=adviser.partner).count() == 3


def test_giving_them_again_changes_nothing(adviser, company):
    assign_companies(companies=[company], adviser=adviser, actor=adviser.user)

    assert assign_companies(companies=[company], adviser=adviser, actor=adviser.user) == 0


def test_an_adviser_gives_to_those_of_their_chamber_only(as_adviser: Client, company):
    other = MembershipFactory(programme=company.programme, adviser=True)

    response = as_adviser.post(url("to_visit", company.programme), {"companies": [company.pk], "adviser": other.pk})

    assert response.status_code == 422


@pytest.mark.parametrize("posted", [{}, {"companies": ["x"]}, {"companies": ["9" * 40]}])
def test_an_odd_choice_is_refused(as_animator: Client, adviser, posted):
    response = as_animator.post(url("to_visit", adviser.programme), {"adviser": adviser.pk, **posted})

    assert response.status_code == 422


def test_a_company_of_another_programme_is_given_to_nobody(as_animator: Client, adviser):
    foreign = CompanyFactory()

    as_animator.post(url("to_visit", adviser.programme), {"companies": [foreign.pk], "adviser": adviser.pk})

    foreign.refresh_from_db()
    assert foreign.assigned_adviser is None


def test_a_company_counts_once_where_it_is_furthest(company, adviser, animator):
    DiagnosticFactory(company=company, membership=adviser, completed=True)
    DiagnosticFactory(company=company, membership=adviser)

    row = chambers_progress(animator)[0]

    assert (row.planned, row.completed, row.whole) == (0, 1, 1)


def test_an_adviser_reads_the_progress_of_their_chamber(adviser):
    MembershipFactory(programme=adviser.programme, adviser=True)

    assert [row.chamber for row in chambers_progress(adviser)] == [adviser.partner]


@pytest.mark.parametrize("number", [1, 12])
@pytest.mark.parametrize("name", ["home", "to_visit", "slots", "calendar"])
def test_each_page_asks_as_many_queries_whatever_its_rows(
    as_animator: Client, programme, name, number, django_assert_max_num_queries
):
    since = timezone.now() - timedelta(days=30)
    for n in range(number):
        adviser = MembershipFactory(programme=programme, adviser=True)
        company = CompanyFactory(programme=programme, chamber=adviser.partner)
        DiagnosticFactory(company=company, membership=adviser, in_progress=True, created_at=since, visit_on=TODAY)
        CompanyFactory(programme=programme, chamber=adviser.partner)
        VisitSlotFactory(membership=adviser, starts_at=timezone.now() + timedelta(hours=n + 1))

    with django_assert_max_num_queries(20):
        as_animator.get(url(name, programme))


def test_a_draft_that_sleeps_is_shown_and_its_adviser_reminded(as_animator: Client, draft):
    assert str(draft.company) in as_animator.get(url("home", draft.programme)).content.decode()

    as_animator.post(url("draft_remind", draft.programme, draft.pk))

    assert OutboxEmail.objects.get().recipient_email == draft.adviser.email


def test_an_adviser_is_reminded_once_a_week(as_animator: Client, draft):
    for _ in range(2):
        as_animator.post(url("draft_remind", draft.programme, draft.pk))

    assert OutboxEmail.objects.count() == 1


def test_a_draft_that_was_written_in_lately_does_not_sleep(as_animator: Client, draft):
    Diagnostic.objects.update(last_input_at=timezone.now() - timedelta(days=13))

    as_animator.post(url("draft_remind", draft.programme, draft.pk))

    assert not OutboxEmail.objects.exists()


def test_the_adviser_finds_the_draft_on_their_home_page(draft, adviser):
    sentences = [gesture.sentence for gesture in next_gestures(adviser, standing_of(adviser))]

    assert any(str(draft.company) in sentence for sentence in sentences)


def test_the_draft_of_another_chamber_does_not_exist(as_other_chamber: Client, draft):
    assert as_other_chamber.post(url("draft_remind", draft.programme, draft.pk)).status_code == 404


def test_todays_visit_heads_the_list(as_adviser: Client, adviser):
    def visited(day, **state):
        company = CompanyFactory(programme=adviser.programme, chamber=adviser.partner)
        return DiagnosticFactory(company=company, membership=adviser, visit_on=day, **state)

    past = visited(TODAY - timedelta(days=9), completed=True)
    later, today = visited(TODAY + timedelta(days=4)), visited(TODAY)
    undated = visited(None)

    rows = as_adviser.get(reverse("diagnostics:list", args=[adviser.programme.slug])).context["rows"]

    assert [diagnostic for diagnostic, _quality in rows] == [today, later, undated, past]


def test_each_row_of_the_list_can_be_marked_as_kept_on_the_tablet(as_adviser: Client, visit):
    content = as_adviser.get(reverse("diagnostics:list", args=[visit.programme.slug])).content.decode()

    assert f'data-offline-row="{visit.pk}"' in content


@pytest.mark.parametrize("number", [2, 20])
def test_quality_asks_as_many_queries_whatever_the_visits(adviser, number, django_assert_max_num_queries):
    visits = []
    for _ in range(number):
        company = CompanyFactory(programme=adviser.programme, chamber=adviser.partner)
        diagnostic = DiagnosticFactory(company=company, membership=adviser)
        FlowFactory(company=company, origin_uuid=diagnostic.uuid)
        visits.append(diagnostic)

    with django_assert_max_num_queries(4):
        assess(visits, adviser.programme)


def test_a_visit_says_what_to_ask_and_where(draft, adviser):
    FlowFactory(company=draft.company, origin_uuid=draft.uuid, label="Sciure", quantity=None, ewc_code="03 01 05")

    to_ask = assess([draft], draft.programme)[draft.pk].to_ask

    assert any("Sciure" in ask.sentence and ask.url for ask in to_ask)


def test_the_visit_page_shows_it(as_adviser: Client, draft):
    content = as_adviser.get(draft.get_absolute_url()).content.decode()

    assert "Que demander encore" in content


def test_the_visits_come_out_for_a_spreadsheet(as_adviser: Client, visit):
    response = as_adviser.get(url("export", visit.programme, "csv"))
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))

    assert rows[1][0] == str(visit.company)


def test_no_cell_of_it_runs(as_adviser: Client, visit):
    Company.objects.update(name="@SUM(A1)", trade_name="")

    assert "\n'@SUM(A1)" in as_adviser.get(url("export", visit.programme, "csv")).content.decode()


def test_they_come_out_for_a_calendar(as_adviser: Client, visit):
    response = as_adviser.get(url("export", visit.programme, "ics"))

    assert len(Calendar.from_ical(response.content).walk("VEVENT")) == 1


def test_a_visit_of_another_chamber_is_in_no_export(as_other_chamber: Client, visit):
    assert str(visit.company) not in as_other_chamber.get(url("export", visit.programme, "csv")).content.decode()


def test_the_eve_of_a_visit_is_off_until_asked_for(programme):
    assert VISIT_TO_COME not in enabled_rules(programme)


def test_the_eve_names_the_visits_of_tomorrow(visit):
    contact = ContactFactory(company=visit.company)
    Diagnostic.objects.update(visit_on=TODAY + timedelta(days=1))

    found = list(causes(visit.programme, timezone.now()))

    assert [cause.holder.uuid for cause in found] == [contact.uuid]
    assert still_holds(visit.uuid)


def test_a_visit_that_was_moved_is_not_said_for_tomorrow(visit):
    assert not still_holds(visit.uuid)


def test_the_plan_keeps_hour_and_questions(as_adviser: Client, company, adviser):
    as_adviser.post(
        reverse("diagnostics:create", args=[company.programme.slug]),
        {
            "company": company.pk,
            "adviser_membership": adviser.pk,
            "visit_on": str(SOON),
            "visit_at": "14:30",
        },
    )

    assert Diagnostic.objects.get().visit_at == time(14, 30)


def test_an_hour_demands_a_day(as_adviser: Client, company, adviser):
    response = as_adviser.post(
        reverse("diagnostics:create", args=[company.programme.slug]),
        {"company": company.pk, "adviser_membership": adviser.pk, "visit_at": "14:30"},
    )

    assert response.status_code == 422


def test_free_hours_are_of_people_who_are_there(adviser):
    VisitSlotFactory(membership=adviser)
    type(adviser).objects.filter(pk=adviser.pk).update(valid_until=TODAY - timedelta(days=1))

    assert not VisitSlot.objects.free(timezone.now()).exists()
