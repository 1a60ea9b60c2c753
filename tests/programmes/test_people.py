from datetime import timedelta

from django.utils import timezone

from symbiose.programmes.models import Programme
from symbiose.programmes.people import animator_in_charge
from tests.programmes.factories import MembershipFactory


def test_the_first_animator_is_in_charge(programme: Programme):
    first, _second = MembershipFactory.create_batch(2, programme=programme)

    assert animator_in_charge(programme) == first.user


def test_an_interim_takes_over_while_it_lasts(programme: Programme):
    MembershipFactory(programme=programme)
    interim = MembershipFactory(programme=programme, valid_until=timezone.localdate() + timedelta(days=9))

    assert animator_in_charge(programme) == interim.user


def test_an_interim_that_is_over_gives_back(programme: Programme):
    first = MembershipFactory(programme=programme)
    MembershipFactory(programme=programme, ended=True)

    assert animator_in_charge(programme) == first.user


def test_a_programme_may_have_nobody_in_charge(programme: Programme):
    assert animator_in_charge(programme) is None
