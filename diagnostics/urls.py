from django.urls import path

from diagnostics.views import flows, imports, visits

app_name = "diagnostics"
urlpatterns = [
    path("", visits.diagnostic_list, name="list"),
    path("new/", visits.diagnostic_create, name="create"),
    path("<int:pk>/", visits.diagnostic_detail, name="detail"),
    path("<int:pk>/edit/", visits.diagnostic_edit, name="edit"),
    path("<int:pk>/notes/", visits.diagnostic_notes, name="notes"),
    path("<int:pk>/start/", visits.diagnostic_start, name="start"),
    path("<int:pk>/complete/", visits.diagnostic_complete, name="complete"),
    path("<int:pk>/lines/", flows.flow_create, name="flow_create"),
    path("lines/", flows.flow_list, name="flow_list"),
    path("lines/<int:pk>/", flows.flow_edit, name="flow_edit"),
    path("lines/<int:pk>/end/", flows.flow_end, name="flow_end"),
    path("lines/<int:pk>/restore/", flows.flow_restore, name="flow_restore"),
    path("lines/import/", imports.flow_import, name="import"),
    path("suggest/", flows.flow_suggest, name="suggest"),
    path("waste-codes/", flows.ewc_search, name="ewc_search"),
    path("activities/", flows.naf_search, name="naf_search"),
    path("companies/<int:pk>/", flows.company_flows, name="company_flows"),
]
