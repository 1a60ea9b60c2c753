from datetime import timedelta

import factory
from django.utils import timezone

from roadmaps.content import empty_content
from roadmaps.models import Roadmap, RoadmapGuest, Step
from tests.accounts.factories import UserFactory
from tests.diagnostics.factories import ContactFactory
from tests.programmes.factories import ProgrammeFactory
from tests.synergies.factories import SynergyFactory


class RoadmapFactory(factory.django.DjangoModelFactory):
    """A roadmap being written; `validated` is the state alone, without its frozen version."""

    class Meta:
        model = Roadmap

    class Params:
        validated = factory.Trait(state=Roadmap.State.VALIDATED)

    programme = factory.SubFactory(ProgrammeFactory)
    synergy = factory.SubFactory(
        SynergyFactory,
        programme=factory.SelfAttribute("..programme"),
        state="roadmap",
        retained_at=factory.LazyFunction(timezone.now),
    )
    title = factory.SelfAttribute("synergy.title")
    state = Roadmap.State.IN_WRITING
    content = factory.LazyFunction(empty_content)


class StepFactory(factory.django.DjangoModelFactory):
    """A step due in ten days, for which a contact answers."""

    class Meta:
        model = Step

    class Params:
        done = factory.Trait(state=Step.State.DONE, done_at=factory.LazyFunction(timezone.now))

    roadmap = factory.SubFactory(RoadmapFactory)
    programme = factory.SelfAttribute("roadmap.programme")
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Demander un devis {n}")
    starts_on = factory.LazyFunction(timezone.localdate)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=10))
    owner_contact = factory.SubFactory(ContactFactory, company__programme=factory.SelfAttribute("...programme"))


class RoadmapGuestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RoadmapGuest

    roadmap = factory.SubFactory(RoadmapFactory)
    programme = factory.SelfAttribute("roadmap.programme")
    user = factory.SubFactory(UserFactory)
