from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from companies.models import Company
from diagnostics.filters import FlowFilter
from diagnostics.flow_exporting import export_csv, export_xlsx
from diagnostics.models import Flow
from symbiose.http import MemberRequest


@require_GET
def flow_export(request: MemberRequest, programme_slug: str) -> HttpResponse:
    """The lines of the list as it is filtered: `?format=xlsx`, else CSV."""
    membership = request.membership
    flows = Flow.objects.visible_to(membership).current().select_related("company")
    chosen = FlowFilter(request.GET, queryset=flows, membership=membership).qs.order_by("label", "pk")
    named = frozenset(Company.objects.visible_to(membership).values_list("pk", flat=True))
    return export_xlsx(chosen, named) if request.GET.get("format") == "xlsx" else export_csv(chosen, named)
