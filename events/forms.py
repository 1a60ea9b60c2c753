from __future__ import annotations

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from events.models import AgendaItem, Attendance, Event
from symbiose.programmes.models import Membership
from synergies.models import Synergy

OUR_YEARS = range(2000, 2100)


def _in_our_times(moment: datetime) -> None:
    if moment.year not in OUR_YEARS:
        raise ValidationError(_("Vérifiez l’année."))


IN_OUR_TIMES = [_in_our_times]
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def _helper() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True  # the page's own form carries it
    return helper


class EventForm(forms.ModelForm[Event]):
    """A meeting: what, when, where."""

    starts_at = forms.DateTimeField(label=_("Début"), widget=MOMENT, validators=IN_OUR_TIMES)
    ends_at = forms.DateTimeField(label=_("Fin"), widget=MOMENT, required=False, validators=IN_OUR_TIMES)

    class Meta:
        model = Event
        fields = ["kind", "title", "starts_at", "ends_at", "place", "city", "description"]
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper()


class MinutesForm(forms.ModelForm[Event]):
    """The minutes of a meeting."""

    class Meta:
        model = Event
        fields = ["minutes"]
        widgets = {"minutes": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper()


class InviteForm(forms.Form):
    """The companies to invite, among those that the member sees and that were not invited yet."""

    companies = forms.ModelMultipleChoiceField(
        label=_("Entreprises à inviter"),
        queryset=Company.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez au moins une entreprise.")},
    )

    def __init__(self, *args: Any, membership: Membership, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        invited = Attendance.objects.filter(event=event, invited_at__isnull=False).values("company")
        field = self.fields["companies"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Company.objects.visible_to(membership).active().exclude(pk__in=invited).order_by("name")
        self.helper = _helper()


class AgendaForm(forms.Form):
    """The synergies to put on the agenda of a workshop."""

    synergies = forms.ModelMultipleChoiceField(
        label=_("Pistes à l’ordre du jour"),
        queryset=Synergy.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez au moins une piste.")},
    )

    def __init__(self, *args: Any, membership: Membership, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = AgendaItem.objects.filter(event=event).values("synergy")
        field = self.fields["synergies"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Synergy.objects.visible_to(membership).undecided().exclude(pk__in=listed).order_by("title")
        self.helper = _helper()


class HandsForm(forms.Form):
    """Three numbers of raised hands; an empty one was not counted."""

    hands_retain = forms.IntegerField(label=_("Retenue"), min_value=0, max_value=999, required=False)
    hands_study = forms.IntegerField(label=_("À approfondir"), min_value=0, max_value=999, required=False)
    hands_set_aside = forms.IntegerField(label=_("Écartée"), min_value=0, max_value=999, required=False)


class DecisionForm(HandsForm):
    """The hands, the decision, and the reason where the piste is set aside."""

    decision = forms.ChoiceField(
        label=_("Décision"),
        choices=[(value, capfirst(label)) for value, label in AgendaItem.Decision.choices],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez : retenue, à approfondir ou écartée.")},
    )
    pilot = forms.ModelChoiceField(
        label=_("Entreprise pilote"),
        queryset=Company.objects.none(),
        required=False,
        empty_label=_("à désigner plus tard"),
    )
    reason = forms.CharField(label=_("Pourquoi ?"), max_length=300, required=False)

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["pilot"]
        assert isinstance(field, forms.ModelChoiceField)
        present = Attendance.objects.present().filter(event=item.event_id).values("company")
        taking_part = item.synergy.participants.current().values("company")
        companies = Company.objects.filter(programme=item.programme_id)
        field.queryset = (companies.filter(pk__in=taking_part) | companies.filter(pk__in=present)).order_by("name")
        self.helper = _helper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == AgendaItem.Decision.SET_ASIDE and not cleaned.get("reason"):
            self.add_error("reason", _("Dites en quelques mots pourquoi la piste est écartée."))
        return cleaned


class PresenceForm(forms.Form):
    """One company, present, absent, or not noted: one of the sheet, or one that the member sees."""

    company = forms.ModelChoiceField(queryset=Company.objects.none())
    present = forms.TypedChoiceField(
        choices=[("yes", ""), ("no", ""), ("", "")],
        coerce=lambda value: {"yes": True, "no": False}.get(value),
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, membership: Membership, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["company"]
        assert isinstance(field, forms.ModelChoiceField)
        listed = Q(pk__in=Attendance.objects.filter(event=event).values("company"))
        seen = Q(pk__in=Company.objects.visible_to(membership).values("pk"))
        field.queryset = Company.objects.filter(listed | seen, programme=event.programme_id)


class AnswerForm(forms.Form):
    """What a company answers to an invitation."""

    answer = forms.ChoiceField(
        label=_("Votre réponse"),
        choices=[
            (Attendance.Answer.COMING, _("Je viens")),
            (Attendance.Answer.INTERESTED, _("Je ne peux pas, mais cela m’intéresse")),
            (Attendance.Answer.NOT_COMING, _("Je ne viens pas")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez une réponse.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper()
