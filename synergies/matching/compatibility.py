"""What must never be proposed, whatever the words: a filter on each pair, and the kind that is left.

Sources of the rules: waste hierarchy and hazardous waste (Directive 2008/98/CE), animal by-products and
catering waste (Règlement CE 1069/2009), food safety (Règlement CE 178/2002), treated wood outside
biomass boilers (arrêtés 2910), landspreading.
"""

from __future__ import annotations

from symbiose.lexicon.concepts import is_a
from symbiose.lexicon.reading import MATERIALS
from synergies.matching.records import FlowRecord, Kind
from synergies.matching.understand import Understood

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
ASSETS = frozenset({"equipement", "competence", "espace", "service", "transport"})
SOIL = ("M55", "M56", "M61", "terre_fertile", "champignon")
LIVING = ("M60", "M59", "abreuvement")
MINERAL_OR_SYNTHETIC = (
    "M10",
    "M13",
    "M17",
    "M25",
    "M26",
    "M27",
    "M34",
    "M35",
    "M39",
    "M43",
    "M46",
    "M50",
    "D11",
    "D12",
)
BURNING = ("E12", "M05", "M09")
SURE = 0.5
KITCHEN_WASTE = "20 01 08"
CONTAINERS = ("D03", "D04", "D05", "D09")
CHEMICALS = ("M46", "D15", "D17", "D32")


def same_company(a: FlowRecord, b: FlowRecord) -> bool:
    """Tell whether two flows belong to one company."""
    return a.company_id.strip().casefold() == b.company_id.strip().casefold()


def windows_meet(a: FlowRecord, b: FlowRecord) -> bool:
    """Tell whether two periods of availability share a day; an open side never ends."""
    starts_too_late = a.available_from and b.available_to and a.available_from > b.available_to
    ends_too_early = a.available_to and b.available_from and a.available_to < b.available_from
    return not (starts_too_late or ends_too_early)


def pair_kind(a: Understood, b: Understood) -> Kind | None:
    """The kind that two flows of different companies could make, by direction and family; None: never.

    A waste and the wish to have it collected are handled together, which is a mutualisation.
    """
    if a.is_resource and b.is_resource:
        return "mutualisation" if _both_wastes(a, b) else None
    if not a.is_resource and not b.is_resource:
        return "mutualisation" if _like_needs(a, b) else None
    resource, need = (a, b) if a.is_resource else (b, a)
    return _exchange_kind(resource, need)


def _both_wastes(a: Understood, b: Understood) -> bool:
    return a.family == b.family == "dechet" and a.hazardous == b.hazardous


def _like_needs(a: Understood, b: Understood) -> bool:
    return a.wants_collection == b.wants_collection


def _exchange_kind(resource: Understood, need: Understood) -> Kind | None:
    if need.wants_collection:
        return "mutualisation" if resource.family in MATERIALS else _asset_kind(resource, need)
    if resource.is_physical:
        return None if need.family in {"competence", "espace", "transport"} else "substitution"
    if resource.family == "achat":
        return "substitution" if need.family in MATERIALS else "mutualisation"
    return _asset_kind(resource, need)


def _asset_kind(resource: Understood, need: Understood) -> Kind | None:
    return "partage" if resource.family in ASSETS or not resource.family else None


def forbidden(a: Understood, b: Understood, kind: Kind) -> str:
    """Give the reason why a pair must not be proposed, or an empty text.

    Only the passing of a thing from one to the other is judged: two companies may always have like
    wastes taken away together.
    """
    if kind != "substitution" and not (kind == "partage" and a.is_physical != b.is_physical):
        return ""
    resource, need = (a, b) if a.is_resource else (b, a)
    for rule in RULES:
        reason = rule(resource, need)
        if reason:
            return reason
    return ""


def for_people(need: Understood) -> bool:
    """Tell whether a need is food, or touches it."""
    if need.has("M63", least=SURE) or need.has("E11", least=SURE) or need.has("M56", least=SURE):
        return False
    return (
        need.has("M84", least=SURE)
        or need.has("M77", least=SURE)
        or need.has("aliments_achat", least=SURE)
        or ("food" in need.tags and need.family in {"matiere", "achat"} and not need.has("D09", least=SURE))
    )


