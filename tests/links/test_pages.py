from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.holders import Holder
from symbiose.journal.models import Fact
from symbiose.links import tokens
from symbiose.links.models import PersonalLink, Purpose
from symbiose.links.services import link_for, revoke_link
from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.rendering import write
from symbiose.programmes.models import Programme
from symbiose.reminders.models import OptOut
from tests.accounts.factories import UserFactory
from tests.database import whole_database
from tests.programmes.factories import MembershipFactory, PartnerFactory


def url(name: str, link: PersonalLink, token: str = "") -> str:
    return reverse(f"personal:{name}", kwargs={"token": token or tokens.mint(link)})


@pytest.fixture
def way_out(programme: Programme, holder: Holder) -> PersonalLink:
    return link_for(programme=programme, holder=holder, purpose=Purpose.UNSUBSCRIBE)


def test_the_page_greets_its_holder(client: Client, link: PersonalLink):
    page = client.get(url("home", link)).content.decode()

    assert "Bonjour Madame Garreau" in page
    assert "Menuiserie Garreau, Rouez" in page


def test_the_page_says_whom_to_call(client: Client, link: PersonalLink, programme: Programme):
    MembershipFactory(programme=programme, user=UserFactory(first_name="Claire", phone="02 43 20 11 11"))

    page = client.get(url("home", link)).content.decode()

    assert 'href="tel:02 43 20 11 11"' in page
    assert "Appeler Claire" in page


def test_the_page_says_who_sees_what(client: Client, link: PersonalLink, programme: Programme):
    PartnerFactory.create_batch(3, programme=programme)

    page = client.get(url("home", link)).content.decode()

    assert "l’équipe du programme et les trois chambres" in page


@pytest.mark.parametrize("name", ["home", "transfer"])
def test_the_address_stays_private(client: Client, link: PersonalLink, name: str):
    response = client.get(url(name, link))

    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def test_opening_changes_nothing(client: Client, link: PersonalLink, way_out: PersonalLink):
    before = whole_database()

    for _time in range(20):
        for address in (url("home", link), url("transfer", link), url("unsubscribe", way_out)):
            assert client.get(address).status_code == 200
            assert client.head(address).status_code == 200

    assert whole_database() == before


@pytest.mark.parametrize("name", ["opened", "renew", "opt_out"])
def test_what_acts_does_not_answer_to_get(client: Client, link: PersonalLink, name: str):
    before = whole_database()

    assert client.get(url(name, link)).status_code == 405
    assert whole_database() == before


def test_the_first_gesture_says_opened(client: Client, link: PersonalLink):
    assert client.post(url("opened", link)).status_code == 204

    link.refresh_from_db()
    assert link.opened_at
    assert Fact.objects.filter(kind="personal_page_opened").count() == 1


def test_a_second_gesture_is_no_second_opening(client: Client, link: PersonalLink):
    client.post(url("opened", link))
    client.post(url("opened", link))

    assert Fact.objects.filter(kind="personal_page_opened").count() == 1


@pytest.mark.parametrize("name", ["opened", "transfer", "opt_out", "renew"])
def test_a_post_without_the_page_is_refused(link: PersonalLink, name: str):
    assert Client(enforce_csrf_checks=True).post(url(name, link)).status_code == 403


@pytest.mark.parametrize("name", ["home", "opened", "renew", "transfer", "opt_out", "unsubscribe"])
def test_a_forged_link_opens_nothing(client: Client, link: PersonalLink, name: str):
    token = tokens.mint(link)
    forged = ("b" if token[0] == "a" else "a") + token[1:]

    answers = {client.get(url(name, link, forged)).status_code, client.post(url(name, link, forged)).status_code}

    assert answers == {404}


@pytest.mark.parametrize("name", ["home", "opened", "renew", "transfer", "opt_out"])
def test_the_way_out_opens_no_page(client: Client, way_out: PersonalLink, name: str):
    assert client.post(url(name, way_out)).status_code == 404


def test_the_page_does_not_open_the_way_out(client: Client, link: PersonalLink):
    assert client.get(url("unsubscribe", link)).status_code == 404


def test_a_revoked_link_dies_at_the_next_request(client: Client, link: PersonalLink):
    assert client.get(url("home", link)).status_code == 200
    revoke_link(link)

    assert client.get(url("home", link)).status_code == 404
    assert client.post(url("renew", link)).status_code == 404


def test_the_link_of_somebody_who_left_opens_nothing(client: Client, link: PersonalLink, people, holder: Holder):
    del people[holder.uuid]

    assert client.get(url("home", link)).status_code == 404


def test_an_expired_link_offers_a_new_one(client: Client, link: PersonalLink):
    expire(link)

    response = client.get(url("home", link))

    assert response.status_code == 410
    assert "Recevoir un nouveau lien" in response.content.decode()


