from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import AgendaItem, Attendance, Event
from symbiose.programmes.models import Role
from synergies.models import Participant, State
from tests.diagnostics.factories import CompanyFactory, ContactFactory
from tests.events.factories import AgendaItemFactory, AttendanceFactory, EventFactory
from tests.synergies.factories import ParticipantFactory, SynergyFactory

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
ON_EVENT = ["detail", "edit", "minutes", "invite", "presence", "agenda", "close", "screen"]
WRITES = ["edit", "cancel", "minutes", "invite", "agenda", "close"]


@pytest.fixture
def event(programme):
    return EventFactory(programme=programme)


@pytest.fixture
def item(event):
    return AgendaItemFactory(event=event)


def address(programme, name, pk=None):
    return reverse(f"events:{name}", kwargs={"programme_slug": programme.slug, **({"pk": pk} if pk else {})})


def typed(**changes):
    starts_at = timezone.localtime(timezone.now() + timedelta(days=20)).strftime("%Y-%m-%dT%H:%M")
    return {"kind": "workshop", "title": "Atelier", "starts_at": starts_at, **changes}


# Who may


@pytest.mark.parametrize("name", ON_EVENT)
def test_the_animator_reads_each_page_of_a_meeting(animator_client, event, name):
    assert animator_client.get(address(event.programme, name, event.pk)).status_code == 200


@pytest.mark.parametrize("name", ["detail", "presence", "screen"])
def test_an_adviser_reads_a_meeting_and_its_sheet(adviser_client, event, name):
    assert adviser_client.get(address(event.programme, name, event.pk)).status_code == 200


@pytest.mark.parametrize("name", WRITES)
def test_an_adviser_does_not_lead_a_meeting(adviser_client, event, name):
    assert adviser_client.post(address(event.programme, name, event.pk), {}).status_code == 403


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.PARTNER, Role.NETWORK])
@pytest.mark.parametrize("name", ON_EVENT)
def test_the_others_have_no_page_of_meetings(login_as, event, role, name):
    assert login_as(role).get(address(event.programme, name, event.pk)).status_code == 403


@pytest.mark.parametrize("name", [*ON_EVENT, "list"])
def test_a_stranger_finds_nothing(stranger_client, event, name):
    pk = None if name == "list" else event.pk

    assert stranger_client.get(address(event.programme, name, pk)).status_code == 404


@pytest.mark.parametrize("name", ON_EVENT)
def test_another_programmes_meeting_is_not_found(animator_client, programme, name):
    assert animator_client.get(address(programme, name, EventFactory().pk)).status_code == 404


@pytest.mark.parametrize("name", ["decide", "hands", "agenda_remove"])
def test_another_programmes_agenda_is_not_found(animator_client, programme, name):
    assert animator_client.post(address(programme, name, AgendaItemFactory().pk), {}).status_code == 404


def test_a_visitor_signs_in_first(client, event):
    assert client.get(address(event.programme, "detail", event.pk)).status_code == 302


# The agenda of the programme


def test_the_list_parts_what_comes_from_what_took_place(animator_client, programme):
    EventFactory(programme=programme, title="À venir")
    EventFactory(programme=programme, past=True, title="Passée")

    context = animator_client.get(address(programme, "list")).context

    assert [event.title for event in context["upcoming"]] == ["À venir"]
    assert [event.title for event in context["page"]] == ["Passée"]


def test_an_empty_list_says_the_next_gesture(animator_client, programme):
    page = animator_client.get(address(programme, "list")).content.decode()

    assert "Aucune rencontre prévue" in page
    assert address(programme, "create") in page


@pytest.mark.parametrize("query", ["?page=x", "?page=-1", "?page=99999999999999999999", "?page=%00"])
def test_an_odd_page_is_a_page(animator_client, programme, query):
    assert animator_client.get(address(programme, "list") + query).status_code == 200


def test_the_list_costs_the_same_whatever_the_meetings(animator_client, programme, django_assert_max_num_queries):
    for event in EventFactory.create_batch(200, programme=programme, past=True)[:5]:
        AttendanceFactory.create_batch(3, event=event, here=True)

    with django_assert_max_num_queries(20):
        animator_client.get(address(programme, "list"))


@pytest.mark.parametrize("number", [10, 200])
def test_the_page_of_a_meeting_costs_the_same(animator_client, event, number, django_assert_max_num_queries):
    for contact in ContactFactory.create_batch(number, company__programme=event.programme):
        AttendanceFactory(event=event, company=contact.company, contact=contact, invited=True)

    with django_assert_max_num_queries(20):
        animator_client.get(address(event.programme, "detail", event.pk))


# Writing


def test_a_meeting_is_planned(animator_client, programme):
    response = animator_client.post(address(programme, "create"), typed())

    assert response.url == Event.objects.get().get_absolute_url()


