"""The pages of this app under a company contact's personal link."""

from django.urls import path

from roadmaps import personal_views

app_name = "personal_roadmaps"
urlpatterns = [path("steps/<uuid:step_uuid>/", personal_views.step, name="step")]
