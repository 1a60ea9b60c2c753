"""What these rooms add to the registries of the house."""

from __future__ import annotations


def register() -> None:
    from diagnostics.attachments import perms, readings, samples
    from symbiose.journal.timeline import register_readings
    from symbiose.programmes.perms import register as register_perms
    from symbiose.programmes.url_samples import register_samples

    register_perms(perms.TABLE)
    register_samples(samples.SAMPLES)
    register_readings(readings.READINGS)
