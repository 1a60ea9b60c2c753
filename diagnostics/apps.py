from importlib import import_module

from django.apps import AppConfig

ROOMS = ("attachments", "balance", "building", "campaigns", "offline", "planning", "report", "surveys")


class DiagnosticsConfig(AppConfig):
    name = "diagnostics"
    label = "diagnostics"
    verbose_name = "Diagnostics"

    def ready(self) -> None:
        from diagnostics import evidence, figures, perms
        from diagnostics.cards import diagnostic_cards
        from diagnostics.messages import message_context
        from diagnostics.readings import READINGS
        from diagnostics.reminders import QUESTIONNAIRE_UNANSWERED
        from diagnostics.samples import SAMPLES, questionnaire_links
        from diagnostics.services.templates import furnish_programme
        from symbiose.journal.timeline import register_readings
        from symbiose.links.cards import register_cards
        from symbiose.links.kinds import register_link_kind
        from symbiose.outbox.contexts import register_context
        from symbiose.programmes.copiers import register_copier
        from symbiose.programmes.perms import register
        from symbiose.programmes.url_samples import register_samples
        from symbiose.reminders.rules import register_rules

        register(perms.TABLE)
        register_samples(SAMPLES)
        figures.register()
        evidence.register()
        register_readings(READINGS)
        register_rules(QUESTIONNAIRE_UNANSWERED)
        register_cards(diagnostic_cards)
        register_link_kind("questionnaire", questionnaire_links)
        register_copier(furnish_programme)
        register_context("questionnaire_invitation", message_context)
        register_context("questionnaire_reminder", message_context)
        for room in ROOMS:
            import_module(f"diagnostics.{room}.registration").register()
