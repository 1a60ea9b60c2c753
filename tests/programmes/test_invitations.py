import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.accounts.models import User
from symbiose.journal.models import Fact
from symbiose.outbox.contexts import NothingToSay
from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.rendering import write
from symbiose.programmes.invitation_tokens import mint, open_invitation
from symbiose.programmes.invitations import invite, revoke_invitation
from symbiose.programmes.models import Invitation, Membership, Programme, Role
from symbiose.programmes.roles import Grant
from tests.accounts.factories import UserFactory
from tests.database import whole_database
from tests.links.test_tokens import FORGERIES, forgeries
from tests.programmes.factories import InvitationFactory, MembershipFactory, PartnerFactory

PERSON = {
    "first_name": "Nadia",
    "last_name": "Roussel",
    "password1": "une-phrase-que-personne-ne-devine",
    "password2": "une-phrase-que-personne-ne-devine",
}


def path(invitation: Invitation) -> str:
    return reverse("root:invitation", kwargs={"token": mint(invitation)})


@pytest.fixture
def invitation(programme: Programme) -> Invitation:
    return InvitationFactory(programme=programme, email="nadia@example.org")


def test_inviting_queues_a_message_that_is_not_held(programme: Programme):
    Programme.objects.update(hold_messages=True)
    programme.refresh_from_db()

    invite(programme=programme, email="Nadia@Example.org", grant=Grant(role=Role.COMMITTEE))

    email = OutboxEmail.objects.get()
    assert (email.recipient_email, email.held) == ("nadia@example.org", False)


def test_the_message_carries_the_link_that_is_stored_nowhere(programme: Programme):
    invitation = invite(programme=programme, email="nadia@example.org", grant=Grant(role=Role.COMMITTEE))

    message, letter = write(OutboxEmail.objects.get(), timezone.now())

    token = re.search(r"/invitations/([^/]+)/", message.body)[1]
    assert open_invitation(token) == invitation
    assert token not in letter.masked_text
    assert token[26:] not in str(OutboxEmail.objects.values().get()) + str(Invitation.objects.values().get())


def test_inviting_again_renews_the_same_invitation(programme: Programme):
    for _time in range(2):
        invite(programme=programme, email="nadia@example.org", grant=Grant(role=Role.COMMITTEE))

    assert Invitation.objects.count() == 1


def test_a_member_gets_another_role_at_once(programme: Programme):
    member = MembershipFactory(programme=programme, role=Role.COMMITTEE)

    given = invite(programme=programme, email=member.user.email, grant=Grant(role=Role.ANIMATOR))

    assert isinstance(given, Membership)
    assert not OutboxEmail.objects.exists()


def test_somebody_new_opens_their_account(client: Client, invitation: Invitation):
    client.post(path(invitation), PERSON)

    user = User.objects.get(email="nadia@example.org")
    assert Membership.objects.get(user=user).role == Role.COMMITTEE
    assert client.session["_auth_user_id"] == str(user.pk)


def test_the_dates_of_an_interim_come_with_the_role(client: Client, programme: Programme):
    until = timezone.localdate() + timedelta(days=30)
    interim = InvitationFactory(programme=programme, role=Role.ANIMATOR, valid_until=until)

    client.post(path(interim), PERSON)

    assert Membership.objects.get().valid_until == until


def test_opening_an_invitation_changes_nothing(client: Client, invitation: Invitation):
    before = whole_database()

    for _time in range(20):
        assert client.get(path(invitation)).status_code == 200
        assert client.head(path(invitation)).status_code == 200

    assert whole_database() == before


def test_an_invitation_is_accepted_once(client: Client, invitation: Invitation):
    client.post(path(invitation), PERSON)

    assert Client().post(path(invitation), PERSON).status_code == 404


def test_a_poor_password_is_refused(client: Client, invitation: Invitation):
    assert client.post(path(invitation), {**PERSON, "password1": "court", "password2": "court"}).status_code == 422
    assert not User.objects.exists()


