import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.accounts.models import User
from symbiose.accounts.services import mint_reset_key, user_of_reset_key
from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.rendering import write
from tests.accounts.factories import PASSWORD, UserFactory

ASK = "/accounts/password/reset/"
NEW = "une-phrase-que-personne-ne-devine"


@pytest.fixture
def person(db: None) -> User:
    return UserFactory(email="claire@example.org")


def reset_path(user: User) -> str:
    return reverse("account_reset_password_from_key", kwargs={"key": mint_reset_key(user)})


def choose(client: Client, path: str, password: str = NEW, again: str = ""):
    return client.post(path, {"password1": password, "password2": again or password})


def test_asking_queues_one_message(client: Client, person: User):
    client.post(ASK, {"email": "Claire@example.org"})

    email = OutboxEmail.objects.get()
    assert (email.template, email.recipient_email, email.held) == ("password_reset", "claire@example.org", False)


def test_asking_for_an_unknown_account_gives_the_same_answer(person: User):
    known = Client().post(ASK, {"email": "claire@example.org"})
    unknown = Client().post(ASK, {"email": "personne@example.org"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert OutboxEmail.objects.count() == 1


def test_asking_again_and_again_sends_few_messages(client: Client, person: User):
    with time_machine.travel(timezone.now()) as clock:
        for _time in range(10):
            client.post(ASK, {"email": "claire@example.org"})
            clock.shift(timedelta(seconds=1))

    assert OutboxEmail.objects.count() <= 3


def test_the_message_carries_a_link_that_is_stored_nowhere(client: Client, person: User):
    client.post(ASK, {"email": "claire@example.org"})

    message, letter = write(OutboxEmail.objects.get(), timezone.now())

    key = re.search(r"/password/reset/key/([^/]+)/", message.body)[1]
    assert user_of_reset_key(key) == person
    assert key not in letter.masked_text
    assert key not in str(OutboxEmail.objects.values().get())


def test_the_link_changes_the_password(client: Client, person: User):
    choose(client, reset_path(person))

    person.refresh_from_db()
    assert person.check_password(NEW)


def test_opening_the_link_changes_nothing(client: Client, person: User):
    path = reset_path(person)

    for _time in range(20):
        assert client.get(path).status_code == 200

    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert "sessionid" not in client.cookies


def test_the_link_stays_private(client: Client, person: User):
    response = client.get(reset_path(person))

    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]


def test_the_link_works_once(client: Client, person: User):
    path = reset_path(person)
    choose(client, path)

    assert choose(client, path, "une-autre-phrase-bien-longue").status_code == 404


def test_the_link_of_a_closed_account_is_dead(client: Client, person: User):
    path = reset_path(person)
    User.objects.update(is_active=False)

    assert client.get(path).status_code == 404


def test_the_link_expires(client: Client, person: User):
    path = reset_path(person)

    with time_machine.travel(timezone.now() + timedelta(days=4)):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("key", ["1-abc-def", "zzzzzzzzzzzzzzzz-abc-def", "-", "é-1", "1"])
def test_a_forged_key_opens_nothing(client: Client, person: User, key: str):
    path = reverse("account_reset_password_from_key", kwargs={"key": key})

    assert client.get(path).status_code == 404


@pytest.mark.parametrize(("password", "again"), [("court", ""), ("password1234", ""), (NEW, "autre-chose-du-tout")])
def test_a_poor_password_is_refused(client: Client, person: User, password: str, again: str):
    assert choose(client, reset_path(person), password, again).status_code == 422


def test_changing_the_password_keeps_this_session_and_ends_the_others(client: Client, person: User):
    here, there = Client(), Client()
    here.force_login(person)
    there.force_login(person)

    here.post(
        reverse("account_change_password"),
        {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW},
    )

    assert here.get(reverse("account_profile")).status_code == 200
    assert there.get(reverse("account_profile")).status_code == 302


def test_changing_the_password_asks_for_the_old_one(client: Client, person: User):
    client.force_login(person)

    response = client.post(
        reverse("account_change_password"), {"old_password": "faux", "new_password1": NEW, "new_password2": NEW}
    )

    assert response.status_code == 422


def test_a_person_changes_their_own_details(client: Client, person: User):
    client.force_login(person)

    client.post(
        reverse("account_profile"),
        {"first_name": "Claire", "last_name": "Aubry", "phone": "02 43 20 11 11", "language": "fr"},
    )

    person.refresh_from_db()
    assert (person.last_name, person.phone) == ("Aubry", "02 43 20 11 11")


def test_nobody_changes_their_email_or_rights_there(client: Client, person: User):
    client.force_login(person)

    client.post(
        reverse("account_profile"),
        {"first_name": "C", "last_name": "A", "language": "fr", "email": "x@example.org", "is_superuser": "on"},
    )

    person.refresh_from_db()
    assert (person.email, person.is_superuser) == ("claire@example.org", False)


def test_a_bad_detail_is_refused_with_422(client: Client, person: User):
    client.force_login(person)

    assert client.post(reverse("account_profile"), {"language": "klingon"}).status_code == 422


def test_two_emails_that_differ_by_case_are_one_account(person: User):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        UserFactory(email="Claire@Example.org")
