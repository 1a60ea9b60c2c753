from django.apps import AppConfig


class RoadmapsConfig(AppConfig):
    name = "roadmaps"
    label = "roadmaps"
    verbose_name = "Feuilles de route"

    def ready(self) -> None:
        from roadmaps import messages
        from roadmaps.reminders import STEP_DUE_SOON, STEP_ESCALATION, STEP_OVERDUE
        from symbiose.reminders.rules import register_rules

        messages.register()
        register_rules(STEP_DUE_SOON, STEP_OVERDUE, STEP_ESCALATION)
