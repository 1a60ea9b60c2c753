"""What these rooms add to the registries of the house."""

from __future__ import annotations


def register() -> None:
    from diagnostics.planning import messages, perms, samples
    from diagnostics.planning.calendar_source import visits
    from diagnostics.planning.cards import visit_cards
    from diagnostics.planning.readings import READINGS
    from diagnostics.planning.reminders import VISIT_TO_COME
    from symbiose.journal.timeline import register_readings
    from symbiose.links.calendars import register_calendar
    from symbiose.links.cards import register_cards
    from symbiose.programmes.perms import register as register_perms
    from symbiose.programmes.url_samples import register_samples
    from symbiose.reminders.rules import register_rules

    register_perms(perms.TABLE)
    register_samples(samples.SAMPLES)
    register_readings(READINGS)
    register_cards(visit_cards)
    register_calendar(visits)
    register_rules(VISIT_TO_COME)
    messages.register()
