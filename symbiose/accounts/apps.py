from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "symbiose.accounts"
    label = "accounts"
    verbose_name = "Comptes"
