from __future__ import annotations

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from diagnostics.enums import Origin
from diagnostics.models import Diagnostic
from diagnostics.services.flows import record_flow
from diagnostics.services.visits import start_visit
from diagnostics.suggestions import family_of
from diagnostics.trade_lines import TradeLine, chosen, trade_lines
from diagnostics.views.visits import visible_diagnostic
from symbiose.http import MemberRequest
from symbiose.journal.services import Actor
from symbiose.programmes.submissions import claim_submission, new_submission_key
from symbiose.ui.parts import render_part
from symbiose.ui.toasts import toast


@require_http_methods(["GET", "POST"])
def trade_suggestions(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    """What is often noted in the trade of the visited company; what is ticked becomes lines, to be completed."""
    diagnostic = visible_diagnostic(request, pk)
    offered = trade_lines(diagnostic.company, request.membership)
    if request.method == "POST":
        number = _record(request, diagnostic, chosen(offered, request.POST.getlist("line")))
        if number:
            said = ngettext("%(n)s ligne ajoutée : à compléter.", "%(n)s lignes ajoutées : à compléter.", number)
            toast(request, said % {"n": number})
        return redirect(f"{diagnostic.get_absolute_url()}#ligne")
    context = {"diagnostic": diagnostic, "lines": offered, "submission_key": new_submission_key()}
    return render_part(
        request, "diagnostics/partials/trade_lines.html", context, title=_("Dans ce métier, on note souvent")
    )


@transaction.atomic
def _record(request: MemberRequest, diagnostic: Diagnostic, lines: list[TradeLine]) -> int:
    """Sent twice, recorded once."""
    if not lines or not claim_submission(request):
        return 0
    actor = Actor(user=request.user)
    for line in lines:
        record_flow(
            company=diagnostic.company,
            values={
                "direction": line.direction,
                "label": line.label[:1].upper() + line.label[1:],
                "family": family_of(line.label, direction=line.direction),
            },
            origin_kind=Origin.DIAGNOSTIC,
            origin_uuid=diagnostic.uuid,
            actor=actor,
            flow_uuid=uuid.uuid4(),
        )
    if diagnostic.state == Diagnostic.State.PLANNED:
        start_visit(diagnostic_id=diagnostic.pk, actor=actor)
    return len(lines)
