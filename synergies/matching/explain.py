"""Say in one French sentence why two flows, or a group, are proposed. No company is ever named."""

from __future__ import annotations

import math
from collections.abc import Sequence

from symbiose.lexicon.concepts import concepts, uses_of
from symbiose.lexicon.quantities import ONE_OFF, find_unit
from synergies.matching.records import FlowRecord, Kind
from synergies.matching.topics import topic_of
from synergies.matching.understand import Understood

NBSP = "\u00a0"
LONGEST_LABEL = 90
PERIODS = {"an": "par an", "mois": "par mois", "semaine": "par semaine"}
# What is there or is not, and does not flow by the year.
LASTING = frozenset({"surface", "places", "puissance", "longueur"})


def french_number(value: float) -> str:
    """Write a number with a decimal comma and no-break spaces between thousands."""
    rounded = round(value, 1) if value < 100 else round(value)
    text = f"{rounded:,.1f}".removesuffix(".0") if rounded != int(rounded) else f"{int(rounded):,}"
    return text.replace(",", NBSP).replace(".", ",")


def quoted(label: str) -> str:
    """Write a label between French quotation marks, its typing cleaned."""
    text = " ".join(label.replace("'", "’").split()).strip(" .;,«»")
    if len(text) > LONGEST_LABEL:
        text = text[: LONGEST_LABEL - 1].rstrip() + "…"
    return f"«{NBSP}{text}{NBSP}»"


def amount(flow: FlowRecord) -> str:
    """Write the quantity of a flow ("120 t par an"), or nothing."""
    if flow.quantity is None or not math.isfinite(flow.quantity) or flow.quantity <= 0:
        return ""
    unit = f"{NBSP}{flow.unit.replace('m3', 'm³').replace('m2', 'm²')}" if flow.unit else ""
    known = find_unit(flow.unit)
    lasting = known is not None and known.dimension in LASTING
    period = "" if lasting else PERIODS.get(flow.period, "en une fois" if flow.period == ONE_OFF else "")
    return f"{french_number(flow.quantity)}{unit} {period}".strip()


def _with_amount(flow: FlowRecord) -> str:
    text = amount(flow)
    return f"{quoted(flow.label)} ({text})" if text else quoted(flow.label)


def _where(distance_km: float | None) -> str:
    if distance_km is None or math.isnan(distance_km):
        return ""
    if distance_km < 1:
        return f", à moins de 1{NBSP}km"
    return f", à {french_number(round(distance_km))}{NBSP}km"


def _when(a: FlowRecord, b: FlowRecord) -> str:
    bounded = (a.available_from or a.available_to) and (b.available_from or b.available_to)
    return ", aux mêmes dates" if bounded else ""


def explain_pair(a: Understood, b: Understood, kind: Kind, distance_km: float | None) -> str:
    """Say why a pair is proposed; the giver's flow comes first."""
    if kind == "mutualisation":
        return _explain_mutual(a, b, distance_km)
    resource, need = (a, b) if a.is_resource else (b, a)
    tail = f"{_where(distance_km)}{_when(a.flow, b.flow)}"
    if kind == "partage":
        return f"{_with_amount(resource.flow)} peut répondre au besoin de {_with_amount(need.flow)}{tail}."
    target, condition = best_use(resource, need)
    role = f", comme {NBSP.join(('«', concepts()[target].label, '»'))}," if target else ""
    limits = f"{NBSP}; condition{NBSP}: {condition}" if condition else ""
    return f"{_with_amount(resource.flow)} peut servir{role} pour {_with_amount(need.flow)}{tail}{limits}."


def best_use(resource: Understood, need: Understood) -> tuple[str, str]:
    """The use under which a resource serves a need, where it is not the thing itself, and its condition."""
    best = (0.0, "", "")
    for key, weight in resource.names.items():
        for use in uses_of(key):
            worth = weight * use.confidence * need.asks.get(use.target, 0.0)
            if worth > best[0]:
                best = (worth, use.target, use.condition)
        itself = weight * need.asks.get(key, 0.0)
        if itself > best[0]:
            best = (itself, "", "")
    return best[1], best[2]


def _explain_mutual(a: Understood, b: Understood, distance_km: float | None) -> str:
    first, second = quoted(a.flow.label), quoted(b.flow.label)
    where = _where(distance_km)
    if a.is_resource and b.is_resource:
        return f"{first} et {second} sont des déchets semblables qu’une même collecte pourrait enlever{where}."
    if a.is_resource != b.is_resource:
        waste, wish = (first, second) if a.is_resource else (second, first)
        return f"{waste} peut rejoindre la collecte demandée par {wish}{where}."
    subject = _common_subject(a, b)
    about = f" ({subject})" if subject else ""
    return f"{first} et {second} expriment le même besoin{about}, qui peut se traiter en commun{where}."


def _common_subject(a: Understood, b: Understood) -> str:
    topic, _ = topic_of(a)
    if topic and topic == topic_of(b)[0]:
        return concepts()[topic].label
    common = [(-(a.names[key] * b.names[key] * concepts()[key].says), key) for key in a.names if key in b.names]
    return concepts()[min(common)[1]].label if common else ""


def explain_group(title: str, members: Sequence[Understood], radius_km: float | None) -> str:
    """Say why companies are proposed to act together."""
    labels = list(dict.fromkeys(quoted(member.flow.label) for member in members))
    shown = ", ".join(labels[:3]) + (", …" if len(labels) > 3 else "")
    where = "" if radius_km is None else f" à moins de {max(1, math.ceil(radius_km))}{NBSP}km les unes des autres"
    return f"{len(members)}{NBSP}entreprises{where} partagent le sujet {quoted(title)}{NBSP}: {shown}."
