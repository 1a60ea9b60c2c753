from django.urls import path

from dashboard import views

app_name = "dashboard"
urlpatterns = [
    path("", views.home, name="home"),
    path("news/", views.news, name="news"),
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/<slug:name>/", views.facts, name="facts"),
    path("search/", views.search, name="search"),
]
