from django.urls import path

from diagnostics.balance import views

app_name = "balance"
urlpatterns = [
    path("", views.balance_detail, name="detail"),
    path("needs/", views.balance_needs, name="needs"),
    path("facts/", views.balance_facts, name="facts"),
    path("export/", views.balance_export, name="export"),
    path("bilan-de-flux.pdf", views.balance_pdf, name="pdf"),
]
