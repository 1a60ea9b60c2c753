"""What may be typed on a template and its sections; questions have a form of their own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diagnostics.models import Template
from diagnostics.questionnaire.json_reading import LONGEST
from symbiose.programmes.submissions import SubmissionForm


class NewTemplateForm(SubmissionForm):
    """A new series: its kind, where it starts from, its name."""

    start = forms.ModelChoiceField(
        label=_("À partir de"), queryset=Template.objects.none(), required=False, empty_label=_("rien : une page vide")
    )
    kind = forms.ChoiceField(
        label=_("Ce que c’est"),
        choices=Template.Kind.choices,
        initial=Template.Kind.QUESTIONNAIRE,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Utile pour une page vide ; une copie garde la nature de son modèle."),
    )
    title = forms.CharField(label=_("Titre"), max_length=LONGEST["title"])

    def __init__(self, *args: Any, templates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].queryset = templates  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Template.Kind.QUESTIONNAIRE


class HeadForm(forms.Form):
    """The name of a template, and what it is for."""

    title = forms.CharField(label=_("Titre"), max_length=LONGEST["title"])
    description = forms.CharField(
        label=_("À quoi il sert"),
        max_length=LONGEST["description"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-grow": ""}),
    )


class SectionForm(forms.Form):
    title = forms.CharField(label=_("Titre de la partie"), max_length=LONGEST["title"])
    help = forms.CharField(
        label=_("Aide"),
        max_length=LONGEST["help"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-grow": ""}),
    )
