"""The page that a company spreads among its people; the token is no personal link."""

from django.urls import path

from diagnostics.surveys import public_views as views

app_name = "survey_answers"
urlpatterns = [
    path("", views.answer, name="answer"),
    path("thanks/", views.thanks, name="thanks"),
]
