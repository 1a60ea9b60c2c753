"""What a mail server's refusal means: for the next try, and in words for the animator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPAuthenticationError, SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.utils.translation import gettext as _

PERMANENT_TRIES = 4
LONGEST_WAIT = timedelta(hours=1)
SERVER_AWAY_WAIT = timedelta(minutes=1)
FIRST_PERMANENT = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """`permanent`: the same message would be refused again. `server_away`: the next message would fail alike."""

    words: str
    permanent: bool = False
    server_away: bool = False


def fault_of(error: Exception) -> Fault:
    """Read an error of SMTP or of the network."""
    if isinstance(error, SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        return _refusal(code, _readable(text), address=True)
    if isinstance(error, SMTPAuthenticationError):
        return Fault(_("Le serveur d’envoi refuse notre identification."), server_away=True)
    if isinstance(error, SMTPDataError):
        return _refusal(error.smtp_code, _readable(error.smtp_error))
    if isinstance(error, SMTPResponseException):
        words = f"{_('Le serveur d’envoi refuse pour l’instant')} : {error.smtp_code} {_readable(error.smtp_error)}"
        return Fault(words, server_away=True)
    if isinstance(error, TimeoutError):
        return Fault(_("Le serveur d’envoi n’a pas répondu à temps."), server_away=True)
    if isinstance(error, (SMTPException, OSError)):
        return Fault(_("Le serveur d’envoi ne répond pas."), server_away=True)
    return Fault(_("Le message n’a pas pu être écrit ; l’équipe technique est prévenue."), permanent=True)


def wait_after(tries: int) -> timedelta:
    """How long to wait after the n-th refusal: 1, 2, 4, 8 minutes and so on, an hour at most."""
    return min(LONGEST_WAIT, timedelta(minutes=2 ** min(max(tries, 1) - 1, 10)))


def _refusal(code: int, text: str, *, address: bool = False) -> Fault:
    permanent = code >= FIRST_PERMANENT
    if not permanent:
        return Fault(f"{_('Le serveur du destinataire demande d’attendre')} : {code} {text}")
    what = _("L’adresse est refusée") if address else _("Le message est refusé")
    return Fault(f"{what} : {code} {text}", permanent=True)


def _readable(text: bytes | str) -> str:
    decoded = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return " ".join(decoded.split())[:160]
