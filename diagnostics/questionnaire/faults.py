"""What keeps a template from being asked, one French sentence each: every bad schema has its sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from diagnostics.questionnaire.json_reading import MOST_FAULTS, Fault, read
from diagnostics.questionnaire.questions import (
    CONDITION_KINDS,
    ROW,
    Column,
    Condition,
    FlowSpec,
    Kind,
    Option,
    Question,
    Schema,
)
from symbiose.lexicon.flow_words import DIRECTIONS, FAMILIES, LEVELS, OUTLETS, PERIODS

COMPANY_FACTS = frozenset({"workforce"})
ACCEPTED = frozenset({"photo", "file"})
LONGEST_KEY = 20
WORDS: Mapping[str, tuple[str, ...]] = {
    "direction": DIRECTIONS,
    "family": FAMILIES,
    "period": (*PERIODS, ""),
    "level": LEVELS,
    "outlet": (*OUTLETS, ""),
}
COMPLETED_BY = {"until": Kind.DATE, "contract": Kind.DATE, "quantity": Kind.NUMBER}
# Which kinds of column may fill a field of the flow; the keys of a choice are the words that the flow keeps.
COLUMN_FIELDS: Mapping[str, frozenset[Kind]] = {
    "label": frozenset({Kind.TEXT, Kind.CHOICE}),
    "description": frozenset({Kind.TEXT, Kind.CHOICE}),
    "quantity": frozenset({Kind.NUMBER}),
    "unit": frozenset({Kind.TEXT, Kind.CHOICE}),
    "period": frozenset({Kind.CHOICE}),
    "family": frozenset({Kind.CHOICE}),
    "outlet": frozenset({Kind.CHOICE}),
    "ewc_code": frozenset({Kind.TEXT, Kind.CHOICE}),
    "current_solution": frozenset({Kind.TEXT, Kind.CHOICE}),
    "price": frozenset({Kind.TEXT, Kind.NUMBER, Kind.CHOICE}),
    "frequency": frozenset({Kind.TEXT, Kind.CHOICE}),
    "constraints_text": frozenset({Kind.TEXT, Kind.CHOICE}),
    "contract_ends_on": frozenset({Kind.DATE}),
    "available_from": frozenset({Kind.DATE}),
    "available_to": frozenset({Kind.DATE}),
}
COLUMN_WORDS: Mapping[str, tuple[str, ...]] = {"period": PERIODS, "family": FAMILIES, "outlet": OUTLETS}


def find_faults(raw: Any) -> list[Fault]:
    """What is wrong, with the question it is about; an empty list when the template may be asked."""
    schema, faults = read(raw)
    return (faults + list(_faults_together(schema)))[:MOST_FAULTS]


def schema_faults(raw: Any) -> list[str]:
    """What keeps a template from being asked, one sentence each; an empty list when it is right."""
    return [fault.sentence for fault in find_faults(raw)]


def read_schema(raw: Any) -> Schema:
    """Read a template's JSON; what cannot be read is left out. `schema_faults` says what is wrong."""
    return read(raw)[0]


def _faults_together(schema: Schema) -> Iterator[Fault]:
    """What is wrong between questions, or inside one once it has been read."""
    before: dict[str, Question] = {}
    everything = {question.uuid: question for question in schema.questions()}
    if not everything:
        yield Fault("", "Le questionnaire ne pose aucune question.")
    if any(section.questions and not section.title.strip() for section in schema.sections):
        yield Fault("", "Chaque partie a besoin d’un titre.")
    for question in schema.questions():
        for sentence in _faults(question, before, everything):
            yield Fault(question.uuid, f"«\u00a0{question.text}\u00a0»\u00a0: {sentence}")
        before[question.uuid] = question


def _faults(question: Question, before: Mapping[str, Question], everything: Mapping[str, Question]) -> Iterator[str]:
    if question.uuid in before:
        yield "son identifiant sert deux fois."
    if not question.text.strip():
        yield "une question a besoin d’un texte."
    if question.condition:
        yield from _condition_faults(question.condition, before)
    yield from _option_faults(question)
    yield from _column_faults(question)
    yield from _bound_faults(question)
    yield from _word_faults(question)
    if question.flow:
        yield from _flow_faults(question, question.flow, everything)


def _condition_faults(condition: Condition, before: Mapping[str, Question]) -> Iterator[str]:
    asked = before.get(condition.question)
    if asked is None:
        yield "sa condition ne porte pas sur une question précédente."
    elif asked.kind not in CONDITION_KINDS:
        yield "sa condition porte sur un choix ou un oui/non."
    elif not condition.among:
        yield "sa condition n’attend aucune réponse."
    elif any(not _can_be(asked, value) for value in condition.among):
        yield "sa condition attend une réponse que la question précédente ne propose pas."


def _can_be(question: Question, value: Any) -> bool:
    if question.kind == Kind.YES_NO:
        return isinstance(value, bool)
    return isinstance(value, str) and question.option(value) is not None


def _option_faults(question: Question | Column) -> Iterator[str]:
    if question.kind not in {Kind.CHOICE, Kind.CHOICES}:
        if question.options:
            yield "ce type de question n’a pas de choix."
        return
    if len(question.options) < 2:
        yield "il faut au moins deux choix."
    if any(not option.label.strip() for option in question.options):
        yield "chaque choix a besoin d’un texte."
    yield from _key_faults("choix", [option.key for option in question.options])
    for option in question.options:
        yield from _option_flow_faults(option)


