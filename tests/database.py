"""The whole database as a value: to assert that something changed nothing at all."""

from __future__ import annotations

from typing import Any

from django.apps import apps


def whole_database() -> dict[str, list[dict[str, Any]]]:
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.managed
    }
