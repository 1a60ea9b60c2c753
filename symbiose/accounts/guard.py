"""Failed sign-ins are counted, by account and by visitor; the counters tell nobody who exists.

Five misses on one account from one address close that pair for the window, so that neither the account's owner,
elsewhere, nor the neighbours behind the same router are kept out. The two other limits stop a guesser who turns
many accounts, or many addresses.
"""

from __future__ import annotations

from django.http import HttpRequest

from symbiose import throttle

WINDOW_SECONDS = 300
PER_PAIR = 5
PER_ACCOUNT = 100
PER_VISITOR = 100


def is_closed(request: HttpRequest, email: str) -> bool:
    """Whether this visitor has missed too often to try that account now."""
    limits = zip(_keys(request, email), (PER_PAIR, PER_ACCOUNT, PER_VISITOR), strict=True)
    return any(throttle.tries("sign-in", key, seconds=WINDOW_SECONDS) >= limit for key, limit in limits)


def note_miss(request: HttpRequest, email: str) -> None:
    for key in _keys(request, email):
        throttle.hit("sign-in", key, seconds=WINDOW_SECONDS)


def forget_misses(request: HttpRequest, email: str) -> None:
    """A right password clears the pair, not the two wide counters."""
    throttle.forget("sign-in", _keys(request, email)[0], seconds=WINDOW_SECONDS)


def _keys(request: HttpRequest, email: str) -> tuple[str, str, str]:
    account, visitor = email.strip().lower(), throttle.address_of_client(request)
    return f"{visitor} {account}", f"account {account}", f"visitor {visitor}"
