"""The test database as a whole: its rows as a value, and who else holds it open."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connection


def whole_database() -> dict[str, list[dict[str, Any]]]:
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.managed
    }


def end_other_sessions() -> None:
    """Close what anyone else holds open on the test database; SQLite has no sessions to end."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
