from collections.abc import Callable

import pytest
from django.urls import reverse

from symbiose.programmes.models import Programme


@pytest.fixture
def address(programme: Programme) -> Callable[..., str]:
    def of(page: str, /, **kwargs: str) -> str:
        return reverse(f"dashboard:{page}", kwargs={"programme_slug": programme.slug, **kwargs})

    return of
