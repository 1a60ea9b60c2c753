from django.apps import AppConfig


class RoadmapsConfig(AppConfig):
    name = "roadmaps"
    label = "roadmaps"
    verbose_name = "Feuilles de route"

    def ready(self) -> None:
        from roadmaps import messages, perms, personal_samples
        from roadmaps.cards import roadmap_cards
        from roadmaps.readings import READINGS
        from roadmaps.reminders import RULES
        from roadmaps.samples import SAMPLES
        from symbiose.journal.timeline import register_readings
        from symbiose.links.cards import register_cards
        from symbiose.links.kinds import register_link_kind
        from symbiose.programmes.perms import register
        from symbiose.programmes.url_samples import register_samples
        from symbiose.reminders.rules import register_rules

        register(perms.TABLE)
        register_samples(SAMPLES)
        messages.register()
        register_readings(READINGS)
        register_cards(roadmap_cards)
        register_rules(*RULES)
        register_samples(personal_samples.SAMPLES)
        register_link_kind("roadmap", personal_samples.step_links)
