"""What may be typed on a line: five fields, and « Préciser » for the rest."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from diagnostics.enums import Direction, Family, Level, Outlet, Period
from diagnostics.models import Flow
from diagnostics.suggestions import family_of
from symbiose.lexicon.spoken import read_amount, read_line
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
    ("demi-journée", "demi-journées"),
    ("h", "heures"),
    ("kWh", "kWh"),
    ("MWh", "MWh"),
    ("m2", "m²"),
    ("ha", "hectares"),
    ("trajet", "trajets"),
    ("session", "sessions"),
    ("€", "€"),
)
CANDIDATES = 6
LONGEST_AMOUNT = 60
LONGEST_LABEL = 200
SPOKEN = frozenset(
    {"direction", "quantity", "unit", "period", "price", "ewc_code", "available_from", "available_to", "months"}
)
DEFAULTED = frozenset({"direction", "period"})  # a choice always stands there: it tells nothing of a hand
SCRIPT = "js"  # the first word of `touched`, written by static/js/capture.js


def typed_amount(value: Decimal | None) -> str:
    """A number as it would be typed: « 1200,5 »."""
    return "" if value is None else f"{value.normalize():f}".replace(".", ",")


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
        return typed_amount(value) if isinstance(value, Decimal) else value


class AmountField(FrenchDecimalField):
    """A quantity in which unit and period may be typed too: « 60 kg/an ». They wait in `said` for the form."""

    said: tuple[str, str] = ("", "")

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs say int
        try:
            return super().to_python(value)
        except ValidationError:
            read = read_amount(str(value)[:LONGEST_AMOUNT])
            if read is None:
                raise
            number, unit, period = read
            self.said = (unit, period)
            return number


class FlowForm(forms.ModelForm[Flow]):
    """One line: five fields, and « Préciser » for the rest.

    A new line may be typed in one breath (« 30 t/an chutes de sapin ») in its label: what was said there goes to its
    field when the form is read, whatever the browser did before. `touched` names the fields that a hand changed, which
    then hold what that hand wrote.
    """

    quantity = AmountField(label=_("Quantité"), required=False)
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
    touched = forms.CharField(widget=forms.HiddenInput, max_length=400, required=False)
    photo = forms.UUIDField(widget=forms.HiddenInput, required=False)
    private_note = forms.CharField(
        label=_("Note privée"),
        help_text=_("Lue par vous et votre chambre seulement ; elle n’est jamais exportée."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-grow": ""}),
    )

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
            "frequency",
            "contract_ends_on",
            "outlet",
        ]
        widgets = {
            "direction": forms.RadioSelect,
            "period": forms.RadioSelect,
            "description": forms.Textarea(attrs={"rows": 2, "data-grow": ""}),
            "available_from": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "available_to": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "contract_ends_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }

    def __init__(self, *args: Any, membership: Membership, with_private_note: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if with_private_note:
            self.initial.setdefault("private_note", self.instance.private_note)
        else:
            del self.fields["private_note"]
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
        self.fields["outlet"].choices = [("", _("on ne sait pas")), *Outlet.choices]  # type: ignore[attr-defined]
        unit = self.instance.unit
        if unit and unit not in dict(UNITS):
            self.fields["unit"].choices = [*UNITS, (unit, unit)]  # type: ignore[attr-defined]

    def clean_ewc_code(self) -> str:
        return _checked_code(self.cleaned_data["ewc_code"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._take_amount(cleaned)
        if self.instance._state.adding and cleaned.get("label"):
            take_spoken(cleaned, touched=self._touched(), today=timezone.localdate())
        self._choose_waste_code(cleaned)
        self._choose_activity(cleaned)
        if not cleaned.get("family"):
            label, direction = cleaned.get("label", ""), cleaned.get("direction", "")
            cleaned["family"] = cleaned.get("family_chip") or family_of(label, direction=direction)
        return cleaned

    def _take_amount(self, cleaned: dict[str, Any]) -> None:
        """What was typed after the number counts more than the list beside it."""
        unit, period = self.fields["quantity"].said  # type: ignore[attr-defined]  # an AmountField
        cleaned["unit"] = unit or cleaned.get("unit", "")
        cleaned["period"] = period or cleaned.get("period", "")

    def _touched(self) -> frozenset[str]:
        """The fields that a hand changed. Without a script nobody tells: what is filled was typed."""
        told = self.cleaned_data.get("touched", "").split()
        if told[:1] == [SCRIPT]:
            touched = set(told[1:])
        else:
            touched = {name for name in SPOKEN - DEFAULTED if self.cleaned_data.get(name)}
        if self.fields["quantity"].said[1]:  # type: ignore[attr-defined]  # an AmountField
            touched.add("period")
        return frozenset(touched | {"unit"} if "quantity" in touched else touched)

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
        private = ["private_note"] if "private_note" in self.fields else []
        return {name: self.cleaned_data[name] for name in [*self.Meta.fields, *private]}


def fresh_line_form(*, membership: Membership, with_private_note: bool, asked: Mapping[str, str]) -> FlowForm:
    """The form of the next line; `asked` (the address of the page) may bring a label, a code, a photo with it."""
    code, label = asked.get("ewc_code", "")[:9], asked.get("label", "").replace("\x00", "")[:LONGEST_LABEL]
    initial = {
        "label": label,
        "ewc_code": code if ewc_label(code) else "",
        "naf_code": naf if find_naf(naf := asked.get("naf_code", "")[:6]) else "",
        "direction": asked.get("direction") if asked.get("direction") in Direction.values else Direction.RESOURCE,
        "photo": read_uuid(asked.get("photo", "")),
    }
    return FlowForm(membership=membership, with_private_note=with_private_note, initial=initial)


def read_uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def take_spoken(cleaned: dict[str, Any], *, touched: frozenset[str], today: date) -> None:
    """Give each field what the label says of it, save those that a hand changed; the label keeps the rest."""
    line = read_line(cleaned["label"], today=today)
    if not line.says_more:
        return
    cleaned["label"] = line.label
    for name in SPOKEN - touched:
        value = getattr(line, name)
        if value:
            cleaned[name] = list(value) if name == "months" else value


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
