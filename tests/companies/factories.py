from typing import Any

import factory

from companies.derived import derive, words_key
from companies.models import Company, Contact, Interaction
from symbiose.programmes.models import Partner
from tests.programmes.factories import ProgrammeFactory


class CompanyFactory(factory.django.DjangoModelFactory):
    """A joinery of Rouez; `chamber` gives it one."""

    class Meta:
        model = Company
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence(lambda n: f"Menuiserie {n}")
    city = "Rouez"

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Company:
        company = model_class(*args, **kwargs)
        derive(company)
        company.save()
        return company

    @factory.post_generation
    def chamber(self, create: bool, extracted: Partner | None, **kwargs: Any) -> None:
        if extracted:
            self.chambers.add(extracted)  # type: ignore[attr-defined]


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    company = factory.SubFactory(CompanyFactory)
    programme = factory.SelfAttribute("company.programme")
    title = "Mme"
    first_name = "Sylvie"
    last_name = "Garreau"
    name_key = factory.LazyAttribute(lambda contact: words_key(contact.last_name))
    email = factory.Sequence(lambda n: f"contact{n}@example.org")


class InteractionFactory(factory.django.DjangoModelFactory):
    """A call; `note=True` is no contact."""

    class Meta:
        model = Interaction

    class Params:
        note = factory.Trait(kind=Interaction.Kind.NOTE)

    company = factory.SubFactory(CompanyFactory)
    programme = factory.SelfAttribute("company.programme")
    kind = Interaction.Kind.CALL
    text = "Rappelle lundi."
