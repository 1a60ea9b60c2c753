"""Reading a reply: from what a form posted, or from the JSON that a tablet kept while it had no network."""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from diagnostics.questionnaire.plain_text import plain_text
from diagnostics.questionnaire.questions import ROW, Column, Kind, Question
from diagnostics.questionnaire.reply_values import PASSED, UNKNOWN, Reply, Status, given
from symbiose.lexicon.quantities import parse_decimal
from symbiose.lexicon.words import fold

LONGEST_TEXT = 1000
LONGEST_CELL = 200
LONGEST_ROW = 40
LONGEST_NUMBER = 40
LARGEST = Decimal(10) ** 9


class InvalidReply(ValueError):
    """The text is no answer to this question; its message says what to do, in French.

    In a table, `cells` has the message of each cell at fault, by « <row>-<column> ».
    """

    def __init__(self, message: str, cells: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.cells: Mapping[str, str] = cells or {}


def read_posted(question: Question, posted: Mapping[str, Sequence[str]]) -> Reply:
    """Read what a form posted: `do` (pass, unknown), `answer`, and `answer-<row>-<column>` in a table.

    Raises InvalidReply.
    """
    gesture = next(iter(posted.get("do", ())), "")
    if gesture == "pass":
        if question.required:
            raise InvalidReply(
                "Cette question est obligatoire\u00a0: répondez, ou dites «\u00a0Je ne sais pas\u00a0»."
            )
        return PASSED
    if gesture == "unknown":
        return UNKNOWN
    if question.kind == Kind.TABLE and "unknown" not in posted.get("answer", ()):
        return given(_table(question, _posted_rows(question, posted), says_none="none" in posted.get("answer", ())))
    return read_reply(question, posted.get("answer", ()))


def read_reply(question: Question, texts: Sequence[str]) -> Reply:
    """Read the texts posted for a question (several for several choices). Raises InvalidReply."""
    kept = [text for text in (plain_text(text) for text in texts) if text]
    if "unknown" in kept and question.kind != Kind.TEXT:
        return UNKNOWN
    if question.kind == Kind.CHOICES:
        return given(_chosen(question, kept))
    if question.kind == Kind.FILE:
        return given(_files(question, kept))
    if question.kind == Kind.TABLE:
        return given(_table(question, {}, says_none="none" in kept))
    if not kept:
        raise InvalidReply(_ask(question))
    return given(_READERS[question.kind](question, kept[0]))


def read_json(question: Question, raw: Any) -> Reply:
    """Read a reply kept as JSON ({"status", "value"}): what a form could not have posted is refused alike.

    Raises InvalidReply.
    """
    if not isinstance(raw, Mapping):
        raise InvalidReply(_ask(question))
    if raw.get("status") == Status.PASSED:
        return PASSED
    if raw.get("status") == Status.UNKNOWN:
        return UNKNOWN
    value = raw.get("value")
    if question.kind == Kind.TABLE:
        rows = value if isinstance(value, list) else []
        cells = {number: _row_texts(question, row) for number, row in enumerate(rows[: question.rows + 1])}
        return given(_table(question, cells, says_none=value == []))
    if value == [] and question.kind == Kind.CHOICES:
        return given([])
    return read_reply(question, _texts(value))


def _texts(value: Any) -> list[str]:
    values = value[:200] if isinstance(value, list) else [value]
    return [_as_text(part) for part in values]


def _as_text(value: Any) -> str:
    """A JSON value as a form would have posted it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and math.isfinite(value):
        return f"{Decimal(repr(value)):f}"
    if isinstance(value, int):
        return str(value) if abs(value) < 10**15 else "x"
    return value if isinstance(value, str) else ""


def _ask(question: Question) -> str:
    onward = "." if question.required else ", ou passez la question."
    if question.kind in {Kind.CHOICE, Kind.YES_NO, Kind.FLOWS}:
        return f"Touchez une réponse{onward}"
    if question.kind == Kind.TABLE:
        return f"Remplissez une ligne{onward}"
    if question.kind == Kind.FILE:
        return f"Ajoutez {'une photo' if question.accept == 'photo' else 'un fichier'}{onward}"
    return f"Écrivez une réponse{onward}"


def _chosen(question: Question, keys: list[str]) -> list[str]:
    if "none" in keys and question.option("none") is None:
        return []
    if not keys:
        onward = "." if question.required else ", ou passez la question."
        raise InvalidReply(f"Touchez une ou plusieurs réponses, «\u00a0Rien de tout cela\u00a0»{onward}")
    if any(question.option(key) is None for key in keys):
        raise InvalidReply("Touchez l’une des réponses proposées.")
    return [option.key for option in question.options if option.key in keys]


def _files(question: Question, uuids: list[str]) -> list[str]:
    if not uuids:
        raise InvalidReply(_ask(question))
    if len(set(uuids)) > question.most_files:
        raise InvalidReply(f"Gardez {question.most_files}\u00a0fichiers au plus.")
    try:
        return list(dict.fromkeys(str(uuid.UUID(text)) for text in uuids))
    except ValueError:
        raise InvalidReply("Ce fichier n’est pas connu\u00a0: ajoutez-le de nouveau.") from None


def _posted_rows(question: Question, posted: Mapping[str, Sequence[str]]) -> dict[int, dict[str, str]]:
    """The texts of the table by row number, one row more than may be kept."""
    rows: dict[int, dict[str, str]] = {}
    for number in range(question.rows + 1):
        names = (ROW, *(column.key for column in question.columns))
        cells = {name: next(iter(posted.get(f"answer-{number}-{name}", ())), "") for name in names}
        rows[number] = {name: plain_text(text) for name, text in cells.items()}
    return rows


def _row_texts(question: Question, row: Any) -> dict[str, str]:
    if not isinstance(row, Mapping):
        return {}
    names = (ROW, *(column.key for column in question.columns))
    return {name: plain_text(_as_text(row.get(name))) for name in names if row.get(name) is not None}


def _table(question: Question, rows: Mapping[int, Mapping[str, str]], *, says_none: bool) -> list[dict[str, Any]]:
    """The rows that hold something. A row keeps the name it had, so that its line is the same when it changes."""
    faults: dict[str, str] = {}
    read: list[dict[str, Any]] = []
    for number, texts in rows.items():
        if any(text for name, text in texts.items() if name != ROW):
            read.append(_row(question, number, texts, faults))
    if faults:
        raise InvalidReply("Vérifiez les cases signalées.", faults)
    if len(read) > question.rows:
        raise InvalidReply(f"Gardez {question.rows}\u00a0lignes au plus.")
    if not read and not says_none:
        raise InvalidReply(_ask(question))
    return _named(question, read)


def _row(question: Question, number: int, texts: Mapping[str, str], faults: dict[str, str]) -> dict[str, Any]:
    row: dict[str, Any] = {ROW: texts.get(ROW, "")[:LONGEST_ROW]}
    for column in question.columns:
        try:
            value = _cell(column, texts.get(column.key, ""))
        except InvalidReply as fault:
            faults[f"{number}-{column.key}"] = str(fault)
        else:
            row |= {} if value is None else {column.key: value}
    return row


def _cell(column: Column, text: str) -> Any:
    if not text:
        if column.required:
            raise InvalidReply("Remplissez cette case, ou videz la ligne.")
        return None
    if column.kind == Kind.TEXT and len(text) > LONGEST_CELL:
        raise InvalidReply(f"Raccourcissez\u00a0: {LONGEST_CELL}\u00a0caractères au plus.")
    return _READERS[column.kind](column, text)


def _named(question: Question, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each new row a name of its own, made of what its first cell says."""
    taken: set[str] = set()
    named: list[dict[str, Any]] = []
    for row in rows:
        name = plain_name(row[ROW]) or plain_name(str(_first_cell(question, row)))[:30] or "ligne"
        free = next(n for n in (name, *(f"{name}-{i}" for i in range(2, len(rows) + 2))) if n not in taken)
        taken.add(free)
        named.append({**row, ROW: free})
    return named


def _first_cell(question: Question, row: Mapping[str, Any]) -> Any:
    return next((row[column.key] for column in question.columns if column.key in row), "")


def plain_name(text: str) -> str:
    """A short name of plain letters and digits, the same for the same words."""
    letters = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in fold(text))
    return "-".join(part for part in letters.split("-") if part)[:LONGEST_ROW]


