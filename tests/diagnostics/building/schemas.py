"""A small draft: two sections, a question with choices that gives a line, one on its condition, a table."""

from typing import Any

FIRST = "00000000-0000-4000-8000-0000000000f1"
SECOND = "00000000-0000-4000-8000-0000000000f2"
COUNT = "00000000-0000-4000-8000-000000000001"
BY = "00000000-0000-4000-8000-000000000002"
WASTE = "00000000-0000-4000-8000-000000000003"
IDEA = "00000000-0000-4000-8000-000000000004"
MISSING = "00000000-0000-4000-8000-0000000000ff"


def small_schema() -> dict[str, Any]:
    return {
        "sections": [
            {"uuid": FIRST, "title": "Formations", "questions": [count_question(), by_question()]},
            {"uuid": SECOND, "title": "Déchets", "questions": [waste_question(), idea_question()]},
        ]
    }


def count_question() -> dict[str, Any]:
    return {
        "uuid": COUNT,
        "kind": "choice",
        "text": "Combien de secouristes à former ?",
        "options": [
            {"key": "none", "label": "Aucun", "gives_flow": False},
            {"key": "1-2", "label": "1 ou 2", "quantity": 2, "least": 1, "most": 2},
            {"key": "3-5", "label": "3 à 5", "quantity": 4},
        ],
        "flow": {
            "direction": "besoin",
            "family": "competence",
            "label": "Formation SST",
            "unit": "personne",
            "period": "an",
        },
    }


def by_question() -> dict[str, Any]:
    condition = {"question": COUNT, "among": ["1-2", "3-5"]}
    return {"uuid": BY, "kind": "date", "text": "Avant quelle date ?", "condition": condition}


def waste_question() -> dict[str, Any]:
    return {
        "uuid": WASTE,
        "kind": "table",
        "text": "Quels déchets faites-vous enlever ?",
        "columns": [
            {"key": "what", "label": "Déchet", "kind": "text"},
            {"key": "tonnes", "label": "Tonnes", "kind": "number", "unit": "t"},
        ],
        "flow": {
            "direction": "ressource",
            "family": "dechet",
            "unit": "t",
            "period": "an",
            "columns": {"label": "what", "quantity": "tonnes"},
        },
    }


def idea_question() -> dict[str, Any]:
    return {"uuid": IDEA, "kind": "text", "text": "Une idée ?"}


def order(raw: dict[str, Any]) -> list[list[str]]:
    """The questions by section, by their last figure: [[1, 2], [3, 4]] at first."""
    return [[question["uuid"][-1] for question in section["questions"]] for section in raw["sections"]]
