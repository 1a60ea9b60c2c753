"""The templates that the product brings (the JSON files beside this one, our own text), the same in each programme.

A question is written once, in the file where it belongs, and named by its key; another file takes it up with
{"use": "<key>"}, changing what it wants of it. The same key is the same uuid everywhere: the pre-diagnostic grows
into the full one, and the questionnaire speaks of the same lines as the visit.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
NAMESPACE = uuid.UUID("5d0c6a2e-6f0b-4c57-9d1b-2f5d1d0b7c11")
STOCK = ("full", "light", "waste", "balance", "complementary", "commuting")
REFERENCES = ("until", "contract", "quantity")


@dataclass(frozen=True, slots=True)
class StockTemplate:
    """A template as a programme gets it at its start."""

    stock: str
    kind: str
    title: str
    description: str
    series: uuid.UUID
    grows_into: uuid.UUID | None
    schema: dict[str, Any]


def question_uuid(key: str) -> str:
    """The uuid of a question of the stock, from its key in the files."""
    return str(uuid.uuid5(NAMESPACE, key))


def series_uuid(stock: str) -> uuid.UUID:
    """The series of a template of the stock, the same in each programme."""
    return uuid.uuid5(NAMESPACE, f"series:{stock}")


def stock_templates() -> list[StockTemplate]:
    return [stock_template_of(stock) for stock in STOCK]


def stock_template_of(stock: str) -> StockTemplate:
    raw = _file(stock)
    grows_into = raw.get("grows_into")
    return StockTemplate(
        stock=stock,
        kind=raw["kind"],
        title=raw["title"],
        description=raw["description"],
        series=series_uuid(stock),
        grows_into=series_uuid(grows_into) if grows_into else None,
        schema={"sections": [_section(stock, section) for section in raw["sections"]]},
    )


def _keys(stock: str) -> set[str]:
    return {raw.get("key") or raw["use"] for section in _file(stock)["sections"] for raw in section["questions"]}


@cache
def _file(stock: str) -> Any:
    return json.loads((FOLDER / f"{stock}.json").read_text(encoding="utf-8"))


@cache
def _written() -> dict[str, Any]:
    """Every question that a file writes, by key."""
    written: dict[str, Any] = {}
    for stock in STOCK:
        for section in _file(stock)["sections"]:
            for question in section["questions"]:
                if "key" in question and written.setdefault(question["key"], question) is not question:
                    raise ValueError(f"two questions are called {question['key']}")
    return written


def _section(stock: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "uuid": question_uuid(f"section:{stock}:{raw['key']}"),
        "title": raw["title"],
        "help": raw.get("help", ""),
        "questions": [_question(question, _keys(stock)) for question in raw["questions"]],
    }


def _question(raw: Mapping[str, Any], asked: set[str]) -> dict[str, Any]:
    """A question with uuids for keys. What would complete its line is left out where it is not asked."""
    if "use" in raw:
        raw = {**_written()[raw["use"]], **{name: value for name, value in raw.items() if name != "use"}}
    question = {name: value for name, value in raw.items() if name != "key"} | {"uuid": question_uuid(raw["key"])}
    if raw.get("condition"):
        question["condition"] = {**raw["condition"], "question": question_uuid(raw["condition"]["question"])}
    if raw.get("flow"):
        spec = {name: value for name, value in raw["flow"].items() if name not in REFERENCES or value in asked}
        question["flow"] = {name: _reference(name, value) for name, value in spec.items()}
    return {name: value for name, value in question.items() if value is not None}


def _reference(name: str, value: Any) -> Any:
    return question_uuid(value) if name in REFERENCES else value
