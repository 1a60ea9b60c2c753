"""The pages of this app under a company contact's personal link."""

from django.urls import path

from diagnostics.attachments import personal_views as files
from diagnostics.views import personal as views

app_name = "personal_diagnostics"
urlpatterns = [
    path("", views.questionnaire, name="questionnaire"),
    path("summary/", views.summary, name="summary"),
    path("submit/", views.submit, name="submit"),
    path("lines/", views.lines, name="lines"),
    path("lines/confirm/", views.confirm_own_lines, name="confirm_lines"),
    path("lines/<uuid:line>/level/", views.level, name="level"),
    path("files/<uuid:key>/", files.file, name="file"),
    path("files/<uuid:key>/preview/", files.file_preview, name="file_preview"),
    path("files/<uuid:key>/remove/", files.file_remove, name="file_remove"),
    path("<uuid:question>/files/", files.file_create, name="file_create"),
    path("<uuid:question>/", views.question, name="question"),
    path("<uuid:question>/confirm/", views.confirm, name="confirm"),
]
