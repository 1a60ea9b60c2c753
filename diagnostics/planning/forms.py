"""What may be typed of the planning: whose companies, which hours."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from diagnostics.campaigns.forms import DayInput
from diagnostics.forms import MemberChoiceField, advisers_for
from diagnostics.models import VisitSlot
from diagnostics.planning.slots import MOST_AT_ONCE, hours_between
from symbiose.programmes.models import Membership, Role
from symbiose.ui.french import hour as hour_in_words

WEEKDAYS = [(0, _("lun.")), (1, _("mar.")), (2, _("mer.")), (3, _("jeu.")), (4, _("ven.")), (5, _("sam."))]
HOURS = [f"{hour:02d}:{minute:02d}" for hour in range(8, 19) for minute in (0, 30) if hour in {8, 13} or not minute]
MINUTES = [(45, _("45 minutes")), (60, _("une heure")), (90, _("une heure et demie")), (120, _("deux heures"))]
LONGEST = timedelta(days=92)
LONGEST_KEY = 18  # digits


class CompaniesField(forms.ModelMultipleChoiceField[Company]):
    """Several companies; a number that is no key names none, where SQLite would not even look for it."""

    def clean(self, value: Any) -> Any:
        keys = [str(key) for key in value or []]
        if any(not key.isascii() or not key.isdigit() or len(key) > LONGEST_KEY for key in keys):
            raise ValidationError(self.error_messages["invalid_choice"], params={"value": keys[0][:20]})
        return super().clean(value)


class AssignForm(forms.Form):
    """Companies of the list, and the adviser who takes them."""

    companies = CompaniesField(
        queryset=Company.objects.none(), error_messages={"required": _("Cochez au moins une entreprise.")}
    )
    adviser = MemberChoiceField(label=_("Conseiller"), queryset=Membership.objects.none())

    def __init__(self, *args: Any, membership: Membership, companies: QuerySet[Company], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["companies"].queryset = companies  # type: ignore[attr-defined]
        self.fields["adviser"].queryset = advisers_for(membership)  # type: ignore[attr-defined]
        if membership.role == Role.ADVISER:
            self.fields["adviser"].initial = membership.pk


class SlotsForm(forms.Form):
    """Several hours at once: from a day to a day, on these weekdays, at these hours."""

    adviser = MemberChoiceField(label=_("Conseiller"), queryset=Membership.objects.none())
    first = forms.DateField(label=_("Du"), widget=DayInput)
    last = forms.DateField(label=_("au"), widget=DayInput)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Les jours"), choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    hours = forms.MultipleChoiceField(
        label=_("À quelles heures"),
        choices=[(hour, hour_in_words(time.fromisoformat(hour))) for hour in HOURS],
        widget=forms.CheckboxSelectMultiple,
    )
    minutes = forms.TypedChoiceField(label=_("Durée"), choices=MINUTES, coerce=int, initial=60)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adviser"].queryset = advisers_for(membership)  # type: ignore[attr-defined]
        if membership.role == Role.ADVISER:
            self.fields["adviser"].initial = membership.pk
        monday = timezone.localdate() + timedelta(days=7 - timezone.localdate().weekday())
        self.fields["first"].initial, self.fields["last"].initial = monday, monday + timedelta(days=4)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last:
            _check_days(first, last)
        if not self.errors and not self.starts():
            raise ValidationError(_("Aucune de ces heures n’est à venir."))
        if not self.errors and len(self.starts()) > MOST_AT_ONCE:
            raise ValidationError(
                _("Cela fait %(n)s créneaux ; %(most)s au plus en une fois.")
                % {"n": len(self.starts()), "most": MOST_AT_ONCE}
            )
        return cleaned

    def starts(self) -> list[datetime]:
        asked = self.cleaned_data
        hours = [time.fromisoformat(hour) for hour in asked["hours"]]
        found = hours_between(asked["first"], asked["last"], asked["weekdays"], hours)
        return [start for start in found if start > timezone.now()]


def _check_days(first: date, last: date) -> None:
    if last < first:
        raise ValidationError(_("Le dernier jour précède le premier."))
    if last < timezone.localdate():
        raise ValidationError(_("Choisissez des jours à venir."))
    if last - first > LONGEST or first > timezone.localdate() + LONGEST * 2:
        raise ValidationError(_("Trois mois au plus en une fois."))


class SlotChoiceField(forms.ModelChoiceField[VisitSlot]):
    """An hour, in words."""

    def label_from_instance(self, obj: Any) -> str:
        local = timezone.localtime(obj.starts_at)
        return f"{local:%d/%m/%Y %H:%M}, {obj.adviser}"
