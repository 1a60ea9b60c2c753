"""What may be typed of a survey."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from diagnostics.campaigns.forms import DayInput, day_to_come
from diagnostics.models import Survey, Template
from diagnostics.questionnaire.schema import read_schema
from diagnostics.surveys.counting import countable
from symbiose.programmes.models import Membership

OPEN_DAYS = 21


class SurveyForm(forms.ModelForm[Survey]):
    """Which questions, until when, and which companies spread them."""

    companies = forms.ModelMultipleChoiceField(
        label=_("Entreprises qui le transmettent à leurs salariés"),
        queryset=Company.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez au moins une entreprise.")},
    )

    class Meta:
        model = Survey
        fields = ["template", "title", "intro", "closes_on"]
        widgets = {"closes_on": DayInput, "intro": forms.Textarea(attrs={"rows": 3, "data-grow": ""})}
        help_texts = {"intro": _("En tête de la page des salariés. Facultatif.")}

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        templates = Template.objects.visible_to(membership).current().filter(kind=Template.Kind.SURVEY)
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]
        self.fields["companies"].queryset = Company.objects.visible_to(membership).active()  # type: ignore[attr-defined]
        self.initial = {**self.initial, **self._proposed(templates.order_by("-stock", "title").first())}

    def _proposed(self, template: Template | None) -> dict[str, Any]:
        """What a new survey starts with: the questions of the product, their title, three weeks."""
        proposed: dict[str, Any] = {"closes_on": timezone.localdate() + timedelta(days=OPEN_DAYS)}
        return proposed | {"template": template.pk, "title": template.title} if template else proposed

    def clean_closes_on(self) -> date:
        return day_to_come(self.cleaned_data["closes_on"])

    def clean_template(self) -> Template:
        template: Template = self.cleaned_data["template"]
        if not countable(read_schema(template.schema)):
            raise forms.ValidationError(_("Ce modèle ne pose aucune question qui se compte."))
        return template


class ExtendForm(forms.Form):
    closes_on = forms.DateField(label=_("Ouvert jusqu’au"), widget=DayInput)

    def clean_closes_on(self) -> date:
        return day_to_come(self.cleaned_data["closes_on"])


class AddCompaniesForm(forms.Form):
    """Companies that come to a survey later."""

    companies = forms.ModelMultipleChoiceField(
        label=_("Ajouter des entreprises"),
        queryset=Company.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez au moins une entreprise.")},
    )

    def __init__(self, *args: Any, survey: Survey, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Company.objects.visible_to(membership).active().exclude(pk__in=survey.companies.values("company"))
        self.fields["companies"].queryset = others  # type: ignore[attr-defined]


class NeedForm(forms.Form):
    """A finding about to become a need of the company: which one, and in what words."""

    finding = forms.CharField(max_length=80, widget=forms.HiddenInput)
    label = forms.CharField(
        label=_("Le besoin"), max_length=200, error_messages={"required": _("Dites ce que l’entreprise cherche.")}
    )


class SheetForm(forms.Form):
    """The key of one page handed out: sent twice, it counts once."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    @staticmethod
    def new_key() -> str:
        return str(uuid.uuid4())
