from django.apps import AppConfig


class SynergiesConfig(AppConfig):
    name = "synergies"
    label = "synergies"
    verbose_name = "Synergies"
