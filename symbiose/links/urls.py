"""The personal page: what every contact's link opens."""

from django.urls import path

from symbiose.links import views

app_name = "personal"
urlpatterns = [
    path("", views.home, name="home"),
    path("opened/", views.opened, name="opened"),
    path("renew/", views.renew, name="renew"),
    path("transfer/", views.transfer, name="transfer"),
    path("reminders/", views.opt_out_here, name="opt_out"),
    path("unsubscribe/", views.unsubscribe, name="unsubscribe"),
]
