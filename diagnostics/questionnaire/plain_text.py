"""Text that any database keeps: without the characters that PostgreSQL refuses in its JSON, nor invisible ones."""

from __future__ import annotations

import unicodedata

KEPT = {"\n", "\t"}


def plain_text(text: str) -> str:
    """The text without control characters and lone halves of characters; its line breaks stay."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in unix if sign in KEPT or unicodedata.category(sign) not in {"Cc", "Cs"}).strip()


def plain_line(text: str) -> str:
    """The same on one line."""
    return " ".join(plain_text(text).split(" ")).replace("\n", " ").replace("\t", " ").strip()
