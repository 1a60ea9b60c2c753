"""The agreement signed on a tablet without network: checked as the form of the visit checks it, and signed once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from diagnostics.models import DataAgreement, Diagnostic
from diagnostics.offline.merge import Change
from diagnostics.offline.targets import Gone, Refused, errors_of, form_data
from diagnostics.report.agreements import sign_agreement
from diagnostics.report.forms import AgreementForm
from symbiose.journal.services import Actor


def sign_from_tablet(
    diagnostic: Diagnostic, key: uuid.UUID, changes: Mapping[str, Change], actor: Actor
) -> DataAgreement:
    """Raises Refused for what the form refuses, and Gone for a key used elsewhere."""
    if DataAgreement.objects.filter(uuid=key).exclude(company=diagnostic.company_id).exists():
        raise Gone
    values = {name: change.value for name, change in changes.items()}
    form = AgreementForm(form_data({**values, "agreement_uuid": str(key)}), company=diagnostic.company)
    if not form.is_valid():
        raise Refused(errors_of(form))
    return sign_agreement(
        company=diagnostic.company, agreement_uuid=key, signing=form.signing, actor=actor, diagnostic=diagnostic
    )
