"""Companies for benchmarks: plausible, without meaning; the same generator gives the same companies."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from stdnum.luhn import calc_check_digit

from companies.derived import derive, words_key
from companies.models import Channel, Company, Contact, Interaction
from symbiose.nomenclatures.communes import Commune, communes
from symbiose.programmes.models import Partner, TerritoryCommune

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

BATCH = 1000
BORN_AT = datetime(2016, 5, 12, 8, tzinfo=UTC)
DEPARTMENT = "72"
TERRITORY_SIZE = 24
CHAMBERS = (
    ("Chambre de commerce et d’industrie", "CCI"),
    ("Chambre de métiers", "CMA"),
    ("Chambre d’agriculture", "CA"),
)
NEAR = 0.02  # degrees around the point of the commune


class Trade(NamedTuple):
    """A kind of firm: how its name begins, its NAF code, and the place of its chamber."""

    name: str
    naf_code: str
    chamber: int


TRADES = (
    Trade("Menuiserie", "43.32A", 1),
    Trade("Charpentes", "43.91A", 1),
    Trade("Garage", "45.20A", 1),
    Trade("Boulangerie", "10.71C", 1),
    Trade("Imprimerie", "18.12Z", 0),
    Trade("Transports", "49.41A", 0),
    Trade("Plasturgie", "22.29A", 0),
    Trade("Métallerie", "25.11Z", 0),
    Trade("Scierie", "16.10A", 0),
    Trade("Paysages", "81.30Z", 1),
    Trade("Fromagerie", "10.51C", 0),
    Trade("Laiterie", "10.51A", 0),
    Trade("Ferme", "01.50Z", 2),
    Trade("Cidrerie", "11.03Z", 2),
    Trade("Serres", "01.13Z", 2),
    Trade("Maçonnerie", "43.99C", 1),
)
SURNAMES = tuple(
    word
    for line in (
        "Aubert Bellanger Blot Boulay Chevalier Cosnard Coupry Davoust Denis Drouin Fouquet Froger Gandon Gasnier",
        "Gaudin Guittet Hamelin Heurtebise Jousse Lambert Launay Lecomte Leroux Letessier Lhermitte Loiseau Marais",
        "Ménager Moreau Neveu Pichon Pineau Plessis Poirrier Renard Rousseau Seguin Tessier Trouvé Vallée",
    )
    for word in line.split()
)
FIRST_NAMES = ("Alain", "Anne", "Brigitte", "Céline", "Denis", "Élodie", "Franck", "Hélène", "Julie", "Luc", "Paul")
KINDS = (Interaction.Kind.CALL, Interaction.Kind.VISIT, Interaction.Kind.EMAIL, Interaction.Kind.NOTE)


def seed_companies(*, programme: Programme, companies: int, random: Random) -> list[Company]:
    """Write companies with their communes, chambers, main contact and a first exchange for one in two.

    They are written in bulk, without history: a benchmark needs rows, not their past.
    """
    territory = _territory(programme, random)
    chambers = _chambers(programme, random)
    rows = [_company(programme, number, random.choice(territory), random) for number in range(companies)]
    people = [_contact(company, random) for company in rows]
    for company, person in zip(rows, people, strict=True):
        derive(company, people=[str(person)])
    written = Company.objects.bulk_create(rows, batch_size=BATCH)
    _join(written, chambers)
    Contact.objects.bulk_create(people, batch_size=BATCH)
    exchanges = [_exchange(person, random) for person in people if random.random() < 0.5]
    Interaction.objects.bulk_create(exchanges, batch_size=BATCH)
    return written


def _uuid(random: Random) -> uuid.UUID:
    return uuid.UUID(int=random.getrandbits(128), version=4)


def _territory(programme: Programme, random: Random) -> list[Commune]:
    """Two dozen communes that touch one another, more or less: the nearest to one of them."""
    known = sorted(commune for commune in communes().values() if commune.department == DEPARTMENT)
    middle = random.choice(known)
    near = sorted(known, key=lambda commune: _gap(commune, middle))[:TERRITORY_SIZE]
    rows = [
        TerritoryCommune(
            programme=programme, uuid=_uuid(random), insee=commune.insee, name=commune.name, created_at=BORN_AT
        )
        for commune in near
    ]
    TerritoryCommune.objects.bulk_create(rows)
    return near


def _gap(one: Commune, other: Commune) -> float:
    return (one.latitude - other.latitude) ** 2 + (0.67 * (one.longitude - other.longitude)) ** 2


def _chambers(programme: Programme, random: Random) -> list[Partner]:
    rows = [
        Partner(
            programme=programme,
            uuid=_uuid(random),
            name=name,
            short_name=short,
            kind=Partner.Kind.CHAMBER,
            created_at=BORN_AT,
        )
        for name, short in CHAMBERS
    ]
    return Partner.objects.bulk_create(rows)


def _company(programme: Programme, number: int, commune: Commune, random: Random) -> Company:
    trade = TRADES[number % len(TRADES)]
    return Company(
        programme=programme,
        uuid=_uuid(random),
        name=f"{trade.name} {random.choice(SURNAMES)} {number + 1}",
        external_id=f"E{number + 1:05d}",
        siret=siret_of(number),
        naf_code=trade.naf_code,
        workforce=min(900, int(random.paretovariate(0.9))),
        city=commune.name,
        insee=commune.insee,
        latitude=round(commune.latitude + random.uniform(-NEAR, NEAR), 5),
        longitude=round(commune.longitude + random.uniform(-NEAR, NEAR), 5),
        created_at=BORN_AT,
    )


def siret_of(number: int) -> str:
    """A SIRET whose two keys are right, of a firm that cannot be: no SIREN begins with 99."""
    siren = f"99{number:06d}"
    siren += calc_check_digit(siren)
    return f"{siren}0001{calc_check_digit(f'{siren}0001')}"


def _contact(company: Company, random: Random) -> Contact:
    surname = random.choice(SURNAMES)
    return Contact(
        programme=company.programme,
        company=company,
        uuid=_uuid(random),
        first_name=random.choice(FIRST_NAMES),
        last_name=surname,
        name_key=words_key(surname),
        email=f"{company.external_id.lower()}@{company.programme.slug}.example.org",
        preferred_channel=random.choice(Channel.values),
        created_at=BORN_AT,
    )


def _exchange(person: Contact, random: Random) -> Interaction:
    return Interaction(
        programme=person.programme,
        company=person.company,
        contact=person,
        uuid=_uuid(random),
        kind=random.choice(KINDS),
        happened_at=BORN_AT + timedelta(days=random.randrange(300)),
        text="À rappeler après les congés.",
        created_at=BORN_AT,
    )


def _join(companies: Sequence[Company], chambers: Sequence[Partner]) -> None:
    through = Company.chambers.through
    rows = [
        through(company_id=company.pk, partner_id=chambers[TRADES[number % len(TRADES)].chamber].pk)
        for number, company in enumerate(companies)
    ]
    through.objects.bulk_create(rows, batch_size=BATCH)
