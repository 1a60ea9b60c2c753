"""Ten thousand rows, and rows that wish harm: bounded, told in words, nothing half written."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from diagnostics.models import Flow
from tests.diagnostics.factories import CompanyFactory

HEAD = "flow_id;company_id;direction;label;quantity;unit;period\n"
ROWS = 10_000


@pytest.fixture
def company(programme):
    return CompanyFactory(programme=programme, external_id="C01")


def take(client: Client, programme, data: bytes):
    file = SimpleUploadedFile("lignes.csv", data)
    return client.post(reverse("diagnostics:import", args=[programme.slug]), {"file": file})


def test_ten_thousand_rows_are_taken_in_one_request(as_animator: Client, company):
    rows = "".join(f"F{n};C01;ressource;chutes de bois {n % 97};{n};kg;an\n" for n in range(ROWS))
    response = take(as_animator, company.programme, (HEAD + rows).encode())

    assert response.status_code == 302
    assert Flow.objects.count() == ROWS


def test_ten_thousand_faults_are_told_without_drowning(as_animator: Client, company):
    rows = "".join(f"F{n};nobody;nord;x;NaN;zorg;jamais\n" for n in range(ROWS))
    response = take(as_animator, company.programme, (HEAD + rows).encode())

    assert response.status_code == 422
    assert len(response.content) < 200_000
    assert not Flow.objects.exists()


@pytest.mark.parametrize(
    "row",
    [
        "F1;C01;ressource;" + "a" * 1_000_000 + ";1;t;an",
        "F1;C01;ressource;bois;NaN;t;an",
        "F1;C01;ressource;bois;Infinity;t;an",
        "F1;C01;ressource;bois;1e9;t;an",
        "F1;C01;ressource;bois;-5;t;an",
        "F1;C01;ressource;bois;99999999999999;t;an",
        "F1;C01;ressource;bo\x00is;1;t;an",
        'F1;C01;ressource;"bois;1;t;an',
        "F1;C01;nord;bois;1;t;an",
        "F1;C01;ressource;;1;t;an",
    ],
    ids=lambda row: row[17:40],
)
def test_a_row_that_wishes_harm_is_told_and_nothing_is_written(as_animator: Client, company, row):
    response = take(as_animator, company.programme, (HEAD + row + "\n").encode())

    assert response.status_code == 422
    assert not Flow.objects.exists()


@pytest.mark.parametrize("label", ["🙂 cartons", "ça\u0301", "٣ طن", "=1+1", "<script>x</script>", "1000000000"])
def test_odd_letters_are_taken_as_they_are(as_animator: Client, company, label):
    take(as_animator, company.programme, f"{HEAD}F1;C01;ressource;{label};1000000000;t;an\n".encode())

    assert Flow.objects.get().label == label
