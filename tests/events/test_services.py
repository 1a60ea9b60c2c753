import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events.models import AgendaItem, Attendance
from events.services import (
    EventClosed,
    Hands,
    answer_invitation,
    cancel_event,
    close_event,
    count_hands,
    decide_item,
    invite_companies,
    note_presence,
    put_on_agenda,
    take_off_agenda,
)
from symbiose.journal.models import Fact
from symbiose.journal.services import Actor
from symbiose.outbox.models import OutboxEmail
from synergies.models import Passage, State
from synergies.services import IllegalTransition
from tests.accounts.factories import UserFactory
from tests.diagnostics.factories import CompanyFactory, ContactFactory
from tests.events.factories import AgendaItemFactory, AttendanceFactory, EventFactory
from tests.synergies.factories import ParticipantFactory, SynergyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return UserFactory()


def decide(item, decision, actor, *, hands=None, reason=""):
    return decide_item(item_id=item.pk, decision=decision, hands=hands or Hands(), reason=reason, actor=actor)


def test_inviting_twice_writes_once(actor):
    event = EventFactory()
    contact = ContactFactory(company__programme=event.programme)

    first = invite_companies(event=event, companies=[contact.company], actor=actor)
    second = invite_companies(event=event, companies=[contact.company], actor=actor)

    assert (first, second) == (1, 0)
    assert OutboxEmail.objects.filter(kind="event_invitation").count() == 1


def test_the_main_contact_is_invited(actor):
    event = EventFactory()
    company = CompanyFactory(programme=event.programme)
    ContactFactory(company=company, is_primary=False)
    main = ContactFactory(company=company, is_primary=True)

    invite_companies(event=event, companies=[company], actor=actor)

    assert Attendance.objects.get().contact == main


def test_a_company_without_an_address_is_on_the_list_all_the_same(actor):
    event = EventFactory()
    company = CompanyFactory(programme=event.programme)

    invite_companies(event=event, companies=[company], actor=actor)

    assert Attendance.objects.get().invited_at
    assert not OutboxEmail.objects.exists()


@pytest.mark.parametrize("field", ["closed_at", "cancelled_at"])
def test_a_meeting_that_is_over_invites_nobody(actor, field):
    event = EventFactory()
    setattr(event, field, event.created_at)

    with pytest.raises(EventClosed):
        invite_companies(event=event, companies=[CompanyFactory(programme=event.programme)], actor=actor)


def test_an_answer_is_kept_with_its_hour():
    attendance = AttendanceFactory(invited=True)

    answer_invitation(attendance=attendance, answer="interested", actor=Actor())

    attendance.refresh_from_db()
    assert attendance.answer == "interested"
    assert attendance.answered_at


@pytest.mark.parametrize("answer", ["none", "perhaps", ""])
def test_an_answer_that_is_none_is_refused(answer):
    with pytest.raises(ValidationError):
        answer_invitation(attendance=AttendanceFactory(), answer=answer, actor=Actor())


def test_whoever_comes_uninvited_is_noted(actor):
    event = EventFactory()
    company = CompanyFactory(programme=event.programme)

    note_presence(event=event, company=company, present=True, actor=actor)

    assert Attendance.objects.get(company=company).present


def test_a_presence_can_be_taken_back(actor):
    attendance = AttendanceFactory(here=True)

    note_presence(event=attendance.event, company=attendance.company, present=None, actor=actor)

    attendance.refresh_from_db()
    assert (attendance.present, attendance.noted_at) == (None, None)


def test_noting_the_same_presence_twice_tells_it_once(actor):
    event = EventFactory()
    company = CompanyFactory(programme=event.programme)

    for _time in range(2):
        note_presence(event=event, company=company, present=True, actor=actor)

    assert Fact.objects.filter(kind="presence_noted").count() == 1


def test_a_company_is_once_on_a_sheet():
    attendance = AttendanceFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        AttendanceFactory(event=attendance.event, company=attendance.company)


def test_the_agenda_keeps_the_order_in_which_it_was_made(actor):
    event = EventFactory()
    first, second = (SynergyFactory(programme=event.programme, state=State.SHORTLISTED) for _n in range(2))

    put_on_agenda(event=event, synergies=[first], actor=actor)
    put_on_agenda(event=event, synergies=[first, second], actor=actor)

    assert [item.synergy for item in AgendaItem.objects.filter(event=event)] == [first, second]


