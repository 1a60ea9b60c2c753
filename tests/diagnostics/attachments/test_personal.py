"""The files of a questionnaire on the company's own page, and what a sweep erases."""

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from diagnostics.attachments.services import erase_old_files
from diagnostics.attachments.tasks import sweep
from diagnostics.models import Answer, Attachment, Questionnaire
from tests.diagnostics.attachments.pictures import jpeg, jpeg_with_position, pdf, uploaded
from tests.diagnostics.conftest import token_of
from tests.diagnostics.factories import (
    AttachmentFactory,
    CompanyFactory,
    DiagnosticFactory,
    QuestionnaireFactory,
    TemplateFactory,
)
from tests.world_files import QUESTION, SCHEMA


@pytest.fixture
def questionnaire(company) -> Questionnaire:
    template = TemplateFactory(programme=company.programme, title="Photos", schema=SCHEMA)
    return QuestionnaireFactory(company=company, template=template)


def url(name: str, token: str, key: object) -> str:
    return reverse(f"personal_diagnostics:{name}", args=[token, key])


def send(client: Client, token: str, data: bytes | None = None, question: uuid.UUID = QUESTION, **fields):
    body = {"uuid": str(uuid.uuid4()), "file": uploaded(data or jpeg_with_position()), **fields}
    return client.post(url("file_create", token, question), body)


def test_a_company_joins_a_photo_and_stays_on_its_question(client: Client, token, questionnaire):
    response = send(client, token)

    assert response.url == url("question", token, QUESTION)
    assert Attachment.objects.get().questionnaire == questionnaire


def test_the_photo_is_the_answer(client: Client, token, questionnaire):
    send(client, token)

    photo = Attachment.objects.get()
    assert Answer.objects.get(questionnaire=questionnaire).value["value"] == [str(photo.uuid)]


def test_a_removed_photo_is_an_answer_no_more(client: Client, token, questionnaire):
    send(client, token)
    client.post(url("file_remove", token, Attachment.objects.get().uuid))

    assert str(Attachment.objects.get().uuid) not in str(Answer.objects.get(questionnaire=questionnaire).value)


def test_the_photo_is_read_again_by_its_company(client: Client, token, questionnaire):
    send(client, token)
    response = client.get(url("file", token, Attachment.objects.get().uuid))

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Disposition"].startswith("attachment")


def test_another_company_s_link_opens_nothing(client: Client, token, questionnaire):
    send(client, token)
    stranger = token_of(CompanyFactory(programme=questionnaire.programme))

    assert client.get(url("file", stranger, Attachment.objects.get().uuid)).status_code == 404


def test_what_an_adviser_took_in_the_workshop_is_not_on_the_company_s_page(client: Client, token, company):
    photo = AttachmentFactory(diagnostic__company=company)

    assert client.get(url("file", token, photo.uuid)).status_code == 404


def test_a_forged_link_opens_nothing(client: Client, token, questionnaire):
    send(client, token)

    assert client.get(url("file", "forged-token", Attachment.objects.get().uuid)).status_code == 404


def test_a_question_that_asks_for_no_file_takes_none(client: Client, token, questionnaire):
    assert send(client, token, question=uuid.uuid4()).status_code == 404


def test_a_closed_questionnaire_takes_no_file(client: Client, token, questionnaire):
    Questionnaire.objects.update(closed_at=timezone.now())

    assert send(client, token).status_code == 404


def test_a_question_takes_no_more_than_its_files(client: Client, token, questionnaire):
    for _ in range(4):
        response = send(client, token)

    assert response.status_code == 422
    assert Attachment.objects.count() == 3


@pytest.mark.parametrize(("data", "words"), [(b"MZ\x00", "programme"), (pdf(), "ici on attend une photo")])
def test_a_refusal_is_said_on_a_kind_page(client: Client, token, questionnaire, data, words):
    response = send(client, token, data)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert "Revenir à la question" in response.content.decode()


def test_staff_join_a_photo_to_the_same_question(as_adviser: Client, questionnaire):
    create = reverse("attachments:create", args=[questionnaire.programme.slug])
    body = {"questionnaire": questionnaire.pk, "question": str(QUESTION), "file": uploaded(jpeg())}
    as_adviser.post(create, body)

    assert Attachment.objects.get().questionnaire == questionnaire


def test_a_sweep_erases_what_was_removed_long_ago(db):
    removed = AttachmentFactory(removed_at=timezone.now() - timedelta(days=31))
    recent = AttachmentFactory(removed_at=timezone.now() - timedelta(days=29))

    erase_old_files(now=timezone.now())

    assert list(Attachment.objects.all()) == [recent]
    assert not default_storage.exists(removed.file.name)
    assert default_storage.exists(recent.preview.name)


def test_a_sweep_erases_files_without_a_row_once_they_are_old(db):
    orphan = default_storage.save("attachments/2020/01/orphan.jpg", ContentFile(b"x"))
    kept = AttachmentFactory()

    assert erase_old_files(now=timezone.now()).files == 0
    erase_old_files(now=timezone.now() + timedelta(days=2))

    assert not default_storage.exists(orphan)
    assert default_storage.exists(kept.file.name)


def test_a_sweep_runs_where_nothing_was_ever_joined(db):
    sweep()

    assert not Path(settings.MEDIA_ROOT, "attachments", "never").exists()


def test_a_photo_answers_a_question_of_a_visit(as_adviser: Client, company, adviser):
    template = TemplateFactory(programme=company.programme, title="Visite", kind="diagnostic", schema=SCHEMA)
    visit = DiagnosticFactory(company=company, membership=adviser, in_progress=True, template=template)
    create = reverse("attachments:create", args=[company.programme.slug])
    as_adviser.post(create, {"diagnostic": visit.pk, "question": str(QUESTION), "file": uploaded(jpeg())})

    assert visit.answers.get().value["value"] == [str(Attachment.objects.get().uuid)]


def test_several_files_at_once_do_not_pass_the_bound_of_their_question(client: Client, token, questionnaire):
    files = [uploaded(jpeg((n, n))) for n in (20, 30, 40, 50, 60)]
    body = {"uuid": str(uuid.uuid4()), "file": files}

    assert client.post(url("file_create", token, QUESTION), body).status_code == 422
    assert Attachment.objects.count() == 3


def test_the_last_file_sent_again_is_still_kept_once(client: Client, token, questionnaire):
    for _ in range(2):
        send(client, token)
    key = str(uuid.uuid4())
    answers = [send(client, token, **{"uuid": key}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Attachment.objects.count() == 3
