"""The rows of a question's form: its choices, its columns; what is new comes as lines of a text, one a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from diagnostics.building.words import FILLS, KIND_NAMES
from diagnostics.enums import Family, Outlet, Period
from diagnostics.flow_forms import FrenchDecimalField
from diagnostics.questionnaire.editing import Raw, key_for
from diagnostics.questionnaire.json_reading import LONGEST, MOST_COLUMNS, MOST_OPTIONS
from diagnostics.questionnaire.questions import COLUMN_KINDS

WORDS_OF_FIELD: Mapping[str, Any] = {"period": Period, "family": Family, "outlet": Outlet}
COLUMN_KIND_CHOICES = [(kind.value, name) for kind, name in KIND_NAMES.items() if kind in COLUMN_KINDS]


class RowForm(forms.Form):
    """One row that exists already: its key does not change with its words."""

    key = forms.CharField(max_length=20, widget=forms.HiddenInput)
    label = forms.CharField(label=_("Texte"), max_length=LONGEST["label"], required=False)


class OptionForm(RowForm):
    """A choice, and what it gives: an amount, a line or none, another name for the line."""

    gives_flow = forms.BooleanField(label=_("Donne une ligne"), required=False)
    quantity = FrenchDecimalField(label=_("Quantité"), required=False)
    line = forms.CharField(label=_("Autre nom de la ligne"), max_length=LONGEST["label"], required=False)

    def part(self, stored: Raw) -> Raw:
        """The choice as the template keeps it; what the form does not show stays."""
        kept = {name: value for name, value in stored.items() if name not in {"quantity", "gives_flow", "flow"}}
        part = {**kept, "label": self.cleaned_data.get("label", "")}
        if (quantity := self.cleaned_data.get("quantity")) is not None:
            part["quantity"] = float(quantity)
        if not self.cleaned_data.get("gives_flow"):
            part["gives_flow"] = False
        flow = {**stored.get("flow", {}), "label": self.cleaned_data.get("line", "")}
        if flow := {name: value for name, value in flow.items() if value}:
            part["flow"] = flow
        return part


class ColumnForm(RowForm):
    """A column of a table, and what it fills in the line of its row."""

    kind = forms.ChoiceField(label=_("Type"), choices=COLUMN_KIND_CHOICES)
    unit = forms.CharField(label=_("Unité"), max_length=20, required=False)
    choices = forms.CharField(
        label=_("Choix, un par ligne"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=6000
    )
    fills = forms.ChoiceField(
        label=_("Dans la ligne, c’est"), required=False, choices=[("", _("rien")), *FILLS.items()]
    )

    def part(self, stored: Raw) -> Raw:
        edited = {"kind", "unit", "options", "label"}
        part = {name: value for name, value in stored.items() if name not in edited}
        part |= {"label": self.cleaned_data.get("label", ""), "kind": self.cleaned_data.get("kind", "text")}
        if unit := self.cleaned_data.get("unit"):
            part["unit"] = unit
        if part["kind"] == "choice":
            part["options"] = self._options(stored)
        return part

    def _options(self, stored: Raw) -> list[Raw]:
        """The choices of a column; those that fill a word of the line are that word's own."""
        if words := WORDS_OF_FIELD.get(self.cleaned_data.get("fills", "")):
            return [{"key": value, "label": str(label).capitalize()} for value, label in words.choices]
        return options_from_lines(self.cleaned_data.get("choices", ""), stored.get("options") or [])


def lines_of(text: str) -> list[str]:
    """The lines of a text as labels: without blanks, each once."""
    cleaned = (" ".join(line.split())[: LONGEST["label"]] for line in text.splitlines())
    return list(dict.fromkeys(line for line in cleaned if line))


def options_from_lines(text: str, stored: list[Raw]) -> list[Raw]:
    """Choices written one a line: those that were there keep their key, a line changed in place too."""
    labels, known = lines_of(text)[:MOST_OPTIONS], {option["label"]: option for option in stored}
    if len(labels) == len(stored):
        return [{**option, "label": label} for option, label in _paired(labels, stored, known)]
    return new_parts(labels, [known[label] for label in labels if label in known], in_order=labels)


def _paired(labels: list[str], stored: list[Raw], known: Mapping[str, Raw]) -> Iterable[tuple[Raw, str]]:
    """Each label with the choice that had it, else with one of those whose label is no longer there, in order."""
    renamed = iter([option for option in stored if option["label"] not in labels])
    return [(known[label] if label in known else next(renamed), label) for label in labels]


def new_parts(labels: list[str], kept: list[Raw], in_order: list[str] | None = None, joint: str = "-") -> list[Raw]:
    """Parts kept and parts made from labels, in the order of `in_order` where given, else the new ones last."""
    known = {part["label"]: part for part in kept}
    taken = {part["key"] for part in kept}
    made = dict(known)
    for label in labels:
        if label not in made:
            made[label] = {"key": key_for(label, taken, joint), "label": label}
            taken.add(made[label]["key"])
    return [made[label] for label in in_order] if in_order is not None else [*kept, *_others(made, known)]


def _others(made: Mapping[str, Raw], known: Mapping[str, Raw]) -> list[Raw]:
    return [part for label, part in made.items() if label not in known]


def option_initial(option: Raw) -> dict[str, Any]:
    return {
        "key": option["key"],
        "label": option["label"],
        "quantity": decimal_or_none(option.get("quantity")),
        "gives_flow": option.get("gives_flow", True),
        "line": (option.get("flow") or {}).get("label", ""),
    }


def column_initial(column: Raw, columns: Mapping[str, str]) -> dict[str, Any]:
    """`columns` is what the question's line takes from which column."""
    return {
        "key": column["key"],
        "label": column["label"],
        "kind": column["kind"],
        "unit": column.get("unit", ""),
        "choices": "\n".join(option["label"] for option in column.get("options") or []),
        "fills": next((name for name, key in columns.items() if key == column["key"]), ""),
    }


def decimal_or_none(number: float | None) -> Decimal | None:
    """A number of the JSON as the form's field writes it, without « 1e+06 »."""
    return None if number is None else Decimal(str(number))


def row_count(data: QueryDict | None, prefix: str, stored: int) -> int:
    """How many rows the form has: those posted, else those that the question has."""
    if data is None:
        return stored
    most = max(MOST_OPTIONS, MOST_COLUMNS)
    return next((number for number in range(most) if f"{prefix}-{number}-key" not in data), most)


def swapped(data: QueryDict, prefix: str, at: int, step: int) -> QueryDict:
    """The same post with a row and its neighbour exchanged."""
    other, count = at + step, row_count(data, prefix, 0)
    if not (0 <= at < count and 0 <= other < count):
        return data
    changed = data.copy()
    here, there = f"{prefix}-{at}-", f"{prefix}-{other}-"
    for key in data:
        if key.startswith((here, there)):
            changed.pop(key, None)
    for key in data:
        for old, new in ((here, there), (there, here)):
            if key.startswith(old):
                changed.setlist(new + key.removeprefix(old), data.getlist(key))
    return changed
