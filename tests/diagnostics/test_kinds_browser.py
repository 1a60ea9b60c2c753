"""Tables, files and lines on a phone of 360 px: usable, narrow, accessible."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from diagnostics.models import Attachment
from tests.browser import accessibility_faults, overflow
from tests.diagnostics.factories import QuestionnaireFactory, TemplateFactory
from tests.diagnostics.test_capture_browser import a_photo
from tests.diagnostics.test_personal_kinds import FILE, FLOWS, SCHEMA, TABLE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def questionnaire(company):
    template = TemplateFactory(programme=company.programme, title="Toutes sortes", schema=SCHEMA)
    return QuestionnaireFactory(company=company, template=template)


def address(live_server, token: str, question: str) -> str:
    return live_server.url + reverse("personal_diagnostics:question", args=[token, question])


@pytest.mark.parametrize("question", [TABLE, FILE, FLOWS])
def test_each_kind_is_accessible_and_narrow(live_server, phone_page: Page, token, questionnaire, question):
    phone_page.goto(address(live_server, token, question))

    assert accessibility_faults(phone_page) == []
    assert overflow(phone_page) <= 0


def test_a_company_sends_a_photo_from_its_phone(live_server, phone_page: Page, token, questionnaire):
    phone_page.goto(address(live_server, token, FILE))
    with phone_page.expect_navigation():
        phone_page.locator("input[name=file][data-photo-input]").set_input_files([a_photo()])

    expect(phone_page.locator(".photo-strip img")).to_have_count(1)
    with phone_page.expect_navigation():
        phone_page.get_by_role("button", name="Continuer").last.click()
    expect(phone_page.get_by_role("heading", level=1)).to_contain_text("Que proposez-vous")
    assert Attachment.objects.count() == 1
