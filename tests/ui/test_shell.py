"""The bars around a page: the menu of a role, the current tab, and what the person may reach."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from symbiose.programmes.models import Role
from symbiose.ui.context import build_shell
from tests.programmes.factories import MembershipFactory

ACCOUNT_PAGES = ["/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/"]


@pytest.fixture
def request_of(db):
    def build(role: str = Role.ANIMATOR):
        membership = MembershipFactory(role=role, adviser=role == Role.ADVISER)
        request = RequestFactory().get("/")
        request.user, request.membership, request.programme = membership.user, membership, membership.programme
        return request

    return build


def test_a_stranger_has_no_menu():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    assert build_shell(request).menu == []


def test_the_animator_has_the_five_entries(request_of):
    labels = [str(entry.label) for entry in build_shell(request_of()).menu]

    assert labels == ["Aujourd’hui", "Entreprises", "Synergies", "Agenda", "Bilans"]


def test_an_address_that_the_role_may_not_reach_is_not_in_the_shell(request_of):
    assert build_shell(request_of(Role.COMMITTEE)).note == ""


def test_the_current_tab_is_that_of_the_page(animator_client, programme):
    page = animator_client.get(f"/p/{programme.slug}/companies/").content.decode()

    assert page.count('aria-current="page"') >= 1


@pytest.mark.parametrize("address", ACCOUNT_PAGES)
def test_account_pages_are_dressed(client: Client, db: None, address: str):
    page = client.get(address).content.decode()

    assert "css/tokens.css" in page
    assert "public-logo" in page


def test_an_unknown_address_says_so_in_french(client: Client, db: None):
    answer = client.get("/nulle-part/")

    assert answer.status_code == 404
    assert "Rien à cette adresse" in answer.content.decode()


def test_a_wrong_password_is_told_under_the_form(client: Client, db: None):
    page = client.post("/accounts/login/", {"login": "x@y.test", "password": "faux"}).content.decode()

    assert 'role="alert"' in page
