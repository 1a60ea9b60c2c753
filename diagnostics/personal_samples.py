"""Who answers a questionnaire by their personal link: for `make_links`, `list_urls` and the permission test."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from companies.holders import holder_of
from companies.models import Contact
from diagnostics.models import Answer, Flow, Questionnaire
from symbiose.links.kinds import LinkTarget
from symbiose.links.samples import token_of

if TYPE_CHECKING:
    from symbiose.programmes.models import Programme
    from symbiose.programmes.url_samples import Finder


def questionnaire_links(programme: Programme) -> Iterable[LinkTarget]:
    """Each current contact of a company that has not answered yet."""
    return [LinkTarget(holder_of(contact), path="questionnaire/") for contact in _asked(programme)]


def _asked(programme: Programme) -> Iterable[Contact]:
    waiting = Questionnaire.objects.filter(programme=programme).open()
    contacts = Contact.objects.current().filter(company__in=waiting.values("company"))
    return contacts.select_related("company").order_by("company__name", "pk")


def _page(programme: Programme) -> dict[str, Any] | None:
    contact = next(iter(_asked(programme)), None)
    return token_of(programme, holder_of(contact)) if contact else None


def _question(programme: Programme) -> dict[str, Any] | None:
    page = _page(programme)
    waiting = Questionnaire.objects.filter(programme=programme).open().select_related("template").first()
    sections = waiting.template.schema.get("sections", []) if waiting else []
    questions = [question["uuid"] for section in sections for question in section["questions"]]
    return {**page, "question": questions[0]} if page and questions else None


def _known_fact(programme: Programme) -> dict[str, Any] | None:
    page = _page(programme)
    waiting = Questionnaire.objects.filter(programme=programme).open()
    offered = Answer.objects.filter(questionnaire__in=waiting).order_by("pk").first()
    return {**page, "question": offered.question_uuid} if page and offered else None


def _line(programme: Programme) -> dict[str, Any] | None:
    contact = next(iter(_asked(programme)), None)
    flow = Flow.objects.current().filter(company=contact.company).first() if contact else None
    return {**token_of(programme, holder_of(contact)), "line": flow.uuid} if contact and flow else None


PAGES = ("questionnaire", "summary", "submit", "lines", "confirm_lines")
SAMPLES: dict[str, Finder] = {
    **{f"personal_diagnostics:{name}": _page for name in PAGES},
    "personal_diagnostics:question": _question,
    "personal_diagnostics:confirm": _known_fact,
    "personal_diagnostics:level": _line,
}
