"""Who has a step to do and a personal link: for `make_links`, `list_urls` and the permission test."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from companies.holders import holder_of
from roadmaps.models import Step
from symbiose.links.kinds import LinkTarget
from symbiose.links.samples import token_of

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme
    from symbiose.programmes.url_samples import Finder


def step_links(programme: Programme) -> Iterable[LinkTarget]:
    """Each unfinished step of a company's person."""
    return [
        LinkTarget(holder_of(step.owner_contact), path=f"roadmaps/steps/{step.uuid}/")
        for step in _owned(programme)
        if step.owner_contact
    ]


def _owned(programme: Programme) -> Iterable[Step]:
    steps = Step.objects.filter(programme=programme, owner_contact__isnull=False, owner_contact__left_on__isnull=True)
    return steps.unfinished().select_related("owner_contact__company").order_by("due_on", "pk")


def _step(programme: Programme) -> dict[str, Any] | None:
    step = next(iter(_owned(programme)), None)
    if step is None or step.owner_contact is None:
        return None
    return {**token_of(programme, holder_of(step.owner_contact)), "step_uuid": step.uuid}


SAMPLES: dict[str, Finder] = {"personal_roadmaps:step": _step}
