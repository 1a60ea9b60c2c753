"""The synergies of the demo: proposed by the engine over the recorded lines, then decided in the workshop."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from dashboard.demo.clock import moment, told_on
from dashboard.demo.meetings import WORKSHOP
from events.models import AgendaItem, Event
from events.services import Hands, decide_item, put_on_agenda
from symbiose.lexicon.words import fold
from synergies.models import Kind, MatchingRun, Participant, Passage, Proposal, State, Synergy
from synergies.runs import ask_for_run, do_run
from synergies.services import (
    Move,
    NewSynergy,
    add_participant,
    add_synergy,
    move_synergy,
    set_aside_proposal,
    set_pilot,
    shortlist_proposal,
)

if TYPE_CHECKING:
    from companies.models import Company
    from symbiose.accounts.models import User
    from symbiose.programmes.models import Programme

IDENTIFIED = -125


@dataclass(frozen=True, slots=True)
class Retained:
    """One synergy that the workshop retained; `words` find the engine's proposal by the labels of its lines."""

    key: str
    title: str
    kind: str
    words: str
    summary: str
    gain: str
    pilot: str
    members: tuple[str, ...]
    hands: tuple[int, int, int]
    started: int | None  # days before today; None: not started
    lasting: bool = True


RETAINED = [
    Retained(
        "training", "Formations SST et sécurité incendie", Kind.MUTUALISATION, "sst|secouris|incendie|extincteur",
        "11 entreprises cherchent des places d’ici à juin ; deux sessions à Sillé évitent les départs au Mans.",
        "1 630 € et 2 900 km évités par an (estimé)", "garreau",
        ("garreau", "brault", "plasturgie", "fromagerie", "scierie", "metallerie", "salaisons", "lemoine", "meca",
         "supermarche", "ehpad"), (15, 2, 0), 80,
    ),
    Retained(
        "equipment", "Prêter du matériel entre voisins", Kind.SHARING, "chariot|nacelle|pelle|broyeur|elevateur",
        "6 entreprises ont un engin ou une salle qui dort, d’autres en louent chaque mois.",
        "environ 9 400 € de location évités par an (estimé)", "brault",
        ("brault", "plasturgie", "metallerie", "electricite", "macon", "garreau"), (13, 3, 1), None,
    ),
    Retained(
        "risks", "Document Unique (DUERP), mis à jour ensemble", Kind.MUTUALISATION, "document unique|duerp",
        "8 entreprises ont un document de plus de deux ans ; la CMA anime trois demi-journées.",
        "12 h par entreprise (estimé)", "hersent",
        ("hersent", "brault", "fromagerie", "scierie", "meubles", "garage", "paysage", "boulangerie"), (12, 4, 0), 55,
    ),
    Retained(
        "energy", "Énergie : consommations et achat groupé d’électricité", Kind.MUTUALISATION, "electricite",
        "9 contrats finissent entre mars et juillet ; ensemble ils pèsent 3,4 GWh.",
        "4 à 9 % de la facture (estimé)", "fromagerie",
        ("fromagerie", "plasturgie", "salaisons", "metallerie", "hersent", "meca", "supermarche", "boulangerie",
         "scierie"), (14, 3, 0), 40,
    ),
    Retained(
        "weee", "Collecter ensemble les appareils électriques", Kind.MUTUALISATION, "ordinateur|ecran|electri",
        "12 entreprises gardent de vieux appareils ; l’enlèvement est gratuit à partir de 500 kg.",
        "enlèvement gratuit, 780 € la première année (estimé)", "plasturgie",
        ("plasturgie", "lemoine", "brault", "fromagerie", "hersent", "garreau", "scierie", "cidrerie", "meca",
         "recup", "salaisons", "metallerie"), (16, 1, 0), 35, lasting=False,
    ),
]  # fmt: skip


def identify(programme: Programme) -> None:
    """The engine's proposals over the lines of the visits and of the questionnaire."""
    with told_on(IDENTIFIED):
        run = do_run(run_id=ask_for_run(programme=programme).pk)
    MatchingRun.objects.filter(pk=run.pk).update(finished_at=timezone.now())
    Proposal.objects.filter(programme=programme).update(created_at=moment(IDENTIFIED))


def decide(workshop: Event, companies: dict[str, Company], people: dict[str, User]) -> dict[str, Synergy]:
    """Shortlist, put on the agenda, decide one by one, then start four of the five."""
    programme, animator = workshop.programme, people["animatrice"]
    with told_on(WORKSHOP - 8):
        synergies = {wanted.key: _take_up(programme, wanted, companies, people["cma"]) for wanted in RETAINED}
        others = _shortlist_others(programme, people["cci"])
    with told_on(WORKSHOP, 9):
        put_on_agenda(event=workshop, synergies=[*synergies.values(), *others], actor=animator)
        for wanted in RETAINED:
            _decide(workshop, synergies[wanted.key], wanted, companies, animator)
        for other in others[:1]:
            _study(workshop, other, animator)
    for wanted in RETAINED:
        _start(synergies[wanted.key], wanted, animator)
    return synergies


