from django.apps import AppConfig


class RoadmapsConfig(AppConfig):
    name = "roadmaps"
    label = "roadmaps"
    verbose_name = "Feuilles de route"
