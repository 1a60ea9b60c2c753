"""What may be typed after a visit: the agreement, a line as its company writes it, a remark."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from companies.models import Company, Contact
from diagnostics.enums import Direction, Period
from diagnostics.flow_forms import UNITS, FrenchDecimalField
from diagnostics.models import DataAgreement, Flow
from diagnostics.report.agreements import Signing
from diagnostics.report.signature import Strokes, read_strokes
from diagnostics.suggestions import family_of


class AgreementForm(forms.Form):
    """Who signs: a person known of the company, or a name typed; drawn where a finger can draw."""

    agreement_uuid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    contact = forms.ModelChoiceField(
        label=_("Qui signe ?"), queryset=Contact.objects.none(), required=False, empty_label=_("une autre personne")
    )
    signer_name = forms.CharField(
        label=_("Nom"), max_length=120, required=False, widget=forms.TextInput({"autocomplete": "off"})
    )
    signer_role = forms.CharField(
        label=_("Fonction"), max_length=120, required=False, widget=forms.TextInput({"autocomplete": "off"})
    )
    signature = forms.CharField(widget=forms.HiddenInput({"data-signature": ""}), required=False)
    agreed = forms.BooleanField(
        label=_("J’ai lu ce texte et je suis d’accord"),
        error_messages={"required": _("Cochez cette case pour signer ; sinon, l’accord reste à demander.")},
    )

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.company = company
        people: QuerySet[Contact] = Contact.objects.current().filter(company=company).order_by("-is_primary", "pk")
        self.fields["contact"].queryset = people  # type: ignore[attr-defined]
        self.fields["contact"].initial = people.first()

    def clean_agreement_uuid(self) -> uuid.UUID:
        return _free_key(DataAgreement, self.cleaned_data["agreement_uuid"], self.company)

    def clean_signature(self) -> Strokes:
        try:
            return read_strokes(self.cleaned_data["signature"])
        except ValueError:
            raise ValidationError(_("Le dessin n’a pas pu être lu : effacez-le et signez de nouveau.")) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("contact") and not cleaned.get("signer_name") and "signer_name" not in self.errors:
            self.add_error("signer_name", _("Écrivez le nom de la personne qui signe."))
        return cleaned

    @property
    def signing(self) -> Signing:
        contact = self.cleaned_data["contact"]
        name, role = self.cleaned_data["signer_name"], self.cleaned_data["signer_role"]
        return Signing(
            signer_name=name or str(contact)[:120],
            signer_role=role or (contact.role if contact and not name else ""),
            contact=contact if not name else None,
            signature=self.cleaned_data["signature"],
        )


def _free_key(model: type[DataAgreement] | type[Flow], key: uuid.UUID, company: Company) -> uuid.UUID:
    """A key made with a form may come twice, but never for another company's row."""
    if model.objects.filter(uuid=key).exclude(company=company).exists():
        raise ValidationError(_("Cette page est trop ancienne : rechargez-la, puis recommencez."))
    return key


class WithdrawForm(forms.Form):
    """Staff withdraws on the company's demand, and says who asked."""

    asked_by = forms.CharField(label=_("Demandé par"), max_length=120)


class OwnLineForm(forms.ModelForm[Flow]):
    """A line in its company's own words; who sees it is the company's to say."""

    quantity = FrenchDecimalField(label=_("Combien"), required=False)
    unit = forms.ChoiceField(label=_("Unité"), choices=UNITS, required=False)

    class Meta:
        model = Flow
        fields = ["label", "quantity", "unit", "period", "level"]
        labels = {"label": _("De quoi s’agit-il ?"), "period": _("Tous les combien"), "level": _("Qui la voit")}
        widgets = {"level": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [("", _("sans rythme")), *Period.choices]  # type: ignore[attr-defined]
        self.fields["label"].widget.attrs["autocomplete"] = "off"
        unit = self.instance.unit
        if unit and unit not in dict(UNITS):
            self.fields["unit"].choices = [*UNITS, (unit, unit)]  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class NewLineForm(OwnLineForm):
    """The same for a line that was forgotten: it also says on which side."""

    line_uuid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta(OwnLineForm.Meta):
        fields = ["direction", *OwnLineForm.Meta.fields]
        labels = {**OwnLineForm.Meta.labels, "direction": _("C’est")}
        widgets = {**OwnLineForm.Meta.widgets, "direction": forms.RadioSelect}

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.company = company
        self.fields["direction"].choices = [  # type: ignore[attr-defined]
            (Direction.RESOURCE.value, _("ce que je propose")),
            (Direction.NEED.value, _("ce dont j’ai besoin")),
        ]
        self.initial.setdefault("direction", Direction.RESOURCE)

    def clean_line_uuid(self) -> uuid.UUID:
        return _free_key(Flow, self.cleaned_data["line_uuid"], self.company)

    @property
    def values(self) -> dict[str, Any]:
        said = super().values
        return said | {"family": family_of(said["label"], direction=said["direction"])}


class RemarkForm(forms.Form):
    remark = forms.CharField(
        label=_("Une remarque à votre conseiller"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3, "data-grow": ""}),
    )
