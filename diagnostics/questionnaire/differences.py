"""What changes from one version of a template to the next, in plain French."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from diagnostics.questionnaire.editing import questions_of, section_of, sections_of

KINDS = {
    "text": "texte",
    "number": "nombre",
    "choice": "un choix",
    "choices": "plusieurs choix",
    "yes_no": "oui ou non",
    "date": "date",
    "table": "tableau",
    "file": "photo ou fichier",
    "flows": "lignes",
}
ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """One sentence, and what it consists of."""

    sign: str
    sentence: str
    details: tuple[str, ...] = ()


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """Sections first, then questions added, changed, moved and removed; an empty list when nothing changes."""
    before = {question["uuid"]: question for question in questions_of(old)}
    after = {question["uuid"]: question for question in questions_of(new)}
    found = [*_sections(old, new)]
    for uuid, question in after.items():
        if uuid not in before:
            title = _title(new, section_of(new, uuid))
            found.append(Difference(ADDED, f"Nouvelle question dans «\u00a0{title}\u00a0»\u00a0: {_named(question)}"))
        elif details := tuple(_details(before[uuid], question)):
            found.append(Difference(CHANGED, f"Changée\u00a0: {_named(question)}", details))
    found += _moves(old, new)
    gone = [question for uuid, question in before.items() if uuid not in after]
    return found + [Difference(REMOVED, f"Retirée\u00a0: {_named(question)}") for question in gone]


def _sections(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    before = {section["uuid"]: section for section in sections_of(old)}
    after = {section["uuid"]: section for section in sections_of(new)}
    for uuid, section in after.items():
        earlier = before.get(uuid)
        if earlier is None:
            yield Difference(ADDED, f"Nouvelle partie\u00a0: «\u00a0{section['title']}\u00a0»")
        elif earlier["title"] != section["title"]:
            words = f"La partie «\u00a0{earlier['title']}\u00a0» s’appelle «\u00a0{section['title']}\u00a0»"
            yield Difference(CHANGED, words)
        elif earlier.get("help", "") != section.get("help", ""):
            yield Difference(CHANGED, f"L’aide de la partie «\u00a0{section['title']}\u00a0» change")
    for uuid, section in before.items():
        if uuid not in after:
            yield Difference(REMOVED, f"Partie retirée\u00a0: «\u00a0{section['title']}\u00a0»")


def _moves(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """Questions that go to another section, else one sentence when only the order changes."""
    before = [question["uuid"] for question in questions_of(old)]
    after = [question["uuid"] for question in questions_of(new)]
    stay = [uuid for uuid in after if uuid in before]
    for question in questions_of(new):
        home = section_of(new, question["uuid"])
        if question["uuid"] in before and section_of(old, question["uuid"]) != home:
            words = f"Déplacée dans «\u00a0{_title(new, home)}\u00a0»\u00a0: {_named(question)}"
            yield Difference(MOVED, words)
    if stay != [uuid for uuid in before if uuid in after]:
        yield Difference(MOVED, "L’ordre des questions change")


def _details(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    if old["text"] != new["text"]:
        yield f"Le texte était «\u00a0{old['text']}\u00a0»"
    if old["kind"] != new["kind"]:
        yield f"Le type était {KINDS.get(old['kind'], old['kind'])}, il devient {KINDS.get(new['kind'], new['kind'])}"
    yield from _parts(old, new, "options", "Choix")
    yield from _parts(old, new, "columns", "Colonne")
    if bool(old.get("required")) != bool(new.get("required")):
        yield "Il faut y répondre" if new.get("required") else "On peut passer sans répondre"
    for name, words in PLAIN.items():
        if (old.get(name) or None) != (new.get(name) or None):
            yield words


PLAIN = {
    "help": "L’aide change",
    "why": "La raison donnée change",
    "unit": "L’unité change",
    "least": "Le plus petit nombre accepté change",
    "most": "Le plus grand nombre accepté change",
    "rows": "Le nombre de lignes du tableau change",
    "accept": "Ce qui peut être envoyé change",
    "most_files": "Le nombre de fichiers change",
    "directions": "Les lignes demandées changent",
    "families": "Les familles de lignes demandées changent",
    "condition": "Elle est posée à une autre condition",
    "flow": "La ligne que donne la réponse change",
    "prefill": "Ce qui est rempli d’avance change",
}


def _parts(old: Mapping[str, Any], new: Mapping[str, Any], name: str, word: str) -> Iterator[str]:
    """What happened to the choices of a question, or to the columns of a table."""
    before = {part["key"]: part for part in old.get(name) or []}
    after = {part["key"]: part for part in new.get(name) or []}
    for key, part in after.items():
        if key not in before:
            yield f"{word} en plus\u00a0: «\u00a0{part['label']}\u00a0»"
        elif before[key]["label"] != part["label"]:
            yield f"{word} renommé\u00a0: «\u00a0{before[key]['label']}\u00a0» devient «\u00a0{part['label']}\u00a0»"
        elif before[key] != part:
            yield f"{word} «\u00a0{part['label']}\u00a0»\u00a0: ce qu’il donne change"
    for key, part in before.items():
        if key not in after:
            yield f"{word} en moins\u00a0: «\u00a0{part['label']}\u00a0»"
    if list(before) != list(after) and set(before) == set(after):
        yield f"{word}\u00a0: l’ordre change"


def _named(question: Mapping[str, Any]) -> str:
    return f"«\u00a0{question['text']}\u00a0»"


def _title(raw: Mapping[str, Any], section: str) -> str:
    return next((entry["title"] for entry in sections_of(raw) if entry["uuid"] == section), "")
