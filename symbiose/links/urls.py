"""The personal page: what every contact's link opens."""

from django.urls import URLPattern

app_name = "personal"
urlpatterns: list[URLPattern] = []
