"""The service worker's script and the page that it shows without network."""

import json
import re

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from symbiose.ui.offline_texts import offline_texts
from symbiose.ui.worker import shell_files, worker_script
from tests.accounts.factories import UserFactory


def shell() -> dict:
    return json.loads(re.match(r"self\.symbioseShell = (\{.*?\});\n", worker_script())[1])


def test_the_script_is_served_at_the_root_to_anybody_and_asked_for_anew_each_time(client: Client):
    answer = client.get("/sw.js")

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"


def test_the_shell_holds_styles_scripts_fonts_and_drawings_but_nothing_of_a_programme():
    files = shell()["files"]

    assert {"/static/css/visit.css", "/static/js/offline/store.js", "/static/fonts/bitter.woff2"} <= set(files)
    assert all(name.startswith("/static/") for name in files)


def test_the_version_follows_the_content_of_a_file(monkeypatch: pytest.MonkeyPatch):
    before = shell()["version"]
    monkeypatch.setattr("symbiose.ui.worker._content", lambda path, changed_at: path.encode())

    assert shell()["version"] != before


def test_every_file_of_the_shell_is_there(client: Client):
    from django.contrib.staticfiles import finders

    assert [name for name in shell_files() if finders.find(name) is None] == []


@pytest.mark.django_db
def test_the_page_without_network_tells_nothing_of_anybody(client: Client):
    client.force_login(UserFactory(first_name="Solène"))
    answer = client.get(reverse("worker:page"))

    assert answer.status_code == 200
    assert "Solène" not in answer.content.decode()
    assert "<!--visits:list-->" in answer.content.decode()


def test_the_script_answers_when_the_database_is_away(client: Client, django_db_blocker):
    with django_db_blocker.block():
        assert client.get("/sw.js").status_code == 200


@pytest.mark.django_db
def test_a_sign_in_page_says_that_nobody_is_there_and_brings_no_worker(client: Client):
    page = client.get(reverse("account_login")).content.decode()

    assert "data-signed-out" in page
    assert "offline/page.js" not in page


def test_words_with_a_figure_have_both_forms():
    texts = offline_texts()

    assert texts["kept"] == {
        "one": "Hors ligne\u00a0: {n} ligne gardée ici",
        "other": "Hors ligne\u00a0: {n} lignes gardées ici",
    }


@override_settings(STATIC_URL="/fichiers/")
def test_the_worker_is_told_where_static_files_are():
    assert shell()["static"] == "/fichiers/"
