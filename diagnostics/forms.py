"""What may be typed on a visit, its notes, a sending and an import."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from diagnostics.enums import Level
from diagnostics.flow_forms import CANDIDATES, pick_one
from diagnostics.models import Diagnostic, Template
from symbiose.lexicon.words import search_key
from symbiose.programmes.models import Membership, Role


class MemberChoiceField(forms.ModelChoiceField[Membership]):
    """An adviser, by name and chamber."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user}, {obj.partner}" if obj.partner else str(obj.user)


class PlanForm(forms.ModelForm[Diagnostic]):
    """Who visits and when."""

    adviser_membership = MemberChoiceField(label=_("Conseiller"), queryset=Membership.objects.none())

    class Meta:
        model = Diagnostic
        fields = ["visit_on", "visit_at"]
        widgets = {
            "visit_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "visit_at": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        }
        labels = {"visit_on": _("Date de la visite"), "visit_at": _("Heure")}

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        advisers = advisers_for(membership)
        field = self.fields["adviser_membership"]
        field.queryset = advisers  # type: ignore[attr-defined]
        if self.instance.pk:
            field.initial = advisers.filter(user=self.instance.adviser_id).first()
        elif membership.role == Role.ADVISER:
            field.initial = membership.pk

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("visit_at") and not cleaned.get("visit_on") and "visit_on" not in self.errors:
            self.add_error("visit_on", _("Une heure demande un jour."))
        return cleaned


def advisers_for(membership: Membership) -> QuerySet[Membership]:
    """Who may be sent: any adviser of the programme by an animator, those of one's chamber by an adviser."""
    advisers = Membership.objects.active().filter(programme=membership.programme_id, role=Role.ADVISER)
    if membership.role == Role.ADVISER:
        advisers = advisers.filter(partner=membership.partner_id)
    return advisers.select_related("user", "partner")


class VisitForm(PlanForm):
    """A new visit: which company, found by a few letters, then who and when."""

    company = forms.ModelChoiceField(queryset=Company.objects.none(), required=False)
    company_query = forms.CharField(label=_("Entreprise"), max_length=120, required=False)
    template = forms.ModelChoiceField(
        label=_("Questions"), queryset=Template.objects.none(), required=False, empty_label=None
    )
    visit_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, membership=membership, **kwargs)
        self.companies = Company.objects.visible_to(membership).active()
        self.fields["company"].queryset = self.companies  # type: ignore[attr-defined]
        templates = diagnostic_templates(membership)
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]
        self.fields["template"].initial = templates.filter(stock=Template.Stock.FULL).first()
        self.company_candidates: list[Company] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("company"):
            query = cleaned.get("company_query", "")
            found = find_companies(self.companies, query)
            if len(found) == 1:
                cleaned["company"] = found[0]
            else:
                self.company_candidates = found
                self.add_error("company_query", _which_company(query, bool(found)))
        return cleaned


def diagnostic_templates(membership: Membership) -> QuerySet[Template]:
    """The questions with which a visit may begin."""
    ours = Template.objects.visible_to(membership).filter(kind=Template.Kind.DIAGNOSTIC)
    return ours.filter(pk__in=Template.objects.current().values("pk")).order_by("title", "pk")


def find_companies(companies: QuerySet[Company], query: str) -> list[Company]:
    """The companies whose name, commune or people hold every word typed."""
    words = search_key(query).split()
    for word in words:
        companies = companies.filter(search_text__contains=word)
    return list(companies[:CANDIDATES]) if words else []


def _which_company(query: str, found: bool) -> Any:
    if not query.strip():
        return _("Écrivez le nom de l’entreprise à visiter.")
    return pick_one(found)


class NotesForm(forms.ModelForm[Diagnostic]):
    """What was said beside the lines. The private note is only there for its author and their chamber."""

    class Meta:
        model = Diagnostic
        fields = ["notes", "private_note"]
        widgets = {
            "notes": forms.Textarea(attrs={"rows": 5, "data-grow": ""}),
            "private_note": forms.Textarea(attrs={"rows": 3, "data-grow": ""}),
        }
        labels = {"notes": _("Projets, difficultés, périodes chargées"), "private_note": _("Note privée")}
        help_texts = {
            "notes": _("Lu par l’animatrice et votre chambre."),
            "private_note": _("Lue par vous et votre chambre seulement ; elle n’est jamais exportée."),
        }

    def __init__(self, *args: Any, with_private_note: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_private_note:
            del self.fields["private_note"]
        for name, field in self.fields.items():
            field.widget.attrs.update(self._kept_as_typed(name))

    def _kept_as_typed(self, name: str) -> dict[str, str]:
        """What the script needs to keep the field as it is typed (docs/adr/0017)."""
        return {
            "data-sync-target": "visit",
            "data-sync-key": str(self.instance.uuid),
            "data-sync-field": name,
            "data-sync-base": json.dumps(self.initial.get(name, "")),
        }


class ImportForm(forms.Form):
    file = forms.FileField(label=_("Fichier CSV ou XLSX"))


class LevelForm(forms.Form):
    """The company opens or closes one of its lines."""

    level = forms.ChoiceField(choices=Level.choices)
