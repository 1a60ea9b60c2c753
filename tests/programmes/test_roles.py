from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.journal.models import Fact
from symbiose.programmes.middleware import strongest_membership
from symbiose.programmes.models import Membership, Programme, Role
from symbiose.programmes.roles import Grant, LastAnimator, change_membership, end_membership, grant_role
from tests.accounts.factories import UserFactory
from tests.fixtures_members import client_of
from tests.programmes.factories import MembershipFactory, PartnerFactory


def days(number: int):
    return timezone.localdate() + timedelta(days=number)


def test_granting_a_role_is_a_fact_without_a_name(programme: Programme):
    user = UserFactory(first_name="Hélène")
    grant_role(programme=programme, user=user, grant=Grant(role=Role.COMMITTEE))

    fact = Fact.objects.get(kind="role_granted")
    assert fact.data["user"] == str(user.uuid)
    assert "Hélène" not in str(fact.data)


def test_an_adviser_without_a_chamber_is_refused(programme: Programme):
    with pytest.raises(ValidationError):
        grant_role(programme=programme, user=UserFactory(), grant=Grant(role=Role.ADVISER))


def test_a_chamber_of_another_programme_is_refused(programme: Programme):
    grant = Grant(role=Role.ADVISER, partner=PartnerFactory())

    with pytest.raises(ValidationError):
        grant_role(programme=programme, user=UserFactory(), grant=grant)


def test_a_role_held_before_takes_the_new_dates(programme: Programme):
    ended = MembershipFactory(programme=programme, role=Role.COMMITTEE, ended=True)

    grant_role(programme=programme, user=ended.user, grant=Grant(role=Role.COMMITTEE))

    assert Membership.objects.get(user=ended.user).valid_until is None


def test_ending_a_role_cuts_the_access_at_once(programme: Programme, animator_client: Client):
    member = MembershipFactory(programme=programme)
    theirs = client_of(member)
    page = reverse("programmes:members", kwargs={"programme_slug": programme.slug})
    assert theirs.get(page).status_code == 200

    end_membership(membership=member, actor=UserFactory())

    assert theirs.get(page).status_code == 404


def test_a_role_given_today_can_end_today(programme: Programme, animator_client: Client):
    member = MembershipFactory(programme=programme, valid_from=days(0))

    end_membership(membership=member, actor=UserFactory())

    assert strongest_membership(member.user_id, programme.slug) is None


def test_the_last_animator_stays(programme: Programme):
    member = MembershipFactory(programme=programme)

    with pytest.raises(LastAnimator):
        end_membership(membership=member, actor=UserFactory())


def test_an_interim_is_not_enough_to_let_the_last_animator_go(programme: Programme):
    member = MembershipFactory(programme=programme)
    MembershipFactory(programme=programme, valid_until=days(30))

    with pytest.raises(LastAnimator):
        end_membership(membership=member, actor=UserFactory())


@pytest.mark.parametrize("change", [{"role": Role.COMMITTEE}, {"valid_until": days(10)}])
def test_the_last_animator_cannot_be_edited_away(programme: Programme, change: dict[str, object]):
    member = MembershipFactory(programme=programme)
    for name, value in change.items():
        setattr(member, name, value)

    with pytest.raises(LastAnimator):
        change_membership(membership=member, expected_version=1, actor=UserFactory())


def test_an_interim_holds_within_its_dates(programme: Programme):
    future = MembershipFactory(programme=programme, valid_from=days(5), valid_until=days(9))

    assert strongest_membership(future.user_id, programme.slug) is None
    assert Membership.objects.active(days(7)).filter(pk=future.pk).exists()
    assert not Membership.objects.active(days(10)).filter(pk=future.pk).exists()


def test_the_strongest_role_counts(programme: Programme):
    user = UserFactory()
    MembershipFactory(programme=programme, user=user, role=Role.COMMITTEE)
    MembershipFactory(programme=programme, user=user, role=Role.ANIMATOR)

    assert strongest_membership(user.pk, programme.slug).role == Role.ANIMATOR


def test_a_closed_account_has_no_role(programme: Programme):
    member = MembershipFactory(programme=programme, user=UserFactory(is_active=False))

    assert strongest_membership(member.user_id, programme.slug) is None
