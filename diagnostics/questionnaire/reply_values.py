"""What was replied to a question: a value, « je ne sais pas », passed, or a known fact offered for confirmation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from diagnostics.questionnaire.questions import ROW, Column, Kind, Question, Schema


class Status(StrEnum):
    GIVEN = "given"
    UNKNOWN = "unknown"
    PASSED = "passed"
    OFFERED = "offered"  # known from the visit or the register, not confirmed yet
    CONFIRMED = "confirmed"  # known, and still right
    STALE = "stale"  # known, but so long ago that it is asked again; the answer changes what was known


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply. `on` and `flows` tell where a known fact comes from: the day of the visit, and the uuid of the
    flow recorded there, by key of the choice (the key is empty where the question gives one flow).
    """

    status: Status
    value: Any = None
    on: str = ""
    flows: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_value(self) -> bool:
        return self.status in {Status.GIVEN, Status.OFFERED, Status.CONFIRMED}

    @property
    def is_known_fact(self) -> bool:
        """Whether it stands as the visit or the register has it, untouched."""
        return self.status in {Status.OFFERED, Status.CONFIRMED}

    def correcting(self, earlier: Reply | None) -> Reply:
        """This reply in the place of an earlier one: it keeps where the fact was known from."""
        return replace(self, on=earlier.on, flows=earlier.flows) if earlier and earlier.flows else self

    def confirmed(self) -> Reply:
        return replace(self, status=Status.CONFIRMED) if self.status == Status.OFFERED else self

    def still_right(self) -> Reply:
        """« Toujours juste », said of this very fact: what is so old that it is asked again stands too."""
        return replace(self, status=Status.CONFIRMED) if self.status in {Status.OFFERED, Status.STALE} else self

    def passed(self) -> Reply:
        """What stands when the question is passed: what is known, what was answered before."""
        return replace(self, status=Status.PASSED) if self.status == Status.STALE else self.confirmed()


UNKNOWN = Reply(Status.UNKNOWN)
PASSED = Reply(Status.PASSED)
Replies = Mapping[str, Reply]


def given(value: Any) -> Reply:
    return Reply(Status.GIVEN, value)


def to_json(reply: Reply) -> dict[str, Any]:
    parts = {"status": reply.status.value, "value": reply.value, "on": reply.on, "flows": dict(reply.flows)}
    return {name: part for name, part in parts.items() if part not in (None, "", {})}


def from_json(raw: Any) -> Reply:
    """Read a stored reply; anything else counts as passed."""
    if not isinstance(raw, Mapping) or not isinstance(raw.get("status"), str) or raw["status"] not in set(Status):
        return PASSED
    flows = raw.get("flows")
    return Reply(
        status=Status(raw["status"]),
        value=raw.get("value"),
        on=_day_text(raw.get("on")),
        flows={str(key): str(flow) for key, flow in flows.items()} if isinstance(flows, Mapping) else {},
    )


def suited(schema: Schema, replies: Replies) -> dict[str, Reply]:
    """The replies that answer the questions as they are asked now.

    A value of another kind, kept from an earlier version of the template, counts as passed: it stays stored, and
    nothing is computed from it.
    """
    kinds = {question.uuid: question for question in schema.questions()}
    return {key: _suited(kinds.get(key), reply) for key, reply in replies.items()}


def _suited(question: Question | None, reply: Reply) -> Reply:
    if question is None or not reply.has_value or is_value_of(question, reply.value):
        return reply
    return replace(PASSED, flows=reply.flows)


def is_value_of(asked: Question | Column, value: Any) -> bool:
    """Whether this JSON value is an answer to a question, or to a column of a table."""
    if asked.kind in {Kind.YES_NO, Kind.FLOWS}:
        return isinstance(value, bool)
    if asked.kind == Kind.NUMBER:
        return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e15
    if asked.kind == Kind.DATE:
        return bool(_day_text(value))
    if asked.kind == Kind.TABLE:
        return isinstance(value, list) and isinstance(asked, Question) and all(_is_row(asked, row) for row in value)
    if asked.kind in {Kind.CHOICES, Kind.FILE}:
        return isinstance(value, list) and all(isinstance(part, str) for part in value)
    return isinstance(value, str)


def _is_row(question: Question, row: Any) -> bool:
    if not isinstance(row, Mapping):
        return False
    cells = ((question.column(key), value) for key, value in row.items() if key != ROW)
    if not isinstance(row.get(ROW, ""), str):
        return False
    return all(column is None or is_value_of(column, value) for column, value in cells)


def _day_text(value: Any) -> str:
    try:
        return date.fromisoformat(value).isoformat() if isinstance(value, str) else ""
    except ValueError:
        return ""
