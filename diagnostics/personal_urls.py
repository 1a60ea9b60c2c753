"""The pages of this app under a company contact's personal link."""

from django.urls import path

from diagnostics.views import personal as views

app_name = "personal_diagnostics"
urlpatterns = [
    path("", views.questionnaire, name="questionnaire"),
    path("summary/", views.summary, name="summary"),
    path("submit/", views.submit, name="submit"),
    path("lines/", views.lines, name="lines"),
    path("lines/confirm/", views.confirm_own_lines, name="confirm_lines"),
    path("lines/<uuid:line>/level/", views.level, name="level"),
    path("<uuid:question>/", views.question, name="question"),
    path("<uuid:question>/confirm/", views.confirm, name="confirm"),
]
