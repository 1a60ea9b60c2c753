from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "symbiose.journal"
    label = "journal"
    verbose_name = "Journal"
