"""The words that a flow keeps for its direction, family, period, level and outlet, as CONTRACTS writes them.

`diagnostics.enums` says the same to Django with French labels; a test of tests/lexicon holds the two together.
They stand in the order in which a message tells them.
"""

from __future__ import annotations

DIRECTIONS = ("ressource", "besoin")
FAMILIES = (
    "matiere",
    "dechet",
    "energie",
    "eau",
    "equipement",
    "competence",
    "espace",
    "service",
    "transport",
    "achat",
)
PERIODS = ("an", "mois", "semaine", "ponctuel")
LEVELS = ("adviser", "chambers", "programme", "public")
OUTLETS = ("territory", "outside")