def test_a_form_sent_twice_plans_once(animator_client, programme):
    data = typed(submission_key="0f2c1f6e-6a3e-4a57-9c58-6f2f5f0f7d11")

    for _time in range(2):
        animator_client.post(address(programme, "create"), data)

    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    "odd",
    [
        {"starts_at": "0001-01-01T00:00"},
        {"starts_at": "9999-12-31T23:59"},
        {"starts_at": "hier"},
        {"title": "a\x00b"},
        {"title": "x" * 500},
        {"kind": "bal"},
        {"ends_at": "2016-01-01T08:00"},
    ],
)
def test_an_odd_meeting_is_refused_in_words(animator_client, programme, odd):
    assert animator_client.post(address(programme, "create"), typed(**odd)).status_code == 422
    assert not Event.objects.exists()


def test_an_edit_is_saved(animator_client, event):
    data = typed(title="Atelier de Sillé", version=event.version)

    animator_client.post(address(event.programme, "edit", event.pk), data)

    event.refresh_from_db()
    assert event.title == "Atelier de Sillé"


def test_two_people_on_one_meeting_see_both_texts(animator_client, event):
    data = typed(title="Le mien", version=event.version)
    Event.objects.filter(pk=event.pk).update(title="Le sien", version=event.version + 1)

    response = animator_client.post(address(event.programme, "edit", event.pk), data)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Le mien" in page
    assert "Le sien" in page


def test_minutes_are_read_on_the_page(animator_client, event):
    data = {"minutes": "Cinq synergies retenues.", "version": event.version}
    animator_client.post(address(event.programme, "minutes", event.pk), data)

    page = animator_client.get(address(event.programme, "detail", event.pk)).content.decode()

    assert "Cinq synergies retenues." in page


def test_calling_off_is_said(animator_client, event):
    animator_client.post(address(event.programme, "cancel", event.pk))

    assert "Annulée" in animator_client.get(address(event.programme, "detail", event.pk)).content.decode()


# Invitations


def test_inviting_offers_those_who_were_not_invited(animator_client, event):
    invited = AttendanceFactory(event=event, invited=True, company__name="Déjà là").company
    CompanyFactory(programme=event.programme, name="À inviter")

    page = animator_client.get(address(event.programme, "invite", event.pk)).content.decode()

    assert "À inviter" in page
    assert invited.name not in page


def test_inviting_nobody_is_told(animator_client, event):
    CompanyFactory(programme=event.programme)

    assert animator_client.post(address(event.programme, "invite", event.pk), {}).status_code == 422


@pytest.mark.parametrize("choice", ["x", "99999999999999999999", "0\x00"])
def test_inviting_what_is_no_company_is_told(animator_client, event, choice):
    response = animator_client.post(address(event.programme, "invite", event.pk), {"companies": [choice]})

    assert response.status_code == 422


def test_another_programmes_company_is_not_invited(animator_client, event):
    other = CompanyFactory()

    animator_client.post(address(event.programme, "invite", event.pk), {"companies": [other.pk]})

    assert not Attendance.objects.exists()


# Presence


def test_one_tap_notes_a_presence(animator_client, event):
    attendance = AttendanceFactory(event=event)
    data = {"company": attendance.company_id, "present": "yes"}

    response = animator_client.post(address(event.programme, "presence", event.pk), data, headers=HTMX)

    assert "1 entreprise présente" in response.content.decode()
    assert b"<html" not in response.content


def test_a_second_tap_takes_it_back(animator_client, event):
    attendance = AttendanceFactory(event=event, here=True)
    data = {"company": attendance.company_id, "present": ""}

    animator_client.post(address(event.programme, "presence", event.pk), data, headers=HTMX)

    attendance.refresh_from_db()
    assert attendance.present is None


def test_a_company_that_enters_is_found_by_name(animator_client, event):
    CompanyFactory(programme=event.programme, name="Cidrerie des Trois Haies")

    page = animator_client.get(address(event.programme, "presence", event.pk), {"q": "cidrerie"}).content.decode()

    assert "Elle est là" in page


@pytest.mark.parametrize("words", ["\x00", "%", "'; drop", "x" * 5000, "é" * 200])
def test_an_odd_search_is_a_search(animator_client, event, words):
    response = animator_client.get(address(event.programme, "presence", event.pk), {"q": words})

    assert response.status_code == 200


def test_an_adviser_notes_a_company_of_the_sheet(adviser_client, event):
    attendance = AttendanceFactory(event=event)
    data = {"company": attendance.company_id, "present": "yes"}

    adviser_client.post(address(event.programme, "presence", event.pk), data)

    attendance.refresh_from_db()
    assert attendance.present


