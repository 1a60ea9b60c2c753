"""The question that a form says, as the template keeps it."""

from __future__ import annotations

import uuid
from typing import Any

from diagnostics.building.question_form import COMPLETED, LINE, WITH_OPTIONS, QuestionForm
from diagnostics.questionnaire.editing import Raw
from diagnostics.questionnaire.questions import Kind, Question

PLAIN = (
    "text",
    "help",
    "why",
    "required",
    "unit",
    "least",
    "most",
    "rows",
    "accept",
    "most_files",
    "directions",
    "families",
)
# What the form writes; a question may hold more, which stays as it is.
WRITTEN = frozenset({*PLAIN, "uuid", "kind", "options", "columns", "condition", "flow", "prefill"})
EMPTY: tuple[Any, ...] = (None, "", [], {})


def written_question(form: QuestionForm) -> Raw:
    """What was typed, as far as it could be read; what the form does not show stays."""
    stored, cleaned = form.stored, form.cleaned_data
    question = {name: value for name, value in stored.items() if name not in WRITTEN}
    question |= {"uuid": stored.get("uuid") or str(uuid.uuid4()), "kind": form.kind_now.value}
    question |= {name: cleaned.get(name) for name in PLAIN}
    question |= {"least": _number(cleaned.get("least")), "most": _number(cleaned.get("most"))}
    if form.kind_now in WITH_OPTIONS:
        question |= {"options": form.parts(), "unit": stored.get("unit")}
    if form.kind_now == Kind.TABLE:
        question["columns"] = form.parts()
    question["condition"] = _condition(form)
    question["flow"] = _flow(form)
    question["prefill"] = _prefill(form, question["flow"])
    return {"text": "", **{name: value for name, value in question.items() if _is_said(value)}}


def _is_said(value: Any) -> bool:
    return value is not False and value not in EMPTY


def _condition(form: QuestionForm) -> Raw | None:
    asked = form.earlier.get(form.cleaned_data.get("condition_question") or "")
    if asked is None:
        return None
    values = form.cleaned_data.get("condition_values") or []
    return {"question": asked.uuid, "among": [_answer(asked, value) for value in values]}


def _answer(question: Question, value: str) -> Any:
    return value == "yes" if question.kind == Kind.YES_NO else value


def _flow(form: QuestionForm) -> Raw | None:
    cleaned = form.cleaned_data
    if not cleaned.get("flow_direction"):
        return None
    shown = [name for name in ("flow_direction", *LINE, *COMPLETED) if name in form.fields]
    flow = {**(form.stored.get("flow") or {}), **{name.removeprefix("flow_"): cleaned.get(name) for name in shown}}
    flow["columns"] = _columns(form, flow) if form.kind_now == Kind.TABLE else None
    return {name: value for name, value in flow.items() if _is_said(value)}


def _columns(form: QuestionForm, flow: Raw) -> dict[str, str]:
    """Which column fills what; a table that says nothing names its lines by its first column."""
    rows = [row.cleaned_data for row in form.column_rows]
    columns = {row["fills"]: row["key"] for row in rows if row.get("fills") and row.get("label")}
    first = form.parts()[:1]
    if not columns and not flow.get("label") and first:
        columns["label"] = first[0]["key"]
    return columns


def _prefill(form: QuestionForm, flow: Raw | None) -> Raw | None:
    cleaned, stored = form.cleaned_data, form.stored.get("prefill") or {}
    if "prefill_words" not in form.fields:
        return None
    words = _words(cleaned.get("prefill_words") or "", stored.get("words") or [])
    by_choice = bool(stored) and any(option.get("words") for option in form.stored.get("options") or [])
    company = cleaned.get("prefill_company")
    if not (company or words or by_choice):
        return None
    prefill = {**stored, "company": company, "words": words, "sentence": cleaned.get("prefill_sentence")}
    if words and flow:
        prefill = {"families": [flow["family"]] if flow.get("family") else [], **prefill}
        prefill["direction"] = flow["direction"]
    return {name: value for name, value in prefill.items() if _is_said(value)}


def _words(typed: str, stored: list[str]) -> list[str]:
    """Words as typed; one that was there keeps the blanks around it, which mean « a whole word »."""
    known = {word.strip(): word for word in stored}
    cleaned = [" ".join(word.split())[:60] for word in typed.split(",")]
    return [known.get(word, word) for word in dict.fromkeys(cleaned) if word][:30]


def _number(value: Any) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
