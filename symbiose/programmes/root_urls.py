"""Addresses outside any programme: the site's root and the acceptance of invitations."""

from django.urls import URLPattern

app_name = "root"
urlpatterns: list[URLPattern] = []
