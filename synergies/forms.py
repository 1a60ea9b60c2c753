from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from symbiose.programmes.models import Membership
from synergies.models import Kind, Participant, Synergy
from synergies.transitions import NEEDS_REASON, next_states

KIND_WORDS = [
    (Kind.MUTUALISATION, _("Mutualisation : le même besoin, traité ensemble")),
    (Kind.SHARING, _("Partage : un équipement, un lieu ou une compétence qui sert à d’autres")),
    (Kind.SUBSTITUTION, _("Substitution : la ressource de l’une nourrit le besoin de l’autre")),
]


def _helper() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True  # the page's own form carries it
    return helper


class SynergyForm(forms.ModelForm[Synergy]):
    """A synergy added or corrected by hand."""

    kind = forms.ChoiceField(label=_("Nature"), choices=KIND_WORDS, widget=forms.RadioSelect)

    class Meta:
        model = Synergy
        fields = ["title", "kind", "summary", "expected_gain", "is_lasting"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "summary": _("Des nombres et des faits : elle sera lue en atelier, puis au COPIL."),
            "expected_gain": _("Par exemple : 1 630 € par an (estimé)."),
            "is_lasting": _("Décochez pour une opération ponctuelle, comme une collecte."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper()


class SynergyCreateForm(SynergyForm):
    """With the first companies: two are enough, workshop or not."""

    companies = forms.ModelMultipleChoiceField(
        label=_("Entreprises"), queryset=Company.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        companies = self.fields["companies"]
        assert isinstance(companies, forms.ModelMultipleChoiceField)
        companies.queryset = Company.objects.visible_to(membership).active()


class SetAsideForm(forms.Form):
    """The reason for setting a proposal aside: one tap, or a few words."""

    reason = forms.CharField(
        label=_("Pourquoi ?"),
        max_length=200,
        error_messages={"required": _("Dites en quelques mots pourquoi la piste est écartée.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper()


class MoveForm(forms.Form):
    """The next state of a synergy, among those open to this member, and the reason where one is asked."""

    to_state = forms.ChoiceField(label=_("Nouvel état"))
    reason = forms.CharField(label=_("Pourquoi ?"), max_length=300, required=False)

    def __init__(self, *args: Any, synergy: Synergy, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = next_states(synergy.state, is_animator=membership.is_animator)
        field = self.fields["to_state"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(state.value, state.label) for state in states]
        self.helper = _helper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("to_state") in NEEDS_REASON and not cleaned.get("reason"):
            self.add_error("reason", _("Dites en quelques mots pourquoi."))
        return cleaned


class ParticipantForm(forms.ModelForm[Participant]):
    """A company that joins, and what it brings."""

    class Meta:
        model = Participant
        fields = ["company", "role", "commitment"]

    def __init__(self, *args: Any, membership: Membership, synergy: Synergy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        company = self.fields["company"]
        assert isinstance(company, forms.ModelChoiceField)
        present = Participant.objects.current().filter(synergy=synergy).values("company")
        company.queryset = Company.objects.visible_to(membership).active().exclude(pk__in=present)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [choice for choice in Participant.Role.choices if choice[0] != Participant.Role.PILOT]
        self.helper = _helper()
