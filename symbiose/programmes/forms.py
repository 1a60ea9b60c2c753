from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from symbiose.accounts.forms import PasswordFieldsForm
from symbiose.accounts.models import User
from symbiose.programmes.invitations import NewAccount
from symbiose.programmes.models import Invitation, Membership, Partner, Programme, Role
from symbiose.programmes.roles import Grant
from symbiose.programmes.submissions import SubmissionForm


class DayInput(forms.DateInput):
    """A browser's own calendar; it reads and writes ISO dates."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class SettingsForm(forms.ModelForm[Programme]):
    class Meta:
        model = Programme
        fields = [
            "name",
            "tagline",
            "contact_phone",
            "started_on",
            "language",
            "hold_messages",
            "core_synergies",
            "core_events",
        ]
        widgets = {"started_on": DayInput}


class GrantFields(forms.Form):
    """The partner and the dates that go with a role."""

    def _offer(self, programme: Programme) -> None:
        partner = self.fields["partner"]
        assert isinstance(partner, forms.ModelChoiceField)
        partner.queryset = Partner.objects.filter(programme=programme)
        partner.required = False
        partner.empty_label = str(_("aucune"))
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = Role.choices  # without the blank one: a list of rows, none chosen in advance
        partner.help_text = _("Obligatoire pour un conseil de chambre.")
        self.fields["valid_from"].help_text = _("Pour un intérim : les relances passent à cette personne.")


class InvitationForm(GrantFields, SubmissionForm, forms.ModelForm[Invitation]):
    class Meta:
        model = Invitation
        fields = ["email", "role", "partner", "valid_from", "valid_until"]
        widgets = {"role": forms.RadioSelect, "valid_from": DayInput, "valid_until": DayInput}

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.programme = programme
        self._offer(programme)

    def grant(self) -> Grant:
        return Grant(**{name: self.cleaned_data[name] for name in ("role", "partner", "valid_from", "valid_until")})


class MembershipForm(GrantFields, forms.ModelForm[Membership]):
    class Meta:
        model = Membership
        fields = ["role", "partner", "valid_from", "valid_until"]
        widgets = {"role": forms.RadioSelect, "valid_from": DayInput, "valid_until": DayInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer(self.instance.programme)

    def clean(self) -> dict[str, Any]:
        """A person holds a role once (the form lacks the fields that the constraint names)."""
        data = super().clean() or self.cleaned_data
        same = Membership.objects.filter(
            programme=self.instance.programme_id, user=self.instance.user_id, role=data.get("role")
        )
        if same.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Cette personne a déjà ce rôle : changez-en les dates."))
        return data


class PartnerForm(forms.ModelForm[Partner]):
    class Meta:
        model = Partner
        fields = ["name", "short_name", "kind", "position", "email", "phone"]
        help_texts = {"position": _("L’ordre des logos et des listes, du plus petit au plus grand.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].required = False

    def clean_position(self) -> int:
        return self.cleaned_data.get("position") or 0

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        same = Partner.objects.filter(programme=self.instance.programme_id, name=name).exclude(pk=self.instance.pk)
        if same.exists():
            raise ValidationError(_("Un partenaire du programme porte déjà ce nom."))
        return name


class NewPartnerForm(SubmissionForm, PartnerForm):
    pass


class AcceptForm(PasswordFieldsForm):
    """What somebody invited says of themselves, and the password they choose."""

    first_name = forms.CharField(
        label=_("Prénom"), max_length=150, widget=forms.TextInput({"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Nom"), max_length=150, widget=forms.TextInput({"autocomplete": "family-name"})
    )
    job_title = forms.CharField(label=_("Fonction"), max_length=120, required=False)
    phone = forms.CharField(
        label=_("Téléphone"), max_length=30, required=False, widget=forms.TextInput({"autocomplete": "tel"})
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, user=User(email=email), **kwargs)
        self.order_fields(["first_name", "last_name", "job_title", "phone", "password1", "password2"])

    def account(self) -> NewAccount:
        names = ("first_name", "last_name", "job_title", "phone")
        return NewAccount(password=self.cleaned_data["password1"], **{n: self.cleaned_data[n] for n in names})
