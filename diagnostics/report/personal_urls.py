"""The fiche of a visit under a company contact's personal link."""

from django.urls import path

from diagnostics.report import personal_views as views

app_name = "personal_report"
urlpatterns = [
    path("", views.report, name="report"),
    path("pdf/", views.report_pdf, name="pdf"),
    path("add/", views.add, name="add"),
    path("remark/", views.remark, name="remark"),
    path("agreement/", views.agreement, name="agreement"),
    path("lines/<uuid:line>/", views.line, name="line"),
    path("lines/<uuid:line>/end/", views.end, name="end"),
    path("lines/<uuid:line>/back/", views.take_back, name="take_back"),
]
