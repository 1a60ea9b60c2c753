from datetime import date, datetime, timedelta

import factory

from companies.models import Interaction
from roadmaps.models import Roadmap, Step
from synergies.models import Kind, Participant, State, Synergy
from tests.outbox.factories import ContactFactory, paris

TODAY = date(2017, 2, 6)
NOW = paris(2017, 2, 6, 10)


def days_ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


class InteractionFactory(factory.django.DjangoModelFactory):
    """A talk with a company, three weeks ago."""

    class Meta:
        model = Interaction

    contact = factory.SubFactory(ContactFactory)
    company = factory.SelfAttribute("contact.company")
    programme = factory.SelfAttribute("company.programme")
    kind = Interaction.Kind.CALL
    outcome = Interaction.Outcome.REACHED
    happened_at = factory.LazyFunction(lambda: days_ago(21))


class RetainedSynergyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Synergy

    title = "Formation SST"
    kind = Kind.MUTUALISATION
    state = State.ROADMAP
    retained_at = factory.LazyFunction(lambda: days_ago(60))


class StepFactory(factory.django.DjangoModelFactory):
    """A step that a contact of a company answers for, five days late."""

    class Meta:
        model = Step

    owner_contact = factory.SubFactory(ContactFactory)
    programme = factory.SelfAttribute("owner_contact.programme")
    title = "Réunir les inscrits"
    due_on = TODAY - timedelta(days=5)

    @factory.lazy_attribute
    def roadmap(self) -> Roadmap:
        synergy = RetainedSynergyFactory(programme=self.programme)
        return Roadmap.objects.create(programme=self.programme, synergy=synergy, title=synergy.title)


class ParticipantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Participant

    programme = factory.SelfAttribute("company.programme")
    synergy = factory.SubFactory(RetainedSynergyFactory, programme=factory.SelfAttribute("..programme"))
