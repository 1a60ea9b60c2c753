"""Real objects for each of these addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companies.holders import holder_of
from companies.models import Contact
from diagnostics.models import Diagnostic, VisitSlot
from symbiose.links.samples import home_token, token_of
from symbiose.programmes.url_samples import Finder, Kwargs, first_pk

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme


def _visit(programme: Programme) -> Kwargs | None:
    return first_pk(Diagnostic.objects.filter(programme=programme))


def _slot(programme: Programme) -> Kwargs | None:
    return first_pk(VisitSlot.objects.standing().filter(programme=programme))


def _export(programme: Programme) -> list[Kwargs]:
    return [{"kind": kind} for kind in ("csv", "ics")]


def _book(programme: Programme) -> Kwargs | None:
    page, slot = home_token(programme), _slot(programme)
    return {**page, "slot": slot["pk"]} if page and slot else None


def _visited(programme: Programme) -> Kwargs | None:
    """The link of somebody whose company has a day for its visit."""
    planned = Diagnostic.objects.filter(
        programme=programme, state=Diagnostic.State.PLANNED, visit_on__isnull=False
    ).values("company")
    contact = Contact.objects.current().filter(company__in=planned).select_related("company").order_by("pk").first()
    return token_of(programme, holder_of(contact)) if contact else None


SAMPLES: dict[str, Finder] = {
    **{f"planning:{name}": _visit for name in ("draft_remind", "visit_hour", "visit_free")},
    "planning:slot_cancel": _slot,
    "planning:export": _export,
    "personal_visit:visit": home_token,
    "personal_visit:book": _book,
    "personal_visit:free": home_token,
    "personal_visit:calendar": _visited,
}
