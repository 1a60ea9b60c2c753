"""The network goes away in the middle of a visit, the browser ends and starts again: nothing lost, nothing doubled."""

import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from diagnostics.models import Attachment, Diagnostic, Flow
from symbiose.programmes.models import Membership
from tests.accounts.factories import PASSWORD
from tests.cable import Cable
from tests.diagnostics.factories import DiagnosticFactory, FlowFactory, MembershipFactory
from tests.tablet import tablet, wait_for_worker, wait_until_kept

pytestmark = pytest.mark.django_db(transaction=True)

LABELS = [
    "vieux ordinateurs",
    "cartons d’emballage",
    "palettes perdues",
    "chutes de douglas",
    "formation SST",
    "chariot élévateur",
    "salle de réunion",
    "huiles de friture",
    "sciure de bois",
    "films plastiques",
]


@pytest.fixture
def cable(live_server) -> Iterator[Cable]:
    cable = Cable(live_server.url)
    yield cable
    cable.close()


@pytest.fixture
def visit(company, adviser) -> Diagnostic:
    FlowFactory(company=company, label="Chutes de sapin")
    return DiagnosticFactory(company=company, membership=adviser, in_progress=True)


@pytest.fixture
def address(cable, visit) -> str:
    return cable.url + visit.get_absolute_url()


def sign_in(page: Page, cable: Cable, membership: Membership) -> None:
    client = Client()
    client.force_login(membership.user)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    page.context.add_cookies([{**cookie, "url": cable.url, "expires": int(time.time()) + 86_400}])


def sign_in_by_hand(page: Page, membership: Membership) -> None:
    page.get_by_label("Adresse électronique").fill(membership.user.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Se connecter").click()


def sign_out(page: Page, cable: Cable, *, agree: bool = False) -> None:
    page.goto(cable.url)
    page.locator("details.person summary").click()
    page.locator("details.person").get_by_role("button", name="Se déconnecter").click()
    if agree:
        page.locator("#sign-out-dialog").get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("heading", name="Se connecter")).to_be_visible()


def open_and_make_ready(page: Page, address: str) -> None:
    page.goto(address)
    wait_for_worker(page)
    for tab in ("", "notes/", "complete/"):
        wait_until_kept(page, address + tab)


def add_line(page: Page, label: str) -> None:
    page.get_by_label("De quoi s’agit-il").fill(label)
    page.keyboard.press("Enter")
    expect(page.locator(".visit-line").filter(has_text=label)).to_have_count(1)


def add_ten_lines_and_a_photo(page: Page, address: str) -> None:
    page.goto(address)
    for label in LABELS:
        add_line(page, label)
    page.goto(f"{address}notes/")
    choose_photo(page)
    expect(page.locator("[data-photo]")).to_have_count(1)