def _text(asked: Question | Column, text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise InvalidReply(f"Raccourcissez votre réponse\u00a0: {LONGEST_TEXT}\u00a0caractères au plus.")
    return text


def _number(asked: Question | Column, text: str) -> int | float:
    try:
        number = parse_decimal(text if len(text) <= LONGEST_NUMBER else "")
    except ValueError:
        raise InvalidReply("Écrivez un nombre, par exemple 12 ou 1,5.") from None
    least, most = _limits(asked)
    if not least <= number <= most:
        raise InvalidReply(f"Écrivez un nombre entre {_plain(least)} et {_plain(most)}.")
    value = float(number)
    return int(value) if math.isclose(value, round(value)) else value


def _limits(asked: Question | Column) -> tuple[Decimal, Decimal]:
    least = Decimal(str(asked.least or 0))
    return least, LARGEST if asked.most is None else Decimal(str(asked.most))


def _plain(number: Decimal) -> str:
    return f"{number:.10g}".replace(".", ",")


def _choice(asked: Question | Column, text: str) -> str:
    if asked.option(text) is None:
        raise InvalidReply("Touchez l’une des réponses proposées.")
    return text


def _yes_no(asked: Question | Column, text: str) -> bool:
    if text not in {"yes", "no"}:
        raise InvalidReply("Touchez oui ou non.")
    return text == "yes"


def _date(asked: Question | Column, text: str) -> str:
    parts = text.replace("/", "-").replace(".", "-").split("-")
    try:
        numbers = [int(part) for part in parts if len(part) < 5]
        day = date(*numbers) if len(parts[0]) == 4 else date(*reversed(numbers))
    except (TypeError, ValueError):
        raise InvalidReply("Écrivez une date, par exemple 30/06/2017.") from None
    if not 1990 <= day.year <= 2100:
        raise InvalidReply("Vérifiez l’année de cette date.")
    return day.isoformat()


_READERS = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.YES_NO: _yes_no,
    Kind.FLOWS: _yes_no,  # « tout est noté », « rien »
    Kind.DATE: _date,
}
