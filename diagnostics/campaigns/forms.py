"""What may be typed of a campaign."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from diagnostics.models import Campaign

ANSWER_DAYS = 21
REOPENED_DAYS = 14
FARTHEST = timedelta(days=400)


def day_to_come(day: date) -> date:
    """A day after today, and not years from now. Raises ValidationError."""
    today = timezone.localdate()
    if day <= today:
        raise ValidationError(_("Choisissez un jour à venir."))
    if day > today + FARTHEST:
        raise ValidationError(_("Ce jour est trop lointain : un an au plus."))
    return day


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CampaignForm(forms.ModelForm[Campaign]):
    """The words and the last day of a campaign."""

    class Meta:
        model = Campaign
        fields = ["title", "intro", "answer_by", "reminds"]
        widgets = {"answer_by": DayInput, "intro": forms.Textarea(attrs={"rows": 3, "data-grow": ""})}
        help_texts = {
            "intro": _("En tête du message. Vide : le message parle de lui-même."),
            "reminds": _("Après une semaine, deux semaines, et la veille du dernier jour."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["answer_by"] = timezone.localdate() + timedelta(days=ANSWER_DAYS)

    def clean_answer_by(self) -> date:
        day: date = self.cleaned_data["answer_by"]
        return day if self.instance.pk and "answer_by" not in self.changed_data else day_to_come(day)


class RecipientsForm(forms.Form):
    """Who was ticked among the companies shown, and whether those beyond the page are meant too."""

    companies = forms.TypedMultipleChoiceField(coerce=int, required=False, choices=[])
    with_rest = forms.BooleanField(required=False)

    def __init__(self, *args: Any, shown: list[Company], rest: list[Company], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown, self.rest = shown, rest
        self.fields["companies"].choices = [(str(company.pk), str(company)) for company in shown]  # type: ignore[attr-defined]

    def chosen(self) -> list[Company]:
        ticked = set(self.cleaned_data["companies"])
        kept = [company for company in self.shown if company.pk in ticked]
        return kept + (self.rest if self.cleaned_data["with_rest"] else [])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.chosen():
            self.add_error("companies", _("Cochez au moins une entreprise."))
        return cleaned


class ReopenForm(forms.Form):
    answer_by = forms.DateField(label=_("Réponse attendue le"), widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer_by"].initial = timezone.localdate() + timedelta(days=REOPENED_DAYS)

    def clean_answer_by(self) -> date:
        return day_to_come(self.cleaned_data["answer_by"])
