"""The whole method once, by hand, in a browser: from a new programme and a file of three companies to its PDF.

A real worker computes, mails and prints; a real mail server receives; the companies answer on a phone.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from email.message import Message
from pathlib import Path

import pikepdf
import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from symbiose.accounts.models import User
from symbiose.programmes.models import Partner, Programme
from synergies.models import State, Synergy
from tests.browser import watched_page
from tests.mail import MailSink

PASSWORD = "un-mot-de-passe-bien-long"
FILE = """\ufeffname;naf;workforce;city;contact_name;contact_role;contact_email;contact_phone
Scierie du Bois Noir;16.10A;12;Parennes;M. Paul Rocher;directeur;paul@scierie.example.org;02 43 00 00 01
Ferme des Tilleuls;01.41Z;3;Tennie;Mme Anne Choplin;exploitante;anne@ferme.example.org;02 43 00 00 02
Menuiserie Gautier;43.32A;9;Rouez;Mme Léa Gautier;gérante;lea@menuiserie.example.org;02 43 00 00 03
"""
LINES = {
    "Scierie du Bois Noir": [
        ("Propose", "sciure de bois non traité", "1200", "m³", "par an"),
        ("Cherche", "formation de secouriste (SST)", "2", "places", "une fois"),
    ],
    "Ferme des Tilleuls": [
        ("Cherche", "sciure pour litière", "400", "m³", "par an"),
        ("Cherche", "formation aux premiers secours", "1", "places", "une fois"),
    ],
    "Menuiserie Gautier": [("Cherche", "sauveteur secouriste du travail", "3", "places", "une fois")],
}


@pytest.fixture
def programme(transactional_db: None) -> Programme:
    call_command("create_programme", "vallee", "--name", "Vallée d’essai", stdout=io.StringIO())
    found = Programme.objects.get(slug="vallee")
    Partner.objects.create(programme=found, name="Chambre de commerce", short_name="CCI", kind="chamber")
    for email, role in [("animatrice@vallee.example.org", "animator"), ("cci@vallee.example.org", "adviser")]:
        call_command("create_account", email, "--programme", "vallee", "--role", role, stdout=io.StringIO())
        user = User.objects.get(email=email)
        user.set_password(PASSWORD)
        user.first_name, user.last_name = ("Claire", "Aubry") if role == "animator" else ("Marc", "Tessier")
        user.save()
    return found


@pytest.fixture
def site(live_server, settings) -> str:
    settings.BASE_URL = live_server.url
    return live_server.url


def sign_in(page: Page, site: str, email: str) -> None:
    page.goto(f"{site}/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.locator("[name=password]").press("Enter")
    expect(page.locator("main h1")).to_be_visible()


def test_from_an_imported_file_to_the_roadmap_pdf(
    browser: Browser,
    programme: Programme,
    site: str,
    smtp_sink: MailSink,
    start_worker: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("BASE_URL", site)
    start_worker(email_url=smtp_sink.url)
    home = f"{site}/p/vallee/"
    with (
        watched_page(browser, width=1280, height=900) as desk,
        watched_page(browser, width=820, height=1180) as tablet,
    ):
        sign_in(desk, site, "animatrice@vallee.example.org")
        import_companies(desk, home, tmp_path)
        sign_in(tablet, site, "cci@vallee.example.org")
        for company, lines in LINES.items():
            visit(tablet, home, company, lines)
        send_questionnaires(desk, home)
        answer_on_a_phone(browser, personal_link(smtp_sink, "anne@ferme.example.org", desk))
        shortlist(desk, home)
        hold_workshop(desk, home)
        write_roadmap(desk, home)
        check_pdf(desk, home)


def import_companies(page: Page, home: str, folder: Path) -> None:
    file = folder / "entreprises.csv"
    file.write_text(FILE, encoding="utf-8")
    page.goto(home)
    page.get_by_role("link", name="Importer un fichier").first.click()
    page.set_input_files("[name=file]", file)
    page.get_by_label("CCI").check()
    page.get_by_role("button", name="Importer", exact=True).click()
    expect(page.get_by_role("link", name="Scierie du Bois Noir").first).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(3)


def visit(page: Page, home: str, company: str, lines: list[tuple[str, str, str, str, str]]) -> None:
    page.goto(f"{home}companies/")
    page.get_by_role("link", name=company).first.click()
    page.get_by_text("Plus", exact=True).click()
    page.get_by_role("link", name="Prévoir une visite").first.click()
    page.fill("[name=visit_on]", timezone.localdate().isoformat())
    page.get_by_role("button", name="Prévoir la visite").click()
    for number, (direction, label, quantity, unit, period) in enumerate(lines, start=1):
        page.wait_for_load_state("networkidle")
        page.fill("#id_label", label)
        page.wait_for_timeout(400)  # the proposals come 300 ms after the last letter
        page.wait_for_load_state("networkidle")
        page.locator("#div_id_direction").get_by_text(direction, exact=True).click()
        page.fill("#id_quantity", quantity)
        page.select_option("#id_unit", label=unit)
        page.locator("#div_id_period").get_by_text(period, exact=True).click()
        page.get_by_role("button", name="Ajouter la ligne").click()
        expect(page.get_by_text(re.compile(re.escape(label), re.IGNORECASE)).first).to_be_visible()
        expect(page.locator(".visit-lines .row-line, .visit-lines li")).to_have_count(number)
    page.get_by_role("link", name="Terminer la visite").click()
    page.get_by_role("button", name="Terminer la visite").click()
    expect(page.get_by_text("Terminé").first).to_be_visible()


def send_questionnaires(page: Page, home: str) -> None:
    page.goto(home)
    page.get_by_role("link", name="Envoyer le questionnaire").click()
    page.get_by_role("button", name="Envoyer", exact=True).click()
    page.goto(home)
    ready = page.get_by_text("6 messages prêts")  # with what each visit gave; nothing leaves before it was read
    expect(ready).to_be_visible()
    page.get_by_role("button", name="Envoyer les 6").click()
    expect(page.locator("main h1")).to_be_visible()


def personal_link(sink: MailSink, recipient: str, page: Page) -> str:
    for _second in range(60):
        found = [message for message in sink.messages if recipient in str(message["To"])]
        links = [link for message in found for link in links_in(message) if "/questionnaire/" in link]
        if links:
            return links[0]
        page.wait_for_timeout(500)
    raise AssertionError(f"no message to {recipient}: {sink.recipients}")


def links_in(message: Message) -> list[str]:
    text = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    return re.findall(r"http://\S+/e/\S+", text.get_payload(decode=True).decode())


def answer_on_a_phone(browser: Browser, link: str) -> None:
    with watched_page(browser, width=360, height=780, is_mobile=True, has_touch=True) as phone:
        phone.goto(link)
        for _question in range(40):
            if not phone.get_by_role("button", name="Passer").count():
                break
            rows = phone.locator("form#question input[type=radio]")
            if rows.count():
                rows.first.check(force=True)
                phone.get_by_role("button", name="Continuer").last.click()
            else:
                phone.get_by_role("button", name="Passer").click()
            phone.wait_for_load_state()
        phone.get_by_role("button", name="Envoyer mes réponses").first.click()
        expect(phone.get_by_text("Merci").first).to_be_visible()


def shortlist(page: Page, home: str) -> None:
    page.goto(f"{home}synergies/")
    page.get_by_role("button", name="Recalculer").click()
    for _second in range(40):
        page.goto(f"{home}synergies/")
        if page.locator("article.lead").count():
            break
        page.wait_for_timeout(500)
    training = page.locator("article.lead", has_text=re.compile("secour|SST", re.IGNORECASE)).first
    training.get_by_text("Pourquoi ?").click()
    expect(training.get_by_text("Les faits")).to_be_visible()
    training.get_by_role("button", name="Présélectionner").click()
    expect(page.get_by_text("Présélectionnée par Claire Aubry")).to_be_visible()
    sawdust = page.locator("article.lead", has_text=re.compile("sciure", re.IGNORECASE)).first
    sawdust.get_by_role("button", name="Présélectionner").click()
    expect(page.get_by_text("Présélectionnée par Claire Aubry")).to_have_count(2)


def hold_workshop(page: Page, home: str) -> None:
    page.goto(f"{home}events/new/")
    page.select_option("select[name=kind]", "workshop")
    page.fill("[name=title]", "Atelier de la vallée")
    start = timezone.localtime() + timedelta(hours=3)
    page.fill("[name=starts_at]", start.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="Prévoir la rencontre").click()
    expect(page.locator("main h1")).to_contain_text("Atelier de la vallée")
    event = page.url
    page.get_by_role("link", name="Inviter", exact=True).first.click()
    check_all(page, "companies", number=3)
    page.get_by_role("button", name="Envoyer les invitations").click()
    expect(page.locator("main h1")).to_contain_text("Atelier de la vallée")
    page.goto(f"{event}presence/")
    for number in range(3):
        page.get_by_role("button", name=re.compile("^Présente")).nth(number).click()
        expect(page.locator("#emargement")).to_contain_text(f"{number + 1} entreprise")
    page.goto(f"{event}agenda/")
    check_all(page, "synergies", number=2)
    page.get_by_role("button", name="Mettre à l’ordre du jour").click()
    expect(page.get_by_text("2 synergies à l’ordre du jour")).to_be_visible()
    page.get_by_role("link", name="Décider, une à une").click()
    decide(page, "Retenue", hands="3")
    decide(page, "Écartée", hands="0", reason="Trop humide cette année")
    page.goto(f"{event}close/")
    page.get_by_role("button", name="Clore l’atelier").click()
    expect(page.locator("main h1")).to_contain_text("Atelier de la vallée")
    states = sorted(Synergy.objects.values_list("state", flat=True))
    assert states == sorted([State.RETAINED, State.SET_ASIDE])


def check_all(page: Page, name: str, *, number: int) -> None:
    boxes = page.locator(f"input[name={name}]")
    expect(boxes).to_have_count(number)
    for box in boxes.all():
        box.check()


def decide(page: Page, decision: str, *, hands: str, reason: str = "") -> None:
    page.fill("[name=hands_retain]", hands)
    page.locator("#div_id_decision, fieldset", has_text="Décision").last.get_by_text(
        decision, exact=False
    ).first.click()
    if reason:
        page.fill("[name=reason]", reason)
    elif page.locator("[name=pilot]").count():
        page.select_option("[name=pilot]", index=1)
    page.get_by_role("button", name="Garder la décision").click()
    page.wait_for_load_state()


def write_roadmap(page: Page, home: str) -> None:
    page.goto(f"{home}roadmaps/")
    page.get_by_role("button", name=re.compile("Ouvrir sa feuille de route")).click()
    page.get_by_role("link", name="Écrire", exact=True).click()
    page.fill("[name=how]", "Une session à Rouez, un formateur choisi ensemble.")
    page.fill("[name=budget-0-label]", "Une session de six places")
    page.fill("[name=budget-0-amount]", "852,50")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_text("852,50").first).to_be_visible()
    page.get_by_role("link", name="Ajouter une étape").first.click()
    page.fill("[name=title]", "Réserver la salle des fêtes")
    page.select_option("[name=owner_contact]", index=1)
    page.fill("[name=due_on]", (timezone.localdate() + timedelta(days=20)).isoformat())
    page.get_by_role("button", name="Ajouter l’étape").click()
    expect(page.get_by_text("Réserver la salle des fêtes").first).to_be_visible()
    page.get_by_text("Plus", exact=True).click()
    page.get_by_role("link", name="Valider la version").click()
    page.fill("[name=by_whom]", "les trois participantes")
    page.get_by_role("button", name="Valider la version").click()
    expect(page.get_by_role("button", name="Ouvrir la version 2")).to_be_visible()


def check_pdf(page: Page, home: str) -> None:
    """The committee's PDF comes from the worker, in French, tagged and titled."""
    page.goto(f"{home}roadmaps/")
    page.locator("a.cell-name").first.click()
    address = page.get_by_role("link", name="PDF", exact=True).get_attribute("href")
    answer = page.request.get(f"{home.split('/p/')[0]}{address}")
    for _try in range(10):
        if answer.status == 200:
            break
        assert answer.status == 202
        assert answer.headers["retry-after"]
        page.wait_for_timeout(1000)
        answer = page.request.get(f"{home.split('/p/')[0]}{address}")
    assert answer.headers["content-type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.body())) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert 1 <= len(pdf.pages) <= 4
