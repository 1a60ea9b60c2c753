from django.urls import path

from diagnostics.views import ending, flow_export, flows, imports, questions, references, trades, visits

app_name = "diagnostics"
urlpatterns = [
    path("", visits.diagnostic_list, name="list"),
    path("new/", visits.diagnostic_create, name="create"),
    path("<int:pk>/", visits.diagnostic_detail, name="detail"),
    path("<int:pk>/edit/", visits.diagnostic_edit, name="edit"),
    path("<int:pk>/questions/", questions.diagnostic_questions, name="questions"),
    path("<int:pk>/grow/", questions.diagnostic_grow, name="grow"),
    path("<int:pk>/notes/", visits.diagnostic_notes, name="notes"),
    path("<int:pk>/start/", visits.diagnostic_start, name="start"),
    path("<int:pk>/complete/", ending.diagnostic_complete, name="complete"),
    path("<int:pk>/lines/", flows.flow_create, name="flow_create"),
    path("lines/", flows.flow_list, name="flow_list"),
    path("lines/<int:pk>/", flows.flow_edit, name="flow_edit"),
    path("lines/<int:pk>/end/", flows.flow_end, name="flow_end"),
    path("lines/<int:pk>/restore/", flows.flow_restore, name="flow_restore"),
    path("lines/import/", imports.flow_import, name="import"),
    path("suggest/", flows.flow_suggest, name="suggest"),
    path("<int:pk>/trade/", trades.trade_suggestions, name="trade_lines"),
    path("nomenclatures/", references.reference_lists, name="references"),
    path("lines/export/", flow_export.flow_export, name="flow_export"),
    path("waste-codes/", flows.ewc_search, name="ewc_search"),
    path("activities/", flows.naf_search, name="naf_search"),
    path("companies/<int:pk>/", flows.company_flows, name="company_flows"),
]