def test_no_forged_invitation_opens(programme: Programme, invitation: Invitation):
    other = InvitationFactory(programme=programme, role=Role.ANIMATOR, email="autre@example.org")
    forged = forgeries(mint(invitation), mint(other)[:26] + mint(invitation)[26:], FORGERIES)

    assert [text for text in forged if open_invitation(text)] == []


def test_a_changed_role_kills_the_address(invitation: Invitation):
    token = mint(invitation)
    Invitation.objects.update(role=Role.ANIMATOR)

    assert open_invitation(token) is None


def test_an_expired_invitation_is_dead(client: Client, invitation: Invitation):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert client.get(path(invitation)).status_code == 404


def test_a_revoked_invitation_is_dead_and_its_message_does_not_leave(client: Client, programme: Programme):
    invitation = invite(programme=programme, email="nadia@example.org", grant=Grant(role=Role.COMMITTEE))

    revoke_invitation(invitation=invitation, actor=UserFactory())

    assert client.get(path(invitation)).status_code == 404
    assert not OutboxEmail.objects.unsent().exists()


def test_a_revoked_invitation_has_nothing_to_say(programme: Programme):
    invitation = invite(programme=programme, email="nadia@example.org", grant=Grant(role=Role.COMMITTEE))
    revoke_invitation(invitation=invitation, actor=UserFactory())

    with pytest.raises(NothingToSay):
        write(OutboxEmail.objects.get(), timezone.now())


def test_somebody_with_an_account_signs_in_first(client: Client, invitation: Invitation):
    UserFactory(email="nadia@example.org")

    page = client.post(path(invitation), PERSON)

    assert "Connectez-vous" in page.content.decode()
    assert not Membership.objects.exists()


def test_the_invitation_waits_on_the_first_page(client: Client, invitation: Invitation):
    client.force_login(UserFactory(email="nadia@example.org"))

    assert "Accepter l’invitation" in client.get("/", follow=True).content.decode()


def test_somebody_with_an_account_accepts_once_signed_in(client: Client, invitation: Invitation):
    user = UserFactory(email="nadia@example.org")
    client.force_login(user)

    client.post(reverse("root:join", kwargs={"pk": invitation.pk}))

    assert Membership.objects.get().user == user


def test_the_account_of_another_cannot_accept(client: Client, invitation: Invitation):
    client.force_login(UserFactory(email="luc@example.org"))

    assert client.post(reverse("root:join", kwargs={"pk": invitation.pk})).status_code == 404


def test_signed_in_as_another_one_is_told_so(client: Client, invitation: Invitation):
    UserFactory(email="nadia@example.org")
    client.force_login(UserFactory(email="luc@example.org"))

    assert "vous êtes connecté·e avec luc@example.org" in client.get(path(invitation)).content.decode()


def test_the_screen_invites(animator_client: Client, programme: Programme):
    chamber = PartnerFactory(programme=programme)
    form = {"email": "nadia@example.org", "role": Role.ADVISER, "partner": chamber.pk}

    response = animator_client.post(reverse("programmes:invite", args=[programme.slug]), form)

    assert response.status_code == 302
    assert Invitation.objects.get().partner == chamber


def test_the_screen_refuses_an_adviser_without_a_chamber(animator_client: Client, programme: Programme):
    form = {"email": "nadia@example.org", "role": Role.ADVISER}

    response = animator_client.post(reverse("programmes:invite", args=[programme.slug]), form)

    assert response.status_code == 422
    assert "Un conseiller appartient à une chambre" in response.content.decode()


def test_the_screen_offers_the_partners_of_the_programme_alone(animator_client: Client, programme: Programme):
    foreign = PartnerFactory()
    form = {"email": "nadia@example.org", "role": Role.ADVISER, "partner": foreign.pk}

    assert animator_client.post(reverse("programmes:invite", args=[programme.slug]), form).status_code == 422


def test_sending_the_form_twice_invites_once(animator_client: Client, programme: Programme):
    form = {"email": "n@example.org", "role": "committee", "submission_key": "0f5d2c1e-6d0c-4c8e-9f57-1c0f3f6b7a11"}
    for _time in range(2):
        animator_client.post(reverse("programmes:invite", args=[programme.slug]), form)

    assert Fact.objects.filter(kind="invitation_sent").count() == 1
