"""A questionnaire of three questions, written from the keyboard alone in a real browser."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from diagnostics.models import Template
from symbiose.programmes.models import Programme
from tests.browser import accessibility_faults, overflow, watched_page
from tests.diagnostics.factories import MembershipFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def programme(transactional_db: None) -> Programme:
    return ProgrammeFactory()


@pytest.fixture
def page(browser: Browser, live_server, programme: Programme) -> Iterator[Page]:
    client = Client()
    client.force_login(MembershipFactory(programme=programme).user)
    name = settings.SESSION_COOKIE_NAME
    with watched_page(browser, width=1280, height=900) as opened:
        opened.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        opened.goto(f"{live_server.url}/p/{programme.slug}/diagnostics/templates/new/")
        yield opened


def press_on(page: Page, role: str, name: str) -> None:
    """Reach a control as the keyboard does, and press it."""
    control = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
    control.focus()
    page.keyboard.press("Enter")


def write(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=False).first.focus()
    page.keyboard.insert_text(text)


def choose(page: Page, label: str, first_letters: str) -> None:
    page.get_by_label(label, exact=False).first.focus()
    page.keyboard.type(first_letters)


def test_three_questions_with_a_condition_and_a_line_are_written_from_the_keyboard(page: Page):
    write(page, "Titre", "Ce qui vous manque")
    page.keyboard.press("Enter")
    press_on(page, "link", "Ajouter une partie")
    write(page, "Titre de la partie", "Formations")
    page.keyboard.press("Enter")

    press_on(page, "link", "Ajouter une question")
    write(page, "Question", "Combien de secouristes à former ?")
    write(page, "Choix, un par ligne", "Aucun\n1 ou 2\n3 à 5")
    page.locator("summary", has_text="La ligne que donne").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Non", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    choose(page, "Famille", "comp")
    write(page, "Nom de la ligne", "Formation SST")
    expect(page.locator("#lines")).to_contain_text("Une réponse «\u00a03 à 5\u00a0» donne\u00a0: cherche · compétence")
    press_on(page, "button", "Enregistrer et en ajouter une")

    write(page, "Question", "Avant quelle date ?")
    choose(page, "Type de réponse", "Date")
    expect(page.locator("#id_options_new")).to_have_count(0)
    page.locator("summary", has_text="Préciser").focus()
    page.keyboard.press("Enter")
    choose(page, "Seulement si", "Combien")
    page.get_by_label("3 à 5").focus()
    page.keyboard.press("Space")
    press_on(page, "button", "Enregistrer et en ajouter une")

    write(page, "Question", "Une idée ?")
    choose(page, "Type de réponse", "Texte")
    expect(page.locator("#id_options_new")).to_have_count(0)
    press_on(page, "button", "Enregistrer la question")
    expect(page.locator(".build-question")).to_have_count(3)
    expect(page.locator(".build-question").nth(1)).to_contain_text("3 à 5")
    assert accessibility_faults(page) == []

    press_on(page, "button", "Descendre Combien de secouristes")
    expect(page.locator(".build-question").first).to_contain_text("Avant quelle date")
    expect(page.locator(".build-question").first).to_contain_text("Sa condition ne porte pas")
    press_on(page, "button", "Monter Combien de secouristes")
    expect(page.locator(".build-faulty")).to_have_count(0)

    press_on(page, "link", "Relire et publier")
    press_on(page, "button", "Publier la version 1")
    expect(page.get_by_text("version 1, publiée le")).to_be_visible()
    schema = Template.objects.current().get(title="Ce qui vous manque").schema
    questions = schema["sections"][0]["questions"]
    assert questions[0]["flow"]["label"] == "Formation SST"
    assert questions[1]["condition"] == {"question": questions[0]["uuid"], "among": ["3-a-5"]}


def test_the_preview_is_clicked_through_on_a_phone(page: Page, programme: Programme, live_server):
    from tests.diagnostics.building.schemas import small_schema
    from tests.diagnostics.factories import TemplateFactory

    draft = TemplateFactory(programme=programme, title="Essai", schema=small_schema(), published_at=None)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/p/{programme.slug}/diagnostics/templates/{draft.pk}/preview/")

    page.get_by_text("3 à 5").click()
    page.get_by_role("button", name="Continuer").last.click()

    expect(page.get_by_role("heading", name="Avant quelle date")).to_be_visible()
    assert overflow(page) <= 0
    assert accessibility_faults(page) == []
