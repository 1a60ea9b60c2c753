"""The call list: whom to call, silent since when, what they last said, what to tell them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.models import Company, Contact, Interaction
from followups.reasons import Reason, all_reasons
from symbiose.reminders.manners import local_day

if TYPE_CHECKING:
    from symbiose.programmes.models import Membership

HOME_CALLS = 3
REST_DAYS = 3  # after a talk nobody is called again at once, save for what was promised for the day
QUOTE_CHARS = 160


@dataclass(frozen=True, slots=True)
class Call:
    """One call to make. `reason` reads « Silence depuis 18 jours » or « Étape en retard de 5 jours »."""

    person: Contact
    company: Company
    phone: str  # as typed
    tel: str  # for tel: and sms:, "" without a number
    silence_days: int | None  # None when nothing was ever noted
    last_noted_on: date | None
    last_quote: str  # their last noted sentence, bare
    to_say: str
    reason: str
    cause: str  # to be posted with « Fait »
    company_url: str
    done_url: str  # POST outcome (reached, message, no_answer, refused), text, cause, contact


def calls_for(membership: Membership, today: date, limit: int | None = HOME_CALLS) -> list[Call]:
    """The calls of a member's companies, the most pressing first; as many queries whatever their number."""
    reasons = all_reasons(membership, today)
    companies = _companies({reason.company_id for reason in reasons}, membership)
    pressing = _one_per_company(reasons, companies, today)
    chosen = pressing[: limit and 3 * limit]  # some have nobody to call
    people, quotes = _people(chosen), _quotes(chosen)
    calls = [_call(reason, company, people, quotes, today) for reason, company in chosen]
    return [call for call in calls if call is not None][:limit]


def _companies(ids: set[int], membership: Membership) -> dict[int, Company]:
    visible = Company.objects.visible_to(membership).active().filter(pk__in=ids)
    return visible.with_last_contact().select_related("programme").in_bulk()


def _rests(company: Company, reason: Reason, today: date) -> bool:
    """Called today, or lately and without a promise for today."""
    last = _last_contact_on(company)
    if last is None:
        return False
    return last >= today if reason.is_promise else last > today - timedelta(days=REST_DAYS)


def _urgency(reason: Reason, company: Company, today: date) -> tuple[int, int]:
    return reason.weight, 2 * reason.late_days + (_silence(company, today) or 0)


def _one_per_company(
    reasons: Iterable[Reason], companies: dict[int, Company], today: date
) -> list[tuple[Reason, Company]]:
    """Each company once, in the order of its most pressing reason; what was promised is what one says first."""
    per_company: dict[int, list[Reason]] = {}
    for reason in reasons:
        company = companies.get(reason.company_id)
        if company and not _rests(company, reason, today):
            per_company.setdefault(company.pk, []).append(reason)
    ordered = sorted(
        per_company.items(),
        key=lambda item: max(_urgency(reason, companies[item[0]], today) for reason in item[1]),
        reverse=True,
    )
    return [(_first_said(theirs), companies[pk]) for pk, theirs in ordered]


def _first_said(reasons: list[Reason]) -> Reason:
    promised = [reason for reason in reasons if reason.is_promise]
    return (promised or sorted(reasons, key=lambda reason: (reason.weight, reason.late_days), reverse=True))[0]


def _people(chosen: list[tuple[Reason, Company]]) -> dict[int, list[Contact]]:
    """The people of each company, the main one first."""
    people: dict[int, list[Contact]] = {}
    for contact in Contact.objects.current().filter(company__in=[company.pk for _reason, company in chosen]):
        people.setdefault(contact.company_id, []).append(contact)
    return people


def _quotes(chosen: list[tuple[Reason, Company]]) -> dict[int, Interaction]:
    """The last noted words of each company."""
    noted = Interaction.objects.filter(company__in=[company.pk for _reason, company in chosen]).exclude(text="")
    latest: dict[int, Interaction] = {}
    for interaction in noted.order_by("-happened_at", "-pk"):
        latest.setdefault(interaction.company_id, interaction)
    return latest


def _call(
    reason: Reason, company: Company, people: dict[int, list[Contact]], quotes: dict[int, Interaction], today: date
) -> Call | None:
    person = _person(reason, people.get(company.pk, []))
    if person is None:
        return None
    noted, silence = quotes.get(company.pk), _silence(company, today)
    kwargs = {"programme_slug": company.programme.slug, "pk": company.pk}
    return Call(
        person=person,
        company=company,
        phone=person.phone,
        tel=dialled(person.phone),
        silence_days=silence,
        last_noted_on=local_day(noted.happened_at) if noted else None,
        last_quote=_sentence(noted.text) if noted else "",
        to_say=reason.to_say,
        reason=reason.words or _silence_words(silence),
        cause=reason.cause,
        company_url=reverse("companies:detail", kwargs=kwargs),
        done_url=reverse("followups:call_done", kwargs=kwargs),
    )


def _person(reason: Reason, people: list[Contact]) -> Contact | None:
    """The person of the reason, else the main one who has a number, else the main one."""
    named = [contact for contact in people if contact.pk == reason.contact_id]
    with_number = [contact for contact in people if contact.phone]
    return next(iter([*named, *with_number, *people]), None)


def _silence_words(days: int | None) -> str:
    if days is None:
        return _("Jamais contactée")
    return ngettext("Silence depuis %(n)s jour", "Silence depuis %(n)s jours", days) % {"n": days}


def _silence(company: Company, today: date) -> int | None:
    last = _last_contact_on(company)
    return (today - last).days if last else None


def _last_contact_on(company: Company) -> date | None:
    last: datetime | None = getattr(company, "last_contact_at", None)
    return timezone.localtime(last).date() if last else None


def _sentence(text: str) -> str:
    """The words between quotation marks where there are some, else the first lines."""
    quoted = re.search(r"«\s*(.+?)\s*»", text, re.DOTALL)
    return Truncator(" ".join((quoted.group(1) if quoted else text).split())).chars(QUOTE_CHARS)


def dialled(phone: str) -> str:
    """A number as a telephone dials it: « 02 43 20 00 00 » is +33243200000."""
    digits = re.sub(r"[^\d+]", "", phone)
    return f"+33{digits[1:]}" if re.fullmatch(r"0[1-9]\d{8}", digits) else digits
