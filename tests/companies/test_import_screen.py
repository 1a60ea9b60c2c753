import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from companies.models import Company
from symbiose.programmes.models import Programme, Role

pytestmark = pytest.mark.django_db

FILE = b"name;city\nGarage;Conlie\n"


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def address(programme: Programme) -> str:
    return f"/p/{programme.slug}/companies/import/"


def send(client: Client, address: str, content: bytes = FILE, **more: str) -> Any:
    return client.post(address, {"file": SimpleUploadedFile("cci.csv", content), **more})


def token_of(response: Any) -> str:
    return str(response.context["token"])


def test_a_file_is_imported_at_once(animator_client: Client, address: str):
    response = send(animator_client, address)

    assert response.status_code == 302
    assert Company.objects.get().name == "Garage"


def test_a_look_writes_nothing(animator_client: Client, address: str):
    response = send(animator_client, address, check="1")

    assert response.status_code == 200
    assert not Company.objects.exists()


def test_a_look_shows_what_each_line_becomes(animator_client: Client, address: str):
    response = send(animator_client, address, check="1")

    assert [(row.line, row.name, row.action) for row in response.context["changed"]] == [(2, "Garage", "created")]


def test_the_file_looked_at_is_imported_without_choosing_it_again(animator_client: Client, address: str):
    token = token_of(send(animator_client, address, check="1"))

    animator_client.post(address, {"waiting": token})

    assert Company.objects.get().name == "Garage"


def test_a_second_click_changes_nothing(animator_client: Client, address: str):
    token = token_of(send(animator_client, address, check="1"))
    animator_client.post(address, {"waiting": token})
    Company.objects.all().delete()

    response = animator_client.post(address, {"waiting": token})

    assert response.status_code == 302
    assert not Company.objects.exists()


def test_no_file_is_left_after_the_import(animator_client: Client, address: str, tmp_path: Path):
    token = token_of(send(animator_client, address, check="1"))

    animator_client.post(address, {"waiting": token})

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_file_that_nobody_confirmed_is_erased_by_a_later_one(animator_client: Client, address: str, tmp_path: Path):
    send(animator_client, address, check="1")
    old = next(path for path in tmp_path.rglob("*") if path.is_file())
    day_before_yesterday = time.time() - 2 * 24 * 3600
    os.utime(old, (day_before_yesterday, day_before_yesterday))

    send(animator_client, address, check="1")

    assert not old.exists()


def test_the_file_of_somebody_else_is_not_taken(animator_client: Client, login_as: Any, address: str):
    token = token_of(send(animator_client, address, check="1"))

    login_as(Role.ANIMATOR).post(address, {"waiting": token})

    assert not Company.objects.exists()


def test_a_forged_token_changes_nothing(animator_client: Client, address: str):
    response = animator_client.post(address, {"waiting": "../../etc/passwd"})

    assert response.status_code == 302


def test_a_file_with_a_fault_is_refused_in_words(animator_client: Client, address: str):
    response = send(animator_client, address, b"name;city\n;Conlie\n")

    assert response.status_code == 422
    assert "Ligne 2, colonne name" in response.content.decode()


def test_the_right_lines_of_a_file_with_faults_can_be_taken(animator_client: Client, address: str):
    token = token_of(send(animator_client, address, FILE + b";Conlie\n"))

    animator_client.post(address, {"waiting": token, "partial": "1"})

    assert Company.objects.get().name == "Garage"


def test_a_file_above_five_megabytes_is_refused(animator_client: Client, address: str):
    response = send(animator_client, address, b"name;city\n" + b"x" * (5 * 1024 * 1024))

    assert response.status_code == 422
    assert "Ce fichier dépasse" in response.content.decode()


HOSTILE = [
    b"",
    b"\x00" * 100,
    b"PK\x03\x04",
    b"\xff\xfe\x00",
    b'"',
    b"name;city\n\x01;b\n",
    b"=cmd|' /C calc'!A0",
    b"%PDF-1.7",
]


@pytest.mark.parametrize("content", HOSTILE)
def test_an_odd_file_is_refused_and_never_breaks(animator_client: Client, address: str, content: bytes):
    assert send(animator_client, address, content).status_code == 422


def test_no_file_at_all_is_asked_for(animator_client: Client, address: str):
    assert animator_client.post(address, {}).status_code == 422


@pytest.mark.parametrize("role", [Role.ADVISER, Role.COMMITTEE, Role.PARTNER, Role.NETWORK])
def test_only_the_animator_imports(login_as: Any, address: str, role: str):
    assert send(login_as(role), address).status_code == 403


def test_a_stranger_does_not_know_the_programme(stranger_client: Client, address: str):
    assert send(stranger_client, address).status_code == 404


def test_new_companies_join_the_chamber_chosen_with_the_file_even_after_a_look(
    animator_client: Client, address: str, chamber: Any
):
    file = SimpleUploadedFile("entreprises.csv", FILE)
    looked = animator_client.post(address, {"file": file, "chambers": [chamber.pk], "check": "1"}).content.decode()
    token = looked.split('name="waiting" value="')[1].split('"')[0]

    animator_client.post(address, {"waiting": token, "chambers": [chamber.pk]})

    assert list(Company.objects.get().chambers.all()) == [chamber]
