from django.urls import path

from diagnostics.attachments import views

app_name = "attachments"
urlpatterns = [
    path("", views.attachment_create, name="create"),
    path("<uuid:key>/", views.attachment_file, name="file"),
    path("<uuid:key>/preview/", views.attachment_preview, name="preview"),
    path("<uuid:key>/caption/", views.attachment_caption, name="caption"),
    path("<uuid:key>/remove/", views.attachment_remove, name="remove"),
    path("<uuid:key>/restore/", views.attachment_restore, name="restore"),
]
