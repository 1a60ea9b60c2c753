"""Gestures on the questions of a template being written: each takes its JSON and gives a new one.

What a gesture names may have gone meanwhile (somebody else writes too): it then raises Gone. What would make the
template too long for its readers raises TooMuch, whose message is a French sentence.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from diagnostics.questionnaire.json_reading import LONGEST, MOST_QUESTIONS, MOST_SECTIONS

Raw = dict[str, Any]
NewUuid = Callable[[], str]

LONGEST_KEY = 20
COPY = " (copie)"
# Words that a posted form or a row of a table already gives a meaning.
RESERVED_KEYS = frozenset({"unknown", "none", "yes", "no", "pass", "continue", "row"})


class Gone(LookupError):
    """The question or section is no longer there."""


class TooMuch(ValueError):
    """One more would be too many; the message says it in French."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out and where it stood, so that it can be put back."""

    entry: Raw
    position: int
    section: str = ""  # empty for a section itself


def sections_of(raw: Mapping[str, Any]) -> list[Raw]:
    return list(raw.get("sections", []))


def questions_of(raw: Mapping[str, Any]) -> list[Raw]:
    return [question for section in sections_of(raw) for question in section.get("questions", [])]


def find_question(raw: Mapping[str, Any], uuid: str) -> Raw | None:
    return next((question for question in questions_of(raw) if question.get("uuid") == uuid), None)


def find_section(raw: Mapping[str, Any], uuid: str) -> Raw | None:
    return next((section for section in sections_of(raw) if section.get("uuid") == uuid), None)


def section_of(raw: Mapping[str, Any], question: str) -> str:
    """The uuid of the section where a question stands, empty where it has gone."""
    return next((s["uuid"] for s in sections_of(raw) if any(q["uuid"] == question for q in s["questions"])), "")


def digest(entry: Mapping[str, Any] | None) -> str:
    """A short name for the content of a question or of a section's head: two people who saw the same have the same."""
    kept = {name: value for name, value in (entry or {}).items() if name != "questions"}
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def add_section(raw: Raw, section: Raw) -> Raw:
    changed = _copy(raw)
    if len(changed["sections"]) >= MOST_SECTIONS:
        raise TooMuch(f"Un modèle a {MOST_SECTIONS}\u00a0parties au plus\u00a0: regroupez-en deux.")
    changed["sections"].append({"questions": [], **section})
    return changed


def replace_section(raw: Raw, section: Raw) -> Raw:
    """Write the head of a section; its questions stay."""
    changed = _copy(raw)
    found = _section(changed, section["uuid"])
    questions = found["questions"]
    found.clear()
    found.update({**section, "questions": questions})
    return changed


def move_section(raw: Raw, uuid: str, step: int) -> Raw:
    changed = _copy(raw)
    _shift(changed["sections"], _section(changed, uuid), step)
    return changed


def duplicate_section(raw: Raw, uuid: str, new_uuid: NewUuid) -> Raw:
    """A copy just below; conditions between its own questions follow the copies."""
    changed = _copy(raw)
    original = _section(changed, uuid)
    _room_for(changed, len(original["questions"]))
    if len(changed["sections"]) >= MOST_SECTIONS:
        raise TooMuch(f"Un modèle a {MOST_SECTIONS}\u00a0parties au plus\u00a0: regroupez-en deux.")
    copies = {question["uuid"]: new_uuid() for question in original["questions"]}
    copy = {**original, "uuid": new_uuid(), "title": _copied(original["title"], LONGEST["title"])}
    copy["questions"] = [_renamed(question, copies) for question in original["questions"]]
    changed["sections"].insert(changed["sections"].index(original) + 1, copy)
    return changed


def remove_section(raw: Raw, uuid: str) -> tuple[Raw, Removed]:
    changed = _copy(raw)
    section = _section(changed, uuid)
    position = changed["sections"].index(section)
    changed["sections"].remove(section)
    return changed, Removed(section, position)


def add_question(raw: Raw, section: str, question: Raw) -> Raw:
    changed = _copy(raw)
    _room_for(changed, 1)
    _section(changed, section)["questions"].append(question)
    return changed


