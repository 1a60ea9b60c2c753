"""The companies of a roadmap and what each brings: one form each, saved together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from roadmaps.forms import CommitmentForm
from roadmaps.models import Roadmap
from roadmaps.services import edit_roadmap
from synergies.models import Participant

if TYPE_CHECKING:
    from django.http import QueryDict


def commitment_forms(roadmap: Roadmap, data: QueryDict | None = None) -> list[CommitmentForm]:
    """A form per company that takes part; of those that joined since the page was opened, nothing was typed."""
    rows = Participant.objects.current().filter(synergy=roadmap.synergy_id).select_related("company")
    forms = [_form(roadmap, row, data) for row in rows.order_by("company__name", "pk")]
    return [form for form in forms if data is None or form.add_prefix("commitment") in data]


def _form(roadmap: Roadmap, row: Participant, data: QueryDict | None) -> CommitmentForm:
    part = roadmap.content.get("parts", {}).get(str(row.company.uuid))
    return CommitmentForm(data, instance=row, prefix=f"participant-{row.pk}", initial={"part": part})


@transaction.atomic
def save_commitments(*, roadmap: Roadmap, forms: list[CommitmentForm], expected_version: int) -> Roadmap:
    """Save all forms, or none. Raises EditConflict and FrozenRoadmap."""
    parts = dict(roadmap.content.get("parts", {}))
    for form in forms:
        part = form.cleaned_data["part"]
        parts[str(form.instance.company.uuid)] = "" if part is None else str(part)
    roadmap.content = {**roadmap.content, "parts": {key: part for key, part in parts.items() if part}}
    edit_roadmap(roadmap=roadmap, expected_version=expected_version, fields=[])
    for form in forms:
        form.save()
    return roadmap
