"""The pages of this app under a company contact's personal link."""

from django.urls import path

from synergies import personal_views

app_name = "personal_synergies"
urlpatterns = [path("leads/<int:pk>/", personal_views.lead_answer, name="lead_answer")]
