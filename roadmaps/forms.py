from __future__ import annotations

from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from companies.models import Contact
from roadmaps.models import Roadmap, Step
from symbiose.accounts.models import User
from symbiose.programmes.models import Membership, Role
from synergies.models import Participant

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
RULES = [
    ("equal", _("À parts égales")),
    ("volume", _("Selon la quantité de chacune")),
    ("workforce", _("Selon l’effectif")),
    ("free", _("Selon des parts convenues")),
]


def plain_helper() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class RoadmapForm(forms.ModelForm[Roadmap]):
    """The texts of a roadmap; those that are no column of their own are kept in its content."""

    why = forms.CharField(
        label=_("Pourquoi"), widget=forms.Textarea(attrs={"rows": 2}), max_length=600, required=False
    )
    how = forms.CharField(
        label=pgettext_lazy("pourquoi, comment, ensuite", "Comment"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=600,
        required=False,
    )
    then = forms.CharField(
        label=_("Ensuite"), widget=forms.Textarea(attrs={"rows": 2}), max_length=600, required=False
    )
    rule = forms.ChoiceField(label=_("Le reste à payer se partage"), choices=RULES)
    legal_form = forms.CharField(
        label=_("Cadre juridique"), max_length=300, required=False, help_text=_("Convention, achat groupé, bail…")
    )
    conditions = forms.CharField(
        label=_("Conditions"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000, required=False
    )

    CONTENT = ("why", "how", "then", "rule", "legal_form", "conditions")

    class Meta:
        model = Roadmap
        fields = ["title", "elected_referent", "next_meeting"]
        help_texts = {"next_meeting": _("Par exemple : mercredi 15 mars, 8 h 30, en mairie de Sillé.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.CONTENT:
            self.initial.setdefault(name, self.instance.content.get(name, ""))
        self.helper = plain_helper()

    def content(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.CONTENT}


class StepForm(forms.ModelForm[Step]):
    """What, who, until when; the owner is a contact, somebody of the programme, or a name."""

    starts_on = forms.DateField(label=_("Début"), widget=DAY, required=False)
    due_on = forms.DateField(label=_("Échéance"), widget=DAY)

    class Meta:
        model = Step
        fields = ["title", "owner_contact", "owner_user", "owner_name", "starts_on", "due_on", "deliverable"]
        labels = {
            "owner_contact": _("Responsable, dans une entreprise"),
            "owner_user": _("ou dans l’équipe du programme"),
            "owner_name": _("ou quelqu’un d’autre"),
        }

    def __init__(self, *args: Any, roadmap: Roadmap, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        companies = Participant.objects.current().filter(synergy=roadmap.synergy_id).values("company")
        contacts = Contact.objects.current().filter(company__in=companies).select_related("company")
        staff = Membership.objects.active().filter(programme=roadmap.programme_id)
        staff = staff.filter(role__in=[Role.ANIMATOR, Role.ADVISER, Role.PARTNER])
        self._choose("owner_contact", contacts)
        self._choose("owner_user", User.objects.filter(pk__in=staff.values("user")).order_by("last_name"))
        self.helper = plain_helper()

    def _choose(self, name: str, queryset: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queryset
        field.empty_label = str(_("personne"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        named = [name for name in ("owner_contact", "owner_user", "owner_name") if cleaned.get(name)]
        if not named:
            self.add_error("owner_contact", _("Choisissez un responsable : une étape sans personne ne se fait pas."))
        if len(named) > 1:
            self.add_error(named[1], _("Un seul responsable par étape."))
        return cleaned


class StepStateForm(forms.Form):
    """How far a step is, and what blocks it."""

    state = forms.ChoiceField(
        label=_("Où en est-elle ?"),
        choices=[(value, capfirst(label)) for value, label in Step.State.choices],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Ce qui a été fait"), max_length=300, required=False)
    blocked_by = forms.ModelChoiceField(
        label=_("Bloquée par"),
        queryset=Step.objects.none(),
        required=False,
        empty_label=_("aucune étape"),
    )
    unblocked_when = forms.CharField(label=_("Débloquée quand"), max_length=200, required=False)

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["blocked_by"]
        assert isinstance(field, forms.ModelChoiceField)
        others = Step.objects.filter(roadmap=step.roadmap_id).exclude(pk=step.pk).exclude(blocked_by=step.pk)
        field.queryset = others.exclude(state=Step.State.DROPPED)
        self.helper = plain_helper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("state") == Step.State.BLOCKED and not (
            cleaned.get("blocked_by") or cleaned.get("unblocked_when")
        ):
            self.add_error("unblocked_when", _("Dites ce qui bloque, ou ce qui débloquera."))
        return cleaned


class WeatherForm(forms.Form):
    weather = forms.ChoiceField(label=_("Météo"), choices=Roadmap.Weather.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("En une phrase"),
        max_length=200,
        error_messages={"required": _("Écrivez une phrase : elle sera lue au COPIL.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = plain_helper()


class ValidateForm(forms.Form):
    by_whom = forms.CharField(
        label=_("Validée par"),
        max_length=160,
        help_text=_("Par exemple : les 12 participants, ou le COPIL du 8 décembre."),
        error_messages={"required": _("Dites qui a validé : c’est écrit sur le PDF.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = plain_helper()


class GuestForm(forms.Form):
    user = forms.ModelChoiceField(
        label=_("Expert à inviter"), queryset=User.objects.none(), empty_label=_("choisissez une personne")
    )

    def __init__(self, *args: Any, roadmap: Roadmap, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = Membership.objects.active().filter(programme=roadmap.programme_id, role=Role.PARTNER)
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)
        invited = roadmap.guests.values("user")
        field.queryset = User.objects.filter(pk__in=partners.values("user")).exclude(pk__in=invited)
        self.helper = plain_helper()


class CommitmentForm(forms.ModelForm[Participant]):
    """What a company brings, who said so and when, and its part in the sharing rule."""

    committed_on = forms.DateField(label=_("le"), widget=DAY, required=False)
    part = forms.DecimalField(
        label=_("Sa quantité ou sa part"),
        max_digits=12,
        decimal_places=3,
        localize=True,
        min_value=Decimal(0),
        required=False,
    )

    class Meta:
        model = Participant
        fields = ["commitment", "committed_by", "committed_on"]


class OwnStepForm(forms.Form):
    """A step as its owner tells it, from a phone."""

    state = forms.ChoiceField(
        label=_("Où en êtes-vous ?"),
        choices=[
            (Step.State.DONE, _("C’est fait")),
            (Step.State.DOING, _("En cours")),
            (Step.State.BLOCKED, _("Quelque chose bloque")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez une réponse.")},
    )
    note = forms.CharField(label=_("Un mot (ce qui est fait, ou ce qui bloque)"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = plain_helper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("state") == Step.State.BLOCKED and not cleaned.get("note"):
            self.add_error("note", _("Dites en un mot ce qui bloque : nous vous aidons."))
        return cleaned
