from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "symbiose.links"
    label = "links"
    verbose_name = "Liens personnels"
