"""Addresses outside any programme: the site's root and the acceptance of invitations."""

from django.urls import path

from symbiose.programmes import root_views as views

app_name = "root"
urlpatterns = [
    path("", views.home, name="home"),
    path("programmes/", views.programmes, name="programmes"),
    path("programmes/join/<int:pk>/", views.join, name="join"),
    path("invitations/<str:token>/", views.invitation, name="invitation"),
]
