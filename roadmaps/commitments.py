"""The companies of a roadmap and what each brings: one line each, saved together."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.forms import BaseModelFormSet, modelformset_factory

from roadmaps.forms import CommitmentForm
from roadmaps.models import Roadmap
from roadmaps.services import edit_roadmap
from synergies.models import Participant


def commitment_formset(roadmap: Roadmap, data: Any = None) -> BaseModelFormSet[Participant, CommitmentForm]:
    """A line per company that takes part, with its part of the sharing rule."""
    rows = Participant.objects.current().filter(synergy=roadmap.synergy_id).select_related("company")
    made = modelformset_factory(Participant, form=CommitmentForm, extra=0, edit_only=True)
    formset = made(data, queryset=rows.order_by("company__name"), prefix="companies")
    parts = roadmap.content.get("parts", {})
    for form in formset.forms:
        form.initial["part"] = parts.get(str(form.instance.company.uuid))
    return formset


@transaction.atomic
def save_commitments(
    *, roadmap: Roadmap, formset: BaseModelFormSet[Participant, CommitmentForm], expected_version: int
) -> Roadmap:
    """Save all lines, or none. Raises EditConflict and FrozenRoadmap."""
    parts = {str(form.instance.company.uuid): form.cleaned_data.get("part") for form in formset.forms}
    roadmap.content = {
        **roadmap.content,
        "parts": {key: str(part) for key, part in parts.items() if part is not None},
    }
    edit_roadmap(roadmap=roadmap, expected_version=expected_version, fields=[])
    formset.save()
    return roadmap
