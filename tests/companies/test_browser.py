"""The list and its map, and Noter, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from companies.models import Company, Interaction
from symbiose.programmes.models import Programme
from tests.browser import accessibility_faults, overflow
from tests.companies.factories import CompanyFactory, ContactFactory


@pytest.fixture
def company(programme: Programme) -> Company:
    company = CompanyFactory(programme=programme, name="Charpentes Brault", city="Crissé")
    ContactFactory(company=company, title="M.", first_name="Denis", last_name="Brault")
    CompanyFactory(programme=programme, name="Transports Lemoine", city="Conlie")
    return company


def signed_in(page: Page, live_server, client) -> Page:
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
    return page


@pytest.fixture
def desk(page: Page, live_server, animator_client, company: Company) -> Page:
    signed_in(page, live_server, animator_client)
    page.goto(f"{live_server.url}/p/{company.programme.slug}/companies/")
    return page


def test_a_row_lights_its_point_and_its_commune(desk: Page, company: Company):
    desk.locator(f'tr[data-map-key="{company.pk}"]').hover()

    expect(desk.locator(f'.map-point.lit[data-map-key="{company.pk}"]')).to_have_count(1)
    expect(desk.locator(".commune.lit")).to_have_count(1)


def test_a_point_lights_its_row(desk: Page, company: Company):
    desk.locator(f'.map-point[data-map-key="{company.pk}"] .outer').first.hover()

    expect(desk.locator(f'tr.lit[data-map-key="{company.pk}"]')).to_have_count(1)


def test_several_levels_are_chosen_in_one_panel(desk: Page):
    panel = desk.locator('[data-filter="engagement"]')
    panel.locator("summary").click()
    panel.get_by_text("engagée", exact=True).click()
    expect(desk.locator('[data-chip="engagement"]')).to_contain_text("Engagement")

    panel.get_by_text("identifiée", exact=True).click()

    expect(desk.locator('[data-chip="engagement"]')).to_contain_text("identifiée, engagée")
    expect(desk.locator("tbody tr")).to_have_count(2)
    assert "engagement=identified&engagement=engaged" in desk.url


def test_the_map_obeys_the_filter(desk: Page, company: Company):
    desk.locator("input[type=search][name=q]").fill("brault")

    expect(desk.locator(".map-point.point-other")).to_have_count(1)
    expect(desk.locator(".map-point.point-listed")).to_have_count(1)


def test_the_list_holds_on_a_phone(phone_page: Page, live_server, animator_client, company: Company):
    signed_in(phone_page, live_server, animator_client)
    phone_page.goto(f"{live_server.url}/p/{company.programme.slug}/companies/?quiet=15")
    phone_page.locator('[data-filter="chamber"] summary').click()

    assert overflow(phone_page) == 0


def test_the_list_with_an_open_panel_is_accessible(desk: Page):
    desk.locator('[data-filter="engagement"] summary').click()

    assert accessibility_faults(desk) == []


def note(page: Page, words: str) -> None:
    page.wait_for_load_state("networkidle")
    page.keyboard.press("n")
    page.keyboard.type(words)


def test_a_note_and_its_step_are_filed_from_the_page(desk: Page, live_server, company: Company):
    desk.goto(live_server.url + company.get_absolute_url())
    note(desk, "Vu M. Brault, convention à signer demain")
    expect(desk.locator(".note-mirror mark").first).to_have_text("M. Brault")

    desk.get_by_role("button", name="Noter et créer l’étape").click()

    expect(desk.locator("#journal")).to_contain_text("convention à signer demain")
    expect(desk.locator("main [data-note-text]")).to_have_value("")
    assert Interaction.objects.get().next_step


def test_two_notes_of_one_page_are_two(desk: Page, live_server, company: Company):
    desk.goto(live_server.url + company.get_absolute_url())
    for words in ["Vu M. Brault", "Il prête la nacelle"]:
        note(desk, words)
        desk.locator("main .note-preview").get_by_role("button").first.click()
        expect(desk.locator("#journal")).to_contain_text(words)
        desk.locator("h1").click()

    assert Interaction.objects.count() == 2


def test_any_page_files_a_note(desk: Page, live_server, company: Company):
    desk.goto(f"{live_server.url}/p/{company.programme.slug}/companies/")
    note(desk, "Appelé Charpentes Brault, rappeler lundi")

    desk.locator("#note-dialog").get_by_role("button", name="Noter seulement").click()

    expect(desk.locator("#note-dialog")).to_be_hidden()
    assert Interaction.objects.get().company == company


def test_a_company_wrongly_recognised_is_corrected(desk: Page, company: Company):
    note(desk, "Appelé Charpentes Brault, rappeler lundi")
    dialog = desk.locator("#note-dialog")
    dialog.get_by_role("button", name="Une autre entreprise ?").click()
    expect(dialog.locator("select[name=company]")).to_be_visible()
    expect(desk.locator(".htmx-added, .htmx-settling")).to_have_count(0)  # the list listens once it has settled

    dialog.locator("select[name=company]").select_option(label="Transports Lemoine, Conlie")
    dialog.get_by_role("button", name="Noter et créer l’étape").click()

    expect(dialog).to_be_hidden()
    filed = Interaction.objects.get()
    assert (filed.company.name, filed.next_step) == ("Transports Lemoine", "Rappeler")


def test_the_docked_field_of_a_phone_opens_the_note(phone_page: Page, live_server, animator_client, company: Company):
    signed_in(phone_page, live_server, animator_client)
    phone_page.goto(f"{live_server.url}/p/{company.programme.slug}/companies/")

    phone_page.locator(".phone-note-field").click()

    expect(phone_page.locator("#note-dialog textarea")).to_be_focused()


def test_the_import_is_looked_at_then_done(desk: Page, live_server, programme: Programme):
    desk.goto(f"{live_server.url}/p/{programme.slug}/companies/import/")
    table = b"name;city\nScierie du Bois;Rouez\n"
    desk.set_input_files("input[type=file]", {"name": "cci.csv", "mimeType": "text/csv", "buffer": table})
    desk.get_by_role("button", name="Regarder d’abord").click()
    expect(desk.locator("main")).to_contain_text("Scierie du Bois")
    assert not Company.objects.filter(name="Scierie du Bois").exists()

    desk.get_by_role("button", name="Importer ce fichier").click()

    expect(desk.locator("[data-toasts]")).to_contain_text("1 entreprise ajoutée")
    assert Company.objects.filter(name="Scierie du Bois").exists()
