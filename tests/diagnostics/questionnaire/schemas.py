"""Small questionnaires for the tests of the pure package."""

from typing import Any

from diagnostics.questionnaire.schema import Schema, read_schema

COUNT = "00000000-0000-4000-8000-000000000001"
BY = "00000000-0000-4000-8000-000000000002"
LEND = "00000000-0000-4000-8000-000000000003"
KILOS = "00000000-0000-4000-8000-000000000004"
IDEA = "00000000-0000-4000-8000-000000000005"
POOL = "00000000-0000-4000-8000-000000000006"
POWER = "00000000-0000-4000-8000-000000000007"
STAFF = "00000000-0000-4000-8000-000000000008"

RAW: dict[str, Any] = {
    "sections": [
        {
            "uuid": "00000000-0000-4000-8000-0000000000aa",
            "title": "Entreprise",
            "questions": [
                {
                    "uuid": STAFF,
                    "kind": "number",
                    "text": "Combien êtes-vous ?",
                    "unit": "salariés",
                    "prefill": {"company": "workforce"},
                }
            ],
        },
        {
            "uuid": "00000000-0000-4000-8000-0000000000ab",
            "title": "Formations",
            "questions": [
                {
                    "uuid": COUNT,
                    "kind": "choice",
                    "text": "Combien de secouristes à former ?",
                    "unit": "personne",
                    "options": [
                        {"key": "none", "label": "Aucun", "gives_flow": False, "least": 0, "most": 0},
                        {"key": "1-2", "label": "1 ou 2", "quantity": 2, "least": 1, "most": 2},
                        {"key": "3-5", "label": "3 à 5", "quantity": 4, "least": 3, "most": 5},
                    ],
                    "flow": {
                        "direction": "besoin",
                        "family": "competence",
                        "label": "Formation SST",
                        "unit": "personne",
                        "period": "ponctuel",
                        "until": BY,
                    },
                    "prefill": {"direction": "besoin", "families": ["competence"], "words": ["sst"]},
                },
                {
                    "uuid": BY,
                    "kind": "date",
                    "text": "Avant quand ?",
                    "condition": {"question": COUNT, "among": ["1-2", "3-5"]},
                },
            ],
        },
        {
            "uuid": "00000000-0000-4000-8000-0000000000ac",
            "title": "Matériel",
            "questions": [
                {
                    "uuid": LEND,
                    "kind": "choices",
                    "text": "Que pouvez-vous prêter ?",
                    "options": [
                        {"key": "forklift", "label": "Chariot élévateur", "words": ["chariot"]},
                        {"key": "lift", "label": "Nacelle", "words": ["nacelle"], "flow": {"label": "Nacelle 12 m"}},
                    ],
                    "flow": {"direction": "ressource", "family": "equipement"},
                    "prefill": {"direction": "ressource", "families": ["equipement"]},
                },
                {
                    "uuid": KILOS,
                    "kind": "number",
                    "text": "Combien de kilos d’appareils ?",
                    "unit": "kg",
                    "flow": {
                        "direction": "ressource",
                        "family": "dechet",
                        "label": "Appareils électriques",
                        "unit": "kg",
                        "period": "ponctuel",
                    },
                    "prefill": {"direction": "ressource", "families": ["dechet"], "words": ["ordinateurs"]},
                },
                {
                    "uuid": IDEA,
                    "kind": "text",
                    "text": "Une idée ?",
                    "flow": {"direction": "besoin", "family": "service"},
                },
                {
                    "uuid": POOL,
                    "kind": "yes_no",
                    "text": "Un achat groupé ?",
                    "flow": {
                        "direction": "besoin",
                        "family": "achat",
                        "label": "Achat groupé d’électricité",
                        "unit": "kWh",
                        "period": "an",
                        "quantity": POWER,
                    },
                },
                {
                    "uuid": POWER,
                    "kind": "number",
                    "text": "Combien de kWh ?",
                    "unit": "kWh",
                    "condition": {"question": POOL, "among": [True]},
                },
            ],
        },
    ]
}


def schema() -> Schema:
    return read_schema(RAW)
