from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "symbiose.outbox"
    label = "outbox"
    verbose_name = "Boîte d’envoi"
