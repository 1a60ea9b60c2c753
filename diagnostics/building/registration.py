"""What these rooms add to the registries of the house."""

from __future__ import annotations


def register() -> None:
    from diagnostics.building import perms, samples
    from diagnostics.building.messages import trial_context
    from diagnostics.building.printing import render_questions
    from diagnostics.models import PrintedDocument
    from diagnostics.printing import register_printer
    from symbiose.outbox.contexts import register_context
    from symbiose.programmes.perms import register as register_perms
    from symbiose.programmes.url_samples import register_samples

    register_printer(PrintedDocument.Kind.QUESTIONS, render_questions)
    register_perms(perms.TABLE)
    register_samples(samples.SAMPLES)
    register_context("template_trial", trial_context)
