"""What the readers of tables share: a raw row, and a fault that ends the reading of a file."""

from __future__ import annotations

from typing import NamedTuple


class RawRow(NamedTuple):
    """A line of the file (counted from 1) and its stripped cells."""

    line: int
    cells: list[str]


class FileFault(Exception):
    """The file cannot be read further; ``message`` is French, ``line`` is where."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
