"""Joining, reading, captioning and removing a file: who may, who may not, and what comes twice."""

import json
import uuid

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from diagnostics.enums import Level
from diagnostics.models import Attachment, Diagnostic
from symbiose.journal.models import Fact
from tests.diagnostics.attachments.pictures import jpeg, jpeg_with_position, pdf, uploaded
from tests.diagnostics.factories import AttachmentFactory, DiagnosticFactory, FlowFactory

HTMX = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}


def url(name: str, programme, *args) -> str:
    return reverse(f"attachments:{name}", args=[programme.slug, *args])


@pytest.fixture
def visit(company, adviser) -> Diagnostic:
    return DiagnosticFactory(company=company, membership=adviser, in_progress=True)


@pytest.fixture
def photo(visit) -> Attachment:
    return AttachmentFactory(diagnostic=visit)


def send(client: Client, visit, data: bytes | None = None, headers=None, **fields):
    file = uploaded(jpeg_with_position() if data is None else data)
    body = {"diagnostic": visit.pk, "uuid": str(uuid.uuid4()), "file": file, **fields}
    return client.post(url("create", visit.programme), body, headers=headers)


def test_a_photo_joins_a_visit(as_adviser: Client, visit):
    response = send(as_adviser, visit, caption="Les chutes, au fond")

    photo = Attachment.objects.get()
    assert response.url == reverse("diagnostics:notes", args=[visit.programme.slug, visit.pk])
    assert (photo.diagnostic, photo.company, photo.caption) == (visit, visit.company, "Les chutes, au fond")


def test_the_name_that_a_person_gave_never_reaches_the_disk(as_adviser: Client, visit):
    as_adviser.post(
        url("create", visit.programme), {"diagnostic": visit.pk, "file": uploaded(jpeg(), "../secret-dupont.jpg")}
    )

    assert "dupont" not in Attachment.objects.get().file.name


def test_the_stored_photo_holds_no_position(as_adviser: Client, visit):
    send(as_adviser, visit)

    with Attachment.objects.get().file.open() as kept:
        assert b"Exif" not in kept.read()


def test_the_tablet_is_told_in_json(as_adviser: Client, visit):
    key = str(uuid.uuid4())
    response = send(as_adviser, visit, headers=JSON, uuid=key)

    told = response.json()
    assert response.status_code == 201
    assert (told["files"][0]["uuid"], told["errors"]) == (key, [])


