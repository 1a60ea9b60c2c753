"""Lines for benchmarks: plausible, without meaning; the same generator gives the same lines."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from diagnostics.enums import Level, Origin
from diagnostics.models import Flow
from diagnostics.services.flows import normalise

if TYPE_CHECKING:
    from companies.models import Company
    from symbiose.programmes.models import Programme

BATCH = 1000
BORN_AT = datetime(2016, 6, 7, 8, tzinfo=UTC)
LEVELS = (Level.CHAMBERS, Level.CHAMBERS, Level.CHAMBERS, Level.PROGRAMME, Level.PUBLIC, Level.ADVISER)
DETAILS = (
    "",
    "",
    "en mélange",
    "propres",
    "en vrac",
    "à enlever",
    "tri fait",
    "toute l’année",
    "hors été",
    "par lots",
)


class Kind(NamedTuple):
    """A kind of line: how it reads, how much of it there is, and its waste code."""

    direction: str
    family: str
    label: str
    least: int
    most: int
    unit: str
    period: str
    ewc_code: str = ""


KINDS = (
    Kind("ressource", "dechet", "sciure et copeaux", 5, 400, "t", "an", "03 01 05"),
    Kind("ressource", "dechet", "cartons d’emballage", 1, 60, "t", "an", "15 01 01"),
    Kind("ressource", "dechet", "films plastiques", 1, 20, "t", "an", "15 01 02"),
    Kind("ressource", "dechet", "palettes perdues", 50, 3000, "u", "an", "15 01 03"),
    Kind("ressource", "dechet", "appareils électriques usagés", 10, 600, "kg", "ponctuel", "16 02 14"),
    Kind("ressource", "dechet", "chutes de polypropylène", 1, 40, "t", "an", "07 02 13"),
    Kind("ressource", "dechet", "huiles alimentaires usagées", 100, 6000, "L", "an", "20 01 25"),
    Kind("ressource", "dechet", "lactosérum", 100, 3000, "m3", "an", "02 05 01"),
    Kind("ressource", "dechet", "ferraille mêlée", 1, 90, "t", "an", "17 04 05"),
    Kind("ressource", "dechet", "gravats de béton", 20, 4000, "t", "an", "17 01 01"),
    Kind("ressource", "matiere", "chutes de sapin et de douglas", 2, 80, "t", "an"),
    Kind("ressource", "matiere", "broyat de branches", 20, 500, "m3", "an"),
    Kind("ressource", "energie", "chaleur perdue d’un compresseur", 20, 800, "MWh", "an"),
    Kind("ressource", "eau", "eau de lavage peu chargée", 100, 9000, "m3", "an"),
    Kind("ressource", "equipement", "chariot élévateur", 1, 12, "h", "semaine"),
    Kind("ressource", "equipement", "nacelle", 1, 6, "jour", "mois"),
    Kind("ressource", "equipement", "presse à balles", 1, 10, "h", "semaine"),
    Kind("ressource", "espace", "surface de stockage couverte", 50, 3000, "m2", "an"),
    Kind("ressource", "espace", "salle de réunion", 1, 4, "jour", "semaine"),
    Kind("ressource", "transport", "retours à vide vers Le Mans", 1, 10, "trajet", "semaine"),
    Kind("ressource", "competence", "responsable qualité à temps partagé", 1, 3, "jour", "semaine"),
    Kind("besoin", "competence", "formation sauveteur secouriste du travail (SST)", 1, 12, "personne", "ponctuel"),
    Kind("besoin", "competence", "formation à la sécurité incendie", 2, 20, "personne", "ponctuel"),
    Kind("besoin", "competence", "CACES chariot", 1, 8, "personne", "an"),
    Kind("besoin", "competence", "comptable à temps partagé", 1, 3, "jour", "semaine"),
    Kind("besoin", "service", "mise à jour du Document Unique", 1, 1, "u", "an"),
    Kind("besoin", "service", "collecte des cartons", 1, 4, "session", "mois"),
    Kind("besoin", "service", "entretien des espaces verts", 4, 20, "session", "an"),
    Kind("besoin", "service", "vérification des extincteurs", 1, 1, "session", "an"),
    Kind("besoin", "achat", "achat groupé d’électricité", 20, 3000, "MWh", "an"),
    Kind("besoin", "achat", "équipements de protection", 10, 400, "u", "an"),
    Kind("besoin", "achat", "fournitures de bureau", 500, 9000, "€", "an"),
    Kind("besoin", "equipement", "location de nacelle", 1, 10, "jour", "an"),
    Kind("besoin", "equipement", "chariot élévateur, l’après-midi", 1, 10, "h", "semaine"),
    Kind("besoin", "espace", "surface de stockage pour l’hiver", 50, 1500, "m2", "an"),
    Kind("besoin", "matiere", "plaquettes de bois sec", 50, 1200, "t", "an"),
    Kind("besoin", "matiere", "palettes d’occasion", 50, 2000, "u", "an"),
    Kind("besoin", "matiere", "litière pour animaux", 10, 300, "t", "an"),
    Kind("besoin", "energie", "chaleur pour séchage", 50, 900, "MWh", "an"),
    Kind("besoin", "transport", "livraisons régulières à Alençon", 1, 8, "trajet", "semaine"),
)


def seed_flows(*, programme: Programme, companies: Sequence[Company], flows: int, random: Random) -> int:
    """Write `flows` lines, spread over the companies of a programme; the number written.

    They are written in bulk, without history: a benchmark needs rows, not their past.
    """
    written = 0
    rows = _rows(programme, companies, flows, random)
    while batch := list(islice(rows, BATCH)):
        written += len(Flow.objects.bulk_create(batch))
    return written


def _rows(programme: Programme, companies: Sequence[Company], flows: int, random: Random) -> Iterator[Flow]:
    for number in range(flows if companies else 0):
        yield _flow(programme, companies[number % len(companies)], random)


def _flow(programme: Programme, company: Company, random: Random) -> Flow:
    kind = random.choice(KINDS)
    detail = random.choice(DETAILS)
    flow = Flow(
        programme=programme,
        company=company,
        uuid=uuid.UUID(int=random.getrandbits(128), version=4),
        direction=kind.direction,
        family=kind.family,
        label=f"{kind.label}, {detail}" if detail else kind.label,
        quantity=Decimal(random.randint(kind.least, kind.most)),
        unit=kind.unit,
        period=kind.period,
        ewc_code=kind.ewc_code,
        level=random.choice(LEVELS),
        origin_kind=Origin.IMPORT,
        created_at=BORN_AT,
    )
    return normalise(flow)
