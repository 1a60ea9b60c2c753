from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
    label = "events"
    verbose_name = "Rencontres"

    def ready(self) -> None:
        from companies.appointments import register_appointments
        from events import emails, evidence, figures, perms, personal_samples
        from events.appointments import meetings_of
        from events.calendar import meetings
        from events.cards import event_cards
        from events.readings import READINGS
        from events.reminders import WORKSHOP_TO_COME
        from events.samples import SAMPLES
        from symbiose.journal.timeline import register_readings
        from symbiose.links.calendars import register_calendar
        from symbiose.links.cards import register_cards
        from symbiose.links.kinds import register_link_kind
        from symbiose.programmes.perms import register
        from symbiose.programmes.url_samples import register_samples
        from symbiose.reminders.rules import register_rules

        register(perms.TABLE)
        register_samples(SAMPLES)
        figures.register()
        evidence.register()
        emails.register()
        register_readings(READINGS)
        register_cards(event_cards)
        register_appointments(meetings_of)
        register_calendar(meetings)
        register_rules(WORKSHOP_TO_COME)
        register_samples(personal_samples.SAMPLES)
        register_link_kind("invitation", personal_samples.invitation_links)
