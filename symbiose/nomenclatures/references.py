"""Two small reference tables: producer-responsibility schemes (REP) and emission factors."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from symbiose.nomenclatures.files import read_rows


class ProducerScheme(NamedTuple):
    """A scheme of extended producer responsibility, with its éco-organismes (to be checked before display)."""

    code: str
    label: str
    examples: str
    organisations: str
    note: str


class EmissionFactor(NamedTuple):
    """What producing, recycling or discarding one tonne emits, in kgCO2e; None where no value is known."""

    code: str
    label: str
    unit: str
    primary: Decimal | None
    closed_loop: Decimal | None
    avoided_by_recycling: Decimal | None
    avoided_by_reuse: Decimal | None
    landfill: Decimal | None
    status: str
    source: str


@cache
def producer_schemes() -> dict[str, ProducerScheme]:
    """The schemes by code."""
    return {
        row["code"]: ProducerScheme(
            row["code"], row["filiere"], row["exemples_flux"], row["eco_organismes"], row["note"]
        )
        for row in read_rows("filieres_rep.csv")
    }


@cache
def emission_factors() -> dict[str, EmissionFactor]:
    """The factors by code."""
    return {
        row["code"]: EmissionFactor(
            row["code"],
            row["famille"],
            row["unite"],
            _decimal(row["production_primaire"]),
            _decimal(row["production_boucle_fermee"]),
            _decimal(row["evite_recyclage"]),
            _decimal(row["evite_reemploi"]),
            _decimal(row["elimination_enfouissement"]),
            row["statut"],
            row["source"],
        )
        for row in read_rows("facteurs_emission.csv")
    }


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except ArithmeticError:
        return None
