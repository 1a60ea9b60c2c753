"""What a tablet sends: operations read from JSON, each one checked alone. Pure: no Django."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from diagnostics.offline.merge import Change, readable

MOST_OPERATIONS = 500
MOST_BYTES = 2_000_000
MOST_FIELDS = 60
MOST_DEPTH = 20  # a table, the deepest of answers, has 9
TARGETS = frozenset({"visit", "answer", "flow", "agreement"})


class UnreadableRequest(ValueError):
    """The body is no list of operations; the message says so in French."""


class UnreadableOperation(ValueError):
    """One operation is odd; the message says how, in French. `operation_id` is its id as sent, "" without any."""

    def __init__(self, message: str, operation_id: str = "") -> None:
        super().__init__(message)
        self.operation_id = operation_id


@dataclass(frozen=True, slots=True)
class Operation:
    """One gesture on one thing of a visit. `key` names the visit, the question or the line."""

    id: uuid.UUID
    target: str
    key: uuid.UUID
    changes: Mapping[str, Change] = field(default_factory=dict)
    create: bool = False
    end: bool = False
    start: bool = False
    complete: bool = False
    interests: tuple[str, ...] = ()


def read_request(body: bytes) -> list[Any]:
    """The operations of a body, not read yet. Raises UnreadableRequest."""
    try:
        raw = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise UnreadableRequest("Cet envoi n’est pas lisible.") from None
    if _is_deeper(raw, MOST_DEPTH):
        raise UnreadableRequest("Cet envoi n’est pas lisible.")
    operations = raw.get("operations") if isinstance(raw, dict) else None
    if not isinstance(operations, list):
        raise UnreadableRequest("Cet envoi ne contient pas de liste d’opérations.")
    if len(operations) > MOST_OPERATIONS:
        raise UnreadableRequest(
            f"Un envoi porte {MOST_OPERATIONS}\u00a0opérations au plus\u00a0: envoyez-les par lots."
        )
    return operations


def read_operation(raw: Any) -> Operation:
    """Read one operation. Raises UnreadableOperation."""
    if not isinstance(raw, dict):
        raise UnreadableOperation("Cette opération n’est pas lisible.")
    said = raw.get("id") if isinstance(raw.get("id"), str) else ""
    target = raw.get("target")
    if not isinstance(target, str) or target not in TARGETS:
        raise UnreadableOperation("Cette opération ne dit pas ce qu’elle change.", said or "")
    return Operation(
        id=_uuid(raw.get("id"), said or ""),
        target=target,
        key=_uuid(raw.get("key"), said or ""),
        changes=_changes(raw.get("changes", {}), said or ""),
        interests=tuple(str(readable(text))[:200] for text in _texts(raw.get("interests"))),
        **{name: raw.get(name) is True for name in ("create", "end", "start", "complete")},
    )


def _is_deeper(raw: Any, most: int) -> bool:
    """Whether lists and objects hold one another more than so many times: what reads them afterwards calls itself."""
    level = [raw]
    for _depth in range(most):
        parts = [part for part in level if isinstance(part, (dict, list))]
        level = [inner for part in parts for inner in (part.values() if isinstance(part, dict) else part)]
    return any(isinstance(part, (dict, list)) for part in level)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _uuid(raw: Any, said: str) -> uuid.UUID:
    try:
        return uuid.UUID(raw)
    except (AttributeError, TypeError, ValueError):
        raise UnreadableOperation("Cette opération n’a pas d’identifiant valable.", said) from None


def _changes(raw: Any, said: str) -> dict[str, Change]:
    if not isinstance(raw, dict) or len(raw) > MOST_FIELDS:
        raise UnreadableOperation("Les champs de cette opération ne sont pas lisibles.", said)
    if not all(isinstance(change, dict) and "value" in change for change in raw.values()):
        raise UnreadableOperation("Les champs de cette opération ne sont pas lisibles.", said)
    return {
        readable(name): Change(readable(change.get("base")), readable(change["value"])) for name, change in raw.items()
    }


def _texts(raw: Any) -> list[str]:
    return [text for text in raw if isinstance(text, str)][:50] if isinstance(raw, list) else []