def _key_faults(what: str, keys: list[str]) -> Iterator[str]:
    if len(set(keys)) != len(keys) or not all(keys):
        yield f"chaque {what} a une clé à {'elle' if what == 'colonne' else 'lui'}."
    if any(len(key) > LONGEST_KEY for key in keys):
        yield f"la clé d’{'une' if what == 'colonne' else 'un'} {what} a {LONGEST_KEY}\u00a0caractères au plus."
    if any(key in {"none", "unknown"} for key in keys) and what == "colonne":
        yield "la clé d’une colonne ne peut pas être «\u00a0none\u00a0» ni «\u00a0unknown\u00a0»."


def _option_flow_faults(option: Option) -> Iterator[str]:
    for name, allowed in WORDS.items():
        value = option.flow.get(name, "")
        if value and value not in allowed:
            yield f"«\u00a0{value}\u00a0» n’est pas connu dans la ligne que donne «\u00a0{option.label}\u00a0»."


def _column_faults(question: Question) -> Iterator[str]:
    if question.kind != Kind.TABLE:
        if question.columns:
            yield "seul un tableau a des colonnes."
        return
    if not question.columns:
        yield "un tableau a besoin d’une colonne."
    keys = [column.key for column in question.columns]
    yield from _key_faults("colonne", keys)
    if ROW in keys or any("-" in key for key in keys):
        yield "la clé d’une colonne n’est pas «\u00a0row\u00a0» et n’a pas de tiret."
    for column in question.columns:
        if not column.label.strip():
            yield "chaque colonne a besoin d’un titre."
        yield from (f"«\u00a0{column.label}\u00a0»\u00a0: {fault}" for fault in _option_faults(column))


def _bound_faults(question: Question) -> Iterator[str]:
    asked_of: tuple[Question | Column, ...] = (question, *question.columns)
    for asked in asked_of:
        if asked.least is not None and asked.most is not None and asked.least > asked.most:
            yield "son minimum dépasse son maximum."


def _word_faults(question: Question) -> Iterator[str]:
    if question.kind == Kind.FILE and question.accept not in ACCEPTED:
        yield "elle attend une photo ou un fichier."
    unknown = {*question.directions}.difference(DIRECTIONS) | {*question.families}.difference(FAMILIES)
    if question.prefill:
        known = question.prefill
        unknown |= {known.company} - COMPANY_FACTS | {known.direction}.difference(DIRECTIONS)
        unknown |= {*known.families}.difference(FAMILIES)
    for word in sorted(unknown - {""}):
        yield f"«\u00a0{word}\u00a0» n’est pas connu."


def _flow_faults(question: Question, flow: FlowSpec, everything: Mapping[str, Question]) -> Iterator[str]:
    if question.kind in {Kind.FILE, Kind.FLOWS}:
        yield "ce type de question ne donne pas de ligne par lui-même."
        return
    yield from _unknown_references(flow, everything)
    for value in _unknown_words(flow):
        yield f"«\u00a0{value}\u00a0» n’est pas connu dans la ligne qu’elle donne."
    if question.kind == Kind.TABLE:
        yield from _mapping_faults(question, flow)
    elif flow.columns:
        yield "seul un tableau fait des lignes avec ses colonnes."
    if not _has_label(question, flow):
        yield "la ligne qu’elle donne n’a pas de nom."


def _unknown_words(flow: FlowSpec) -> Iterator[str]:
    yield from (getattr(flow, name) for name, allowed in WORDS.items() if getattr(flow, name) not in allowed)


def _unknown_references(flow: FlowSpec, everything: Mapping[str, Question]) -> Iterator[str]:
    for name, kind in COMPLETED_BY.items():
        asked = everything.get(getattr(flow, name))
        if getattr(flow, name) and asked is None:
            yield "la question qui complète sa ligne (quantité, date) n’est plus là."
        elif asked and asked.kind != kind:
            yield f"«\u00a0{asked.text}\u00a0» ne peut pas compléter sa ligne."


def _has_label(question: Question, flow: FlowSpec) -> bool:
    if flow.label or question.kind in {Kind.TEXT, Kind.CHOICES}:
        return True
    if question.kind == Kind.TABLE:
        return "label" in flow.columns
    giving = [option for option in question.options if option.gives_flow]
    return bool(giving) and all(option.flow.get("label") for option in giving)


def _mapping_faults(question: Question, flow: FlowSpec) -> Iterator[str]:
    for name, key in flow.columns.items():
        column = question.column(key)
        if name not in COLUMN_FIELDS or column is None:
            yield f"la ligne qu’elle donne ne connaît pas «\u00a0{name}\u00a0» ou la colonne «\u00a0{key}\u00a0»."
        elif column.kind not in COLUMN_FIELDS[name]:
            yield f"la colonne «\u00a0{column.label}\u00a0» ne peut pas remplir «\u00a0{name}\u00a0»."
        elif name in COLUMN_WORDS and any(option.key not in COLUMN_WORDS[name] for option in column.options):
            yield f"les choix de la colonne «\u00a0{column.label}\u00a0» ne sont pas ceux d’une ligne."
