"""The end of a visit: « Vous n’êtes pas seuls », what is missing, the agreement; then the visit is closed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from diagnostics.company_neighbours import neighbours_with_same_needs
from diagnostics.models import Diagnostic
from diagnostics.planning.assessments import assess
from diagnostics.report.interests import sorted_interests
from diagnostics.report.neighbourhood import themes_to_take_along
from diagnostics.report.sending import recipient_of
from diagnostics.report.views import agreement_context
from diagnostics.services.visits import IllegalTransition, complete_visit
from diagnostics.views.visits import visible_diagnostic, visit_context
from symbiose.http import MemberRequest
from symbiose.journal.services import Actor
from symbiose.ui.toasts import toast


@require_http_methods(["GET", "POST"])
def diagnostic_complete(request: MemberRequest, programme_slug: str, pk: int) -> HttpResponse:
    diagnostic = visible_diagnostic(request, pk)
    if request.method == "POST":
        return _complete(request, diagnostic)
    context = visit_context(request, diagnostic) | _card(request, diagnostic) | agreement_context(diagnostic)
    return render(request, "diagnostics/complete.html", context)


def _complete(request: MemberRequest, diagnostic: Diagnostic) -> HttpResponse:
    said = [value for name, value in request.POST.items() if name.startswith("interest-")]
    themes = [theme.label for theme in neighbours_with_same_needs(diagnostic.company)]
    interests, declined = sorted_interests(map(str, said), themes)
    actor = Actor(user=request.user)
    try:
        complete_visit(diagnostic_id=diagnostic.pk, actor=actor, interests=interests, declined=declined)
    except IllegalTransition:
        toast(request, _("Cette visite est déjà terminée."))
    else:
        toast(request, _ended(diagnostic))
    return redirect(diagnostic.get_absolute_url())


def _ended(diagnostic: Diagnostic) -> str:
    """What happens now: the fiche leaves, waits for a reading, or has nobody to go to."""
    recipient = recipient_of(diagnostic.company)
    if recipient is None:
        return _("Visite terminée. Aucun courriel connu : imprimez la fiche pour l’entreprise.")
    if diagnostic.programme.hold_messages:
        return _("Visite terminée. La fiche attend une relecture dans la boîte d’envoi.")
    return _("Visite terminée. La fiche part à %(who)s.") % {"who": recipient.formal_name or recipient}


def _card(request: MemberRequest, diagnostic: Diagnostic) -> dict[str, Any]:
    now = timezone.now()
    return {
        "themes": neighbours_with_same_needs(diagnostic.company),
        "take_along": themes_to_take_along(diagnostic.company, now),
        "now": now,
        "assessment": assess([diagnostic], request.programme).get(diagnostic.pk),
        "recipient": recipient_of(diagnostic.company),
    }
