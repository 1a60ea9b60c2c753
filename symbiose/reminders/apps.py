from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "symbiose.reminders"
    label = "reminders"
    verbose_name = "Relances"
