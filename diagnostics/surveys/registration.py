"""What these rooms add to the registries of the house."""

from __future__ import annotations


def register() -> None:
    from diagnostics.surveys import perms, samples
    from diagnostics.surveys.cards import survey_cards
    from diagnostics.surveys.messages import message_context
    from diagnostics.surveys.readings import READINGS
    from symbiose.journal.timeline import register_readings
    from symbiose.links.cards import register_cards
    from symbiose.outbox.contexts import register_context
    from symbiose.programmes.perms import register as register_perms
    from symbiose.programmes.perms import register_public
    from symbiose.programmes.url_samples import register_samples

    register_perms(perms.TABLE)
    register_public(perms.PUBLIC)
    register_samples(samples.SAMPLES)
    register_readings(READINGS)
    register_cards(survey_cards)
    register_context("survey_invitation", message_context)