def test_a_new_link_comes_by_email(client: Client, link: PersonalLink, holder: Holder):
    expire(link)

    client.post(url("renew", link))

    email = OutboxEmail.objects.get()
    assert (email.template, email.recipient_email, email.held) == ("link_renewed", holder.email, False)


def test_a_new_link_is_sent_once_an_hour(client: Client, link: PersonalLink):
    expire(link)

    for _time in range(3):
        client.post(url("renew", link))

    assert OutboxEmail.objects.count() == 1


def test_no_address_is_stored_in_the_outbox(client: Client, link: PersonalLink):
    expire(link)
    client.post(url("renew", link))
    email = OutboxEmail.objects.get()
    message, letter = write(email, timezone.now())

    fresh = PersonalLink.objects.filter(purpose=Purpose.HOME).exclude(pk=link.pk).get()
    assert tokens.mint(fresh) in message.body
    assert tokens.mint(fresh) not in letter.masked_text
    assert tokens.mint(fresh) not in str(OutboxEmail.objects.values().get())


def test_unknown_links_are_slowed_down(client: Client, db: None):
    answers = [client.get(f"/e/{n:058d}/").status_code for n in range(100)]

    assert answers[0] == 404
    assert answers[-1] == 429


def test_guesses_of_others_do_not_hinder_a_real_link(client: Client, link: PersonalLink):
    for n in range(100):
        client.get(f"/e/{n:058d}/")

    assert client.get(url("home", link)).status_code == 200


def test_a_hall_of_real_visits_in_a_minute_passes(client: Client, link: PersonalLink):
    assert {client.head(url("transfer", link)).status_code for _time in range(150)} == {200}


def test_the_page_costs_few_queries(client: Client, link: PersonalLink, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        client.get(url("home", link))


def test_passing_on_gives_a_link_of_their_own(client: Client, link: PersonalLink, holder: Holder):
    client.post(url("transfer", link), colleague())

    theirs = PersonalLink.objects.get(transferred_from=link)
    assert theirs.holder_id != holder.uuid
    assert Fact.objects.get(kind="link_transferred").holder_id == holder.uuid


def test_the_colleague_is_told_by_whom(client: Client, link: PersonalLink):
    client.post(url("transfer", link), colleague())

    message, _letter = write(OutboxEmail.objects.get(template="link_transferred"), timezone.now())
    assert "Sylvie Garreau" in message.body


def test_passing_on_twice_in_one_click_is_once(client: Client, link: PersonalLink):
    form = colleague(submission_key="0f5d2c1e-6d0c-4c8e-9f57-1c0f3f6b7a11")

    client.post(url("transfer", link), form)
    client.post(url("transfer", link), form)

    assert PersonalLink.objects.filter(transferred_from=link).count() == 1


def test_passing_on_asks_for_an_address(client: Client, link: PersonalLink):
    response = client.post(url("transfer", link), colleague(email="sans adresse"))

    assert response.status_code == 422
    assert not OutboxEmail.objects.exists()


def test_passing_on_has_a_daily_limit(client: Client, link: PersonalLink):
    answers = [client.post(url("transfer", link), colleague(n)).status_code for n in range(6)]

    assert answers == [302] * 5 + [422]


def test_a_mail_provider_unsubscribes_in_one_post(way_out: PersonalLink, holder: Holder):
    provider = Client(enforce_csrf_checks=True)

    response = provider.post(url("unsubscribe", way_out), {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert OptOut.objects.open().of_holder(holder.kind, holder.uuid).count() == 1


def test_another_post_without_the_page_does_not_unsubscribe(way_out: PersonalLink):
    assert Client(enforce_csrf_checks=True).post(url("unsubscribe", way_out)).status_code == 403
    assert not OptOut.objects.exists()


def test_unsubscribing_twice_is_once(client: Client, way_out: PersonalLink):
    client.post(url("unsubscribe", way_out))
    client.post(url("unsubscribe", way_out))

    assert OptOut.objects.count() == 1


def test_unsubscribing_can_be_undone(client: Client, way_out: PersonalLink):
    client.post(url("unsubscribe", way_out))
    client.post(url("unsubscribe", way_out), {"choice": "resume"})

    assert not OptOut.objects.open().exists()


def test_the_page_itself_stops_reminders_and_says_so(client: Client, link: PersonalLink):
    page = client.post(url("opt_out", link), follow=True).content.decode()

    assert OptOut.objects.open().count() == 1
    assert "plus aucune relance ne partira vers vous" in page
    assert "Recevoir de nouveau les relances" in page


def expire(link: PersonalLink) -> None:
    PersonalLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(days=1))


def colleague(number: int = 0, **fields: str) -> dict[str, str]:
    return {"first_name": "Luc", "last_name": f"Hersent {number}", "email": f"luc{number}@example.org", **fields}
