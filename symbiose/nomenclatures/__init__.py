"""What the law and the statistics office name: activities, wastes, workforce, communes, factors, units.

Data files with their sources (data/SOURCES.md), read once, and their search. Pure: no Django but ``apps.py``.
"""

from symbiose.nomenclatures.communes import Commune, commune_by_insee, commune_by_name, communes_geojson
from symbiose.nomenclatures.naf import Activity, find_naf, naf_label, naf_section, naf_section_label, search_naf
from symbiose.nomenclatures.references import emission_factors, producer_schemes
from symbiose.nomenclatures.units import base_amount, find_unit, known_units, parse_decimal, per_year
from symbiose.nomenclatures.waste_list import WasteCode, ewc_label, is_hazardous, normalise_ewc, search_ewc
from symbiose.nomenclatures.workforce import workforce_band, workforce_bands, workforce_label, workforce_mid

__all__ = [
    "Activity",
    "Commune",
    "WasteCode",
    "base_amount",
    "commune_by_insee",
    "commune_by_name",
    "communes_geojson",
    "emission_factors",
    "ewc_label",
    "find_naf",
    "find_unit",
    "is_hazardous",
    "known_units",
    "naf_label",
    "naf_section",
    "naf_section_label",
    "normalise_ewc",
    "parse_decimal",
    "per_year",
    "producer_schemes",
    "search_ewc",
    "search_naf",
    "workforce_band",
    "workforce_bands",
    "workforce_label",
    "workforce_mid",
]
