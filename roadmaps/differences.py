"""Two people on one roadmap: what the other wrote where it differs from what was typed, read beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from roadmaps.line_forms import table_rows
from synergies.models import Participant

if TYPE_CHECKING:
    from roadmaps.forms import CommitmentForm, RoadmapForm
    from roadmaps.models import Roadmap


def differences(form: RoadmapForm, tables: dict[str, Any], current: Roadmap) -> list[dict[str, str]]:
    """The stored texts and table lines that differ: saving again keeps what was typed, so nothing may go unseen."""
    stored = {**{name: getattr(current, name) for name in form.Meta.fields}, **current.content}
    texts = [
        {"label": str(form.fields[name].label), "theirs": str(stored.get(name, ""))}
        for name in [*form.Meta.fields, *form.CONTENT]
        if form.cleaned_data[name] != stored.get(name, "")
    ]
    rows = [_table(formset, stored.get(name, [])) for name, formset in tables.items()]
    return texts + [row for row in rows if row]


def _table(formset: Any, stored: list[dict[str, Any]]) -> dict[str, str] | None:
    typed = [_line(row) for row in table_rows(formset)]
    theirs = [_line(row) for row in stored]
    return {"label": str(formset.title), "theirs": "\n".join(theirs)} if typed != theirs else None


def _line(row: dict[str, Any]) -> str:
    """A table's line as one reads it aloud: its filled cells, amounts in euros."""
    cells = {**row, "cents": f"{row['cents'] / 100:.2f} €"} if row.get("cents") is not None else row
    return ", ".join(str(cells[name]) for name in sorted(cells) if cells[name] not in (None, "", False))


def commitment_differences(forms: list[CommitmentForm]) -> list[dict[str, str]]:
    """The commitments that were stored meanwhile and differ from what was typed."""
    stored = {row.pk: row for row in Participant.objects.filter(pk__in=[form.instance.pk for form in forms])}
    return [
        {"label": f"{form.instance.company}, {form.fields[name].label}", "theirs": str(theirs or "")}
        for form in forms
        for name in ("commitment", "committed_by", "committed_on")
        if (theirs := getattr(stored[form.instance.pk], name)) != form.cleaned_data.get(name)
    ]