def test_a_photo_sent_twice_is_kept_once(as_adviser: Client, visit):
    key = str(uuid.uuid4())
    answers = [send(as_adviser, visit, headers=JSON, uuid=key) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert Attachment.objects.count() == 1


def test_several_photos_come_at_once_and_once(as_adviser: Client, visit):
    body = {"diagnostic": visit.pk, "uuid": str(uuid.uuid4())}
    for _ in range(2):
        files = [uploaded(jpeg((n, n))) for n in (20, 30, 40)]
        as_adviser.post(url("create", visit.programme), {**body, "file": files})

    assert Attachment.objects.count() == 3


def test_a_refused_file_does_not_cost_the_good_one_beside_it(as_adviser: Client, visit):
    files = [uploaded(jpeg()), uploaded(b"MZ")]
    response = as_adviser.post(url("create", visit.programme), {"diagnostic": visit.pk, "file": files}, headers=JSON)

    assert response.status_code == 422
    assert Attachment.objects.count() == 1


def test_an_exe_called_jpg_is_refused_with_words_beside_the_form(as_adviser: Client, visit):
    response = send(as_adviser, visit, b"MZ\x90\x00", headers=HTMX)

    assert response.status_code == 422
    assert "est un programme" in response.content.decode()


def test_a_photo_of_thirty_megabytes_is_refused_in_words(as_adviser: Client, visit):
    response = send(as_adviser, visit, jpeg() + bytes(30_000_000 - len(jpeg())), headers=JSON)

    assert response.status_code == 422
    assert response.json()["errors"] == ["Cette photo pèse 30 Mo ; 15 Mo au plus.".replace(" Mo", "\u00a0Mo")] or (
        "pèse 30" in response.json()["errors"][0]
    )


def test_what_is_sent_beyond_forty_megabytes_is_thrown_away_as_it_comes(as_adviser: Client, visit):
    response = send(as_adviser, visit, jpeg() + bytes(41_000_000), headers=JSON)

    assert response.status_code == 422
    assert "15 Mo au plus" in response.json()["errors"][0].replace("\u00a0", " ")


def test_a_form_without_a_file_says_so(as_adviser: Client, visit):
    response = as_adviser.post(url("create", visit.programme), {"diagnostic": visit.pk})

    assert response.status_code == 422
    assert "Choisissez une photo" in response.content.decode()


def test_a_pdf_joins_a_visit(as_adviser: Client, visit):
    send(as_adviser, visit, pdf())

    assert Attachment.objects.get().kind == Attachment.Kind.DOCUMENT


def test_the_visit_s_last_gesture_is_noted(as_adviser: Client, visit):
    send(as_adviser, visit)

    visit.refresh_from_db()
    assert visit.last_input_at


def test_the_journal_says_that_a_photo_came(as_adviser: Client, visit):
    send(as_adviser, visit)

    assert Fact.objects.filter(kind="attachment_added", company_uuid=visit.company.uuid).count() == 1


@pytest.mark.parametrize(
    "odd",
    [
        {"diagnostic": "99999999999999999999"},
        {"diagnostic": "x"},
        {"flow": "not-a-uuid", "diagnostic": ""},
        {"question": str(uuid.uuid4())},
    ],
)
def test_a_place_that_is_none_is_not_there(as_adviser: Client, visit, odd):
    assert send(as_adviser, visit, **odd).status_code == 404


@pytest.mark.parametrize("odd", [{"uuid": "x"}, {"caption": "a" * 201}, {"caption": "a\x00b"}])
def test_odd_fields_are_told(as_adviser: Client, visit, odd):
    assert send(as_adviser, visit, headers=JSON, **odd).status_code == 422


def test_a_uuid_of_another_company_s_file_is_not_taken(as_adviser: Client, visit):
    foreign = AttachmentFactory()

    response = send(as_adviser, visit, headers=JSON, uuid=str(foreign.uuid))

    assert response.status_code == 422
    assert Attachment.objects.count() == 1


def test_a_visit_of_another_chamber_takes_no_photo(as_other_chamber: Client, visit):
    assert send(as_other_chamber, visit).status_code == 404


def test_a_visit_of_another_programme_takes_no_photo(as_animator: Client, programme):
    foreign = DiagnosticFactory()
    body = {"diagnostic": foreign.pk, "file": uploaded(jpeg())}

    assert as_animator.post(url("create", programme), body).status_code == 404


def test_the_committee_sends_no_photo(as_committee: Client, visit):
    assert send(as_committee, visit).status_code == 403


@pytest.mark.parametrize("name", ["file", "preview"])
def test_a_photo_is_served_as_a_download_that_nothing_runs(as_adviser: Client, photo, name):
    response = as_adviser.get(url(name, photo.programme, photo.uuid))

    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("name", ["file", "preview", "caption"])
def test_a_photo_of_another_chamber_s_visit_is_not_there(as_other_chamber: Client, photo, name):
    assert as_other_chamber.get(url(name, photo.programme, photo.uuid)).status_code == 404


@pytest.mark.parametrize("name", ["file", "preview", "caption"])
def test_a_photo_of_another_programme_is_not_there(as_animator: Client, programme, name):
    assert as_animator.get(url(name, programme, AttachmentFactory().uuid)).status_code == 404


@pytest.mark.parametrize("name", ["file", "preview", "caption"])
def test_the_committee_looks_at_no_photo(as_committee: Client, photo, name):
    assert as_committee.get(url(name, photo.programme, photo.uuid)).status_code == 403


@pytest.mark.parametrize("name", ["remove", "restore"])
def test_another_chamber_removes_nothing(as_other_chamber: Client, photo, name):
    assert as_other_chamber.post(url(name, photo.programme, photo.uuid)).status_code == 404


def test_a_photo_of_a_line_for_advisers_only_is_not_for_the_animator(as_animator: Client, as_adviser: Client, visit):
    line = FlowFactory(company=visit.company, level=Level.ADVISER, origin_uuid=visit.uuid)
    photo = AttachmentFactory(diagnostic=visit, flow=line)

    assert as_animator.get(url("file", visit.programme, photo.uuid)).status_code == 404
    assert as_adviser.get(url("file", visit.programme, photo.uuid)).status_code == 200


def test_nor_does_the_visit_s_strip_show_it_to_the_animator(as_animator: Client, visit):
    line = FlowFactory(company=visit.company, level=Level.ADVISER, origin_uuid=visit.uuid)
    photo = AttachmentFactory(diagnostic=visit, flow=line)

    notes = as_animator.get(reverse("diagnostics:notes", args=[visit.programme.slug, visit.pk])).content.decode()

    assert str(photo.uuid) not in notes


def test_a_photo_of_a_line_that_all_chambers_read_may_show_the_company_so_it_stays_with_its_own(
    as_other_chamber: Client, visit
):
    line = FlowFactory(company=visit.company, level=Level.CHAMBERS, origin_uuid=visit.uuid)
    photo = AttachmentFactory(diagnostic=visit, flow=line)

    assert as_other_chamber.get(url("file", visit.programme, photo.uuid)).status_code == 404


def test_a_photo_joins_a_line_and_its_visit(as_adviser: Client, visit):
    line = FlowFactory(company=visit.company, origin_uuid=visit.uuid)
    send(as_adviser, visit, diagnostic="", flow=str(line.uuid))

    photo = Attachment.objects.get()
    assert (photo.flow, photo.diagnostic) == (line, visit)


def test_a_removed_photo_is_gone_and_comes_back(as_adviser: Client, photo):
    as_adviser.post(url("remove", photo.programme, photo.uuid))
    assert as_adviser.get(url("file", photo.programme, photo.uuid)).status_code == 404

    as_adviser.post(url("restore", photo.programme, photo.uuid))
    assert as_adviser.get(url("file", photo.programme, photo.uuid)).status_code == 200


def test_removing_twice_is_removing_once(as_adviser: Client, photo):
    for _ in range(2):
        as_adviser.post(url("remove", photo.programme, photo.uuid))

    assert Fact.objects.filter(kind="attachment_removed").count() == 1


def test_removing_offers_to_undo(as_adviser: Client, photo):
    response = as_adviser.post(url("remove", photo.programme, photo.uuid), headers=HTMX)

    told = json.loads(response["HX-Trigger"])["toast"]
    assert told["undo"] == url("restore", photo.programme, photo.uuid)


def test_a_caption_is_written(as_adviser: Client, photo):
    as_adviser.post(url("caption", photo.programme, photo.uuid), {"caption": "La benne", "version": photo.version})

    photo.refresh_from_db()
    assert photo.caption == "La benne"


def test_two_captions_at_once_are_both_shown(as_adviser: Client, photo):
    Attachment.objects.filter(pk=photo.pk).update(caption="Le quai", version=2)

    response = as_adviser.post(url("caption", photo.programme, photo.uuid), {"caption": "La benne", "version": 1})

    assert response.status_code == 409
    assert "Le quai" in response.content.decode()


def test_a_file_whose_bytes_are_gone_is_not_there(as_adviser: Client, photo):
    default_storage.delete(photo.file.name)

    assert as_adviser.get(url("file", photo.programme, photo.uuid)).status_code == 404


def test_the_address_to_go_back_to_is_one_of_ours(as_adviser: Client, visit):
    response = send(as_adviser, visit, next="https://example.org/")

    assert response.url.startswith("/p/")


@pytest.mark.parametrize("number", [2, 30])
def test_the_notes_ask_as_many_queries_whatever_their_photos(
    as_adviser: Client, visit, number, django_assert_max_num_queries
):
    AttachmentFactory.create_batch(number, diagnostic=visit)

    with django_assert_max_num_queries(18):
        as_adviser.get(reverse("diagnostics:notes", args=[visit.programme.slug, visit.pk]))


def test_a_place_that_is_full_says_so(as_adviser: Client, visit, monkeypatch):
    monkeypatch.setattr("diagnostics.attachments.services.MOST_PER_PLACE", 1)
    AttachmentFactory(diagnostic=visit)

    response = send(as_adviser, visit, headers=JSON)

    assert response.status_code == 422
    assert "retirez-en un" in response.json()["errors"][0]


def test_a_text_posted_as_the_file_is_no_file(as_adviser: Client, visit):
    response = as_adviser.post(url("create", visit.programme), {"diagnostic": visit.pk, "file": "jpeg"})

    assert response.status_code == 422


def test_an_empty_file_is_refused(as_adviser: Client, visit):
    empty = SimpleUploadedFile("vide.jpg", b"")

    response = as_adviser.post(url("create", visit.programme), {"diagnostic": visit.pk, "file": empty}, headers=JSON)

    assert response.status_code == 422
