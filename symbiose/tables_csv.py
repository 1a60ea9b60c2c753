"""Read delimited text: encoding and delimiter are found, not asked."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

from symbiose.tables_faults import FileFault, RawRow

DELIMITERS = (";", ",", "\t")
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def csv_rows(data: bytes, *, known: Callable[[str], bool]) -> Iterator[RawRow]:
    """Yield the rows of a delimited text; ``known`` tells whether a header cell names a column.

    Raises FileFault for a text that cannot be decoded or whose quotes are not closed.
    """
    text = decode(data)
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.strip().lower().startswith("sep=") and rest:
        text, skipped = rest, 1
    return _records(text, find_delimiter(text, known=known), skipped)


def decode(data: bytes) -> str:
    """Decode UTF-8 (with or without BOM), UTF-16 with its mark, else Windows-1252."""
    if data.startswith(UTF16_MARKS):
        return _decode_as(data, "utf-16")
    if b"\x00" in data:
        raise FileFault("Le fichier n’est pas un texte CSV (il contient des octets nuls).")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_as(data, "cp1252")


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise FileFault("L’encodage du fichier n’est ni UTF-8 ni Windows-1252.") from None
    if "\x00" in text:
        raise FileFault("Le fichier n’est pas un texte CSV (il contient des octets nuls).")
    return text


def find_delimiter(text: str, *, known: Callable[[str], bool]) -> str:
    """Find the delimiter under which the header names most columns, then that which gives most cells."""
    line = next((line for line in text.splitlines() if line.strip()), "")[:100_000]

    def worth(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        return sum(known(cell) for cell in cells), len(cells)

    try:
        return max(DELIMITERS, key=worth)
    except csv.Error:
        raise FileFault("L’en-tête est illisible.") from None


def _records(text: str, delimiter: str, skipped: int) -> Iterator[RawRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1 + skipped
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileFault(_csv_message(str(error)), line) from None
        yield RawRow(line, [cell.strip() for cell in cells])


def _csv_message(error: str) -> str:
    if "field larger" in error:
        return "Une cellule est trop longue."
    if "end of data" in error or "expected after" in error:
        return "Des guillemets sont mal fermés."
    return "La ligne est illisible."
