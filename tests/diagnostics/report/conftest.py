import pytest
from django.utils import timezone

from diagnostics.enums import Origin
from diagnostics.models import Diagnostic
from symbiose import stored_pdf_views
from symbiose.holders import Holder, resolve_holder
from tests.diagnostics.factories import ContactFactory, DiagnosticFactory, FlowFactory


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(stored_pdf_views, "WAIT_SECONDS", 0.0)


@pytest.fixture
def visit(company, adviser) -> Diagnostic:
    """A visit that has ended and waits for the company's word, by the adviser."""
    return DiagnosticFactory(company=company, membership=adviser, completed=True, visit_on=timezone.localdate())


@pytest.fixture
def line(visit):
    return FlowFactory(
        company=visit.company, label="Sciure", level="programme", origin_kind=Origin.DIAGNOSTIC, origin_uuid=visit.uuid
    )


@pytest.fixture
def holder(company) -> Holder:
    found = resolve_holder("contact", ContactFactory(company=company).uuid)
    assert found
    return found
