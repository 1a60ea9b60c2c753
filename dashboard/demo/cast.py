"""Who plays: accounts, partners and roles of the demo programmes (CONTRACTS, Demo accounts)."""

from __future__ import annotations

from dataclasses import dataclass

from symbiose.accounts.models import User
from symbiose.programmes.models import Partner, Programme, Role
from symbiose.programmes.roles import Grant, grant_role

PASSWORD = "symbiose-demo"  # nosec B105 (published: demo data only)
DOMAIN = "demo.symbiose.test"


@dataclass(frozen=True, slots=True)
class Person:
    """An account of the demo, with its role in each programme by slug, and its body's short name."""

    login: str
    first_name: str
    last_name: str
    job_title: str
    roles: dict[str, str]
    body: str = ""
    phone: str = ""


SILLE, CORSE = "pays-de-sille", "corse-demo"

PEOPLE = [
    Person("animatrice", "Claire", "Aubry", "animatrice EIT", {SILLE: Role.ANIMATOR}, phone="02 43 20 00 11"),
    Person(
        "deveco",
        "Julie",
        "Ménard",
        "chargée de mission développement économique",
        {SILLE: Role.ANIMATOR},
        "4C",
        "02 43 20 00 12",
    ),
    Person("cci", "Marc", "Tessier", "conseiller environnement", {SILLE: Role.ADVISER}, "CCI", "02 43 20 00 21"),
    Person("cma", "Nadia", "Roussel", "conseillère énergie", {SILLE: Role.ADVISER}, "CMA", "02 43 20 00 22"),
    Person("agri", "Élise", "Pichard", "conseillère agronomie", {SILLE: Role.ADVISER}, "CA", "02 43 20 00 23"),
    Person("elu", "Gérard", "Poirier", "élu référent, Conlie", {SILLE: Role.COMMITTEE}),
    Person("environnement", "Anne", "Lebrun", "référent environnement", {SILLE: Role.COMMITTEE}, "4C"),
    Person("expert", "Sophie", "Danet", "experte collecte", {SILLE: Role.PARTNER}, "Éco-organisme"),
    Person("reseau", "Paul", "Vasseur", "tête de réseau", {SILLE: Role.NETWORK, CORSE: Role.NETWORK}),
    Person("animatrice.corse", "Maria", "Santoni", "animatrice EIT", {CORSE: Role.ANIMATOR}, phone="04 95 20 00 11"),
]

PARTNERS = {
    SILLE: [
        ("Pays de la Haute-Sarthe", "Pays de la Haute-Sarthe", Partner.Kind.CARRIER),
        ("Communauté de communes 4C – Pays de Sillé", "4C", Partner.Kind.LOCAL_AUTHORITY),
        ("Chambre de commerce et d’industrie", "CCI", Partner.Kind.CHAMBER),
        ("Chambre de métiers et de l’artisanat", "CMA", Partner.Kind.CHAMBER),
        ("Chambre d’agriculture", "CA", Partner.Kind.CHAMBER),
        ("Éco-organisme des appareils électriques", "Éco-organisme", Partner.Kind.ECO_ORGANISM),
        ("Union des commerçants de Sillé", "Commerçants", Partner.Kind.RELAY),
        ("Club d’entreprises du Nord-Sarthe", "Club d’entreprises", Partner.Kind.RELAY),
        ("Experts techniques", "Experts", Partner.Kind.EXPERT),
    ],
    CORSE: [
        ("Collectivité porteuse du Centre-Corse", "Centre-Corse", Partner.Kind.CARRIER),
        ("Chambre de commerce et d’industrie", "CCI", Partner.Kind.CHAMBER),
        ("Chambre de métiers et de l’artisanat", "CMA", Partner.Kind.CHAMBER),
        ("Chambre d’agriculture", "CA", Partner.Kind.CHAMBER),
    ],
}


def add_partners(programme: Programme) -> dict[str, Partner]:
    """The partners of a demo programme, by short name."""
    rows = [
        Partner(programme=programme, name=name, short_name=short, kind=kind, position=place)
        for place, (name, short, kind) in enumerate(PARTNERS[programme.slug], start=1)
    ]
    return {partner.short_name: partner for partner in Partner.objects.bulk_create(rows)}


def add_people(programme: Programme, partners: dict[str, Partner]) -> dict[str, User]:
    """The accounts that hold a role in a programme, by the first word of their address; made once."""
    people = {}
    for person in PEOPLE:
        if programme.slug in person.roles:
            people[person.login] = user = account_of(person)
            grant = Grant(person.roles[programme.slug], partners.get(person.body))
            grant_role(programme=programme, user=user, grant=grant)
    return people


def account_of(person: Person) -> User:
    email = f"{person.login}@{DOMAIN}"
    known = User.objects.filter(email=email).first()
    return known or User.objects.create_user(
        email=email,
        password=PASSWORD,
        first_name=person.first_name,
        last_name=person.last_name,
        job_title=person.job_title,
        phone=person.phone,
    )
