from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import factory

from companies.models import Company, Contact
from symbiose.accounts.models import User
from symbiose.outbox.models import OutboxEmail
from symbiose.programmes.models import Membership, Partner, Programme, Role

PARIS = ZoneInfo("Europe/Paris")


def paris(*parts: int) -> datetime:
    """An instant by the clock of Paris."""
    return datetime(*parts, tzinfo=PARIS)  # type: ignore[misc]


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    slug = factory.Sequence(lambda n: f"pays-{n}")
    name = factory.Sequence(lambda n: f"Pays {n}")
    hold_messages = False


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"membre{n}@example.org")
    first_name = "Claire"
    last_name = "Aubry"


class ChamberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Partner

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence(lambda n: f"Chambre {n}")
    kind = Partner.Kind.CHAMBER


class MembershipFactory(factory.django.DjangoModelFactory):
    """An animator; `adviser` makes a chamber's adviser."""

    class Meta:
        model = Membership

    class Params:
        adviser = factory.Trait(
            role=Role.ADVISER,
            partner=factory.SubFactory(ChamberFactory, programme=factory.SelfAttribute("..programme")),
        )

    programme = factory.SubFactory(ProgrammeFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.ANIMATOR


class CompanyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Company

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence(lambda n: f"Menuiserie {n}")
    city = "Rouez"


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    company = factory.SubFactory(CompanyFactory)
    programme = factory.SelfAttribute("company.programme")
    title = "Mme"
    first_name = "Sylvie"
    last_name = "Garreau"
    email = factory.Sequence(lambda n: f"contact{n}@example.org")
    phone = "02 43 20 00 00"


class OutboxEmailFactory(factory.django.DjangoModelFactory):
    """A message that is due, to somebody without page or account."""

    class Meta:
        model = OutboxEmail

    programme = factory.SubFactory(ProgrammeFactory)
    key = factory.Sequence(lambda n: f"essai:{n}")
    kind = "test"
    template = "link_renewed"  # a text without objects
    subject = "Un essai"
    recipient_email = factory.Sequence(lambda n: f"dest{n}@example.org")
    recipient_name = "Mme Garreau"
    due_at = factory.LazyFunction(lambda: paris(2017, 2, 6, 9))


def to_contact(contact: Contact, **fields: Any) -> OutboxEmail:
    """A message to a company's person."""
    return OutboxEmailFactory(
        programme=contact.programme,
        holder_kind="contact",
        holder_id=contact.uuid,
        recipient_email=contact.email,
        recipient_name=contact.formal_name,
        **fields,
    )
