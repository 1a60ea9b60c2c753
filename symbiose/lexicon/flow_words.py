"""The words that a flow keeps for its direction, family, period, level and outlet, as CONTRACTS writes them.

`diagnostics.enums` says the same to Django with French labels; a test holds the two together.
"""

from __future__ import annotations

DIRECTIONS = frozenset({"ressource", "besoin"})
FAMILIES = frozenset(
    {
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
    }
)
PERIODS = frozenset({"an", "mois", "semaine", "ponctuel", ""})
LEVELS = frozenset({"adviser", "chambers", "programme", "public"})
OUTLETS = frozenset({"territory", "outside", ""})
