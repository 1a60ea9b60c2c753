"""The reminder of an unanswered questionnaire: after one week, after two, and the eve of the last day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from companies.holders import holder_of
from companies.models import Contact
from diagnostics.messages import reminder_message
from diagnostics.models import Questionnaire
from diagnostics.questionnaire.path import progress
from diagnostics.services.questionnaires import replies_of, schema_of
from symbiose.reminders.manners import local_day, morning_of
from symbiose.reminders.rules import Cause, ReminderRule

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme

DAYS_AFTER = (7, 14)
LAST = "veille"
STALE_AFTER = timedelta(days=5)


def causes(programme: Programme, now: datetime) -> Iterator[Cause]:
    """Each open questionnaire whose day to be reminded has come: the latest occasion only, none from long ago."""
    for questionnaire in with_reachable_contacts(Questionnaire.objects.to_remind().filter(programme=programme)):
        occasion = latest_occasion(questionnaire.sent_at, questionnaire.answer_by, now)
        contacts: list[Contact] = questionnaire.company.reachable  # type: ignore[attr-defined]  # the prefetch above
        if occasion and contacts:
            yield _cause(questionnaire, contacts[0], *occasion)


def with_reachable_contacts(questionnaires: QuerySet[Questionnaire]) -> QuerySet[Questionnaire]:
    """With the answers, and the people of the company who can be written to, the main one first."""
    people = Contact.objects.reachable_by_email().order_by("-is_primary", "pk").select_related("company")
    return questionnaires.select_related("company", "template", "programme").prefetch_related(
        "answers", Prefetch("company__contacts", queryset=people, to_attr="reachable")
    )


def latest_occasion(sent_at: datetime, answer_by: date, now: datetime) -> tuple[str, datetime] | None:
    """The last occasion that is due and not stale, with its instant: « j+7 », « j+14 » or « veille »."""
    days = {f"j+{after}": local_day(sent_at) + timedelta(days=after) for after in DAYS_AFTER}
    eve = answer_by - timedelta(days=1)
    if eve > local_day(sent_at):
        days[LAST] = eve
    due = [(morning_of(day), name) for name, day in days.items() if day < answer_by and morning_of(day) <= now]
    if not due:
        return None
    due_at, name = max(due)
    return (name, due_at) if now - due_at <= STALE_AFTER else None


def still_holds(subject_uuid: UUID) -> bool:
    return Questionnaire.objects.open().filter(uuid=subject_uuid).exists()


def _cause(questionnaire: Questionnaire, contact: Contact, occasion: str, due_at: datetime) -> Cause:
    state = progress(schema_of(questionnaire), replies_of(questionnaire))
    message = reminder_message(questionnaire, state, due_at, last=occasion == LAST)
    return Cause("questionnaire", questionnaire.uuid, holder_of(contact), occasion, message)


QUESTIONNAIRE_UNANSWERED = ReminderRule(
    name="questionnaire_unanswered",
    label=_("Questionnaire sans réponse"),
    description=_("Une semaine, puis deux semaines après l’envoi, et la veille du dernier jour."),
    causes=causes,
    still_holds=still_holds,
)
