"""How the balance says its cells: names of families and codes, quantities with their unit."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from diagnostics.balance.cells import CellKey, Detail, Side
from diagnostics.balance.tables import KINDS, Cell
from symbiose.nomenclatures.waste_list import ewc_label
from symbiose.ui.french import amount

FAMILIES = {
    "matiere": gettext_lazy("matières"),
    "dechet": gettext_lazy("déchets"),
    "energie": gettext_lazy("énergie"),
    "eau": gettext_lazy("eau"),
    "achat": gettext_lazy("achats"),
    "service": gettext_lazy("services"),
    "competence": gettext_lazy("formations et compétences"),
    "equipement": gettext_lazy("équipements"),
    "espace": gettext_lazy("espaces"),
    "transport": gettext_lazy("transports"),
}
SIDES = {
    Side.IN: gettext_lazy("Ce qui entre"),
    Side.OUT: gettext_lazy("Ce qui sort"),
    Side.NEEDS: gettext_lazy("Ce qui manque"),
    Side.SHARED: gettext_lazy("Ce qui peut se partager"),
}
# Dimension → how it is written, and how many base units one is worth (symbiose.lexicon, units.csv).
UNITS: dict[str, tuple[str, float]] = {
    "masse": ("t", 1000),
    "volume": ("m³", 1),
    "energie": ("MWh", 1000),
    "puissance": ("kW", 1),
    "surface": ("m²", 1),
    "longueur": ("km", 1),
    "duree": ("jours", 7),
    "unite": ("unités", 1),
    "palettes": ("palettes", 1),
    "personnes": ("personnes", 1),
    "places": ("places", 1),
    "sessions": ("sessions", 1),
    "trajets": ("trajets", 1),
    "argent": ("€", 1),
}
KIND_WORDS = {
    "kind:measured": gettext_lazy("mesuré"),
    "kind:declared": gettext_lazy("déclaré"),
    "kind:estimated": gettext_lazy("estimé"),
}
UNADDED = frozenset({"unite"})  # contracts and machines have no common total
FULL = 0.9995
LONGEST = 60


def unit_of(dimension: str, *, once: bool = False) -> str:
    unit = UNITS.get(dimension, (dimension, 1))[0]
    return unit if once else f"{unit}/an"


def in_unit(quantity: float, dimension: str) -> float:
    """A quantity in the unit in which its dimension is written, rounded as it is read: three figures or the unit."""
    value = quantity / UNITS.get(dimension, ("", 1.0))[1]
    if value >= 100:
        return float(round(value))
    return round(value, 1) if value >= 10 else round(value, 2)


def quantity_text(quantity: float, dimension: str, *, once: bool = False) -> str:
    return amount(in_unit(quantity, dimension), unit_of(dimension, once=once))


def cell_name(key: CellKey) -> str:
    """« Emballages en bois », « Déchets de construction et de démolition », « Autres déchets », « Divers »."""
    if key.detail == Detail.MIXED:
        return _("Divers")
    if key.detail == Detail.FAMILY:
        family = str(FAMILIES.get(key.family, key.family))
        return _("Autres déchets") if key.family == "dechet" else family.capitalize()
    return _sentence(ewc_label(key.code)) or key.code


def cell_note(key: CellKey) -> str:
    """What stands below the name: family and code, or why lines were put together."""
    if key.detail == Detail.MIXED:
        return _("plusieurs familles, réunies pour ne trahir personne")
    family = str(FAMILIES.get(key.family, key.family))
    if key.detail == Detail.CODE:
        return f"{family} · {key.code}"
    if key.detail == Detail.CHAPTER:
        return _("%(family)s · le reste du chapitre %(code)s") % {"family": family, "code": key.code}
    return ""


def kinds_text(cell: Cell) -> str:
    """« 71 % déclaré, 29 % estimé »; the kinds are not told apart where one of them would betray a company."""
    parts = [(cell.share(kind) / cell.quantity, str(KIND_WORDS[kind])) for kind in KINDS if cell.share(kind)]
    if sum(part for part, _word in parts) < FULL:
        return _("plusieurs natures")
    if len(parts) == 1:
        return parts[0][1]
    return ", ".join(f"{round(part * 100)}\u00a0% {word}" for part, word in parts)


def companies_text(count: int) -> str:
    return ngettext("%(n)s entreprise", "%(n)s entreprises", count) % {"n": count}


def _sentence(label: str) -> str:
    """A label of the list of waste, whose chapters are in capitals, cut where a line ends."""
    plain = label.lower() if label.isupper() else label
    short = plain.partition(" (")[0]
    cut = short if len(short) <= LONGEST else f"{short[:LONGEST].rsplit(' ', 1)[0].rstrip(' ,')}…"
    return cut[:1].upper() + cut[1:]
