from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.accounts.factories import UserFactory


def test_a_page_speaks_the_language_of_its_reader(client: Client, db: None):
    client.force_login(UserFactory(language="en"))

    page = client.get(reverse("account_profile")).content.decode()

    assert '<html lang="en">' in page


def test_the_language_of_one_request_does_not_stay(client: Client, db: None):
    client.force_login(UserFactory(language="en"))
    client.get(reverse("account_profile"))

    assert translation.get_language() == "fr"


def test_a_public_page_asks_the_database_nothing(client: Client, db: None, django_assert_num_queries):
    client.force_login(UserFactory())

    with django_assert_num_queries(0):
        client.get("/health/live")
