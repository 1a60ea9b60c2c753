"""The page of a company on which it chooses the hour of its visit."""

from django.urls import path

from diagnostics.planning import personal_views as views

app_name = "personal_visit"
urlpatterns = [
    path("", views.visit, name="visit"),
    path("book/<int:slot>/", views.book, name="book"),
    path("free/", views.free, name="free"),
    path("visit.ics", views.calendar, name="calendar"),
]
