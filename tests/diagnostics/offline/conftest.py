import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from companies.models import Company
from diagnostics.models import Diagnostic, Template
from symbiose.programmes.models import Membership
from tests.diagnostics.factories import DiagnosticFactory, MembershipFactory, TemplateFactory

STAFF = "0b1a6f0e-0000-4000-8000-000000000001"
LIFT = "0b1a6f0e-0000-4000-8000-000000000002"
LIFT_HOURS = "0b1a6f0e-0000-4000-8000-000000000003"
WASTES = "0b1a6f0e-0000-4000-8000-000000000004"
SKILLS = "0b1a6f0e-0000-4000-8000-000000000005"
SCHEMA = {
    "sections": [
        {
            "uuid": str(uuid.UUID(int=1)),
            "title": "L’entreprise",
            "questions": [
                {"uuid": STAFF, "kind": "text", "text": "Quels sont vos projets ?", "required": True},
                {"uuid": LIFT, "kind": "yes_no", "text": "Avez-vous un chariot élévateur ?"},
                {
                    "uuid": LIFT_HOURS,
                    "kind": "number",
                    "text": "Combien d’heures par semaine sert-il ?",
                    "unit": "h",
                    "condition": {"question": LIFT, "among": [True]},
                },
            ],
        },
        {
            "uuid": str(uuid.UUID(int=2)),
            "title": "Déchets",
            "questions": [
                {
                    "uuid": SKILLS,
                    "kind": "choices",
                    "text": "Que jetez-vous ?",
                    "options": [{"key": "bois", "label": "Bois"}, {"key": "carton", "label": "Carton"}],
                },
                {
                    "uuid": WASTES,
                    "kind": "table",
                    "text": "Vos bennes",
                    "columns": [
                        {"key": "label", "label": "Déchet", "kind": "text"},
                        {"key": "tonnes", "label": "Tonnes", "kind": "number", "unit": "t"},
                    ],
                },
            ],
        },
    ]
}


@pytest.fixture
def template(programme: Any) -> Template:
    return TemplateFactory(
        programme=programme, own=True, kind=Template.Kind.DIAGNOSTIC, title="Diagnostic d’essai", schema=SCHEMA
    )


@pytest.fixture
def visit(company: Company, adviser: Membership, template: Template) -> Diagnostic:
    return DiagnosticFactory(company=company, membership=adviser, in_progress=True, template=template)


@pytest.fixture
def colleague(adviser: Membership) -> Membership:
    """Another adviser of the same chamber."""
    return MembershipFactory(programme=adviser.programme, adviser=True, partner=adviser.partner)


@pytest.fixture
def as_colleague(colleague: Membership, as_member: Callable[[Membership], Client]) -> Client:
    return as_member(colleague)


def push_url(visit: Diagnostic) -> str:
    return reverse("sync:push", args=[visit.programme.slug, visit.pk])


def push(client: Client, visit: Diagnostic, *operations: dict[str, Any]) -> HttpResponse:
    body = json.dumps({"operations": list(operations)})
    return client.post(push_url(visit), body, content_type="application/json")


def results(client: Client, visit: Diagnostic, *operations: dict[str, Any]) -> list[dict[str, Any]]:
    return list(push(client, visit, *operations).json()["results"])


def change(target: str, key: object, **fields: tuple[Any, Any]) -> dict[str, Any]:
    """An operation that takes each field from a base to a value."""
    changes = {name: {"base": base, "value": value} for name, (base, value) in fields.items()}
    return {"id": str(uuid.uuid4()), "target": target, "key": str(key), "changes": changes}


def new_line(**changes: Any) -> dict[str, Any]:
    values = {"label": "vieux ordinateurs", "direction": "ressource", "quantity": "60", "unit": "kg"}
    values |= {"period": "ponctuel", "level": "chambers", **changes}
    operation = change("flow", uuid.uuid4(), **{name: (None, value) for name, value in values.items()})
    return {**operation, "create": True}