def test_an_adviser_adds_no_company_that_they_do_not_see(adviser_client, event):
    hidden = CompanyFactory(programme=event.programme)

    response = adviser_client.post(
        address(event.programme, "presence", event.pk), {"company": hidden.pk, "present": "yes"}
    )

    assert response.status_code == 422
    assert not Attendance.objects.exists()


# The workshop


def test_the_agenda_offers_the_shortlisted(animator_client, event):
    SynergyFactory(programme=event.programme, state=State.SHORTLISTED, title="Palettes perdues")

    page = animator_client.get(address(event.programme, "agenda", event.pk)).content.decode()

    assert "Palettes perdues" in page


def test_a_shortlisted_synergy_is_put_on_the_agenda(animator_client, event):
    synergy = SynergyFactory(programme=event.programme, state=State.SHORTLISTED)

    animator_client.post(address(event.programme, "agenda", event.pk), {"synergies": [synergy.pk]})

    assert AgendaItem.objects.get().synergy == synergy


def test_the_agenda_shows_all_that_is_undecided(animator_client, event):
    for item in AgendaItemFactory.create_batch(9, event=event):
        item.synergy.save()

    page = animator_client.get(address(event.programme, "agenda", event.pk)).content.decode()

    assert page.count("agenda/") >= 9 * 2


def test_a_decision_brings_the_next_synergy_up(animator_client, item):
    following = AgendaItemFactory(event=item.event)

    response = animator_client.post(address(item.programme, "decide", item.pk), {"decision": "retained"})

    assert response.url == address(item.programme, "decide", following.pk)


def test_the_last_decision_ends_at_the_agenda(animator_client, item):
    response = animator_client.post(address(item.programme, "decide", item.pk), {"decision": "retained"})

    assert response.url == address(item.programme, "agenda", item.event_id)


def test_a_decision_may_name_the_pilot(animator_client, item):
    company = ParticipantFactory(synergy=item.synergy).company

    animator_client.post(address(item.programme, "decide", item.pk), {"decision": "retained", "pilot": company.pk})

    assert Participant.objects.get(role=Participant.Role.PILOT).company == company


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"decision": "perhaps"},
        {"decision": "set_aside"},
        {"decision": "retained", "hands_retain": "-1"},
        {"decision": "retained", "hands_retain": "99999999999999999999"},
        {"decision": "retained", "pilot": "99999999999999999999"},
        {"decision": "set_aside", "reason": "a\x00b"},
    ],
)
def test_an_odd_decision_is_refused_in_words(animator_client, item, odd):
    response = animator_client.post(address(item.programme, "decide", item.pk), odd)

    assert response.status_code == 422
    item.refresh_from_db()
    assert item.decision == ""


def test_a_decision_after_the_end_is_refused_in_words(animator_client, item):
    Event.objects.update(closed_at=timezone.now())

    page = animator_client.post(address(item.programme, "decide", item.pk), {"decision": "retained"})

    assert page.status_code == 422
    assert "clos" in page.content.decode()


def test_a_pilot_is_not_named_when_the_decision_fails(animator_client, event):
    item = AgendaItemFactory(event=event, synergy__started=True, synergy__state=State.IN_PROGRESS)
    company = ParticipantFactory(synergy=item.synergy).company
    data = {"decision": "to_study", "pilot": company.pk}

    animator_client.post(address(item.programme, "decide", item.pk), data)

    assert not Participant.objects.filter(role=Participant.Role.PILOT).exists()


def test_hands_reach_the_wall_as_they_are_typed(animator_client, item):
    animator_client.post(address(item.programme, "hands", item.pk), {"hands_retain": "14"})

    wall = animator_client.get(address(item.programme, "screen", item.event_id), headers=HTMX).content.decode()

    assert "<strong>14</strong>" in wall


@pytest.mark.parametrize(("hands", "status"), [({"hands_retain": "x"}, 422), ({}, 204)])
def test_hands_that_are_none(animator_client, item, hands, status):
    assert animator_client.post(address(item.programme, "hands", item.pk), hands).status_code == status


def test_the_wall_lives_wholly(animator_client, item):
    AttendanceFactory(event=item.event, here=True)

    wall = animator_client.get(address(item.programme, "screen", item.event_id), headers=HTMX).content.decode()

    assert wall.count('hx-swap-oob="true"') == 3
    assert "Synergie 1 sur 1" in wall
    assert "1 entreprise présente" in wall


def test_taking_off_the_agenda(animator_client, item):
    animator_client.post(address(item.programme, "agenda_remove", item.pk))

    assert not AgendaItem.objects.exists()


def test_closing_asks_first(animator_client, event):
    page = animator_client.get(address(event.programme, "close", event.pk)).content.decode()

    event.refresh_from_db()
    assert "personne ne recevra" in page
    assert event.closed_at is None


def test_closing_closes(animator_client, event):
    animator_client.post(address(event.programme, "close", event.pk))

    event.refresh_from_db()
    assert event.closed_at
