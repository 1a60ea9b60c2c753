"""What may be typed on a line: five fields, and « Préciser » for the rest."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from diagnostics.enums import Direction, Family, Level, Period
from diagnostics.models import Flow
from diagnostics.suggestions import family_of
from symbiose.nomenclatures.naf import find_naf, search_naf
from symbiose.nomenclatures.units import parse_decimal
from symbiose.nomenclatures.waste_list import ewc_label, normalise_ewc, search_ewc
from symbiose.programmes.models import Membership, Role
from symbiose.ui.french import MONTHS

UNITS = (
    ("", "unité"),
    ("t", "t"),
    ("kg", "kg"),
    ("m3", "m³"),
    ("L", "litres"),
    ("u", "unités"),
    ("palette", "palettes"),
    ("personne", "personnes"),
    ("place", "places"),
    ("jour", "jours"),
    ("h", "heures"),
    ("kWh", "kWh"),
    ("MWh", "MWh"),
    ("m2", "m²"),
    ("trajet", "trajets"),
    ("session", "sessions"),
    ("€", "€"),
)
CANDIDATES = 6


class FrenchDecimalField(forms.DecimalField):
    """A number as people write it: « 1 234,5 »."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(max_digits=14, decimal_places=3, min_value=Decimal(0), **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs say int
        if value in self.empty_values:
            return None
        try:
            return parse_decimal(str(value))
        except ValueError:
            raise ValidationError(_("Écrivez un nombre, par exemple 12 ou 1,5."), code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return f"{value.normalize():f}".replace(".", ",")
        return value


class FlowForm(forms.ModelForm[Flow]):
    """One line: five fields, and « Préciser » for the rest."""

    quantity = FrenchDecimalField(label=_("Quantité"), required=False)
    unit = forms.ChoiceField(label=_("Unité"), choices=UNITS, required=False)
    months = forms.TypedMultipleChoiceField(
        label=_("Mois concernés"),
        choices=[(number, name) for number, name in enumerate(MONTHS, start=1)],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    family_chip = forms.ChoiceField(choices=Family.choices, required=False)
    ewc_chip = forms.CharField(max_length=9, required=False)
    ewc_query = forms.CharField(label=_("Code déchet"), max_length=120, required=False)
    naf_query = forms.CharField(label=_("Activité (NAF)"), max_length=120, required=False)
    line_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    class Meta:
        model = Flow
        fields = [
            "label",
            "direction",
            "quantity",
            "unit",
            "period",
            "level",
            "family",
            "description",
            "ewc_code",
            "naf_code",
            "available_from",
            "available_to",
            "months",
            "price",
            "current_solution",
            "constraints_text",
        ]
        widgets = {
            "direction": forms.RadioSelect,
            "period": forms.RadioSelect,
            "description": forms.Textarea(attrs={"rows": 2, "data-grow": ""}),
            "available_from": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "available_to": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ewc_candidates: list[tuple[str, str]] = []
        self.naf_candidates: list[tuple[str, str]] = []
        self._arrange(membership)
        if self.instance._state.adding:
            self.initial.setdefault("direction", Direction.RESOURCE)
            self.initial.setdefault("period", Period.YEAR)

    def _arrange(self, membership: Membership) -> None:
        self.fields["label"].widget.attrs.update(
            {"autocomplete": "off", "placeholder": _("vieux ordinateurs, formation SST, chariot…")}
        )
        self.fields["direction"].choices = [(d.value, str(d.label).capitalize()) for d in Direction]  # type: ignore[attr-defined]
        self.fields["period"].choices = Period.choices  # type: ignore[attr-defined]
        self.fields["period"].required = False
        self.fields["family"].required = False
        self.fields["family"].choices = [("", _("d’après le texte")), *Family.choices]  # type: ignore[attr-defined]
        self.fields["level"].choices = levels_for(membership)  # type: ignore[attr-defined]
        unit = self.instance.unit
        if unit and unit not in dict(UNITS):
            self.fields["unit"].choices = [*UNITS, (unit, unit)]  # type: ignore[attr-defined]

    def clean_ewc_code(self) -> str:
        return _checked_code(self.cleaned_data["ewc_code"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._choose_waste_code(cleaned)
        self._choose_activity(cleaned)
        if not cleaned.get("family"):
            label, direction = cleaned.get("label", ""), cleaned.get("direction", "")
            cleaned["family"] = cleaned.get("family_chip") or family_of(label, direction=direction)
        return cleaned

    def _choose_waste_code(self, cleaned: dict[str, Any]) -> None:
        """A code picked in the list, else the chip, else what was typed when it names one entry."""
        query = cleaned.get("ewc_query", "").strip()
        if cleaned.get("ewc_code") or not query:
            cleaned["ewc_code"] = cleaned.get("ewc_code") or _checked_code(cleaned.get("ewc_chip", ""))
            return
        found = search_ewc(query, CANDIDATES)
        if len(found) == 1:
            cleaned["ewc_code"] = found[0].code
            return
        self.ewc_candidates = [(code.code, code.label) for code in found]
        self.add_error("ewc_query", pick_one(bool(found)))

    def _choose_activity(self, cleaned: dict[str, Any]) -> None:
        query = cleaned.get("naf_query", "").strip()
        if cleaned.get("naf_code") or not query:
            return
        found = search_naf(query, CANDIDATES)
        if len(found) == 1:
            cleaned["naf_code"] = found[0].code
            return
        self.naf_candidates = [(activity.code, activity.label) for activity in found]
        self.add_error("naf_query", pick_one(bool(found)))

    def clean_naf_code(self) -> str:
        code = self.cleaned_data["naf_code"]
        if code and find_naf(code) is None and code != self.initial.get("naf_code"):
            raise ValidationError(_("Ce code NAF n’existe pas."))
        return str(code)

    @property
    def values(self) -> dict[str, Any]:
        """What the service writes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


def pick_one(found: bool) -> Any:
    return _("Choisissez dans la liste.") if found else _("Rien ne correspond : essayez un autre mot.")


def _checked_code(code: str) -> str:
    """A waste code as the list writes it, empty for none; raises ValidationError for one that does not exist."""
    if not code:
        return ""
    try:
        written = normalise_ewc(code)
    except ValueError:
        raise ValidationError(_("Ce code déchet n’existe pas.")) from None
    if not ewc_label(written):
        raise ValidationError(_("Ce code déchet n’existe pas."))
    return written + ("*" if "*" in code else "")


def levels_for(membership: Membership) -> list[tuple[str, Any]]:
    """The levels that a member may give: what an animator could not read again is left to advisers."""
    return [(level.value, level.label) for level in Level if level != Level.ADVISER or membership.role == Role.ADVISER]
