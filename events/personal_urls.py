"""The pages of this app under a company contact's personal link."""

from django.urls import path

from events import personal_views

app_name = "personal_events"
urlpatterns = [path("<uuid:event_uuid>/", personal_views.event_answer, name="answer")]
