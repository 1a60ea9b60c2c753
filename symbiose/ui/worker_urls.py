"""At the root of the site: a worker governs the addresses below its own."""

from django.urls import path

from symbiose.ui import worker_views as views

app_name = "worker"
urlpatterns = [
    path("sw.js", views.script, name="script"),
    path("offline/", views.page, name="page"),
]
