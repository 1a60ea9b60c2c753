"""The steps with which every roadmap begins: five that each synergy of the field went through. Pure.

Source: FIELD notes on collections, purchases and common training (count the needs, ask for offers, choose,
do it once, look back); to be corrected by the companies in the meeting.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class FirstStep:
    title: str
    starts_on: date
    due_on: date
    deliverable: str


PLAN = [
    ("Compter les besoins de chaque entreprise", 0, 14, "une liste à jour"),
    ("Demander des offres", 14, 35, "trois offres comparées, dont « ne rien faire »"),
    ("Choisir ensemble et fixer les dates", 35, 49, "un choix et une date"),
    ("Première réalisation", 49, 90, "faite, avec ses chiffres"),
    ("Faire le bilan et décider de la suite", 90, 110, "une page pour le COPIL"),
]


def first_steps(today: date) -> list[FirstStep]:
    """The plan dated from a day, week-ends pushed to the Monday that follows."""
    return [
        FirstStep(title, _working(today + timedelta(days=start)), _working(today + timedelta(days=end)), deliverable)
        for title, start, end, deliverable in PLAN
    ]


def _working(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)
