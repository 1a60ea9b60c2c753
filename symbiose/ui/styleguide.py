"""What the component page shows: invented companies and figures, after the pictures of the design."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from symbiose.journal.timeline import TimelineEntry
from symbiose.ui.badges import BADGES
from symbiose.ui.commune_map import CommuneShape, MapPoint, commune_map, middle_of
from symbiose.ui.communes import outlines
from symbiose.ui.contrast import EDGE_PAIRS, TEXT_PAIRS, contrast, tokens
from symbiose.ui.gantt import GanttStep, scale_for

PARIS = ZoneInfo("Europe/Paris")
TODAY = date(2017, 2, 6)


class SampleForm(forms.Form):
    label = forms.CharField(label=_("De quoi s’agit-il ?"), help_text=_("Avec les mots de l’entreprise."))
    direction = forms.ChoiceField(
        label=_("Sens"), choices=[("ressource", _("Propose")), ("besoin", _("Cherche"))], widget=forms.RadioSelect
    )
    quantity = forms.DecimalField(label=_("Quantité"), localize=True)
    level = forms.ChoiceField(
        label=_("Qui le voit"),
        choices=[("chambers", _("Animatrice et chambres")), ("adviser", _("Conseiller seul"))],
    )
    available_from = forms.DateField(
        label=_("Disponible à partir du"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    trained = forms.ChoiceField(
        label=_("Combien de salariés doivent suivre une formation de secouriste cette année ?"),
        help_text=_("Sauveteur secouriste du travail (SST) : le certificat se renouvelle tous les 24 mois."),
        choices=[
            ("0", _("Aucun")),
            ("1-2", _("1 ou 2")),
            ("3-5", _("3 à 5")),
            ("6+", _("6 ou plus")),
            ("?", _("Je ne sais pas")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Précisions"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label=_("L’entreprise accepte que son nom soit cité"), required=False)


def sample_context() -> dict[str, Any]:
    steps = _steps()
    scale = scale_for([step for _, _, step in steps], TODAY, least=8)
    return {
        "today": TODAY,
        "saved_at": datetime(2017, 2, 6, 14, 32, tzinfo=PARIS),
        "collection_on": date(2017, 3, 24),
        "badge_families": _badge_families(),
        "method": _method(),
        "mix": {"mutualisation": 8, "partage": 4, "substitution": 3},
        "all_materials": {"substitution": 6},
        "entries": _entries(),
        "steps": [{"title": title, "owner": owner, "gantt": step} for title, owner, step in steps],
        "scale": scale,
        "rows": _companies(),
        "gains": _gains(),
        "page": Paginator(range(62), 8).page(3),
        "map": _map(),
        "colours": list(tokens().items()),
        "pairs": _pairs(),
    }


def _badge_families() -> list[tuple[str, list[str]]]:
    families: dict[str, list[str]] = {}
    for family, state in BADGES:
        families.setdefault(family, []).append(state)
    return list(families.items())


def _method() -> list[dict[str, str]]:
    facts = (
        ("Mobiliser", "25 présentes", "done"),
        ("Diagnostiquer", "28 visites", "done"),
        ("Compléter", "21 réponses sur 28", "going"),
        ("Identifier", "63 pistes", "done"),
        ("Décider", "5 retenues", "done"),
        ("Écrire", "4 validées sur 5", "going"),
        ("Réaliser", "4 démarrées", "going"),
        ("Faire vivre", "COPIL le 9 mars", "todo"),
    )
    return [{"name": name, "fact": fact, "state": state, "url": ""} for name, fact, state in facts]


def _entries() -> list[TimelineEntry]:
    def at(year: int, month: int, day: int) -> datetime:
        return datetime(year, month, day, 9, tzinfo=PARIS)

    quote = "Prêt à accueillir la collecte sur mon parking, si l’enlèvement se fait avant 10 h."
    return [
        TimelineEntry(at(2017, 1, 20), "Appel de Claire Aubry", "telephone", "contact", "contact", quote),
        TimelineEntry(
            at(2016, 10, 18),
            "Atelier du 18 octobre : présent, 2 synergies retenues",
            "people",
            "method",
            "synergy",
            text="Pilote de la collecte d’appareils électriques, membre du prêt de matériel.",
        ),
        TimelineEntry(
            at(2016, 6, 7),
            "Note de Marc Tessier, visible des conseillers et de l’animatrice",
            "chat-left-text",
            "note",
            "contact",
            text="Le chariot élévateur ne sert que le matin. À rapprocher de Charpentes Brault.",
        ),
        TimelineEntry(at(2016, 5, 12), "Réunion d’information : présent", "megaphone", "method", "method"),
    ]


def _steps() -> list[tuple[str, str, GanttStep]]:
    def step(start: tuple[int, int, int], due: tuple[int, int, int], state: str, part: float = 0) -> GanttStep:
        return GanttStep(date(*start), date(*due), state, part)

    return [
        ("Compter les places par entreprise", "Claire Aubry", step((2016, 10, 19), (2016, 11, 4), "done")),
        ("Demander trois devis", "Nadia Roussel", step((2016, 11, 7), (2016, 11, 25), "done")),
        ("Première session, à Sillé (10 places)", "Organisme retenu", step((2017, 1, 24), (2017, 1, 24), "done")),
        ("Confirmer les inscrits de la 2e session", "Sylvie Garreau", step((2017, 1, 16), (2017, 2, 3), "late")),
        ("Prêter la salle et le matériel", "Alain Bertin", step((2017, 2, 1), (2017, 3, 10), "doing", 0.15)),
        ("Deuxième session, à Sillé (12 places)", "Organisme retenu", step((2017, 3, 14), (2017, 3, 14), "blocked")),
        ("Bilan et calendrier des 24 mois", "Claire Aubry", step((2017, 4, 3), (2017, 4, 28), "to_do")),
    ]


def _companies() -> list[dict[str, Any]]:
    facts = (
        ("Transports Lemoine", "Transport de fret, CCI", "Conlie", 26, "engaged", 26, "appel"),
        ("Menuiserie Garreau", "Menuiserie bois, CMA", "Rouez", 14, "core", 18, "appel"),
        ("Cidrerie des Trois Haies", "Boissons, agriculture", "Mont-Saint-Jean", 6, "engaged", 12, "visite"),
    )
    names = ("name", "trade", "city", "workforce", "engagement", "days", "channel")
    return [dict(zip(names, row, strict=True)) | {"late": int(str(row[5])) > 15} for row in facts]


def _gains() -> list[dict[str, Any]]:
    rows = (
        ("Électricité", 6200, "declared"),
        ("Prêt de matériel", 3100, "estimated"),
        ("Formations", 1056, "measured"),
        ("Appareils électriques", 480, "declared"),
    )
    return [{"name": name, "value": value, "kind": kind, "hatched": kind == "estimated"} for name, value, kind in rows]


def _map() -> str:
    shapes = outlines(["72334", "72256", "72089", "72351", "72109", "72211", "72255", "72315", "72229"])
    if not shapes:
        return ""
    forms = ("core", "engaged", "other")
    points = [
        MapPoint(
            f"p{index}", *middle_of(shape), f"Entreprise {index + 1}", shape.name, forms[index % 3], "", shape.insee
        )
        for index, shape in enumerate(shapes)
    ]
    named = frozenset(shape.insee for shape in shapes)
    return commune_map(shapes, points, title="Neuf entreprises d’exemple, une par commune", named=named)


def _sample_point(index: int, shape: CommuneShape) -> MapPoint:
    longitude, latitude = middle_of(shape)
    form = ("core", "engaged", "other")[index % 3]
    name = f"Entreprise {index + 1}"
    return MapPoint(f"p{index}", longitude, latitude, name, detail=shape.name, form=form, insee=shape.insee)


def _pairs() -> list[dict[str, Any]]:
    known = tokens()
    return [
        {"ink": ink, "ground": ground, "ratio": contrast(known[ink], known[ground]), "least": least}
        for pairs, least in ((TEXT_PAIRS, 4.5), (EDGE_PAIRS, 3))
        for ink, ground in pairs
    ]
