"""The complementary questionnaire that each new programme starts with (`default_fr.json`, our own text)."""

from __future__ import annotations

import json
import uuid
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "default_fr.json"
NAMESPACE = uuid.UUID("5d0c6a2e-6f0b-4c57-9d1b-2f5d1d0b7c11")
REFERENCES = ("until", "quantity")


def default_title() -> str:
    return str(_raw()["title"])


def default_schema() -> dict[str, Any]:
    """The schema as a template keeps it; the keys of the file become uuids, the same in each programme."""
    return {"sections": [_section(section) for section in _raw()["sections"]]}


def question_uuid(key: str) -> str:
    """The uuid of a default question, from its key in the file."""
    return str(uuid.uuid5(NAMESPACE, key))


@cache
def _raw() -> dict[str, Any]:
    return dict(json.loads(FILE.read_text(encoding="utf-8")))


def _section(raw: dict[str, Any]) -> dict[str, Any]:
    questions = [_question(question) for question in raw["questions"]]
    return {"uuid": question_uuid(f"section:{raw['key']}"), "title": raw["title"], "questions": questions}


def _question(raw: dict[str, Any]) -> dict[str, Any]:
    question = {name: value for name, value in raw.items() if name != "key"} | {"uuid": question_uuid(raw["key"])}
    if "condition" in question:
        question["condition"] = {**raw["condition"], "question": question_uuid(raw["condition"]["question"])}
    if "flow" in question:
        question["flow"] = {
            name: question_uuid(value) if name in REFERENCES else value for name, value in raw["flow"].items()
        }
    return question
