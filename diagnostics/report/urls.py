from django.urls import path

from diagnostics.report import preparation_views, views

app_name = "report"
urlpatterns = [
    path("<int:pk>/pdf/", views.report_pdf, name="pdf"),
    path("<int:pk>/report/", views.panel, name="panel"),
    path("<int:pk>/report/send/", views.report_send, name="send"),
    path("<int:pk>/agreement/", views.visit_agreement, name="agreement"),
    path("<int:pk>/prepare/", preparation_views.prepare, name="prepare"),
    path("<int:pk>/prepare/pdf/", preparation_views.prepare_pdf, name="prepare_pdf"),
    path("<int:pk>/summary/", preparation_views.summary, name="summary"),
    path("companies/<int:pk>/agreement/", views.company_agreement, name="company_agreement"),
]
