from datetime import timedelta

import factory
from django.utils import timezone

from symbiose.programmes.models import Invitation, Membership, Partner, Programme, Role
from tests.accounts.factories import UserFactory


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    slug = factory.Sequence(lambda n: f"pays-{n}")
    name = factory.Sequence(lambda n: f"Pays {n}")


class PartnerFactory(factory.django.DjangoModelFactory):
    """A chamber."""

    class Meta:
        model = Partner

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence(lambda n: f"Chambre {n}")
    short_name = factory.Sequence(lambda n: f"C{n}")
    kind = Partner.Kind.CHAMBER


class MembershipFactory(factory.django.DjangoModelFactory):
    """An animator without dates; `adviser=True` belongs to a chamber, the other roles are given."""

    class Meta:
        model = Membership

    class Params:
        adviser = factory.Trait(
            role=Role.ADVISER,
            partner=factory.SubFactory(PartnerFactory, programme=factory.SelfAttribute("..programme")),
        )
        ended = factory.Trait(valid_until=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1)))

    programme = factory.SubFactory(ProgrammeFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.ANIMATOR


class InvitationFactory(factory.django.DjangoModelFactory):
    """An open invitation to the committee."""

    class Meta:
        model = Invitation

    programme = factory.SubFactory(ProgrammeFactory)
    email = factory.Sequence(lambda n: f"invitee{n}@example.org")
    role = Role.COMMITTEE
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))
