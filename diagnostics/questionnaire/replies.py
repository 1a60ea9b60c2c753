"""The door of the package for replies: their values, and reading them from a form or from JSON."""

from __future__ import annotations

from diagnostics.questionnaire.reading import InvalidReply, read_json, read_posted, read_reply
from diagnostics.questionnaire.reply_values import (
    PASSED,
    UNKNOWN,
    Replies,
    Reply,
    Status,
    from_json,
    given,
    suited,
    to_json,
)

__all__ = [
    "PASSED",
    "UNKNOWN",
    "InvalidReply",
    "Replies",
    "Reply",
    "Status",
    "from_json",
    "given",
    "read_json",
    "read_posted",
    "read_reply",
    "suited",
    "to_json",
]
