"""Snapshot → RoadmapDocument: the words and sums of the printed page. No query: a snapshot holds all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from roadmaps import document as doc
from roadmaps.content import full_content
from roadmaps.cost_sharing import share_cost, share_equally
from roadmaps.models import Step
from symbiose.pdf_masthead import partner_of_kind

STATES = {
    Step.State.DONE: doc.StepState.DONE,
    Step.State.DOING: doc.StepState.IN_PROGRESS,
    Step.State.BLOCKED: doc.StepState.BLOCKED,
}


def document_of(snapshot: dict[str, Any], *, today: date | None = None) -> doc.RoadmapDocument:
    """The printed roadmap of a snapshot; `today` draws the calendar's line, by default the snapshot's own day."""
    content = full_content(snapshot["content"])
    dated_on = date.fromisoformat(snapshot["dated_on"])
    return doc.RoadmapDocument(
        programme_name=snapshot["programme"]["name"],
        programme_tagline=snapshot["programme"]["tagline"],
        title=snapshot["title"],
        kind=doc.SynergyKind(snapshot["kind"]),
        version=snapshot["number"],
        dated_on=dated_on,
        today=today or dated_on,
        validated_by=snapshot["validated_by"],
        partners=tuple(partner_of_kind(row["name"], row["label"], row["kind"]) for row in snapshot["partners"]),
        weather=doc.Weather(snapshot["weather"]),
        weather_reason=snapshot["weather_reason"],
        next_meeting=snapshot["next_meeting"] or None,
        why=content["why"],
        how=content["how"],
        then=content["then"],
        key_figures=_key_figures(snapshot, content),
        companies=_companies(snapshot, content),
        with_them=tuple(_companion(row) for row in snapshot["with_them"]),
        steps=tuple(_step(place, row, today or dated_on) for place, row in enumerate(snapshot["steps"], start=1)),
        budget=budget_of(content),
        gains=tuple(_gain(row) for row in content["gains"]),
        indicators=tuple(_indicator(row) for row in content["indicators"]),
        risks=tuple(doc.Risk(row["label"], row.get("level", ""), row.get("response", "")) for row in content["risks"]),
        conditions=tuple(line for line in content["conditions"].splitlines() if line.strip()),
        legal_form=content["legal_form"],
        decisions=_decisions(snapshot, content),
        signatures=_signatures(snapshot),
    )


def budget_of(content: dict[str, Any]) -> doc.Budget:
    return doc.Budget(
        lines=tuple(doc.BudgetLine(row["label"], _euros(row), row.get("source", "")) for row in content["budget"]),
        fundings=tuple(doc.Funding(row["label"], _euros(row), row.get("note", "")) for row in content["fundings"]),
        rule=doc.SharingRule(content["rule"]),
        rule_note=content["rule_note"],
        basis_label=content["basis_label"],
        basis_unit=content["basis_unit"],
        shows_parts=bool(content["shows_parts"]),
    )


def shares_of(companies: list[dict[str, Any]], content: dict[str, Any]) -> list[Decimal | None]:
    """The part of each company, to the cent, by the rule; None where there is nothing to share or no basis."""
    to_share = budget_of(content).to_share
    if not companies or to_share <= 0:
        return [None] * len(companies)
    if content["rule"] == "equal":
        return list(share_equally(to_share, len(companies)))
    weights = [_basis(row, content) or Decimal(0) for row in companies]
    return list(share_cost(to_share, weights)) if any(weights) else [None] * len(companies)


def _basis(company: dict[str, Any], content: dict[str, Any]) -> Decimal | None:
    if content["rule"] == "workforce":
        return None if company["workforce"] is None else Decimal(company["workforce"])
    return decimal_of(content["parts"].get(company["uuid"]))


def decimal_of(typed: Any) -> Decimal | None:
    """A stored number, French comma or not; None for what is none."""
    if typed in (None, ""):
        return None
    try:
        number = Decimal(str(typed).replace(",", ".").replace("\u00a0", "").replace(" ", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _euros(row: dict[str, Any]) -> Decimal:
    return Decimal(int(row.get("cents") or 0)) / 100


def _companies(snapshot: dict[str, Any], content: dict[str, Any]) -> tuple[doc.CompanyLine, ...]:
    rows = snapshot["companies"]
    return tuple(
        doc.CompanyLine(
            name=row["name"],
            city=row["city"],
            brings=row["brings"],
            committed_by=row["by"],
            committed_on=_day(row["on"]),
            basis=_basis(row, content) if content["rule"] != "equal" else None,
            share=share,
            is_pilot=row["pilot"],
        )
        for row, share in zip(rows, shares_of(rows, content), strict=True)
    )


def _key_figures(snapshot: dict[str, Any], content: dict[str, Any]) -> tuple[doc.KeyFigure, ...]:
    typed = [doc.KeyFigure(row["value"], row["label"], _kind(row.get("kind"))) for row in content["key_figures"]]
    cities = {row["city"] for row in snapshot["companies"] if row["city"]}
    counted = doc.KeyFigure(
        str(len(snapshot["companies"])), _("entreprises, dans %(n)s communes") % {"n": len(cities)}
    )
    return tuple([*typed[:1], counted, *typed[1:]][: doc.MAX_KEY_FIGURES]) if snapshot["companies"] else tuple(typed)


def _step(place: int, row: dict[str, Any], today: date) -> doc.StepLine:
    due_on = _day(row["due_on"])
    late = due_on is not None and due_on < today and row["state"] not in {Step.State.DONE, Step.State.BLOCKED}
    blocked_by = _("l’étape %(n)s") % {"n": row["blocked_by"]} if row["blocked_by"] else ""
    return doc.StepLine(
        number=place,
        title=row["title"],
        responsible=row["responsible"],
        starts_on=_day(row["starts_on"]),
        due_on=due_on,
        state=doc.StepState.LATE if late else STATES.get(row["state"], doc.StepState.UPCOMING),
        note=row["note"],
        blocked_by=blocked_by,
        freed_by=row["freed_by"],
    )


def _companion(row: dict[str, str]) -> doc.Companion:
    roles = {"animator": _("Animatrice ou animateur"), "elected": _("Élu référent"), "expert": _("Expert invité")}
    return doc.Companion(row["name"], roles.get(row["role"], row["role"]))


def _gain(row: dict[str, Any]) -> doc.Gain:
    kind = _kind(row.get("kind")) or doc.FigureKind.ESTIMATED
    return doc.Gain(row["label"], row["value"], kind, row.get("source", ""), row.get("baseline", ""))


def _indicator(row: dict[str, Any]) -> doc.Indicator:
    value, read_on = decimal_of(row.get("value")), _day(row.get("read_on"))
    readings = (doc.Reading(read_on, value),) if value is not None and read_on else ()
    return doc.Indicator(row["label"], decimal_of(row.get("target")), row.get("unit", ""), readings)


def _decisions(snapshot: dict[str, Any], content: dict[str, Any]) -> tuple[doc.Decision, ...]:
    decided = [
        doc.Decision(_day(row["on"]), _("Atelier"), row["reason"] or _("Synergie retenue par les entreprises."))
        for row in snapshot["decided"]
    ]
    typed = [
        doc.Decision(_day(row.get("on")), row.get("event", ""), row["text"], bool(row.get("to_take")))
        for row in content["decisions"]
    ]
    return tuple(decided + typed)


def _signatures(snapshot: dict[str, Any]) -> tuple[doc.Signature, ...]:
    """Three frames at the most: the pilot, the animator, the élu référent."""
    pilot = next((row for row in snapshot["companies"] if row["pilot"]), None)
    frames = [doc.Signature(pilot["by"] or pilot["name"], _("entreprise pilote"))] if pilot else []
    roles = {"animator": _("animation"), "elected": _("élu référent")}
    frames += [doc.Signature(row["name"], roles[row["role"]]) for row in snapshot["with_them"] if row["role"] in roles]
    return tuple(frames[:3])


def _kind(typed: str | None) -> doc.FigureKind | None:
    return doc.FigureKind(typed) if typed in set(doc.FigureKind) else None


def _day(typed: str | None) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        return None
