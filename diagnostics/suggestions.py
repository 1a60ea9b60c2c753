"""What a label suggests: its family and waste code, by the lexicon; one tap accepts them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from diagnostics.amounts import amount_text
from diagnostics.enums import Direction, Family, Period
from symbiose.lexicon.classify import classify, suggest_family
from symbiose.lexicon.concepts import concepts
from symbiose.lexicon.reading import read_concepts
from symbiose.lexicon.spoken import SpokenLine
from symbiose.nomenclatures.waste_list import ewc_label
from symbiose.ui.french import MONTHS, date_fr

SHOWN_CODES = 1
SURE, SAYS_ENOUGH = 0.8, 0.7
LONGEST_CODE_LABEL = 30
WASTE_FAMILIES = {Family.WASTE, Family.MATERIAL}


@dataclass(frozen=True, slots=True)
class WasteCodeChip:
    code: str
    label: str
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The family that a label suggests (empty when it says nothing), and waste codes, best first."""

    family: str = ""
    codes: tuple[WasteCodeChip, ...] = ()

    @property
    def family_label(self) -> str:
        return str(Family(self.family).label).capitalize() if self.family else ""


def suggest(label: str, *, direction: str = Direction.RESOURCE) -> Suggestion:
    """The family and waste codes of a label. Waste codes are for what a company proposes."""
    text = label.strip()[:200]
    if len(text) < 3:
        return Suggestion()
    family = suggest_family(text, direction)
    coded = family in WASTE_FAMILIES and direction == Direction.RESOURCE
    codes = [_chip(code) for code in classify(text).ewc_codes[:SHOWN_CODES]] if coded else []
    return Suggestion(family, tuple(codes))


def words_of(line: SpokenLine) -> str:
    """What was understood of a line beside its label, in words: « cherche · 4 places · avant le 1er juin »."""
    direction = str(Direction(line.direction).label) if line.direction else ""
    period = (
        str(Period(line.period).label) if line.period and (line.quantity is None or line.period == Period.ONCE) else ""
    )
    until = _("avant le %(day)s") % {"day": date_fr(line.available_to)} if line.available_to else ""
    since = _("dès le %(day)s") % {"day": date_fr(line.available_from)} if line.available_from else ""
    months = ", ".join(MONTHS[month - 1] for month in line.months)
    parts = (direction, amount_text(line.quantity, line.unit, line.period), period, since, until, months)
    return " · ".join(part for part in (*parts, line.price, line.ewc_code) if part)


def _is_in_amount(line: SpokenLine) -> bool:
    return line.quantity is not None and line.period != Period.ONCE


def theme_of(label: str) -> str:
    """What a line is about, in the thesaurus's words: two lines of one theme seek the same thing. Else empty."""
    for key, weight in read_concepts(label).items():
        concept = concepts()[key]
        if weight >= SURE and concept.says >= SAYS_ENOUGH:
            return concept.label
    return ""


def family_of(label: str, *, direction: str = Direction.RESOURCE) -> str:
    """The family of a label; a thing without any is a material when it is proposed, else a service."""
    default = Family.MATERIAL if direction == Direction.RESOURCE else Family.SERVICE
    return suggest(label, direction=direction).family or default.value


def _chip(code: str) -> WasteCodeChip:
    label = ewc_label(code)
    short = label if len(label) <= LONGEST_CODE_LABEL else f"{label[:LONGEST_CODE_LABEL].rsplit(' ', 1)[0]}…"
    return WasteCodeChip(code, short, label)
