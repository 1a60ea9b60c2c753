"""Many rows of each kind in a programme, to see that pages cost the same whatever their number."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.utils import timezone

from companies.models import Company, Contact, Interaction
from diagnostics.enums import Level
from diagnostics.models import Diagnostic, Flow, Questionnaire
from events.models import AgendaItem, Attendance, Event
from roadmaps.models import Roadmap, Step
from symbiose.outbox.models import OutboxEmail
from symbiose.programmes.models import Role
from synergies.models import Kind, Participant, Proposal, ProposalFlow, State, Synergy
from tests.world import Side


def grow(side: Side, count: int) -> None:
    """Add `count` companies and as many rows of every kind around them."""
    companies = _companies(side, count)
    flows = _diagnostics(side, companies)
    _proposals(side, flows)
    synergies = _synergies(side, companies)
    _events(side, companies, synergies)
    _roadmaps(side, synergies)
    _emails(side, companies)


def _companies(side: Side, count: int) -> list[Company]:
    programme = side.programme
    made = Company.objects.bulk_create(
        Company(programme=programme, name=f"Entreprise {n}", name_key=f"entreprise {n}", city="Rouez")
        for n in range(count)
    )
    chambers = Company.chambers.through
    chambers.objects.bulk_create(chambers(company=company, partner=side.partner) for company in made)
    Contact.objects.bulk_create(
        Contact(programme=programme, company=company, last_name=f"Nom {n}", email=f"n{n}@example.org", phone="02")
        for n, company in enumerate(made)
    )
    Interaction.objects.bulk_create(
        Interaction(
            programme=programme,
            company=company,
            text="Rappeler.",
            next_step="Rappeler",
            next_step_on=timezone.localdate(),
            created_by=side.members[Role.ADVISER],
        )
        for company in made
    )
    return made


def _diagnostics(side: Side, companies: list[Company]) -> list[Flow]:
    programme = side.programme
    Diagnostic.objects.bulk_create(
        Diagnostic(
            programme=programme,
            company=company,
            adviser=side.members[Role.ADVISER],
            chamber=side.partner,
            visit_on=timezone.localdate(),
        )
        for company in companies
    )
    Questionnaire.objects.bulk_create(
        Questionnaire(
            programme=programme,
            company=company,
            template=side.questionnaire.template,
            answer_by=timezone.localdate() - timedelta(days=1),
        )
        for company in companies
    )
    return Flow.objects.bulk_create(
        Flow(
            programme=programme,
            company=company,
            direction="ressource",
            family="dechet",
            label=f"Palettes {n}",
            level=Level.PROGRAMME,
        )
        for n, company in enumerate([*companies, *[side.company] * len(companies)])
    )


def _proposals(side: Side, flows: list[Flow]) -> None:
    made = Proposal.objects.bulk_create(
        Proposal(
            programme=side.programme,
            key=f"mutualisation:{flow.pk}",
            kind=Kind.MUTUALISATION,
            title=flow.label,
            engine_version="1",
            input_digest="0" * 64,
            score=0.5,
            rank=n,
        )
        for n, flow in enumerate(flows, start=2)
    )
    pairs = zip(made, flows, strict=True)
    ProposalFlow.objects.bulk_create(
        ProposalFlow(proposal=proposal, flow=flow) for proposal, own in pairs for flow in (own, side.need)
    )


def _synergies(side: Side, companies: list[Company]) -> list[Synergy]:
    made = Synergy.objects.bulk_create(
        Synergy(
            programme=side.programme,
            title=f"Synergie {n}",
            kind=Kind.SHARING,
            state=State.RETAINED,
            retained_at=timezone.now(),
        )
        for n in range(len(companies))
    )
    mine = [Participant(programme=side.programme, synergy=synergy, company=side.company) for synergy in made]
    pairs = zip(made, companies, strict=True)
    theirs = [Participant(programme=side.programme, synergy=synergy, company=company) for synergy, company in pairs]
    first = [Participant(programme=side.programme, synergy=side.synergy, company=company) for company in companies]
    Participant.objects.bulk_create([*mine, *theirs, *first])
    return made


def _events(side: Side, companies: list[Company], synergies: list[Synergy]) -> None:
    soon = timezone.now() + timedelta(days=8)
    made = Event.objects.bulk_create(
        Event(programme=side.programme, kind=Event.Kind.WORKSHOP, title=f"Atelier {n}", starts_at=soon)
        for n in range(len(companies))
    )
    Attendance.objects.bulk_create(
        [Attendance(programme=side.programme, event=side.event, company=company) for company in companies]
        + [Attendance(programme=side.programme, event=event, company=side.company) for event in made]
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(programme=side.programme, event=side.event, synergy=synergy) for synergy in synergies
    )


def _roadmaps(side: Side, synergies: list[Synergy]) -> None:
    made = Roadmap.objects.bulk_create(
        Roadmap(programme=side.programme, synergy=synergy, title=synergy.title) for synergy in synergies
    )
    late = timezone.localdate() - timedelta(days=3)
    Step.objects.bulk_create(
        Step(programme=side.programme, roadmap=roadmap, title=f"Étape {n}", owner_contact=side.contact, due_on=late)
        for n, roadmap in enumerate([*made, *[side.roadmap] * len(made)])
    )


def _emails(side: Side, companies: list[Company]) -> None:
    OutboxEmail.objects.bulk_create(
        OutboxEmail(
            programme=side.programme,
            key=f"essai:{uuid.uuid4()}",
            kind="test",
            template="link_renewed",
            subject="Un essai",
            recipient_email="n@example.org",
            company_uuid=company.uuid,
            due_at=timezone.now(),
            held=True,
        )
        for company in companies
    )
