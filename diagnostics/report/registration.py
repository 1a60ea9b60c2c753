"""What these rooms add to the registries of the house."""

from __future__ import annotations


def register() -> None:
    from diagnostics.models import PrintedDocument
    from diagnostics.printing import register_printer
    from diagnostics.report import messages, perms, samples
    from diagnostics.report.preparation_printing import render_preparation
    from diagnostics.report.printing import render_report
    from diagnostics.report.readings import READINGS
    from diagnostics.report.reminders import REPORT_UNCONFIRMED
    from symbiose.journal.timeline import register_readings
    from symbiose.links.kinds import register_link_kind
    from symbiose.outbox.contexts import register_context
    from symbiose.programmes.perms import register as register_perms
    from symbiose.programmes.url_samples import register_samples
    from symbiose.reminders.rules import register_rules

    register_perms(perms.TABLE)
    register_samples(samples.SAMPLES)
    register_readings(READINGS)
    register_rules(REPORT_UNCONFIRMED)
    register_link_kind("report", samples.report_links)
    register_context(messages.READY, messages.report_context)
    register_context(messages.UNCONFIRMED, messages.report_context)
    register_printer(PrintedDocument.Kind.REPORT, render_report)
    register_printer(PrintedDocument.Kind.PREPARATION, render_preparation)
