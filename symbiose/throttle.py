"""Counters that slow a guesser down. They live in the cache; when it is away, nobody is kept out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from allauth.core.internal.ratelimit import get_ip
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


def address_of_client(request: HttpRequest) -> str:
    """The visitor's address, behind as many proxies as ALLAUTH_TRUSTED_PROXY_COUNT says; IPv6 by network."""
    return str(get_ip(request))


def tries(scope: str, key: str, *, seconds: int) -> int:
    """How often `hit` was called for a key in the current window."""
    return _safely(lambda: int(cache.get(_name(scope, key, seconds), 0)), 0)


def hit(scope: str, key: str, *, seconds: int) -> int:
    """Count one more try of a key in the current window, and say how many there were."""
    return _safely(lambda: _count(_name(scope, key, seconds), seconds), 0)


def forget(scope: str, key: str, *, seconds: int) -> None:
    _safely(lambda: cache.delete(_name(scope, key, seconds)), False)


def _count(name: str, seconds: int) -> int:
    cache.add(name, 0, timeout=2 * seconds)
    return int(cache.incr(name))


def _name(scope: str, key: str, seconds: int) -> str:
    """The key is hashed: a cache holds no address of a person."""
    window = int(timezone.now().timestamp()) // seconds
    return f"throttle:{scope}:{sha256(key.encode()).hexdigest()[:32]}:{seconds}:{window}"


def _safely(question: Callable[[], Answer], otherwise: Answer) -> Answer:
    try:
        return question()
    except Exception as error:  # each cache has its own errors, and none may close the site
        log.warning("throttle: the cache does not answer (%s)", type(error).__name__)
        return otherwise
