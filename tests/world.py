"""Two programmes with a member of each role and one of each kind of object: what the permission test walks through."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from companies.models import Company, Contact, Interaction
from diagnostics.campaigns.services import CampaignPlan, open_campaign
from diagnostics.enums import Level
from diagnostics.models import (
    Diagnostic,
    FieldConflict,
    Flow,
    Questionnaire,
    Survey,
    SurveyCompany,
    Template,
    VisitSlot,
)
from diagnostics.services.templates import draft_of, stock_template
from events.models import AgendaItem, Attendance, Event
from roadmaps.models import Roadmap, RoadmapGuest, Step
from symbiose.accounts.models import User
from symbiose.links.calendar_services import renew_calendar
from symbiose.outbox.models import OutboxEmail
from symbiose.programmes.models import Invitation, Membership, Partner, Programme, Role
from symbiose.programmes.services import create_programme
from synergies.models import Kind, Participant, Proposal, ProposalFlow, State, Synergy
from tests.world_files import join_files


@dataclass(frozen=True, slots=True)
class Side:
    """One programme: its people by role, and one object of each kind."""

    programme: Programme
    members: dict[str, User]
    partner: Partner
    company: Company
    contact: Contact
    neighbour: Company
    diagnostic: Diagnostic
    flow: Flow
    need: Flow
    questionnaire: Questionnaire
    proposal: Proposal
    synergy: Synergy
    event: Event
    roadmap: Roadmap
    step: Step
    email: OutboxEmail
    invitation: Invitation

    def membership(self, role: str) -> Membership:
        return Membership.objects.get(programme=self.programme, user=self.members[role])


@dataclass(frozen=True, slots=True)
class World:
    ours: Side
    theirs: Side


def build_world() -> World:
    return World(ours=build_side("ici"), theirs=build_side("ailleurs"))


def build_side(slug: str) -> Side:
    """A programme in the middle of its life: everything visible to each role that may see anything of its kind."""
    programme = create_programme(slug=slug, name=f"Programme {slug}")
    partner = Partner.objects.create(programme=programme, name="Chambre", kind=Partner.Kind.CHAMBER)
    members = {role: _member(programme, role, partner) for role in Role.values}
    people = _company(programme, partner, members)
    asked = _questions(programme, people, members, partner)
    _survey(programme, people)
    join_files(programme, asked["diagnostic"])
    possible = _synergies(programme, people, asked)
    event = _event(programme, people, possible)
    planned = _roadmap(programme, people, possible, members)
    email = _email(programme, people)
    invitation = Invitation.objects.create(
        programme=programme,
        email=f"invitee@{slug}.example.org",
        role=Role.COMMITTEE,
        expires_at=timezone.now() + timedelta(days=14),
    )
    draft_of(stock_template(programme, Template.Stock.WASTE), members[Role.ANIMATOR])
    made = {**people, **asked, **possible, **planned, "event": event, "email": email, "invitation": invitation}
    return Side(programme=programme, members=members, partner=partner, **made)


def _member(programme: Programme, role: str, partner: Partner) -> User:
    user = User.objects.create_user(
        email=f"{role}@{programme.slug}.example.org", first_name=role.title(), last_name=programme.slug
    )
    chamber = partner if role == Role.ADVISER else None
    Membership.objects.create(programme=programme, user=user, role=role, partner=chamber)
    return user


def _company(programme: Programme, partner: Partner, members: dict[str, User]) -> dict[str, Any]:
    company = Company.objects.create(
        programme=programme,
        name=f"Menuiserie {programme.slug}",
        name_key=f"menuiserie {programme.slug}",
        city="Rouez",
        workforce=14,
        assigned_adviser=members[Role.ADVISER],
    )
    company.chambers.add(partner)
    contact = Contact.objects.create(
        programme=programme,
        company=company,
        title="Mme",
        first_name="Sylvie",
        last_name="Garreau",
        email=f"contact@{programme.slug}.example.org",
        phone="02 43 20 00 00",
    )
    Interaction.objects.create(
        programme=programme,
        company=company,
        contact=contact,
        text="À rappeler.",
        next_step="Rappeler",
        next_step_on=timezone.localdate(),
    )
    neighbour = Company.objects.create(
        programme=programme,
        name=f"Charpentes {programme.slug}",
        name_key=f"charpentes {programme.slug}",
        city="Crissé",
    )
    neighbour.chambers.add(partner)
    return {"company": company, "contact": contact, "neighbour": neighbour}


def _questions(
    programme: Programme, people: dict[str, Any], members: dict[str, User], partner: Partner
) -> dict[str, Any]:
    company = people["company"]
    diagnostic = Diagnostic.objects.create(
        programme=programme,
        company=company,
        adviser=members[Role.ADVISER],
        chamber=partner,
        state=Diagnostic.State.IN_PROGRESS,
        visit_on=timezone.localdate(),
    )
    Diagnostic.objects.create(  # an earlier one, whose fiche the company reads
        programme=programme,
        company=company,
        adviser=members[Role.ADVISER],
        chamber=partner,
        state=Diagnostic.State.COMPLETED,
        completed_at=timezone.now(),
        visit_on=timezone.localdate(),
    )
    flow = Flow.objects.create(
        programme=programme,
        company=company,
        direction="ressource",
        family="dechet",
        label="Chutes de bois",
        origin_uuid=diagnostic.uuid,
    )
    need = Flow.objects.create(
        programme=programme,
        company=people["neighbour"],
        direction="besoin",
        family="matiere",
        label="Bois de chauffage",
        level=Level.PROGRAMME,
    )
    FieldConflict.objects.create(
        programme=programme,
        diagnostic=diagnostic,
        target=FieldConflict.Target.VISIT,
        target_uuid=diagnostic.uuid,
        field="notes",
        mine="15 bennes",
        mine_by=members[Role.ADVISER],
        theirs="12 bennes",
    )
    _hours(programme, people, members, partner)
    open_campaign(
        programme=programme,
        template=Template.objects.get(programme=programme, kind=Template.Kind.QUESTIONNAIRE),
        plan=CampaignPlan("Questionnaire", timezone.localdate() + timedelta(days=14)),
        companies=[company],
        actor=members[Role.ANIMATOR],
    )
    questionnaire = Questionnaire.objects.get(programme=programme)
    return {"diagnostic": diagnostic, "flow": flow, "need": need, "questionnaire": questionnaire}


def _hours(programme: Programme, people: dict[str, Any], members: dict[str, User], partner: Partner) -> None:
    """A free hour of the adviser, a visit to come of the neighbour and its contact, and a calendar that is read."""
    VisitSlot.objects.create(
        programme=programme,
        adviser=members[Role.ADVISER],
        chamber=partner,
        starts_at=timezone.now() + timedelta(days=3),
    )
    neighbour = people["neighbour"]
    Contact.objects.create(
        programme=programme, company=neighbour, last_name="Aubry", email=f"voisin@{programme.slug}.example.org"
    )
    Diagnostic.objects.create(
        programme=programme,
        company=neighbour,
        adviser=members[Role.ADVISER],
        chamber=partner,
        visit_on=timezone.localdate() + timedelta(days=5),
    )
    renew_calendar(programme=programme, user=members[Role.ADVISER])


def _survey(programme: Programme, people: dict[str, Any]) -> Survey:
    survey = Survey.objects.create(
        programme=programme,
        title="Crèche et trajets",
        template=Template.objects.get(programme=programme, kind=Template.Kind.SURVEY),
        closes_on=timezone.localdate() + timedelta(days=14),
    )
    SurveyCompany.objects.create(programme=programme, survey=survey, company=people["company"])
    return survey


def _synergies(programme: Programme, people: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    proposal = Proposal.objects.create(
        programme=programme,
        key=f"substitution:{asked['flow'].pk}",
        kind=Kind.SUBSTITUTION,
        title="Chutes de bois",
        engine_version="1",
        input_digest="0" * 64,
        score=0.7,
        rank=1,
    )
    for flow in (asked["flow"], asked["need"]):
        ProposalFlow.objects.create(proposal=proposal, flow=flow)
    synergy = Synergy.objects.create(
        programme=programme,
        title="Formation SST",
        kind=Kind.MUTUALISATION,
        state=State.RETAINED,
        retained_at=timezone.now(),
    )
    Participant.objects.create(programme=programme, synergy=synergy, company=people["company"])
    Participant.objects.create(programme=programme, synergy=synergy, company=people["neighbour"])
    return {"proposal": proposal, "synergy": synergy}


def _event(programme: Programme, people: dict[str, Any], possible: dict[str, Any]) -> Event:
    event = Event.objects.create(
        programme=programme, kind=Event.Kind.WORKSHOP, title="Atelier", starts_at=timezone.now() + timedelta(days=7)
    )
    Attendance.objects.create(
        programme=programme,
        event=event,
        company=people["company"],
        contact=people["contact"],
        invited_at=timezone.now(),
    )
    AgendaItem.objects.create(programme=programme, event=event, synergy=possible["synergy"])
    return event


def _roadmap(
    programme: Programme, people: dict[str, Any], possible: dict[str, Any], members: dict[str, User]
) -> dict[str, Any]:
    roadmap = Roadmap.objects.create(programme=programme, synergy=possible["synergy"], title="Formation SST")
    roadmap.advisers.add(members[Role.ADVISER])
    RoadmapGuest.objects.create(programme=programme, roadmap=roadmap, user=members[Role.PARTNER])
    step = Step.objects.create(
        programme=programme,
        roadmap=roadmap,
        title="Choisir l’organisme",
        owner_contact=people["contact"],
        due_on=timezone.localdate() + timedelta(days=10),
    )
    return {"roadmap": roadmap, "step": step}


def _email(programme: Programme, people: dict[str, Any]) -> OutboxEmail:
    return OutboxEmail.objects.create(
        programme=programme,
        key=f"essai:{uuid.uuid4()}",
        kind="test",
        template="link_renewed",
        subject="Un essai",
        holder_kind="contact",
        holder_id=people["contact"].uuid,
        company_uuid=people["company"].uuid,
        recipient_email=people["contact"].email,
        due_at=timezone.now() + timedelta(days=1),
        held=True,
    )
