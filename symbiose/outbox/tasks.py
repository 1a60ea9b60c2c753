from __future__ import annotations


def ring(email_id: int) -> None:
    """Wake a worker up for one message; never raises, and never holds its caller up."""
