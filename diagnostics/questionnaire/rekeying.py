"""Questions that become others: one whose kind changes takes a new uuid, so that earlier answers stay readable."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

NAMESPACE = uuid.UUID("0b7e3b0e-7d0f-4a53-9d8e-3f6f2a1c6f55")
REFERENCES = ("until", "contract", "quantity")


def rekeyed(raw: Any, published: Iterable[Any]) -> Any:
    """The schema with new uuids for the questions that were published under another kind.

    The new uuid follows from the old one and the kind, so that saving twice gives the same.
    """
    kinds: dict[str, set[str]] = {}
    for schema in published:
        for question in _questions(schema):
            kinds.setdefault(_text(question, "uuid"), set()).add(_text(question, "kind"))
    names = {
        _text(question, "uuid"): str(uuid.uuid5(NAMESPACE, f"{question['uuid']}:{question.get('kind')}"))
        for question in _questions(raw)
        if kinds.get(_text(question, "uuid")) and _text(question, "kind") not in kinds[_text(question, "uuid")]
    }
    if not names:
        return raw
    sections = [_section(section, names) for section in raw["sections"]]
    return {**raw, "sections": sections}


def _questions(raw: Any) -> Iterable[Mapping[str, Any]]:
    sections = raw.get("sections") if isinstance(raw, Mapping) else None
    for section in sections if isinstance(sections, list) else []:
        entries = section.get("questions") if isinstance(section, Mapping) else None
        yield from (entry for entry in (entries if isinstance(entries, list) else []) if isinstance(entry, Mapping))


def _text(raw: Mapping[str, Any], name: str) -> str:
    value = raw.get(name)
    return value if isinstance(value, str) else ""


def _section(section: Any, names: Mapping[str, str]) -> Any:
    if not isinstance(section, Mapping) or not isinstance(section.get("questions"), list):
        return section
    return {**section, "questions": [_question(question, names) for question in section["questions"]]}


def _question(question: Any, names: Mapping[str, str]) -> Any:
    if not isinstance(question, Mapping):
        return question
    changed = {**question, "uuid": names.get(_text(question, "uuid"), question.get("uuid"))}
    for part, references in (("condition", ("question",)), ("flow", REFERENCES)):
        if isinstance(question.get(part), Mapping):
            changed[part] = _renamed(question[part], references, names)
    return changed


def _renamed(part: Mapping[str, Any], references: Iterable[str], names: Mapping[str, str]) -> dict[str, Any]:
    renamed = {name: names[_text(part, name)] for name in references if _text(part, name) in names}
    return {**part, **renamed}
