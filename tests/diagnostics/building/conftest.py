from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from diagnostics.models import Template
from symbiose.programmes.models import Programme
from tests.diagnostics.building.schemas import small_schema
from tests.diagnostics.factories import TemplateFactory


@pytest.fixture
def draft(programme: Programme) -> Template:
    """The first version of a questionnaire, being written."""
    return TemplateFactory(programme=programme, title="Essai", schema=small_schema(), published_at=None)


@pytest.fixture
def published(programme: Programme) -> Template:
    return TemplateFactory(programme=programme, title="En usage", schema=small_schema())


@pytest.fixture
def address(programme: Programme) -> Callable[..., str]:
    def of(name: str, template: Template | None = None, **kwargs: Any) -> str:
        found = {"pk": template.pk} if template else {}
        return reverse(f"templates:{name}", kwargs={"programme_slug": programme.slug, **found, **kwargs})

    return of
