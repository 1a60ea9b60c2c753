"""What logs must never hold: the secret part of a personal link, an invitation or a password reset."""

import logging
import re

_TOKEN = re.compile(r"(/(?:e|ics|invitations|accounts/password/reset/key)/)[^/\s\"'?]+")


def redact(text: str) -> str:
    """Replace the token of each personal link in a text."""
    return _TOKEN.sub(r"\1***", text)


class RedactLinks(logging.Filter):
    """Rewrite each record so that no personal link can be opened from a log file."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = redact(record.getMessage())
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = redact(logging.Formatter().formatException(record.exc_info))
        return True
