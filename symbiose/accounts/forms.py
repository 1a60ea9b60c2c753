from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.forms import SetPasswordMixin
from django.utils.translation import gettext_lazy as _

from symbiose.accounts.models import User


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """The fields `login` and `password` of CONTRACTS, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Adresse électronique")
        self.fields["password"].label = _("Mot de passe")
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Rester connecté sur cet appareil")
        self.fields["remember"].initial = True  # a tablet that starts again sends by itself what it kept
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class ResetRequestForm(forms.Form):
    email = forms.EmailField(
        label=_("Adresse électronique"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"})
    )


class PasswordFieldsForm(SetPasswordMixin, forms.Form):  # type: ignore[type-arg]  # generic in its stubs alone
    """A password chosen twice, held to the site's rules."""

    password1, password2 = SetPasswordMixin.create_password_fields(
        label1=_("Mot de passe"), label2=_("Le même, une seconde fois")
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user or User()
        self.fields["password1"].help_text = _("Douze caractères au moins. Une phrase se retient mieux qu’un mot.")
        self.fields["password2"].help_text = ""

    def clean(self) -> dict[str, Any]:
        self.validate_passwords("password1", "password2")
        self.validate_password_for_user(self.user, "password2")
        return super().clean() or self.cleaned_data


class ProfileForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ["first_name", "last_name", "job_title", "phone", "language"]
        labels = {"first_name": _("Prénom"), "last_name": _("Nom")}
