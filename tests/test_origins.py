"""A page without referrer posts its own forms with a null origin; others' forms stay refused."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def post(**headers: str) -> int:
    client = Client(enforce_csrf_checks=True)
    token = client.get(reverse("account_login")).cookies["csrftoken"].value
    answer = client.post(
        reverse("account_login"), {"csrfmiddlewaretoken": token, "login": "a@b.fr", "password": "x"}, headers=headers
    )
    return answer.status_code


def test_a_form_of_our_own_is_taken():
    assert post(**{"Origin": "null", "Sec-Fetch-Site": "same-origin"}) != 403


def test_a_browser_that_is_silent_is_left_to_the_token():
    assert post(Origin="null") != 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_form_from_elsewhere_is_refused(site: str):
    assert post(**{"Origin": "null", "Sec-Fetch-Site": site}) == 403


def test_another_origin_is_refused_whatever_it_says():
    assert post(**{"Origin": "https://ailleurs.example", "Sec-Fetch-Site": "same-origin"}) == 403


def test_without_the_token_a_form_is_refused():
    client = Client(enforce_csrf_checks=True)

    answer = client.post(reverse("account_login"), headers={"Origin": "null", "Sec-Fetch-Site": "same-origin"})

    assert answer.status_code == 403
