import factory
from django.utils import timezone

from synergies.models import Kind, Participant, Proposal, ProposalFlow, State, Synergy
from tests.diagnostics.factories import CompanyFactory, FlowFactory
from tests.programmes.factories import ProgrammeFactory


class SynergyFactory(factory.django.DjangoModelFactory):
    """A piste that nobody has decided on yet."""

    class Meta:
        model = Synergy

    class Params:
        retained = factory.Trait(state=State.RETAINED, retained_at=factory.LazyFunction(timezone.now))
        started = factory.Trait(
            state=State.IN_PROGRESS,
            retained_at=factory.LazyFunction(timezone.now),
            started_at=factory.LazyFunction(timezone.now),
        )

    programme = factory.SubFactory(ProgrammeFactory)
    title = factory.Sequence(lambda n: f"Formation SST {n}")
    kind = Kind.MUTUALISATION


class ParticipantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Participant

    synergy = factory.SubFactory(SynergyFactory)
    programme = factory.SelfAttribute("synergy.programme")
    company = factory.SubFactory(CompanyFactory, programme=factory.SelfAttribute("..programme"))


class ProposalFactory(factory.django.DjangoModelFactory):
    """A substitution between the flows of two companies."""

    class Meta:
        model = Proposal
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    key = factory.Sequence(lambda n: f"substitution:{n}")
    kind = Kind.SUBSTITUTION
    title = "Sciure de chêne"
    engine_version = "1"
    input_digest = "0" * 64
    score = 0.8
    rank = factory.Sequence(lambda n: n + 1)
    parts = {"meaning": 0.9, "distance": 0.5}
    explanation = "La sciure de l’une chauffe l’autre."

    @factory.post_generation
    def flows(self, create, extracted, **kwargs):
        chosen = extracted or [
            FlowFactory(company__programme=self.programme),
            FlowFactory(company__programme=self.programme, direction="besoin"),
        ]
        for flow in chosen:
            ProposalFlow.objects.create(proposal=self, flow=flow)
