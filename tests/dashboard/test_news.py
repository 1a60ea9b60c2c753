"""The latest news come after the home page, so that it costs what it always costs."""

import pytest
from django.urls import reverse

from companies.exchanges import Exchange, log_interaction
from tests.companies.factories import CompanyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(programme) -> str:
    return reverse("dashboard:news", kwargs={"programme_slug": programme.slug})


def test_the_home_page_calls_for_the_news(animator_client, programme, address):
    assert f'hx-get="{address}"' in animator_client.get(f"/p/{programme.slug}/").content.decode()


def test_the_news_are_a_page_without_a_script(animator_client, programme, address):
    company = CompanyFactory(programme=programme, name="Garage de la Charnie")
    log_interaction(company=company, actor=animator_client.membership.user, exchange=Exchange(text="Oui."))

    page = animator_client.get(address).content.decode()

    assert "Garage de la Charnie" in page
    assert "<html" in page


def test_htmx_gets_the_part_alone(animator_client, address):
    assert "<html" not in animator_client.get(address, HTTP_HX_REQUEST="true").content.decode()


def test_an_adviser_is_refused(adviser_client, address):
    assert adviser_client.get(address).status_code == 403