def _take_up(programme: Programme, wanted: Retained, companies: dict[str, Company], adviser: User) -> Synergy:
    proposal = _proposal_for(programme, wanted)
    if proposal:
        synergy = shortlist_proposal(proposal_id=proposal.pk, actor=adviser)
    else:
        synergy = add_synergy(
            programme=programme, new=NewSynergy(wanted.title, wanted.kind), companies=[], actor=adviser
        )
        move_synergy(synergy_id=synergy.pk, move=Move(State.SHORTLISTED), actor=adviser)
    Synergy.objects.filter(pk=synergy.pk).update(
        title=wanted.title,
        kind=wanted.kind,
        summary=wanted.summary,
        expected_gain=wanted.gain,
        is_lasting=wanted.lasting,
    )
    _gather(synergy, wanted, companies)
    synergy.refresh_from_db()
    return synergy


def _proposal_for(programme: Programme, wanted: Retained) -> Proposal | None:
    """The group of the engine in which most lines speak of the subject."""
    groups = Proposal.objects.filter(programme=programme, is_group=True, kind=wanted.kind, synergy__isnull=True)
    scored = [(_likeness(group, wanted.words), -group.rank, group) for group in groups.live().with_flows()]
    best = max(scored, key=lambda item: item[:2], default=None)
    return best[2] if best and best[0] > 1 else None


def _likeness(proposal: Proposal, words: str) -> float:
    """How many lines speak of the subject, and how purely."""
    labels = [fold(line.flow.label) for line in proposal.proposal_flows.all()]
    found = sum(1 for label in labels if re.search(words, label))
    return found * found / len(labels)


def _gather(synergy: Synergy, wanted: Retained, companies: dict[str, Company]) -> None:
    """Those who take part are those who said so: the others of the proposal are no participants."""
    members = [companies[key] for key in wanted.members]
    Participant.objects.filter(synergy=synergy).exclude(company__in=members).delete()
    for company in members:
        add_participant(synergy=synergy, company=company)
    Participant.objects.filter(synergy=synergy).update(since=moment(WORKSHOP).date())


def _shortlist_others(programme: Programme, adviser: User) -> list[Synergy]:
    """Two material leads for the same agenda, and one that is set aside beforehand."""
    pairs = Proposal.objects.filter(programme=programme, is_group=False, kind=Kind.SUBSTITUTION).live().best_first()
    chosen = list(pairs[:3])
    for proposal in chosen[2:]:
        set_aside_proposal(proposal_id=proposal.pk, reason="Trop tôt", actor=adviser)
    return [shortlist_proposal(proposal_id=proposal.pk, actor=adviser) for proposal in chosen[:2]]


def _decide(event: Event, synergy: Synergy, wanted: Retained, companies: dict[str, Company], animator: User) -> None:
    item = AgendaItem.objects.get(event=event, synergy=synergy)
    set_pilot(synergy=synergy, company=companies[wanted.pilot], actor=animator)
    decide_item(item_id=item.pk, decision="retained", hands=Hands(*wanted.hands), reason="", actor=animator)
    _settle_passages(synergy, WORKSHOP)


def _study(event: Event, synergy: Synergy, animator: User) -> None:
    item = AgendaItem.objects.get(event=event, synergy=synergy)
    reason = "les deux entreprises comptent d’abord ce qui convient"
    decide_item(item_id=item.pk, decision="to_study", hands=Hands(4, 11, 1), reason=reason, actor=animator)
    _settle_passages(synergy, WORKSHOP)


def _start(synergy: Synergy, wanted: Retained, animator: User) -> None:
    if wanted.started is None:
        return
    with told_on(-wanted.started, 15):
        move_synergy(synergy_id=synergy.pk, move=Move(State.IN_PROGRESS), actor=animator)
    last = Passage.objects.filter(synergy=synergy, to_state=State.IN_PROGRESS)
    last.update(passed_at=moment(-wanted.started, 15))


def _settle_passages(synergy: Synergy, offset: int) -> None:
    """Date the passages by the day on which they are told."""
    passages = Passage.objects.filter(synergy=synergy).order_by("pk")
    for place, passage in enumerate(passages):
        before = len(passages) - 1 - place
        Passage.objects.filter(pk=passage.pk).update(passed_at=moment(offset, 11) - timedelta(days=4 * before))
