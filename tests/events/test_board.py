import pytest

from events.board import board_of
from events.services import Hands, count_hands, decide_item
from synergies.models import Participant
from tests.accounts.factories import UserFactory
from tests.events.factories import AgendaItemFactory, AttendanceFactory, EventFactory
from tests.synergies.factories import ParticipantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory()


def agenda(event, number):
    return [AgendaItemFactory(event=event, position=place) for place in range(1, number + 1)]


def retain(item):
    decide_item(item_id=item.pk, decision="retained", hands=Hands(3, 1, 0), reason="", actor=UserFactory())


def test_the_first_undecided_synergy_is_discussed(event):
    first, second = agenda(event, 2)
    retain(first)

    board = board_of(event)

    assert board.current == second
    assert (board.number, board.total) == (2, 2)


def test_the_synergy_for_which_hands_are_counted_is_discussed(event):
    _first, second = agenda(event, 2)
    count_hands(item_id=second.pk, hands=Hands(4, None, None))

    assert board_of(event).current == second


def test_the_largest_number_leads(event):
    (item,) = agenda(event, 1)
    count_hands(item_id=item.pk, hands=Hands(4, 9, 0))

    assert [raised.leads for raised in board_of(event).hands] == [False, True, False]


def test_nothing_leads_where_nobody_raised_a_hand(event):
    agenda(event, 1)

    assert not any(raised.leads for raised in board_of(event).hands)


def test_the_board_names_the_pilot_apart_from_the_others(event):
    (item,) = agenda(event, 1)
    ParticipantFactory(synergy=item.synergy, role=Participant.Role.PILOT, company__name="Garreau")
    ParticipantFactory(synergy=item.synergy, company__name="Brault")
    retain(item)

    (card,) = board_of(event).retained

    assert (card.pilot, card.others) == ("Garreau", ["Brault"])


def test_what_is_next_is_short_and_what_is_undecided_is_whole(event):
    agenda(event, 9)

    board = board_of(event)

    assert (len(board.coming), len(board.undecided)) == (4, 9)


def test_an_empty_agenda_has_a_board(event):
    board = board_of(event)

    assert (board.current, board.number, board.hands) == (None, 0, [])


def test_the_board_counts_who_is_there(event):
    AttendanceFactory.create_batch(3, event=event, here=True)
    AttendanceFactory(event=event, present=False)

    assert board_of(event).n_present == 3


def test_the_board_costs_the_same_whatever_the_agenda(event, django_assert_num_queries):
    for item in agenda(event, 12):
        ParticipantFactory(synergy=item.synergy)

    with django_assert_num_queries(3):
        board_of(event)