def choose_photo(page: Page) -> None:
    file = {"name": "atelier.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    page.locator("[data-photo-input]").first.set_input_files(file)


def photo() -> bytes:
    image, buffer = Image.new("RGB", (3000, 1500), "saddlebrown"), BytesIO()
    position = Image.Exif()
    position[0x8825] = {1: "N", 2: (48.0, 11.0, 0.0), 3: "W", 4: (0.0, 6.0, 0.0)}
    image.save(buffer, "JPEG", exif=position)
    return buffer.getvalue()


def eventually(fact: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while not fact() and time.monotonic() < end:
        time.sleep(0.2)
    return fact()


def labels_on_the_server() -> list[str]:
    return sorted(Flow.objects.filter(label__in=LABELS).values_list("label", flat=True))


def all_is_there_once() -> bool:
    return labels_on_the_server() == sorted(LABELS) and Attachment.objects.count() == 1


def nothing_waits(page: Page) -> bool:
    return page.evaluate("() => symbioseOutbox.look().then(() => symbioseOutbox.counts().all)") == 0


def test_ten_lines_and_a_photo_outlive_the_browser_without_network(
    browser: Browser, cable, adviser, address, tmp_path: Path
):
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        open_and_make_ready(page, address)
        cable.cut()
        add_ten_lines_and_a_photo(page, address)
        page.close()
    with tablet(browser, tmp_path) as page:
        page.goto(address)
        expect(page.locator("[data-pending]")).to_have_count(10)
        assert labels_on_the_server() == []
        cable.mend()

        assert eventually(all_is_there_once)
        expect(page.locator(".visit-line")).to_have_count(11)
        expect(page.locator("[data-pending]")).to_have_count(0)
        assert eventually(lambda: nothing_waits(page))
    assert all_is_there_once()


def test_a_session_that_ended_meanwhile_asks_to_sign_in_and_loses_nothing(
    browser: Browser, cable, adviser, address, tmp_path: Path
):
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        open_and_make_ready(page, address)
        cable.cut()
        add_ten_lines_and_a_photo(page, address)
        Session.objects.all().delete()
        cable.mend()
        page.get_by_role("link", name="Reconnectez-vous pour envoyer 10 lignes et 1 photo").click()
        assert labels_on_the_server() == []
        sign_in_by_hand(page, adviser)

        assert page.url == f"{address}notes/"
        assert eventually(all_is_there_once)
        assert eventually(lambda: nothing_waits(page))


def test_another_person_on_the_same_tablet_sees_nothing_and_the_first_one_sends_later(
    browser: Browser, cable, adviser, address, tmp_path: Path
):
    other = MembershipFactory(programme=adviser.programme, adviser=True, partner=adviser.partner)
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        open_and_make_ready(page, address)
        cable.cut()
        page.goto(address)
        add_line(page, LABELS[0])
        cable.lose_answers_to(b"POST /p/")  # the network is back, save for what is sent
        cable.mend()
        sign_out(page, cable, agree=True)
        assert not page.evaluate("async (address) => Boolean(await caches.match(address))", address)
        cable.lose_answers_to(b"")
        sign_in_by_hand(page, other)
        page.goto(address)
        wait_for_worker(page)
        assert eventually(lambda: nothing_waits(page))
        assert page.locator("[data-pending]").count() == 0
        sign_out(page, cable)
        sign_in_by_hand(page, adviser)

        assert eventually(lambda: labels_on_the_server() == [LABELS[0]])
    assert Flow.objects.get(label=LABELS[0]).created_by == adviser.user


def test_without_network_nobody_else_opens_the_pages_kept_for_the_first(
    browser: Browser, cable, adviser, address, tmp_path: Path
):
    other = MembershipFactory(programme=adviser.programme, adviser=True)
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        open_and_make_ready(page, address)
        sign_in(page, cable, other)
        page.goto(f"{cable.url}/p/{adviser.programme.slug}/diagnostics/")
        wait_for_worker(page)
        cable.cut()
        page.goto(address)

        expect(page.get_by_role("heading", level=1)).to_have_text("Cette page demande le réseau")
        assert page.get_by_text("Menuiserie").count() == 0
        assert not page.evaluate("async (address) => Boolean(await caches.match(address))", address)


def test_answers_that_are_lost_on_their_way_double_nothing(browser: Browser, cable, adviser, address, tmp_path: Path):
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        open_and_make_ready(page, address)
        cable.lose_answers_to(b"POST /p/")
        add_ten_lines_and_a_photo(page, address)
        assert eventually(lambda: labels_on_the_server() == sorted(LABELS))
        assert not nothing_waits(page)
        cable.lose_answers_to(b"/attachments/")
        assert eventually(all_is_there_once)
        assert not nothing_waits(page)
        assert cable.lost >= 3
        cable.lose_answers_to(b"")

        assert eventually(lambda: nothing_waits(page))
    assert all_is_there_once()


def test_a_line_changed_or_taken_back_before_it_was_sent_arrives_so(
    browser: Browser, cable, adviser, address, tmp_path: Path
):
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        open_and_make_ready(page, address)
        cable.cut()
        page.goto(address)
        add_line(page, LABELS[0])
        add_line(page, LABELS[1])
        page.locator("[data-pending]").filter(has_text=LABELS[0]).locator("[data-line-edit]").click()
        expect(page.get_by_role("heading", name="Modifier la ligne")).to_be_visible()
        page.get_by_label("Quantité").fill("60")
        page.get_by_role("button", name="Enregistrer la ligne").click()
        page.locator("[data-pending]").filter(has_text=LABELS[1]).locator("[data-line-edit]").click()
        page.get_by_role("button", name="Retirer cette ligne").click()
        expect(page.locator("[data-pending]")).to_have_count(1)
        cable.mend()

        assert eventually(lambda: labels_on_the_server() == [LABELS[0]])
    assert Flow.objects.get(label=LABELS[0]).quantity == 60


def test_a_line_of_the_server_is_changed_without_network(browser: Browser, cable, adviser, address, tmp_path: Path):
    flow = Flow.objects.get()
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        open_and_make_ready(page, address)
        cable.cut()
        page.goto(address)
        expect(page.locator("[data-offline-badge]")).to_be_visible()
        page.get_by_role("link", name="Modifier « Chutes de sapin »").click()
        expect(page.get_by_role("heading", name="Modifier la ligne")).to_be_visible()
        page.get_by_label("Quantité").fill("7,5")
        page.get_by_role("button", name="Enregistrer la ligne").click()
        expect(page.locator(".visit-line")).to_contain_text("sur la tablette")
        cable.mend()

        assert eventually(lambda: Flow.objects.filter(pk=flow.pk, quantity="7.5").exists())
    assert Flow.objects.count() == 1


def test_a_visit_ended_without_network_is_ended_once_it_is_back(
    browser: Browser, cable, adviser, address, visit, tmp_path: Path
):
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        open_and_make_ready(page, address)
        cable.cut()
        page.goto(f"{address}complete/")
        expect(page.locator("[data-offline-badge]")).to_be_visible()
        page.get_by_role("button", name="Terminer la visite").click()
        expect(page.get_by_text("Fin de visite gardée ici")).to_be_visible()
        cable.mend()

        assert eventually(lambda: Diagnostic.objects.get(pk=visit.pk).state == Diagnostic.State.COMPLETED)


def test_the_photo_arrives_small_and_without_its_position(browser: Browser, cable, adviser, address, tmp_path: Path):
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        page.goto(f"{address}notes/")
        choose_photo(page)
        assert eventually(Attachment.objects.exists)

    with Image.open(Attachment.objects.get().file.path) as image:
        assert max(image.size) == 2048
        assert not image.getexif()


def test_a_photo_of_a_line_that_only_the_tablet_knows_follows_it(
    browser: Browser, cable, adviser, address, tmp_path: Path
):
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        open_and_make_ready(page, address)
        cable.cut()
        page.goto(address)
        add_line(page, LABELS[0])
        with page.expect_file_chooser() as chooser:
            page.locator("[data-pending] .line-camera").click()
        chooser.value.set_files({"name": "tas.jpg", "mimeType": "image/jpeg", "buffer": photo()})
        expect(page.locator("[data-pending]")).to_contain_text("1 photo sur la tablette")
        cable.mend()

        assert eventually(Attachment.objects.exists)
    assert Attachment.objects.get().flow == Flow.objects.get(label=LABELS[0])


def test_the_page_of_a_line_saves_without_network_and_keeps_what_was_typed(
    browser: Browser, cable, adviser, address, tmp_path: Path
):
    flow = Flow.objects.get()
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        open_and_make_ready(page, address)
        page.get_by_role("link", name="Modifier « Chutes de sapin »").click()
        page.wait_for_url("**/lines/**")
        cable.cut()
        page.get_by_label("Quantité").fill("8")
        page.wait_for_timeout(1000)
        page.reload()
        expect(page.get_by_label("Quantité")).to_have_value("8")
        page.get_by_role("button", name="Enregistrer la ligne").click()
        page.wait_for_url(address)
        expect(page.locator(".visit-line")).to_contain_text("sur la tablette")
        cable.mend()

        assert eventually(lambda: Flow.objects.filter(pk=flow.pk, quantity=8).exists())


def test_lines_kept_from_one_copy_of_the_page_opened_twice_stay_two(
    browser: Browser, cable, adviser, address, tmp_path: Path
):
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        open_and_make_ready(page, address)
        cable.cut()
        for label in LABELS[:2]:
            page.goto(address)
            add_line(page, label)
        expect(page.locator("[data-pending]")).to_have_count(2)
        cable.mend()

        assert eventually(lambda: labels_on_the_server() == sorted(LABELS[:2]))


def test_the_browser_s_own_word_that_the_network_is_back_sends_at_once(
    browser: Browser, cable, adviser, address, tmp_path: Path
):
    with tablet(browser, tmp_path) as page:
        sign_in(page, cable, adviser)
        open_and_make_ready(page, address)
        page.context.set_offline(True)
        page.goto(address)
        add_line(page, LABELS[0])
        page.context.set_offline(False)

        assert eventually(lambda: labels_on_the_server() == [LABELS[0]], 5)
