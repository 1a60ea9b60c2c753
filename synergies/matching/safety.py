"""What must never pass from one company to another, whatever the words.

Sources of the rules: hazardous waste and its mixing (Directive 2008/98/CE), animal by-products and
kitchen waste (Règlement CE 1069/2009), food safety (Règlement CE 178/2002), wood that biomass boilers
may burn (rubrique 2910), landspreading. Only the passing of a thing is judged: companies may always
have like wastes taken away together.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from synergies.matching.understand import Understood

SURE = 0.5
EDIBLE = (
    "M84",
    "M83",
    "biscuits",
    "fruits_declasses",
    "M64",
    "farine",
    "M77",
    "M78",
    "mielleux",
    "M65",
    "M66",
    "M68",
    "epluchures",
    "aliments_achat",
    "sel",
    "eau_potable",
)
MINERAL = ("M10", "M13", "M27", "M34", "M35", "M39", "M43")
MINERAL_OR_SYNTHETIC = (*MINERAL, "M17", "M25", "M26", "M46", "M50", "D11", "D12")
SOIL = ("M55", "M56", "M61", "terre_fertile", "champignon")
LIVING = ("M60", "M59", "abreuvement")
CLEAN_WOOD_USES = ("E12", "M05", "M09", *SOIL, *LIVING, "M02", "M03", "M04", "repulsif")
NEAR_PEOPLE = ("E11", "couture", "creatif", "eau_potable", "M82", "calage")
CONTAINERS = ("D03", "D04", "D05", "D09")
WOODEN = ("D01", "D02", "D08", "D24")
# A hazardous thing goes only to those who name it, or who take such things in hand.
TREATS_HAZARD = (
    *("D11", "D12", "D15", "D17", "D32", "M46", "M50", "Q09", "E09"),
    *("informatique_reemploi", "electromenager_reemploi", "metal_refonte"),
)
KITCHEN_WASTE = "20 01 08"


class ResourceTraits(NamedTuple):
    """What binds a resource."""

    side: str = "resource"
    hazardous: bool = False
    for_disposal: bool = False
    edible: bool = False
    kitchen: bool = False
    excrement: bool = False
    animal: bool = False
    cooking_oil: bool = False
    feeds: bool = False
    treated_wood: bool = False
    barren: bool = False
    sewage: bool = False
    dirty_water: bool = False
    drinkable: bool = False
    soiled_container: bool = False
    holds_fuel: bool = False


class NeedTraits(NamedTuple):
    """What a need must be kept safe from."""

    side: str = "need"
    food: bool = False
    food_contact: bool = False
    feed: bool = False
    petfood: bool = False
    soil_or_litter: bool = False
    ground_or_feed: bool = False
    near_people: bool = False
    burning: bool = False
    clean_wood: bool = False
    treated_accepted: bool = False
    organic: bool = False
    drinks: bool = False
    drinking_water: bool = False
    holds_water: bool = False
    accepts_hazard: bool = False


def resource_traits(flow: Understood) -> ResourceTraits:
    """Read what binds a resource from its concepts, tags and waste code."""
    tags = flow.tags
    kitchen = "catering" in tags or flow.waste_code == KITCHEN_WASTE
    wood = flow.has("M01", least=0.3) or _any(flow, WOODEN)
    return ResourceTraits(
        hazardous=flow.hazardous,
        for_disposal=_any(flow, ("D19", "D20")),
        edible=_any(flow, EDIBLE) and not tags & {"unfit", "excrement"},
        kitchen=kitchen,
        excrement="excrement" in tags,
        animal="animal" in tags and not flow.has("M68", least=SURE),
        cooking_oil=flow.has("M76", least=SURE),
        feeds=flow.serves.get("M63", 0.0) > 0.1 or _any(flow, ("M59", "M74")),
        treated_wood=wood and ("treated_wood" in tags or _any(flow, ("bois_traite", "M07"))),
        barren=any(flow.has(kind, least=0.8) for kind in MINERAL_OR_SYNTHETIC),
        sewage=flow.has("M85", least=SURE),
        dirty_water=flow.family == "eau" and (flow.has("W09", least=SURE) or flow.hazardous),
        drinkable=flow.has("eau_potable", least=SURE),
        soiled_container="hazardous" in tags and any(flow.has(kind, least=0.4) for kind in CONTAINERS),
        holds_fuel=bool(tags & {"fuel", "hazardous"}),
    )


def need_traits(flow: Understood) -> NeedTraits:
    """Read what a need must be kept safe from."""
    feed = flow.has("M63", least=SURE) and not flow.has("M60", least=0.9)
    return NeedTraits(
        food=_is_food(flow),
        food_contact="food" in flow.tags,
        feed=feed,
        petfood="petfood" in flow.tags,
        soil_or_litter=_any(flow, (*SOIL, *LIVING)),
        ground_or_feed=_any(flow, ("M55", "M56", "M63", "M60")),
        near_people=_any(flow, NEAR_PEOPLE) or bool(flow.tags & {"children", "food", "organic"}),
        burning=flow.has("E12", least=SURE),
        clean_wood=_any(flow, CLEAN_WOOD_USES) or "clean" in flow.tags,
        treated_accepted="treated_accepted" in flow.tags,
        organic="organic" in flow.tags,
        drinks=flow.has("abreuvement", least=SURE) or "food" in flow.tags,
        drinking_water=flow.has("eau_potable", least=SURE),
        holds_water=flow.has("recup_eau_contenant", least=SURE),
        accepts_hazard=_any(flow, TREATS_HAZARD) or bool(flow.tags & {"hazardous", "treated_accepted"}),
    )


def _any(flow: Understood, kinds: tuple[str, ...]) -> bool:
    return any(flow.has(kind, least=SURE) for kind in kinds)


def _is_food(need: Understood) -> bool:
    if need.family not in {"matiere", "achat", "dechet"} or _any(need, ("M63", "E11", "M56", "M76")):
        return False
    named = _any(need, ("M84", "M77", "aliments_achat"))
    return named or ("food" in need.tags and not _any(need, ("D09", "D10", "D02", "D00", "A05")))


@cache
def forbidden_loan(resource: ResourceTraits, need: NeedTraits) -> str:
    """Give the reason why a thing must not be lent for a need, or an empty text."""
    return _loan_rule(resource, need)


@cache
def forbidden(resource: ResourceTraits, need: NeedTraits) -> str:
    """Give the reason why a thing must not pass to a need, or an empty text."""
    for rule in RULES:
        reason = rule(resource, need)
        if reason:
            return reason
    return ""


def _hazard_rule(resource: ResourceTraits, need: NeedTraits) -> str:
    if resource.for_disposal:
        return "déchet à éliminer"
    if not resource.hazardous:
        return ""
    burned = need.burning and not need.treated_accepted
    sensitive = need.food or need.feed or need.soil_or_litter or need.near_people or burned
    return "déchet dangereux" if sensitive or not need.accepts_hazard else ""


def _food_rule(resource: ResourceTraits, need: NeedTraits) -> str:
    if not need.food:
        return ""
    if resource.kitchen and not resource.edible:
        return "restes de repas"
    return "" if resource.edible else "impropre à la consommation"


def _feed_rule(resource: ResourceTraits, need: NeedTraits) -> str:
    if not need.feed:
        return ""
    if resource.kitchen or resource.excrement or resource.cooking_oil:
        return "interdit en alimentation animale"
    if resource.animal and not need.petfood:
        return "sous-produit animal"
    return "" if resource.feeds else "n’est pas un aliment"


def _wood_rule(resource: ResourceTraits, need: NeedTraits) -> str:
    return "bois traité" if resource.treated_wood and need.clean_wood and not need.treated_accepted else ""


def _soil_rule(resource: ResourceTraits, need: NeedTraits) -> str:
    if not need.ground_or_feed:
        return ""
    if resource.barren:
        return "ne va ni au sol ni aux animaux"
    return "boues et culture biologique" if resource.sewage and need.organic else ""


def _water_rule(resource: ResourceTraits, need: NeedTraits) -> str:
    if need.drinking_water and not resource.drinkable:
        return "eau non potable"
    return "eau souillée" if resource.dirty_water and need.drinks else ""


def _container_rule(resource: ResourceTraits, need: NeedTraits) -> str:
    return "contenant souillé" if resource.soiled_container and (need.holds_water or need.drinks) else ""


def _loan_rule(resource: ResourceTraits, need: NeedTraits) -> str:
    return "contact alimentaire" if resource.holds_fuel and need.food_contact else ""


RULES = (_hazard_rule, _food_rule, _feed_rule, _wood_rule, _soil_rule, _water_rule, _container_rule, _loan_rule)
