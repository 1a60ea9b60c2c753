from datetime import timedelta

import pytest
from django.utils import timezone

from companies.exchanges import Exchange, log_interaction
from dashboard.activity import latest_news
from dashboard.greeting import calls_line, hello, moment_line
from events.services import invite_companies
from symbiose.accounts.models import User
from symbiose.programmes.models import Programme, Role
from tests.accounts.factories import UserFactory
from tests.diagnostics.factories import CompanyFactory, ContactFactory, DiagnosticFactory
from tests.events.factories import EventFactory
from tests.outbox.factories import OutboxEmailFactory, paris
from tests.roadmaps.factories import RoadmapFactory, StepFactory
from tests.synergies.factories import ParticipantFactory, SynergyFactory

pytestmark = pytest.mark.django_db


def read(client, url):
    return client.get(url).content.decode().replace("\u00a0", " ")


# Words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "Aucun appel ce matin."),
        (1, "Un appel ce matin."),
        (3, "Trois appels ce matin."),
        (12, "12 appels ce matin."),
    ],
)
def test_the_title_counts_the_calls(number, words):
    assert calls_line(number) == words


def test_somebody_without_a_first_name_is_greeted():
    assert hello(User()) == "Bonjour."


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Programme du Pays de Sillé", "Lundi 6 février, 8 h 30 · programme du Pays de Sillé"),
        ("Pays de Sillé", "Lundi 6 février, 8 h 30 · Pays de Sillé"),
    ],
)
def test_the_line_says_the_day_the_hour_and_the_programme(name, words):
    line = moment_line(paris(2017, 2, 6, 8, 30), Programme(name=name))

    assert line.replace("\u00a0", " ") == words


# What each role finds


def test_the_animator_finds_the_calls_first(animator_client, programme, address):
    StepFactory(roadmap__programme=programme, starts_on=None, due_on=timezone.localdate() - timedelta(days=5))

    page = read(animator_client, address("home"))

    assert page.index("Un appel ce matin.") < page.index("C’est tout pour ce matin.") < page.index("Où en est")


def test_the_messages_wait_in_one_line(animator_client, programme, address):
    OutboxEmailFactory(programme=programme, held=True, due_at=timezone.now())

    page = read(animator_client, address("home"))

    assert "1 message prêt" in page
    assert "Rien ne part sans vous." in page


def test_an_adviser_finds_their_visits(adviser_client, programme, chamber, address):
    company = CompanyFactory(programme=programme, chamber=chamber, name="Scierie de la Charnie")
    DiagnosticFactory(company=company, adviser=adviser_client.membership.user, chamber=chamber)

    page = read(adviser_client, address("home"))

    assert "Mes visites" in page
    assert "Scierie de la Charnie" in page


def test_an_adviser_has_no_batch_to_send(adviser_client, programme, address):
    OutboxEmailFactory(programme=programme, held=True, due_at=timezone.now())

    assert "message prêt" not in read(adviser_client, address("home"))


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.NETWORK])
def test_readers_find_the_retained_synergies_the_most_worrying_first(login_as, programme, address, role):
    RoadmapFactory(programme=programme, title="Tout va bien", weather="sun")
    RoadmapFactory(programme=programme, title="Un orage", weather="storm")

    page = read(login_as(role), address("home"))

    assert page.index("Un orage") < page.index("Tout va bien")
    assert "Appeler" not in page


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.NETWORK])
def test_readers_of_a_new_programme_are_told_what_will_come(login_as, address, role):
    assert "après le premier atelier" in read(login_as(role), address("home"))


def test_a_partner_goes_straight_to_their_roadmaps(partner_client, address):
    assert "/roadmaps/" in partner_client.get(address("home")).url


def test_a_stranger_finds_nothing(stranger_client, address):
    assert stranger_client.get(address("home")).status_code == 404


def test_a_new_programme_says_the_next_gesture(animator_client, address):
    page = read(animator_client, address("home"))

    assert "Importer un fichier" in page
    assert "Prévoir une rencontre" in page


def test_one_gesture_alone_is_filled(animator_client, address):
    main = read(animator_client, address("home")).partition("<main")[2].partition("</main>")[0]

    assert main.count("btn-primary") == 1


# The method and the figures


def test_the_eight_steps_show_their_state(animator_client, programme, address):
    ParticipantFactory(synergy=SynergyFactory(programme=programme, retained=True))

    states = {step["name"]: step["state"] for step in animator_client.get(address("home")).context["steps"]}

    assert len(states) == 8
    assert states["Décider"] == "done"
    assert states["Mobiliser"] == "todo"


def test_a_young_programme_shows_no_change(animator_client, programme, address):
    programme.started_on = timezone.localdate()
    programme.save()
    SynergyFactory(programme=programme, retained=True)

    figures = animator_client.get(address("home")).context["figures"]

    assert {figure["change"] for figure in figures} == {0}


def test_an_old_programme_shows_what_changed(animator_client, programme, address):
    programme.started_on = timezone.localdate() - timedelta(days=300)
    programme.save()
    SynergyFactory(programme=programme, retained=True)

    figures = {row["name"]: row["change"] for row in animator_client.get(address("home")).context["figures"]}

    assert figures["retained"] == 1


# The news


def test_a_day_of_invitations_is_one_line_with_names(programme):
    companies = [ContactFactory(company__programme=programme).company for _n in range(5)]
    invite_companies(event=EventFactory(programme=programme), companies=companies, actor=UserFactory())

    (line,) = [entry for entry in latest_news(programme) if "invitée" in entry.title]

    assert line.text.endswith("et 2 autres")


def test_the_news_say_whom_they_concern(programme):
    company = CompanyFactory(programme=programme, name="Garage de la Charnie")
    log_interaction(company=company, actor=UserFactory(), exchange=Exchange(text="D’accord.", kind="call"))

    assert "Garage de la Charnie" in latest_news(programme)[0].text


def test_another_programmes_news_stay_there(programme):
    log_interaction(company=CompanyFactory(), actor=UserFactory(), exchange=Exchange(text="Non."))

    assert latest_news(programme) == []


@pytest.mark.parametrize("number", [10, 200])
def test_the_home_page_costs_the_same(animator_client, programme, address, number, django_assert_max_num_queries):
    roadmap = RoadmapFactory(programme=programme)
    late = timezone.localdate() - timedelta(days=5)
    StepFactory.create_batch(number, roadmap=roadmap, starts_on=None, due_on=late)
    companies = [step.owner_contact.company for step in roadmap.steps.select_related("owner_contact__company")]
    invite_companies(event=EventFactory(programme=programme), companies=companies, actor=UserFactory())
    animator_client.get(address("home"))  # notes the programme in use, once

    with django_assert_max_num_queries(20):
        animator_client.get(address("home"))
