from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from symbiose.links.colleagues import Colleague
from symbiose.programmes.submissions import SubmissionForm


class ColleagueForm(SubmissionForm):
    first_name = forms.CharField(label=_("Prénom"), max_length=60, widget=forms.TextInput({"autocomplete": "off"}))
    last_name = forms.CharField(label=_("Nom"), max_length=80, widget=forms.TextInput({"autocomplete": "off"}))
    email = forms.EmailField(label=_("Courriel"), max_length=254, widget=forms.EmailInput({"autocomplete": "off"}))
    role = forms.CharField(label=_("Fonction"), max_length=120, required=False)

    def colleague(self) -> Colleague:
        names = ("first_name", "last_name", "email", "role")
        return Colleague(**{name: self.cleaned_data[name] for name in names})


class AskForLinkForm(forms.Form):
    email = forms.EmailField(
        label=_("Votre courriel professionnel"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"})
    )
