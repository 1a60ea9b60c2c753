from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from companies.models import Company, Contact
from companies.siret import normalise_siret
from symbiose.accounts.models import User
from symbiose.nomenclatures.naf import find_naf
from symbiose.programmes.models import Membership, Park, Partner, Role

LARGEST_FILE = 5 * 1024 * 1024


def _helper() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    return helper


class CompanyForm(forms.ModelForm[Company]):
    """Five fields in sight; the rest under « Préciser »."""

    SHOWN = ("name", "city", "siret", "activity", "workforce")

    siret = forms.CharField(label=_("SIRET"), max_length=24, required=False)  # people type it in groups

    class Meta:
        model = Company
        fields = [
            "name", "city", "siret", "activity", "workforce", "trade_name", "kind", "naf_code", "address", "postcode",
            "park", "chambers", "assigned_adviser", "sharing_agreed_on", "named_in_public",
        ]  # fmt: skip
        widgets = {
            "chambers": forms.CheckboxSelectMultiple,
            "sharing_agreed_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme = membership.programme_id
        self._choose("park", Park.objects.filter(programme=programme))
        self._choose("chambers", Partner.objects.filter(programme=programme, kind=Partner.Kind.CHAMBER))
        advisers = Membership.objects.active().filter(programme=programme, role=Role.ADVISER)
        self._choose("assigned_adviser", User.objects.filter(pk__in=advisers.values("user")).order_by("last_name"))
        self.helper = _helper()

    def _choose(self, name: str, queryset: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queryset

    def clean_siret(self) -> str:
        typed = self.cleaned_data["siret"]
        try:
            return normalise_siret(typed) if typed.strip() else ""
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_naf_code(self) -> str:
        typed = self.cleaned_data["naf_code"]
        if not typed.strip():
            return ""
        activity = find_naf(typed)
        if activity is None:
            raise forms.ValidationError(_("Ce code NAF est inconnu. Par exemple : 10.71C."))
        return activity.code


class ContactForm(forms.ModelForm[Contact]):
    """A person, and how to reach them."""

    class Meta:
        model = Contact
        fields = [
            "title", "first_name", "last_name", "role", "phone", "email", "preferred_channel", "best_time",
            "is_primary",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper()


class ImportForm(forms.Form):
    """A file of companies, up to 5 MB."""

    file = forms.FileField(
        label=_("Fichier CSV ou XLSX"),
        help_text=_("Les colonnes se reconnaissent à leur nom ; jusqu’à 5 Mo."),
        error_messages={"required": _("Choisissez un fichier."), "empty": _("Ce fichier est vide.")},
    )
    chambers = forms.ModelMultipleChoiceField(
        label=_("Chambre des entreprises nouvelles"),
        queryset=Partner.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Ses conseillers les voient aussitôt ; cela se change sur chaque fiche."),
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chambers"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Partner.objects.filter(programme=membership.programme_id, kind=Partner.Kind.CHAMBER)

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST_FILE:
            raise forms.ValidationError(_("Ce fichier dépasse 5 Mo."))
        return upload


class NoteForm(forms.Form):
    """One sentence, and the company it is about when it is known."""

    text = forms.CharField(label=_("Noter"), max_length=2000, error_messages={"required": _("Écrivez une phrase.")})
    company = forms.ModelChoiceField(queryset=Company.objects.none(), required=False)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["company"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Company.objects.visible_to(membership).active()
