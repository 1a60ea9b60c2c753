"""Accounts, under allauth's names where it has one; sign-up has no address."""

from allauth.account.views import logout
from django.urls import path

from symbiose.accounts import views

urlpatterns = [
    path("login/", views.sign_in, name="account_login"),
    path("logout/", logout, name="account_logout"),
    path("me/", views.profile, name="account_profile"),
    path("password/change/", views.change_password, name="account_change_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("password/reset/key/<str:key>/", views.password_reset_from_key, name="account_reset_password_from_key"),
]
