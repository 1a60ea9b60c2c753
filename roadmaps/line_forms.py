"""The tables of a roadmap: one small form per line, kept as plain JSON and shown as forms again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diagnostics.enums import FigureKind
from roadmaps.forms import DAY


class EuroField(forms.DecimalField):
    """Euros as typed, with a comma or not."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=Decimal(0), max_digits=11, decimal_places=2, localize=True, **kwargs)


class LineForm(forms.Form):
    """One line of a roadmap's table: as plain JSON once cleaned, and as a form again later."""

    def row(self) -> dict[str, Any]:
        return {name: _plain(value) for name, value in self.cleaned_data.items() if name != "DELETE"}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else str(value) if isinstance(value, Decimal) else value


class MoneyLineForm(LineForm):
    amount = EuroField(label=_("Montant (€)"))

    def row(self) -> dict[str, Any]:
        row = super().row()
        row["cents"] = int(Decimal(row.pop("amount")) * 100)
        return row


class BudgetLineForm(MoneyLineForm):
    label = forms.CharField(label=_("Dépense"), max_length=120)
    source = forms.CharField(label=_("D’après"), max_length=120, required=False)
    field_order = ["label", "amount", "source"]


class FundingLineForm(MoneyLineForm):
    label = forms.CharField(label=_("Aide"), max_length=120)
    note = forms.CharField(label=_("Demandée ou acquise"), max_length=120, required=False)
    field_order = ["label", "amount", "note"]


class KeyFigureForm(LineForm):
    value = forms.CharField(label=_("Chiffre"), max_length=20)
    label = forms.CharField(label=_("Ce qu’il dit"), max_length=60)
    kind = forms.ChoiceField(label=_("Comment on le sait"), choices=FigureKind.choices, initial=FigureKind.ESTIMATED)


class GainForm(LineForm):
    label = forms.CharField(label=_("Gain"), max_length=120)
    value = forms.CharField(label=_("Combien"), max_length=60)
    kind = forms.ChoiceField(label=_("Comment on le sait"), choices=FigureKind.choices, initial=FigureKind.ESTIMATED)
    source = forms.CharField(label=_("D’après"), max_length=160, required=False)


class IndicatorForm(LineForm):
    label = forms.CharField(label=_("Indicateur"), max_length=120)
    target = forms.DecimalField(label=_("Cible"), max_digits=12, decimal_places=2, localize=True, required=False)
    unit = forms.CharField(label=_("Unité"), max_length=20, required=False)
    value = forms.DecimalField(label=_("Relevé"), max_digits=12, decimal_places=2, localize=True, required=False)
    read_on = forms.DateField(label=_("le"), widget=DAY, required=False)


class RiskForm(LineForm):
    label = forms.CharField(label=_("Risque"), max_length=160)
    level = forms.ChoiceField(
        label=_("Niveau"),
        initial="faible",
        choices=[("faible", _("faible")), ("moyen", _("moyen")), ("élevé", _("élevé"))],
    )
    response = forms.CharField(label=_("Parade"), max_length=200, required=False)


class DecisionForm(LineForm):
    on = forms.DateField(label=_("Le"), widget=DAY, required=False)
    event = forms.CharField(label=_("Rencontre"), max_length=80, required=False)
    text = forms.CharField(label=_("Décision"), max_length=200)
    to_take = forms.BooleanField(label=_("À prendre"), required=False)


TABLES: dict[str, tuple[type[LineForm], Any]] = {
    "key_figures": (KeyFigureForm, _("Chiffres clés")),
    "budget": (BudgetLineForm, _("Dépenses")),
    "fundings": (FundingLineForm, _("Aides")),
    "gains": (GainForm, _("Gains attendus")),
    "indicators": (IndicatorForm, _("Indicateurs")),
    "risks": (RiskForm, _("Risques")),
    "decisions": (DecisionForm, _("Décisions")),
}


def table_formsets(content: dict[str, Any], data: Any = None) -> dict[str, Any]:
    """One formset per table of the content, filled with its rows and two empty lines."""
    formsets = {}
    for name, (form, title) in TABLES.items():
        made = forms.formset_factory(form, extra=2, can_delete=True, max_num=60, validate_max=True)
        formset = made(data, prefix=name, initial=[_initial(row) for row in content.get(name, [])])
        formset.title = title  # type: ignore[attr-defined]  # read by the template
        formsets[name] = formset
    return formsets


def _initial(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "amount": Decimal(row["cents"]) / 100} if "cents" in row else row


def table_rows(formset: Any) -> list[dict[str, Any]]:
    """The lines that were typed and not deleted."""
    forms_left = [form for form in formset.forms if form.has_changed() or form.initial]
    return [form.row() for form in forms_left if form.cleaned_data and not form.cleaned_data.get("DELETE")]
