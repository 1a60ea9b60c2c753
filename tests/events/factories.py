from datetime import timedelta

import factory
from django.utils import timezone

from events.models import AgendaItem, Attendance, Event
from tests.diagnostics.factories import CompanyFactory
from tests.programmes.factories import ProgrammeFactory
from tests.synergies.factories import SynergyFactory


class EventFactory(factory.django.DjangoModelFactory):
    """A workshop in ten days; `past` took place ten days ago, `information` is the information meeting."""

    class Meta:
        model = Event

    class Params:
        past = factory.Trait(starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=10)))
        information = factory.Trait(kind=Event.Kind.INFORMATION, title="Réunion d’information")
        closed = factory.Trait(closed_at=factory.LazyFunction(timezone.now))

    programme = factory.SubFactory(ProgrammeFactory)
    kind = Event.Kind.WORKSHOP
    title = "Atelier de Conlie"
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=10))
    city = "Conlie"


class AttendanceFactory(factory.django.DjangoModelFactory):
    """A company on the sheet of a meeting, of which nothing is known yet."""

    class Meta:
        model = Attendance

    class Params:
        here = factory.Trait(present=True, noted_at=factory.LazyFunction(timezone.now))
        invited = factory.Trait(invited_at=factory.LazyFunction(timezone.now))

    event = factory.SubFactory(EventFactory)
    programme = factory.SelfAttribute("event.programme")
    company = factory.SubFactory(CompanyFactory, programme=factory.SelfAttribute("..programme"))


class AgendaItemFactory(factory.django.DjangoModelFactory):
    """A shortlisted synergy that the workshop has not decided yet."""

    class Meta:
        model = AgendaItem

    event = factory.SubFactory(EventFactory)
    programme = factory.SelfAttribute("event.programme")
    synergy = factory.SubFactory(SynergyFactory, programme=factory.SelfAttribute("..programme"), state="shortlisted")
    position = factory.Sequence(lambda n: n + 1)
