"""A visit as plain text, to be pasted in the chamber's own CRM: no private note, no price."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diagnostics.enums import Direction
from diagnostics.models import Diagnostic, Flow
from diagnostics.report.agreements import standing_agreement
from diagnostics.report.words import amount_words, when_words
from symbiose.programmes.models import Membership
from symbiose.ui.french import date_fr

SIDES = (
    (Direction.RESOURCE, gettext_lazy("Propose"), gettext_lazy("Ne propose rien pour l’instant.")),
    (Direction.NEED, gettext_lazy("Cherche"), gettext_lazy("Ne cherche rien pour l’instant.")),
)


def summary_text(diagnostic: Diagnostic, membership: Membership, today: date) -> str:
    """Paragraphs parted by empty lines, over the lines that the member may read."""
    flows = Flow.objects.visible_to(membership).current().filter(company=diagnostic.company_id).order_by("pk")
    lines = list(flows)
    parts = [_head(diagnostic), *(_side(lines, today)), _said(diagnostic), _shared(diagnostic)]
    return "\n\n".join(part for part in parts if part)


def _head(diagnostic: Diagnostic) -> str:
    company = diagnostic.company
    day = date_fr(diagnostic.visit_on) if diagnostic.visit_on else _("sans date")
    first = _("%(company)s (%(city)s) : visite du %(day)s") % {"company": company, "city": company.city, "day": day}
    siret = _("SIRET %(siret)s") % {"siret": company.siret} if company.siret else ""
    by = _("Par %(who)s, %(chamber)s") % {"who": diagnostic.adviser, "chamber": diagnostic.chamber}
    return "\n".join(part for part in (first, siret, by, _state(diagnostic)) if part)


def _state(diagnostic: Diagnostic) -> str:
    if diagnostic.confirmed_at:
        return _("Confirmé par l’entreprise le %(day)s") % {
            "day": date_fr(timezone.localdate(diagnostic.confirmed_at))
        }
    return str(diagnostic.get_state_display()).capitalize()


def _side(lines: Iterable[Flow], today: date) -> Iterator[str]:
    kept = list(lines)
    for direction, title, nothing in SIDES:
        mine = [line for line in kept if line.direction == direction]
        yield "\n".join([f"{title} :", *(_line(line, today) for line in mine)]) if mine else str(nothing)


def _line(line: Flow, today: date) -> str:
    detail = ", ".join(part for part in (amount_words(line), when_words(line, today)) if part)
    return f"- {line.label}{f' : {detail}' if detail else ''}"


def _said(diagnostic: Diagnostic) -> str:
    notes = "\n".join(part for part in (diagnostic.notes.strip(), _remark(diagnostic)) if part)
    return _("Projets, difficultés, périodes chargées :\n%(notes)s") % {"notes": notes} if notes else ""


def _remark(diagnostic: Diagnostic) -> str:
    said = diagnostic.company_remark.strip()
    return _("Remarque de l’entreprise : %(remark)s") % {"remark": said} if said else ""


def _shared(diagnostic: Diagnostic) -> str:
    agreement = standing_agreement(diagnostic.company)
    if agreement is None:
        return _("Accord de partage : pas signé.")
    return _("Accord de partage signé le %(day)s par %(who)s.") % {
        "day": date_fr(timezone.localdate(agreement.signed_at)),
        "who": agreement.signer_name,
    }
