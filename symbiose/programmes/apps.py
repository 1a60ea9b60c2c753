from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "symbiose.programmes"
    label = "programmes"
    verbose_name = "Programmes"
