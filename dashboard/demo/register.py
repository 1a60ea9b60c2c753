"""The companies of the demo, their people, and what was said with them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from companies.exchanges import Exchange, log_interaction
from companies.models import Company, Contact
from companies.services import add_contact, create_company
from dashboard.demo.clock import day, told_on
from symbiose.lexicon.words import fold

if TYPE_CHECKING:
    from symbiose.accounts.models import User
    from symbiose.programmes.models import Partner, Programme


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a data file of this folder."""
    text = files("dashboard.demo").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def add_companies(
    programme: Programme, file: str, partners: dict[str, Partner], people: dict[str, User]
) -> dict[str, Company]:
    """The companies of a file, by key, each with its main contact."""
    return {row["key"]: _add(programme, row, partners, people) for row in rows_of(file)}


def _add(programme: Programme, row: dict[str, str], partners: dict[str, Partner], people: dict[str, User]) -> Company:
    logins = {"CCI": "cci", "CMA": "cma", "CA": "agri"}
    company = create_company(
        programme=programme,
        chambers=[partners[row["chamber"]]],
        name=row["name"],
        kind=row["kind"],
        naf_code=row["naf"],
        activity=row["activity"],
        city=row["city"],
        workforce=int(row["workforce"]),
        external_id=row["key"],
        assigned_adviser=people.get(logins[row["chamber"]]),
    )
    add_contact(
        company=company,
        title=row["title"],
        first_name=row["first_name"],
        last_name=row["last_name"],
        role=row["role"],
        email=f"{fold(row['first_name'])}.{fold(row['last_name']).replace(' ', '')}@{row['key']}.symbiose.test",
        phone=f"02 43 {company.pk % 90 + 10} {company.pk * 7 % 90 + 10} {company.pk * 13 % 90 + 10}",
        preferred_channel=row["channel"],
        best_time=row["best_time"],
    )
    return company


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said: who noted it, how many days ago, by what means."""

    key: str
    days_ago: int
    by: str
    kind: str
    words: str
    next_step: str = ""
    next_in_days: int = 0


SAID = [
    Said("garreau", 18, "animatrice", "call", "J’attends trois réponses pour les inscrits de mars."),
    Said(
        "lemoine",
        26,
        "animatrice",
        "call",
        "Je demande à mon comptable la date de fin du contrat d’électricité.",
        "Il ne manque que sa date pour lancer la consultation.",
    ),
    Said("fromagerie", 24, "cma", "visit", "Je regarde le modèle de Document Unique ce week-end."),
    Said(
        "plasturgie",
        17,
        "animatrice",
        "call",
        "Prêt à accueillir la collecte sur mon parking, si l’enlèvement se fait avant 10 h.",
    ),
    Said(
        "plasturgie",
        190,
        "cci",
        "note",
        "Le chariot ne sert que le matin. À rapprocher de Charpentes Brault.",
    ),
    Said("brault", 17, "cma", "visit", "Le chariot du voisin nous irait bien, l’après-midi."),
    Said("scierie", 12, "cci", "call", "On refait le point sur la sciure après les fêtes."),
    Said("metallerie", 21, "cma", "call", "Je préfère une nacelle partagée à une location de plus."),
    Said("salaisons", 15, "cci", "email", "Notre contrat finit fin avril, je vous envoie la facture."),
    Said("hersent", 15, "cci", "email", "Le document unique est presque prêt, il manque le risque chimique."),
    Said("garage", 16, "cma", "visit", "Mes batteries partent déjà, mais les petits appareils encombrent."),
    Said("cidrerie", 16, "agri", "call", "La sciure doit être sèche, sinon la chaudière cale."),
    Said("meca", 9, "cci", "call", "D’accord pour deux places de plus à la session de mars."),
    Said("boulangerie", 30, "cma", "visit", "Le matin, après la fournée, j’ai dix minutes."),
    Said("ehpad", 11, "cci", "call", "La salle d’animation est libre le soir, gratuitement."),
    Said(
        "supermarche",
        13,
        "cci",
        "email",
        "Je peux prêter une presse à cartons pendant la collecte.",
        "Confirmer la presse à cartons",
        4,
    ),
    Said("gaec", 33, "agri", "visit", "La sciure de la scierie suffirait pour la litière."),
    Said("porcs", 35, "agri", "call", "Du lactosérum, oui, s’il arrive deux fois par semaine."),
    Said("recup", 8, "cci", "call", "Je fournis deux caisses-palettes et la bascule."),
    Said("electricite", 22, "cma", "call", "Je peux former deux voisins à l’habilitation."),
]


def note_what_was_said(companies: dict[str, Company], people: dict[str, User]) -> None:
    for said in SAID:
        company, next_step_on = companies[said.key], day(said.next_in_days) if said.next_step else None
        with told_on(-said.days_ago, 11) as instant:
            exchange = Exchange(
                text=said.words,
                kind=said.kind,
                outcome="reached" if said.kind == "call" else "",
                contact=Contact.objects.filter(company=company).first(),
                happened_at=instant,
                next_step=said.next_step,
                next_step_on=next_step_on,
            )
            log_interaction(company=company, actor=people[said.by], exchange=exchange)
