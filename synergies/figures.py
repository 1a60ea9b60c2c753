"""Key figures whose facts this app owns, and the engagement that comes of them (PRODUCT, Key figures)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from companies.engagement import EngagementLevel, register_level
from companies.models import Company
from symbiose.programmes.figures import Figure, register_figures
from synergies.models import BEFORE_DECISION, Participant, Proposal, State, Synergy

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership, Programme


def retained_at(programme: Programme, at: datetime | None) -> QuerySet[Synergy]:
    """Synergies that passed *retained* and are not stopped, at an instant."""
    synergies = Synergy.objects.filter(programme=programme)
    if at is None:
        return synergies.retained()
    not_stopped = Q(stopped_at__isnull=True) | Q(stopped_at__gt=at)
    return synergies.filter(not_stopped, retained_at__lte=at).exclude(state=State.MERGED)


def started_at(programme: Programme, at: datetime | None) -> QuerySet[Synergy]:
    """Synergies that passed *in progress*."""
    started = Synergy.objects.filter(programme=programme).started()
    return started if at is None else started.filter(started_at__lte=at)


def participations_at(synergies: QuerySet[Synergy], at: datetime | None) -> QuerySet[Participant]:
    """Participations in these synergies that ran at an instant."""
    participations = Participant.objects.filter(synergy__in=synergies)
    if at is None:
        return participations.current()
    day = at.date()
    return participations.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)


def engaged_at(programme: Programme, at: datetime | None) -> QuerySet[Company]:
    """Companies that take part in a synergy ever retained and not stopped."""
    participations = participations_at(retained_at(programme, at), at)
    return Company.objects.filter(programme=programme, pk__in=participations.values("company"))


def proposals_at(programme: Programme, at: datetime | None) -> QuerySet[Proposal]:
    """Live and undecided proposals."""
    proposals = Proposal.objects.filter(programme=programme)
    if at is None:
        return proposals.live()
    withdrawn = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=at)
    aside = Q(set_aside_at__isnull=True) | Q(set_aside_at__gt=at)
    undecided = Q(synergy__isnull=True) | Q(synergy__state__in=BEFORE_DECISION) | Q(synergy__retained_at__gt=at)
    return proposals.filter(withdrawn, aside, undecided, created_at__lte=at)


def is_engaged() -> Exists:
    """Whether the outer company takes part in a synergy retained and not stopped."""
    retained = Synergy.objects.retained().values("pk")
    return Exists(Participant.objects.current().filter(company=OuterRef("pk"), synergy__in=retained))


def _visible(rows: QuerySet[Any], membership: Membership) -> QuerySet[Any]:
    return rows.filter(pk__in=rows.model.objects.visible_to(membership).values("pk"))


def register() -> None:
    register_level(EngagementLevel.ENGAGED, is_engaged)
    register_figures(
        Figure("engaged", _("entreprises engagées dans au moins une synergie"), engaged_at, _visible, 20),
        Figure("retained", _("synergies retenues en atelier"), retained_at, _visible, 40),
        Figure("started", _("actions démarrées"), started_at, _visible, 50),
        Figure("proposals", _("pistes en attente de décision"), proposals_at, _visible, 90),
    )