def replace_question(raw: Raw, question: Raw, section: str = "") -> Raw:
    """Write a question in its place, or at the end of another section."""
    changed = _copy(raw)
    home = _home(changed, question["uuid"])
    at = _position(home, question["uuid"])
    if section and section != home["uuid"]:
        _section(changed, section)["questions"].append(question)
        del home["questions"][at]
    else:
        home["questions"][at] = question
    return changed


def move_question(raw: Raw, uuid: str, step: int) -> Raw:
    """One place up (-1) or down (1); at the edge of a section, into the next one."""
    changed = _copy(raw)
    home = _home(changed, uuid)
    at = _position(home, uuid)
    if 0 <= at + step < len(home["questions"]):
        _shift(home["questions"], home["questions"][at], step)
        return changed
    neighbour = changed["sections"].index(home) + step
    if 0 <= neighbour < len(changed["sections"]):
        question = home["questions"].pop(at)
        others = changed["sections"][neighbour]["questions"]
        others.insert(0 if step > 0 else len(others), question)
    return changed


def duplicate_question(raw: Raw, uuid: str, new_uuid: NewUuid) -> Raw:
    changed = _copy(raw)
    _room_for(changed, 1)
    home = _home(changed, uuid)
    at = _position(home, uuid)
    copy = {**deepcopy(home["questions"][at]), "uuid": new_uuid()}
    copy["text"] = _copied(copy["text"], LONGEST["text"])
    home["questions"].insert(at + 1, copy)
    return changed


def remove_question(raw: Raw, uuid: str) -> tuple[Raw, Removed]:
    changed = _copy(raw)
    home = _home(changed, uuid)
    at = _position(home, uuid)
    return changed, Removed(home["questions"].pop(at), at, home["uuid"])


def put_back(raw: Raw, removed: Removed) -> Raw:
    """Undo a removal; where the section has gone too, at the end of the last one."""
    changed = _copy(raw)
    if find_question(changed, removed.entry["uuid"]) or find_section(changed, removed.entry["uuid"]):
        return changed
    if not removed.section:
        changed["sections"].insert(removed.position, deepcopy(removed.entry))
        return changed
    home = find_section(changed, removed.section) or next(iter(reversed(changed["sections"])), None)
    if home is None:
        raise Gone(removed.section)
    home["questions"].insert(removed.position, deepcopy(removed.entry))
    return changed


def key_for(label: str, taken: Iterable[str], joint: str = "-") -> str:
    """A key for a choice or a column, made once from its first words; it stays when the words change."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    words = "".join(character if character.isalnum() else " " for character in plain).split()
    stem = joint.join(words)[: LONGEST_KEY - 3].strip(joint) or "c"
    used = {*taken, *RESERVED_KEYS}
    candidates = [stem, *(f"{stem}{joint}{number}" for number in range(2, 100))]
    return next((key for key in candidates if key not in used), candidates[-1])


def _copy(raw: Raw) -> Raw:
    changed = deepcopy(raw)
    changed.setdefault("sections", [])
    for section in changed["sections"]:
        section.setdefault("questions", [])
    return changed


def _section(raw: Raw, uuid: str) -> Raw:
    found = find_section(raw, uuid)
    if found is None:
        raise Gone(uuid)
    return found


def _home(raw: Raw, question: str) -> Raw:
    return _section(raw, section_of(raw, question))


def _position(section: Raw, question: str) -> int:
    return [entry["uuid"] for entry in section["questions"]].index(question)


def _shift(entries: list[Raw], entry: Raw, step: int) -> None:
    at = entries.index(entry)
    entries.insert(min(max(at + step, 0), len(entries) - 1), entries.pop(at))


def _room_for(raw: Raw, more: int) -> None:
    if len(questions_of(raw)) + more > MOST_QUESTIONS:
        raise TooMuch(f"Un modèle a {MOST_QUESTIONS}\u00a0questions au plus\u00a0: retirez-en avant d’en ajouter.")


def _copied(text: str, longest: int) -> str:
    return text[: longest - len(COPY)] + COPY


def _renamed(question: Raw, copies: Mapping[str, str]) -> Raw:
    """A question under its new uuid; what it says of the questions copied with it follows."""
    copy = {**deepcopy(question), "uuid": copies[question["uuid"]]}
    for part, names in (("condition", ("question",)), ("flow", ("until", "contract", "quantity"))):
        for name in names:
            target = str((copy.get(part) or {}).get(name, ""))
            if target in copies:
                copy[part][name] = copies[target]
    return copy
