"""The pages of this app under a company contact's personal link."""

from django.urls import URLPattern

app_name = "personal_roadmaps"
urlpatterns: list[URLPattern] = []
