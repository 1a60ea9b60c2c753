"""The journal of a company: the words of people and the facts of the method, by their names."""

import pytest
from django.test import Client
from django.utils import timezone

from companies.engagement import EngagementLevel
from companies.engagement_facts import LevelFact, engagement_facts, engagement_in_brief
from companies.journal import ICONS, journal_of
from companies.models import Company, Interaction
from events.models import AgendaItem
from events.services import answer_invitation, note_presence
from symbiose.journal.services import Actor
from symbiose.journal.timeline import TimelineEntry
from symbiose.programmes.models import Membership, Programme
from symbiose.ui.french import date_fr
from synergies.models import Participant
from synergies.services import add_participant, remove_participant
from tests.companies.factories import CompanyFactory, InteractionFactory
from tests.events.factories import AgendaItemFactory, AttendanceFactory, EventFactory
from tests.programmes.factories import MembershipFactory
from tests.synergies.factories import ParticipantFactory, SynergyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(programme: Programme) -> Company:
    return CompanyFactory(programme=programme, name="Plasturgie du Pont-Landry")


@pytest.fixture
def animator(programme: Programme) -> Membership:
    return MembershipFactory(programme=programme)


def titles(entries: list[TimelineEntry]) -> list[str]:
    return [entry.title for entry in entries]


def join(company: Company, title: str, role: str = Participant.Role.MEMBER) -> Participant:
    synergy = SynergyFactory(programme=company.programme, title=title, retained=True)
    return add_participant(synergy=synergy, company=company, role=role)


def test_every_kind_of_exchange_has_an_icon():
    assert set(ICONS) == set(Interaction.Kind.values)


def test_an_exchange_is_told_once_by_its_own_words(company: Company, animator: Membership):
    InteractionFactory(company=company, text="Prêt à accueillir la collecte.", created_by=animator.user)

    told = journal_of(company, animator)

    assert [entry.quote for entry in told] == ["Prêt à accueillir la collecte."]


def test_a_note_says_who_reads_it(company: Company, animator: Membership):
    InteractionFactory(company=company, note=True, created_by=animator.user)

    assert "visible des conseillers et de l’animatrice" in journal_of(company, animator)[0].title


def test_a_synergy_is_named(company: Company, animator: Membership):
    join(company, "Collecte d’appareils")

    assert titles(journal_of(company, animator)) == ["Rejoint « Collecte d’appareils »"]


def test_synergies_joined_on_one_day_are_one_line(company: Company, animator: Membership):
    join(company, "Collecte", Participant.Role.PILOT)
    join(company, "Prêt")

    (told,) = journal_of(company, animator)

    assert (told.title, told.text) == ("Rejoint 2 synergies", "Entreprise pilote : Collecte ; participe : Prêt.")


def test_leaving_is_told_apart(company: Company, animator: Membership):
    participant = join(company, "Prêt")
    remove_participant(participant=participant, actor=animator.user)

    assert sorted(titles(journal_of(company, animator))) == ["Quitte « Prêt »", "Rejoint « Prêt »"]


def test_a_presence_tells_what_was_retained_there(company: Company, animator: Membership, programme: Programme):
    event = EventFactory(programme=programme, past=True)
    item = AgendaItemFactory(event=event, decision=AgendaItem.Decision.RETAINED, decided_at=timezone.now())
    ParticipantFactory(synergy=item.synergy, company=company, role=Participant.Role.PILOT)
    note_presence(event=event, company=company, present=True, actor=animator.user)

    (told,) = journal_of(company, animator)

    day = date_fr(timezone.localdate(event.starts_at), year=False)
    assert told.title == f"Atelier du {day} : présente, 1 synergie retenue"
    assert item.synergy.title in told.text


def test_once_present_the_answer_is_left_out(company: Company, animator: Membership, programme: Programme):
    attendance = AttendanceFactory(event=EventFactory(programme=programme, past=True), company=company)
    answer_invitation(attendance=attendance, answer="coming", actor=Actor(user=animator.user))
    note_presence(event=attendance.event, company=company, present=True, actor=animator.user)

    assert len(journal_of(company, animator)) == 1


def test_a_presence_taken_back_is_no_presence(company: Company, animator: Membership, programme: Programme):
    event = EventFactory(programme=programme, past=True)
    note_presence(event=event, company=company, present=True, actor=animator.user)
    note_presence(event=event, company=company, present=False, actor=animator.user)

    assert "absente" in journal_of(company, animator)[0].title


@pytest.mark.parametrize("count", [2, 20])
def test_the_journal_costs_the_same_whatever_its_length(
    company: Company, animator: Membership, programme: Programme, count: int, django_assert_num_queries
):
    for number in range(count):
        join(company, f"Synergie {number}")
        note_presence(
            event=EventFactory(programme=programme, past=True), company=company, present=True, actor=animator.user
        )
        InteractionFactory(company=company)

    with django_assert_num_queries(5):
        journal_of(company, animator)


def test_other_companies_are_not_told(company: Company, animator: Membership, programme: Programme):
    join(CompanyFactory(programme=programme), "Prêt")

    assert journal_of(company, animator) == []


def fact_of(company: Company, level: EngagementLevel) -> LevelFact:
    return next(fact for fact in engagement_facts(company) if fact.level == level)


def test_each_level_names_its_facts(company: Company):
    join(company, "Collecte", Participant.Role.PILOT)

    fact = fact_of(company, EngagementLevel.ENGAGED)

    assert (fact.holds, fact.counted) == (True, "1 synergie retenue")
    assert [line.text for line in fact.lines] == ["Collecte (entreprise pilote)"]


def test_a_level_without_fact_says_nothing(company: Company):
    fact = fact_of(company, EngagementLevel.IN_WORKSHOP)

    assert (fact.holds, fact.counted, fact.lines) == (False, "", ())


def test_many_facts_are_counted_and_few_shown(company: Company):
    InteractionFactory.create_batch(9, company=company)

    fact = fact_of(company, EngagementLevel.CONTACTED)

    assert (fact.counted, len(fact.lines)) == ("9 échanges", 6)


def test_the_engagement_in_brief(company: Company, programme: Programme):
    join(company, "Collecte")
    join(company, "Prêt")
    AttendanceFactory(event=EventFactory(programme=programme, past=True), company=company, here=True)

    assert engagement_in_brief(company) == "2 synergies retenues, 1 rencontre"


def test_the_page_of_the_facts_belongs_to_the_staff(committee_client: Client, company: Company):
    assert committee_client.get(f"{company.get_absolute_url()}engagement/").status_code == 403


def test_the_facts_of_another_chamber_are_not_found(adviser_client: Client, company: Company):
    assert adviser_client.get(f"{company.get_absolute_url()}engagement/").status_code == 404


@pytest.mark.parametrize("count", [10, 200])
def test_the_page_costs_the_same_whatever_its_history(
    animator_client: Client, company: Company, count: int, django_assert_max_num_queries
):
    InteractionFactory.create_batch(count, company=company)
    join(company, "Prêt")

    with django_assert_max_num_queries(20):
        animator_client.get(company.get_absolute_url())