def test_a_closed_workshop_has_a_closed_agenda(actor):
    event = EventFactory(closed=True)

    with pytest.raises(EventClosed):
        put_on_agenda(event=event, synergies=[SynergyFactory(programme=event.programme)], actor=actor)


def test_an_undecided_synergy_leaves_the_agenda():
    item = AgendaItemFactory()

    take_off_agenda(item_id=item.pk)

    assert not AgendaItem.objects.exists()


def test_a_decided_synergy_stays_on_the_agenda(actor):
    item = AgendaItemFactory()
    decide(item, "retained", actor)

    take_off_agenda(item_id=item.pk)

    assert AgendaItem.objects.exists()


def test_hands_show_before_the_decision():
    item = AgendaItemFactory()

    count_hands(item_id=item.pk, hands=Hands(14, 5, None))

    item.refresh_from_db()
    assert (item.hands_retain, item.hands_study, item.hands_set_aside, item.decision) == (14, 5, None, "")


def test_counting_again_leaves_a_decision_alone(actor):
    item = AgendaItemFactory()
    decide(item, "retained", actor, hands=Hands(14, 5, 1))

    count_hands(item_id=item.pk, hands=Hands(1, 1, 1))

    item.refresh_from_db()
    assert item.hands_retain == 14


@pytest.mark.parametrize(
    ("decision", "state"), [("retained", State.RETAINED), ("to_study", State.TO_STUDY), ("set_aside", State.SET_ASIDE)]
)
def test_a_decision_passes_the_synergy_to_its_state(actor, decision, state):
    item = AgendaItemFactory()

    decide(item, decision, actor, reason="Trop loin")

    item.synergy.refresh_from_db()
    assert item.synergy.state == state


def test_a_decision_names_the_meeting_in_the_synergys_history(actor):
    item = AgendaItemFactory()

    decide(item, "retained", actor)

    assert Passage.objects.get(synergy=item.synergy, to_state=State.RETAINED).event_uuid == item.event.uuid


def test_setting_aside_needs_a_reason(actor):
    item = AgendaItemFactory()

    with pytest.raises(ValidationError):
        decide(item, "set_aside", actor, reason="  ")

    item.refresh_from_db()
    assert item.decision == ""


def test_the_database_refuses_a_setting_aside_without_a_reason():
    item = AgendaItemFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.filter(pk=item.pk).update(decision="set_aside", decided_at=item.created_at)


def test_a_closed_workshop_decides_no_more(actor):
    item = AgendaItemFactory(event__closed=True)

    with pytest.raises(EventClosed):
        decide(item, "retained", actor)


def test_a_synergy_that_moved_on_is_not_decided(actor):
    item = AgendaItemFactory(synergy__started=True, synergy__state=State.IN_PROGRESS)

    with pytest.raises(IllegalTransition):
        decide(item, "set_aside", actor, reason="Trop tard")

    item.refresh_from_db()
    assert item.decision == ""


def test_closing_tells_each_company_that_came_what_comes_next(actor):
    event = EventFactory()
    came = ContactFactory(company__programme=event.programme)
    away = ContactFactory(company__programme=event.programme)
    AttendanceFactory(event=event, company=came.company, contact=came, here=True)
    AttendanceFactory(event=event, company=away.company, contact=away, present=False)

    close_event(event_id=event.pk, actor=actor)

    told = OutboxEmail.objects.filter(kind="event_recap").values_list("holder_id", flat=True)
    assert list(told) == [came.uuid]


def test_the_recap_counts_the_companys_own_synergies(actor):
    event = EventFactory()
    contact = ContactFactory(company__programme=event.programme)
    AttendanceFactory(event=event, company=contact.company, contact=contact, here=True)
    ParticipantFactory(company=contact.company, synergy=SynergyFactory(programme=event.programme, retained=True))

    close_event(event_id=event.pk, actor=actor)

    assert OutboxEmail.objects.get(kind="event_recap").context["n_synergies"] == 1


def test_closing_twice_tells_once(actor):
    attendance = AttendanceFactory(here=True)
    ContactFactory(company=attendance.company)

    close_event(event_id=attendance.event.pk, actor=actor)
    close_event(event_id=attendance.event.pk, actor=actor)

    assert OutboxEmail.objects.filter(kind="event_recap").count() == 1
    assert Fact.objects.filter(kind="event_closed").count() == 1


def test_a_called_off_meeting_keeps_its_first_date(actor):
    event = EventFactory()

    first = cancel_event(event=event, actor=actor).cancelled_at

    assert cancel_event(event=event, actor=actor).cancelled_at == first
