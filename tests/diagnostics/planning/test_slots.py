"""Hours that advisers offer and companies take: once, whoever is first."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from companies.holders import holder_of
from diagnostics.models import Diagnostic, VisitSlot
from diagnostics.planning.slots import (
    SlotTaken,
    VisitBegun,
    book_slot,
    cancel_slot,
    free_visit,
    hours_between,
    open_slots,
    slots_for,
)
from diagnostics.services.visits import change_plan
from symbiose.journal.models import Fact
from symbiose.journal.services import Actor
from symbiose.outbox.models import OutboxEmail
from tests.diagnostics.conftest import token_of
from tests.diagnostics.factories import (
    CompanyFactory,
    ContactFactory,
    DiagnosticFactory,
    MembershipFactory,
    VisitSlotFactory,
)

pytestmark = pytest.mark.django_db

State = Diagnostic.State
IN_TWO_DAYS = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=2)


@pytest.fixture
def slot(adviser) -> VisitSlot:
    return VisitSlotFactory(membership=adviser)


def test_hours_are_local_on_each_side_of_a_clock_change():
    hours = hours_between(date(2026, 3, 28), date(2026, 3, 30), [5, 0], [time(9)])

    assert [moment.astimezone(UTC).hour for moment in hours] == [8, 7]


def test_an_hour_that_the_clock_skips_is_not_offered():
    assert hours_between(date(2026, 3, 29), date(2026, 3, 29), [6], [time(2, 30)]) == []


def test_hours_are_opened_by_the_handful(adviser):
    starts = [IN_TWO_DAYS + timedelta(hours=2 * n) for n in range(3)]

    opened = open_slots(adviser=adviser, starts=starts, minutes=60, actor=adviser.user)

    assert (opened.opened, VisitSlot.objects.count()) == (3, 3)


def test_an_hour_that_overlaps_another_is_left_out(adviser):
    starts = [IN_TWO_DAYS, IN_TWO_DAYS + timedelta(minutes=30)]

    opened = open_slots(adviser=adviser, starts=starts, minutes=60, actor=adviser.user)

    assert (opened.opened, opened.already) == (1, 1)


def test_opening_the_same_hours_twice_doubles_nothing(adviser):
    for _ in range(2):
        open_slots(adviser=adviser, starts=[IN_TWO_DAYS], minutes=60, actor=adviser.user)

    assert VisitSlot.objects.count() == 1


def test_the_hour_of_a_visit_already_fixed_is_not_offered(adviser, company):
    local = timezone.localtime(IN_TWO_DAYS)
    DiagnosticFactory(company=company, membership=adviser, visit_on=local.date(), visit_at=local.time())

    assert open_slots(adviser=adviser, starts=[IN_TWO_DAYS], minutes=60, actor=adviser.user).opened == 0


def test_a_past_hour_is_not_offered(adviser):
    past = timezone.now() - timedelta(hours=1)

    assert open_slots(adviser=adviser, starts=[past], minutes=60, actor=adviser.user).opened == 0


def test_one_hour_once_per_adviser_is_the_databases_word(slot):
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitSlot.objects.create(
            programme=slot.programme, adviser=slot.adviser, chamber=slot.chamber, starts_at=slot.starts_at
        )


@pytest.mark.sqlite
def test_taking_an_hour_plans_the_visit(slot, company):
    visit = book_slot(slot_id=slot.pk, company=company, actor=Actor())

    local = timezone.localtime(slot.starts_at)
    assert (visit.visit_on, visit.visit_at, visit.adviser) == (local.date(), local.time(), slot.adviser)


@pytest.mark.sqlite
def test_an_hour_that_is_taken_is_not_taken_again(slot, company):
    other = CompanyFactory(programme=slot.programme, chamber=slot.chamber)
    book_slot(slot_id=slot.pk, company=company, actor=Actor())

    with pytest.raises(SlotTaken):
        book_slot(slot_id=slot.pk, company=other, actor=Actor())

    assert not Diagnostic.objects.filter(company=other).exists()


def test_taking_the_same_hour_twice_is_one_visit(slot, company):
    for _ in range(2):
        book_slot(slot_id=slot.pk, company=company, actor=Actor())

    assert Diagnostic.objects.count() == 1
    assert Fact.objects.filter(kind="visit_booked").count() == 1


def test_a_planned_visit_takes_the_hour(slot, company, adviser):
    planned = DiagnosticFactory(company=company, membership=adviser, visit_on=None)

    assert book_slot(slot_id=slot.pk, company=company, actor=Actor()) == planned


def test_another_hour_leaves_the_first_one_free(slot, company, adviser):
    later = VisitSlotFactory(membership=adviser, starts_at=slot.starts_at + timedelta(days=1))
    book_slot(slot_id=slot.pk, company=company, actor=Actor())

    book_slot(slot_id=later.pk, company=company, actor=Actor())

    slot.refresh_from_db()
    assert slot.diagnostic is None


@pytest.mark.parametrize("state", [State.IN_PROGRESS, State.COMPLETED])
def test_a_visit_that_began_takes_no_hour(slot, company, adviser, state):
    DiagnosticFactory(
        company=company,
        membership=adviser,
        state=state,
        completed_at=timezone.now() if state == State.COMPLETED else None,
    )

    with pytest.raises(VisitBegun):
        book_slot(slot_id=slot.pk, company=company, actor=Actor())


@pytest.mark.parametrize("change", [{"cancelled_at": timezone.now()}, {"starts_at": timezone.now() - timedelta(1)}])
def test_an_hour_withdrawn_or_past_is_not_taken(slot, company, change):
    VisitSlot.objects.update(**change)

    with pytest.raises(SlotTaken):
        book_slot(slot_id=slot.pk, company=company, actor=Actor())


def test_the_hour_of_somebody_who_left_is_not_taken(slot, company, adviser):
    type(adviser).objects.filter(pk=adviser.pk).update(valid_until=timezone.localdate() - timedelta(days=1))

    with pytest.raises(SlotTaken):
        book_slot(slot_id=slot.pk, company=company, actor=Actor())


def test_a_visit_given_back_leaves_its_hour_to_others(slot, company):
    visit = book_slot(slot_id=slot.pk, company=company, actor=Actor())

    free_visit(diagnostic_id=visit.pk, actor=Actor())

    visit.refresh_from_db()
    slot.refresh_from_db()
    assert (visit.visit_on, visit.visit_at, slot.diagnostic) == (None, None, None)


def test_a_visit_moved_by_hand_leaves_its_hour(slot, company, adviser):
    visit = book_slot(slot_id=slot.pk, company=company, actor=Actor())

    change_plan(
        diagnostic_id=visit.pk,
        adviser=adviser,
        visit_on=visit.visit_on + timedelta(days=7),
        visit_at=visit.visit_at,
        expected_version=visit.version,
    )

    slot.refresh_from_db()
    assert slot.diagnostic is None


def test_an_hour_that_a_company_has_is_not_withdrawn(slot, company, adviser):
    book_slot(slot_id=slot.pk, company=company, actor=Actor())

    with pytest.raises(SlotTaken):
        cancel_slot(slot_id=slot.pk, actor=adviser.user)


def test_the_company_is_told_by_mail(slot, company):
    contact = ContactFactory(company=company)

    book_slot(slot_id=slot.pk, company=company, actor=Actor(holder=holder_of(contact)))

    email = OutboxEmail.objects.get(kind="visit_booked")
    assert (email.recipient_email, email.held) == (contact.email, False)


def test_the_message_says_where_and_when(slot, company):
    from symbiose.outbox.rendering import preview

    MembershipFactory(programme=company.programme)
    contact = ContactFactory(company=company)
    book_slot(slot_id=slot.pk, company=company, actor=Actor(holder=holder_of(contact)))

    text = preview(OutboxEmail.objects.get(kind="visit_booked")).text

    assert "Rouez" in text
    assert str(slot.adviser) in text


def test_the_adviser_is_told_of_what_a_company_chose(slot, company):
    contact = ContactFactory(company=company)

    book_slot(slot_id=slot.pk, company=company, actor=Actor(holder=holder_of(contact)))

    assert OutboxEmail.objects.get(kind="visit_news").recipient_email == slot.adviser.email


def test_the_adviser_who_booked_is_not_told_of_it(slot, company):
    book_slot(slot_id=slot.pk, company=company, actor=Actor(user=slot.adviser))

    assert not OutboxEmail.objects.filter(kind="visit_news").exists()


def test_a_company_is_offered_the_hours_of_its_own_adviser_first(slot, company, adviser):
    colleague = MembershipFactory(programme=company.programme, adviser=True, partner=adviser.partner)
    VisitSlotFactory(membership=colleague, starts_at=slot.starts_at + timedelta(hours=3))
    company.assigned_adviser = adviser.user
    company.save()

    assert slots_for(company) == [slot]


def test_a_company_is_offered_no_hour_of_a_foreign_chamber(company):
    VisitSlotFactory(membership=MembershipFactory(programme=company.programme, adviser=True))

    assert slots_for(company) == []


def personal(name: str, token: str, **kwargs) -> str:
    return reverse(f"personal_visit:{name}", kwargs={"token": token, **kwargs})


def test_a_company_chooses_its_hour_on_its_page(client: Client, slot, company):
    token = token_of(company)

    client.post(personal("book", token, slot=slot.pk))

    assert Diagnostic.objects.get(company=company).visit_on == timezone.localdate(slot.starts_at)


def test_looking_at_the_page_takes_nothing(client: Client, slot, company):
    token = token_of(company)

    client.get(personal("visit", token))
    client.head(personal("visit", token))

    assert not Diagnostic.objects.exists()


def test_an_hour_gone_meanwhile_is_a_kind_word_and_other_hours(client: Client, slot, company, adviser):
    other = VisitSlotFactory(membership=adviser, starts_at=slot.starts_at + timedelta(days=1))
    book_slot(
        slot_id=slot.pk,
        company=CompanyFactory(programme=slot.programme, chamber=slot.chamber),
        actor=Actor(),
    )

    response = client.post(personal("book", token_of(company), slot=slot.pk))

    assert response.status_code == 409
    assert personal("book", response.context["token"], slot=other.pk) in response.content.decode()


def test_a_company_does_not_take_an_hour_that_it_is_not_offered(client: Client, company):
    foreign = VisitSlotFactory()

    assert client.post(personal("book", token_of(company), slot=foreign.pk)).status_code == 409
    assert not Diagnostic.objects.exists()


def test_a_company_gives_its_hour_back(client: Client, slot, company):
    book_slot(slot_id=slot.pk, company=company, actor=Actor())

    client.post(personal("free", token_of(company)))

    slot.refresh_from_db()
    assert slot.diagnostic is None


def test_a_company_puts_its_visit_in_its_own_calendar(client: Client, slot, company):
    from icalendar import Calendar

    book_slot(slot_id=slot.pk, company=company, actor=Actor())

    response = client.get(personal("calendar", token_of(company)))

    event = Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert event["dtstart"].dt == slot.starts_at
    assert "/p/" not in response.content.decode()


def test_the_card_offers_hours_to_who_has_none(client: Client, slot, company):
    content = client.get(reverse("personal:home", args=[token_of(company)])).content.decode()

    assert "Choisir un créneau" in content


def test_no_card_while_nobody_offers_an_hour(client: Client, company):
    content = client.get(reverse("personal:home", args=[token_of(company)])).content.decode()

    assert "Choisir un créneau" not in content


def staff(name: str, programme, *args) -> str:
    return reverse(f"planning:{name}", args=[programme.slug, *args])


def form(whose, **changes) -> dict:
    monday = timezone.localdate() + timedelta(days=7 - timezone.localdate().weekday())
    return {
        "adviser": whose.pk,
        "first": str(monday),
        "last": str(monday + timedelta(days=4)),
        "weekdays": ["1", "3"],
        "hours": ["09:00", "14:00"],
        "minutes": "60",
        **changes,
    }


def test_a_form_opens_days_times_hours(as_adviser: Client, adviser):
    as_adviser.post(staff("slots", adviser.programme), form(adviser))

    assert VisitSlot.objects.count() == 4


@pytest.mark.parametrize(
    "changes",
    [
        {"first": "2016-01-01", "last": "2016-01-05"},
        {"last": "9999-12-31"},
        {"first": "x"},
        {"weekdays": ["9"]},
        {"hours": ["25:00"]},
        {"hours": []},
        {"minutes": "1"},
        {"adviser": "9" * 40},
        {"first": "\x00"},
    ],
)
def test_an_odd_form_opens_nothing(as_adviser: Client, adviser, changes):
    response = as_adviser.post(staff("slots", adviser.programme), form(adviser, **changes))

    assert (response.status_code, VisitSlot.objects.count()) == (422, 0)


def test_an_adviser_opens_no_hours_for_another_chamber(as_adviser: Client, adviser):
    other = MembershipFactory(programme=adviser.programme, adviser=True)

    assert as_adviser.post(staff("slots", adviser.programme), form(other)).status_code == 422


def test_staff_take_an_hour_by_phone(as_adviser: Client, slot, company, adviser):
    visit = DiagnosticFactory(company=company, membership=adviser, visit_on=None)

    as_adviser.post(staff("visit_hour", company.programme, visit.pk), {"slot": slot.pk})

    visit.refresh_from_db()
    assert visit.visit_at == timezone.localtime(slot.starts_at).time()


@pytest.mark.parametrize(("posted", "status"), [({}, 422), ({"slot": "x"}, 409), ({"slot": "9" * 30}, 409)])
def test_no_hour_or_an_odd_one_is_asked_again(as_adviser: Client, company, adviser, posted, status):
    visit = DiagnosticFactory(company=company, membership=adviser, visit_on=None)

    assert as_adviser.post(staff("visit_hour", company.programme, visit.pk), posted).status_code == status


def test_the_hours_of_another_chamber_are_not_withdrawn(as_other_chamber: Client, slot):
    assert as_other_chamber.post(staff("slot_cancel", slot.programme, slot.pk)).status_code == 404


def test_the_committee_sees_no_hour(as_committee: Client, slot):
    assert as_committee.get(staff("slots", slot.programme)).status_code == 403


def test_each_slot_ends_after_its_minutes(slot):
    assert slot.ends_at - slot.starts_at == timedelta(minutes=slot.minutes)


def test_the_day_of_a_slot_is_the_local_one(company, adviser):
    late = datetime(2030, 7, 1, 22, 30, tzinfo=UTC)  # half past midnight in Paris
    slot = VisitSlotFactory(membership=adviser, starts_at=late)

    visit = book_slot(slot_id=slot.pk, company=company, actor=Actor())

    assert (visit.visit_on, visit.visit_at) == (date(2030, 7, 2), time(0, 30))
