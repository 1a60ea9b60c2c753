"""What two flows could make together, by direction and family, whatever their words."""

from __future__ import annotations

from typing import NamedTuple

from symbiose.lexicon.reading import MATERIALS, family_fit
from synergies.matching.records import Kind
from synergies.matching.understand import Understood

ASSETS = frozenset({"equipement", "competence", "espace", "service", "transport"})
ENERGY_PURCHASES = ("E08", "E10", "E13", "E17")
NOT_THINGS = frozenset({"competence", "espace", "transport"})
SURE = 0.5
# Two like needs of these families are worth less than an exchange, or cannot be met in common.
SHARED_NEED = {
    "matiere": 0.6,
    "dechet": 0.6,
    "energie": 0.7,
    "eau": 0.5,
    "equipement": 0.75,
    "espace": 0.6,
    "transport": 0.85,
}
SHARED_WASTE = 0.8
PHYSICAL_FOR_SERVICE, ASSET_FOR_PURCHASE, ASSET_FOR_PHYSICAL = 0.5, 0.6, 0.5


class FlowClass(NamedTuple):
    """All that decides the kind of a pair; few classes exist, so pairs of classes are judged once."""

    is_resource: bool
    family: str
    is_physical: bool
    hazardous: bool
    wants_collection: bool
    buys_energy: bool


def flow_class(flow: Understood) -> FlowClass:
    """Give the class of a flow."""
    return FlowClass(
        is_resource=flow.is_resource,
        family=flow.family,
        is_physical=flow.is_physical,
        hazardous=flow.hazardous,
        wants_collection=flow.wants_collection,
        buys_energy=not flow.is_resource and any(flow.has(kind, least=SURE) for kind in ENERGY_PURCHASES),
    )


def pair_kind(a: FlowClass, b: FlowClass) -> Kind | None:
    """The kind that two flows of different companies could make; None: never.

    A waste and the wish to have it collected are handled together, which is a mutualisation. Wastes of
    which one is hazardous are never mixed.
    """
    if a.is_resource and b.is_resource:
        both_wastes = a.family == b.family == "dechet" and a.hazardous == b.hazardous
        return "mutualisation" if both_wastes else None
    if not a.is_resource and not b.is_resource:
        return "mutualisation" if a.wants_collection == b.wants_collection else None
    resource, need = (a, b) if a.is_resource else (b, a)
    return _exchange_kind(resource, need)


def _exchange_kind(resource: FlowClass, need: FlowClass) -> Kind | None:
    if need.wants_collection and resource.family in MATERIALS:
        return "mutualisation"
    if resource.is_physical:
        return (
            None if need.wants_collection or need.family in {"competence", "espace", "transport"} else "substitution"
        )
    if resource.family == "achat":
        return "substitution" if need.family in MATERIALS else "mutualisation"
    return "partage" if resource.family in ASSETS or not resource.family else None


def kind_share(a: FlowClass, b: FlowClass, kind: Kind) -> float:
    """How much of the meaning of a pair is left by what the two flows are, from 0 to 1."""
    if kind == "mutualisation":
        return _mutual_share(a, b)
    need = b if a.is_resource else a
    if kind == "substitution":
        return PHYSICAL_FOR_SERVICE if need.family == "service" else 1.0
    if need.family == "achat":
        return ASSET_FOR_PURCHASE
    return ASSET_FOR_PHYSICAL if need.is_physical else 1.0


def _mutual_share(a: FlowClass, b: FlowClass) -> float:
    if a.is_resource != b.is_resource:
        return 1.0
    if a.is_resource:
        return SHARED_WASTE
    if a.buys_energy and b.buys_energy:
        return 1.0
    fit = 1.0 if {a.family, b.family} <= MATERIALS else family_fit(a.family, b.family)
    return fit * min(SHARED_NEED.get(a.family, 1.0), SHARED_NEED.get(b.family, 1.0))
