"""What these rooms add to the registries of the house."""

from __future__ import annotations


def register() -> None:
    from diagnostics.balance import perms, samples
    from diagnostics.balance.printing import render_balance
    from diagnostics.models import PrintedDocument
    from diagnostics.printing import register_printer
    from symbiose.programmes.perms import register as register_perms
    from symbiose.programmes.url_samples import register_samples

    register_perms(perms.TABLE)
    register_samples(samples.SAMPLES)
    register_printer(PrintedDocument.Kind.BALANCE, render_balance)
