"""Joining a programme from the message, in a real browser: pages that send no referrer must still take their forms."""

import pytest
from playwright.sync_api import Page, expect

from symbiose.accounts.models import User
from symbiose.accounts.services import mint_reset_key
from symbiose.programmes.invitation_tokens import mint
from symbiose.programmes.models import Membership, Role
from tests.accounts.factories import UserFactory
from tests.programmes.factories import InvitationFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "une-phrase-que-personne-ne-devine"


def test_somebody_invited_opens_their_account_and_arrives(live_server, page: Page) -> None:
    invitation = InvitationFactory(programme=ProgrammeFactory(name="Pays de Sillé"), email="nadia@example.org")

    page.goto(f"{live_server.url}/invitations/{mint(invitation)}/")
    page.get_by_label("Prénom").fill("Nadia")
    page.get_by_label("Nom", exact=True).fill("Roussel")
    page.get_by_label("Mot de passe", exact=True).fill(SECRET)
    page.get_by_label("Le même, une seconde fois").fill(SECRET)
    page.get_by_role("button", name="Ouvrir mon compte").click()

    page.wait_for_url("**/p/**")
    assert Membership.objects.get(user__email="nadia@example.org").role == Role.COMMITTEE


def test_a_forgotten_password_is_chosen_anew_and_signs_in(live_server, page: Page) -> None:
    person = UserFactory(email="claire@example.org")

    page.goto(f"{live_server.url}/accounts/password/reset/key/{mint_reset_key(person)}/")
    page.locator("[name=password1]").fill(SECRET)
    page.locator("[name=password2]").fill(SECRET)
    page.get_by_role("button", name="Garder ce mot de passe").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mot de passe changé")
    page.get_by_role("link", name="Se connecter").click()
    page.locator("[name=login]").fill("claire@example.org")
    page.locator("[name=password]").fill(SECRET)
    page.get_by_role("button", name="Se connecter").click()

    page.wait_for_url("**/programmes/")
    assert User.objects.get().check_password(SECRET)
