from django.urls import path

from diagnostics.surveys import personal_views as views

app_name = "personal_surveys"
urlpatterns = [
    path("<uuid:spread>/", views.survey, name="survey"),
    path("<uuid:spread>/poster/", views.poster, name="poster"),
]
