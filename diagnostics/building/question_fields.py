"""The fields of a question's form, for all kinds; the form leaves those that a kind needs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from diagnostics.enums import Direction, Family, Level, Outlet, Period
from diagnostics.flow_forms import FrenchDecimalField
from diagnostics.questionnaire.json_reading import LONGEST, MOST_FILES, MOST_ROWS
from diagnostics.questionnaire.questions import DEFAULT_ROWS

# The form comes back with the fields that go with the choice; without a script, a button asks for it.
REDRAW = {"hx-post": "", "hx-trigger": "change", "hx-vals": '{"do": "refresh"}'}


def _plain(label: Any, longest: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False, **kwargs)


def _lines(label: Any, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4})  # it does not grow: its style would be copied as the form redraws
    return forms.CharField(label=label, max_length=20_000, required=False, widget=widget, **kwargs)


class QuestionFields(forms.Form):
    """Everything that may be said of a question."""

    text = forms.CharField(
        label=gettext_lazy("Question"), max_length=LONGEST["text"], widget=forms.Textarea(attrs={"rows": 2})
    )
    kind = forms.ChoiceField(label=gettext_lazy("Type de réponse"), widget=forms.Select(attrs=REDRAW))
    options_new = _lines(gettext_lazy("Choix"))
    columns_new = _lines(gettext_lazy("Colonnes"))
    unit = _plain(gettext_lazy("Unité"), 20, help_text=gettext_lazy("Par exemple t, m², salariés."))
    help = _plain(gettext_lazy("Aide sous la question"), LONGEST["help"], widget=forms.Textarea(attrs={"rows": 2}))
    why = _plain(gettext_lazy("Pourquoi elle est posée"), LONGEST["why"], widget=forms.Textarea(attrs={"rows": 2}))
    required = forms.BooleanField(label=gettext_lazy("Il faut y répondre pour terminer"), required=False)
    section = forms.ChoiceField(label=gettext_lazy("Partie"))
    least = FrenchDecimalField(label=gettext_lazy("Au moins"), required=False)
    most = FrenchDecimalField(label=gettext_lazy("Au plus"), required=False)
    rows = forms.IntegerField(
        label=gettext_lazy("Lignes au plus"), min_value=1, max_value=MOST_ROWS, required=False, initial=DEFAULT_ROWS
    )
    accept = forms.ChoiceField(
        label=gettext_lazy("Ce qui peut être envoyé"),
        choices=[("photo", gettext_lazy("Des photos")), ("file", gettext_lazy("Des fichiers"))],
        required=False,
    )
    most_files = forms.IntegerField(
        label=gettext_lazy("Combien au plus"), min_value=1, max_value=MOST_FILES, required=False, initial=5
    )
    directions = forms.MultipleChoiceField(
        label=gettext_lazy("Quelles lignes"),
        choices=Direction.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    families = forms.MultipleChoiceField(
        label=gettext_lazy("Quelles familles"),
        choices=Family.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    condition_question = forms.ChoiceField(
        label=gettext_lazy("Seulement si, à la question"), required=False, widget=forms.Select(attrs=REDRAW)
    )
    condition_values = forms.MultipleChoiceField(
        label=gettext_lazy("on a répondu"), required=False, widget=forms.CheckboxSelectMultiple
    )
    flow_direction = forms.ChoiceField(
        label=gettext_lazy("La réponse donne une ligne"),
        choices=[
            ("none", gettext_lazy("Non")),
            (Direction.RESOURCE.value, gettext_lazy("Elle propose")),
            (Direction.NEED.value, gettext_lazy("Elle cherche")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    flow_family = forms.ChoiceField(
        label=gettext_lazy("Famille"), choices=[("", "…"), *Family.choices], required=False
    )
    flow_label = _plain(
        gettext_lazy("Nom de la ligne"),
        LONGEST["label"],
        help_text=gettext_lazy("Vide : les mots de la réponse, ou du choix."),
    )
    flow_unit = _plain(gettext_lazy("Unité de la ligne"), 20)
    flow_period = forms.ChoiceField(
        label=gettext_lazy("Période"), choices=[("", gettext_lazy("sans période")), *Period.choices], required=False
    )
    flow_level = forms.ChoiceField(label=gettext_lazy("Qui la voit"), choices=Level.choices, required=False)
    flow_ewc_code = _plain(gettext_lazy("Code déchet"), 12)
    flow_outlet = forms.ChoiceField(
        label=gettext_lazy("Où elle va"), choices=[("", "…"), *Outlet.choices], required=False
    )
    flow_quantity = forms.ChoiceField(label=gettext_lazy("Quantité donnée par"), required=False)
    flow_until = forms.ChoiceField(label=gettext_lazy("Date limite donnée par"), required=False)
    flow_contract = forms.ChoiceField(label=gettext_lazy("Fin de contrat donnée par"), required=False)
    prefill_company = forms.ChoiceField(label=gettext_lazy("D’après la fiche de l’entreprise"), required=False)
    prefill_words = _plain(
        gettext_lazy("D’après une ligne de la visite qui contient"),
        600,
        help_text=gettext_lazy("Des mots, séparés par des virgules : la réponse est alors proposée, à confirmer."),
    )
    prefill_sentence = _plain(
        gettext_lazy("Phrase qui la propose"),
        LONGEST["sentence"],
        help_text=gettext_lazy("Par exemple « vous êtes {value} »."),
    )
