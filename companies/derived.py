"""What is worked out from what was typed: keys and search text, alike on both databases."""

from __future__ import annotations

import re
from collections.abc import Iterable

from companies.models import Company
from symbiose.lexicon.words import fold, search_key
from symbiose.nomenclatures.communes import commune_by_insee, commune_by_name
from symbiose.nomenclatures.communes import name_key as commune_key
from symbiose.nomenclatures.naf import naf_label
from symbiose.nomenclatures.workforce import workforce_band

WORD = re.compile(r"[^\W_]+")
SEARCHED = ("name", "trade_name", "city", "activity", "address", "siret", "external_id")


def words_key(text: str) -> str:
    """The folded words of a name: accents, letter case, hyphens and spaces do not count."""
    return " ".join(WORD.findall(fold(text)))


def name_key(name: str, city: str) -> str:
    """What tells companies without number apart: the folded name and commune."""
    return f"{words_key(name)}|{words_key(commune_key(city))}"[:260]


def locate(company: Company) -> None:
    """Give a company without coordinates the point of its commune, and its INSEE code; nothing where unknown."""
    if not company.city and not company.insee:
        return
    department = (company.postcode or company.insee)[:2]
    commune = commune_by_insee(company.insee) or commune_by_name(company.city, _corsican(department))
    commune = commune or commune_by_name(company.city)
    if commune is None:
        return
    company.insee = company.insee or commune.insee
    if company.latitude is None or company.longitude is None:
        company.latitude, company.longitude = commune.latitude, commune.longitude


def _corsican(department: str) -> str:
    """Postcodes of Corsica begin with 20, its INSEE codes with 2A or 2B."""
    return "2" if department == "20" else department


def derive(company: Company, *, people: Iterable[str] = ()) -> None:
    """Fill the columns of a company that follow from the others; `people` are its contacts, so that one finds them."""
    company.siren = company.siret[:9]
    locate(company)
    company.name_key = name_key(company.name, company.city)
    if company.workforce is not None:
        company.workforce_band = workforce_band(company.workforce)
    company.search_text = search_text(company, people)


def search_text(company: Company, people: Iterable[str] = ()) -> str:
    typed = [getattr(company, field) for field in SEARCHED]
    park = company.park.name if company.park else ""
    return search_key(" ".join([*typed, park, naf_label(company.naf_code), *people]))
