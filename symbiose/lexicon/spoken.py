"""Read a line as it is said or typed in one breath: « cherche 4 places formation SST avant juin ».

What a line is made of (direction, quantity, unit, period, price, days, months, a waste code) is taken out of the text
wherever it stands; what is left is its label. What is not understood stays in the label: nothing typed is lost.

Short hand, for whoever types all day: « + » proposes and « ? » seeks, as the first sign; « 60kg/an », « 4pl/u »,
« /m », « /s » after the unit; « x1 » is once. Pure: the day is given, never read from a clock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from symbiose.lexicon.classify import suggest_family
from symbiose.lexicon.quantities import Unit, find_unit, parse_decimal
from symbiose.lexicon.spoken_days import read_days
from symbiose.lexicon.waste_codes import waste_codes

OFFER, NEED = "ressource", "besoin"
YEAR, MONTH, WEEK, ONCE = "an", "mois", "semaine", "ponctuel"
LONGEST = 300
LARGEST = Decimal(10) ** 11
SPACE = r"[\s\u00a0\u202f]"
NEEDS = re.compile(
    rf"^(?:(?:nous|on|il|elle|je|j['’]|l['’]entreprise){SPACE}*)?"
    r"(?:(?:re)?cherch\w+|a(?:i|vons)?\s+besoin|besoins?|(?:nous\s+)?faut|faudrait|manqu\w+|voudr\w+|"
    r"achèt\w+|achetons|souhait\w+|demand\w+)"
    rf"(?:{SPACE}+(?:de|d['’]|des|du|à\s+acheter))?(?=\W|$)",
    re.IGNORECASE,
)
OFFERS = re.compile(
    rf"^(?:(?:nous|on|il|elle|je|j['’]|l['’]entreprise){SPACE}*)?"
    r"(?:propos\w+|donn(?:e|ent|ons|er|erait)|à\s+donner|vend(?:s|ent|ons|re)?|à\s+vendre|cède\w*|à\s+céder|"
    r"prêt(?:e|ent|ons|er)|à\s+prêter|jett?(?:e|ent|ons)|(?:met|mettons|mettent)\s+à\s+disposition|"
    r"dispos(?:e|ons|ent)(?:\s+de)?|a\s+en\s+trop|en\s+trop)"
    rf"(?:{SPACE}+(?:de|d['’]|des|du))?(?=\W|$)",
    re.IGNORECASE,
)
OFFERED_LATER = re.compile(r"\s+(?:à\s+(?:donner|vendre|céder|prêter)|en\s+trop)\s*$", re.IGNORECASE)
PERIODS = (
    (YEAR, r"par\s+an(?:née)?|chaque\s+année|annuel(?:le)?s?|à\s+l['’]année|l['’]an|/\s*an(?:née)?|/\s*a"),
    (MONTH, r"par\s+mois|chaque\s+mois|mensuel(?:le)?s?|/\s*mois|/\s*m"),
    (WEEK, r"par\s+sem(?:aine|\.)?|chaque\s+semaine|hebdo(?:madaires?)?|/\s*sem(?:aine)?|/\s*s"),
    (ONCE, r"(?:en\s+)?une\s+(?:seule\s+)?fois|1\s+fois|ponctuel(?:le)?s?|ponctuellement|x\s?1|/\s*u|/\s*1"),
)
PERIOD = re.compile(
    "|".join(rf"(?P<{name}>(?:^|(?<=\s)|(?=/))(?:{words})(?=[\s,;.)]|$))" for name, words in PERIODS), re.I
)
NUMBER = r"\d{1,3}(?:[\s\u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
AMOUNT = re.compile(
    rf"(?<![\w.,€-])(?P<number>{NUMBER}){SPACE}?(?P<first>[^\W\d_][\w²³.-]*|€)(?:{SPACE}(?P<second>[^\W\d_][\w²³-]*))?"
)
COUNT = re.compile(rf"^(?P<number>{NUMBER}){SPACE}+(?=[^\W\d_])")
PRICE = re.compile(
    rf"(?:(?:à|pour|coût|prix|payé|payée)\s*:?\s+)?(?:{NUMBER}){SPACE}?(?:€|euros?|eur)(?![\w])(?:{SPACE}?(?:HT|TTC))?"
    rf"(?:{SPACE}?(?:/|par|la|le|l['’]){SPACE}?[^\W\d_]+)?",
    re.IGNORECASE,
)
WASTE = re.compile(r"(?<!\d)(\d\d) ?(\d\d) ?(\d\d)(\*?)(?![\d,.])")
SHORT = {"pl": "place", "pal": "palette", "pers": "personne", "sess": "session", "l": "L"}
# Units that are the thing itself when no « de » follows: « 40 palettes perdues », « 20 places de parking ».
THINGS = frozenset({"palette", "place", "trajet", "session", "personne", "u"})
ONCE_UNLESS_SAID = frozenset({"place", "personne", "session"})  # « 4 places », « 2 sessions »: nobody means each year
BARE = frozenset(
    {"u", "unité", "unités", "pièce", "pièces", "pcs", "pce", "exemplaire", "exemplaires", "personne", "personnes"}
    | {"pers", "session", "sessions", "séance", "séances", "sess", "pl", "fois", "place", "places"}
)
LEARNT = re.compile(r"^(?:de\s+|d['’])?(?:formation|stage|recyclage|habilitation|session|SST|CACES)", re.IGNORECASE)
LINK = re.compile(r"^\s*(?:de\s+la|de\s+l['’]|des|du|de|d['’])(?![\w-])\s*|^\s*d['’]", re.IGNORECASE)
EDGES = re.compile(r"^[\s,;:.·–-]+|[\s,;:·–-]+$")
NOT_SPOKEN = frozenset({"m", "are", "g", "kW", "MW", "€", "k€"})  # sizes and powers of a thing, not amounts of it


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """What was understood. Empty, None or () is what was not said."""

    label: str
    direction: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    period: str = ""
    price: str = ""
    ewc_code: str = ""
    available_from: date | None = None
    available_to: date | None = None
    months: tuple[int, ...] = ()

    @property
    def says_more(self) -> bool:
        """Whether something beside the label was understood."""
        return self != SpokenLine(self.label)


def read_line(text: str, *, today: date) -> SpokenLine:
    """Read one line. Whatever the text, the label is never empty unless the text is."""
    whole = " ".join(text.split())
    if len(whole) > LONGEST:
        return SpokenLine(whole)
    line = _with_direction(SpokenLine(whole))
    line = _with_waste_code(line)
    line = _with_price(line)
    line = _with_days(line, today)
    line = _with_amount(line)
    line = _with_period(line)
    if line.unit in ONCE_UNLESS_SAID and not line.period:
        line = replace(line, period=ONCE)
    label = _tidy(line.label)
    return replace(line, label=label) if label else SpokenLine(whole)


def read_amount(text: str) -> tuple[Decimal, str, str] | None:
    """Read what is typed in a field of quantities: « 60 », « 60 kg », « 1 200,5 kg/an »; None for anything else."""
    plain = " ".join(text.split())
    said = PERIOD.search(f"{plain} ")
    period = said.lastgroup or "" if said else ""
    if said:
        plain = f"{plain[: said.start()]} {plain[said.end() :]}".strip()
    found = re.fullmatch(rf"(?P<number>[+]?[\d\s.,]+?){SPACE}?(?P<unit>[^\W\d_].*|€)?", plain)
    if not found:
        return None
    unit = _unit(found["unit"] or "")
    if found["unit"] and unit is None:
        return None
    try:
        return parse_decimal(found["number"]), unit.name if unit else "", period
    except ValueError:
        return None


def _with_direction(line: SpokenLine) -> SpokenLine:
    text = line.label
    if text[:1] in {"+", "?"} and text[1:].strip():
        return replace(line, label=text[1:].strip(), direction=OFFER if text[0] == "+" else NEED)
    for pattern, direction in ((NEEDS, NEED), (OFFERS, OFFER)):
        found = pattern.match(text)
        if found and text[found.end() :].strip():
            return replace(line, label=text[found.end() :].strip(), direction=direction)
    found = OFFERED_LATER.search(text)
    return replace(line, label=text[: found.start()], direction=OFFER) if found else line


def _with_waste_code(line: SpokenLine) -> SpokenLine:
    for found in WASTE.finditer(line.label):
        code = f"{found[1]} {found[2]} {found[3]}"
        known = waste_codes().get(code)
        if known:
            return replace(line, label=_without(line.label, found), ewc_code=code + ("*" if known.hazardous else ""))
    return line


def _with_price(line: SpokenLine) -> SpokenLine:
    found = PRICE.search(line.label)
    if not found:
        return line
    said = re.sub(r"^(?:à|pour|coût|prix|payée?)\s*:?\s+", "", found.group().strip(), flags=re.IGNORECASE)
    return replace(line, label=_without(line.label, found), price=said[:80])


def _with_days(line: SpokenLine, today: date) -> SpokenLine:
    said = read_days(line.label, today=today)
    return replace(line, label=said.rest, available_from=said.since, available_to=said.until, months=said.months)


def _with_period(line: SpokenLine) -> SpokenLine:
    found = PERIOD.search(line.label)
    if not found or line.period:
        return line
    return replace(line, label=_without(line.label, found), period=found.lastgroup or "")


def _with_amount(line: SpokenLine) -> SpokenLine:
    """The first number with a unit; else a number that begins the line and counts what follows."""
    for found in AMOUNT.finditer(line.label):
        unit, end = _unit_at(found)
        number = _number(found["number"])
        if unit and number is not None and not _is_a_size(line.label, found, unit):
            return _measured(line, number, unit, (found.start(), end))
    counted = COUNT.match(line.label)
    number = _number(counted["number"]) if counted else None
    if counted and number is not None and not PERIOD.match(line.label):
        return replace(line, label=line.label[counted.end() :], quantity=number, unit="u")
    return line


def _unit_at(found: re.Match[str]) -> tuple[Unit | None, int]:
    """The unit after a number, of two words where they are one (« mètres cubes »), and where it ends."""
    if found["second"]:
        two = _unit(f"{found['first']} {found['second']}")
        if two:
            return two, found.end("second")
    return _unit(found["first"]), found.end("first")


def _unit(text: str) -> Unit | None:
    written = text.strip().removesuffix(".")
    unit = find_unit(SHORT.get(written.casefold(), written)) if written else None
    return None if unit is None or unit.name in NOT_SPOKEN else unit


def _number(text: str) -> Decimal | None:
    try:
        number = parse_decimal(text)
    except ValueError:
        return None
    return number if number < LARGEST else None


def _is_a_size(text: str, found: re.Match[str], unit: Unit) -> bool:
    """« Fûts de 200 L », « salle de 30 places »: what the thing holds or bears, not how much there is of it."""
    before = text[: found.start()].rstrip()
    if not before:
        return False
    if unit.dimension in {"masse", "volume"} and suggest_family(before) == "equipement":
        return True  # « chariot 2,5 t », « cuve 1 000 L »
    return bool(re.search(r"(?:^|\s)(?:de|d['’]|à)$", before, re.IGNORECASE))


def _measured(line: SpokenLine, number: Decimal, unit: Unit, span: tuple[int, int]) -> SpokenLine:
    start, end = span
    before, after = line.label[:start], line.label[end:]
    said = PERIOD.match(after) or PERIOD.match(after.lstrip())
    period = line.period
    if said:
        period = said.lastgroup or ""
        after = (after if PERIOD.match(after) else after.lstrip())[said.end() :]
    word = line.label[start:end].lstrip("0123456789., \u00a0\u202f")
    rest = f"{word}{after}" if _is_the_thing(unit, word, after) else LINK.sub("", after, count=1)
    return replace(line, label=f"{before} {rest}", quantity=number, unit=unit.name, period=period)


def _is_the_thing(unit: Unit, word: str, after: str) -> bool:
    """Whether the unit's own word is what the line is about, and so stays in its label."""
    if unit.name not in THINGS:
        return False
    text, linked = after.strip(), bool(LINK.match(after))
    if unit.name == "place":
        return linked and not LEARNT.match(text)
    if unit.name == "palette":
        return not linked
    return word.casefold().removesuffix(".") not in BARE


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _tidy(text: str) -> str:
    """The label without what the parts taken out left at its ends."""
    label = " ".join(text.split()).replace(" ,", ",").replace("( )", "").replace("()", "")
    previous = ""
    while label != previous:
        previous = label
        label = LINK.sub("", EDGES.sub("", label), count=1)
        label = re.sub(r"\s+(?:de|d['’]|à|par|pour|en|/)$", "", label, flags=re.IGNORECASE)
    return label.strip()