def for_animals(need: Understood) -> bool:
    """Tell whether a need is feed."""
    return need.has("M63", least=SURE) and not need.has("M60", least=0.9)


def _for_soil_or_litter(need: Understood) -> bool:
    return any(need.has(kind, least=SURE) for kind in (*SOIL, *LIVING))


def _hazard_rule(resource: Understood, need: Understood) -> str:
    if not resource.hazardous:
        return ""
    if resource.has("D19", least=SURE) or resource.has("D20", least=SURE):
        return "déchet à éliminer"
    sensitive = (
        for_people(need)
        or for_animals(need)
        or _for_soil_or_litter(need)
        or any(need.has(kind, least=SURE) for kind in ("E11", "couture", "creatif", "eau_potable", "M82", "calage"))
        or need.tags & {"children", "food", "organic"}
        or (need.has("E12", least=SURE) and "treated_accepted" not in need.tags)
    )
    return "déchet dangereux" if sensitive else ""


def _food_rule(resource: Understood, need: Understood) -> str:
    if not for_people(need) or need.family not in {"matiere", "achat", "dechet"}:
        return ""
    if not any(resource.has(kind, least=SURE) for kind in EDIBLE) or resource.tags & {"unfit", "excrement"}:
        return "impropre à la consommation"
    return "restes de repas" if "catering" in resource.tags else ""


def _feed_rule(resource: Understood, need: Understood) -> str:
    if not for_animals(need):
        return ""
    if (
        resource.tags & {"excrement", "catering"}
        or resource.has("M76", least=SURE)
        or resource.waste_code == "20 01 08"
    ):
        return "interdit en alimentation animale"
    if "animal" in resource.tags and "petfood" not in need.tags and not resource.has("M68", least=SURE):
        return "sous-produit animal"
    feeds = resource.serves.get("M63", 0.0) > 0.1 or resource.has("M59", least=SURE) or resource.has("M74", least=SURE)
    return "" if feeds else "n’est pas un aliment"


def _wood_rule(resource: Understood, need: Understood) -> str:
    wood = resource.has("M01", least=0.3)
    treated = wood and (
        "treated_wood" in resource.tags or resource.has("bois_traite", least=SURE) or resource.has("M07", least=SURE)
    )
    if not treated or "treated_accepted" in need.tags:
        return ""
    clean_use = any(need.has(kind, least=SURE) for kind in (*BURNING, *SOIL, *LIVING, "M02", "M03", "M04", "repulsif"))
    return "bois traité" if clean_use or "clean" in need.tags else ""


def _soil_rule(resource: Understood, need: Understood) -> str:
    if not any(need.has(kind, least=SURE) for kind in ("M55", "M56", "M63", "M60")):
        return ""
    if any(resource.has(kind, least=0.8) for kind in MINERAL_OR_SYNTHETIC) and not _named_together(resource, need):
        return "ne va ni au sol ni aux animaux"
    return "boues et culture biologique" if resource.has("M85", least=SURE) and "organic" in need.tags else ""


def _named_together(resource: Understood, need: Understood) -> bool:
    return any(need.names.get(key, 0.0) >= SURE for key, weight in resource.names.items() if weight >= SURE)


def _water_rule(resource: Understood, need: Understood) -> str:
    if need.has("eau_potable", least=SURE) and not resource.has("eau_potable", least=SURE):
        return "eau non potable"
    dirty = resource.family == "eau" and (resource.has("W09", least=SURE) or resource.hazardous)
    drinks = need.has("abreuvement", least=SURE) or "food" in need.tags
    return "eau souillée" if dirty and drinks else ""


def _container_rule(resource: Understood, need: Understood) -> str:
    soiled = "hazardous" in resource.tags and any(
        resource.has(kind, least=0.4) for kind in ("D03", "D04", "D09", "D05")
    )
    uses = need.has("recup_eau_contenant", least=SURE) or "food" in need.tags or need.has("abreuvement", least=SURE)
    return "contenant souillé" if soiled and uses else ""


RULES = (_hazard_rule, _food_rule, _feed_rule, _wood_rule, _soil_rule, _water_rule, _container_rule)


def is_chemical(flow: Understood) -> bool:
    """Tell whether a flow is a chemical product or waste."""
    return any(weight >= SURE and is_a(key, kind) for key, weight in flow.names.items() for kind in CHEMICALS)
