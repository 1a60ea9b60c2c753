from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from roadmaps.models import RoadmapPdf
from roadmaps.pdf_store import ask_for_version, pdf_of_today, print_pdf
from roadmaps.services import open_next_version, validate_roadmap
from roadmaps.tasks import print_roadmap, sweep
from symbiose import stored_pdf_views
from symbiose.programmes.models import Role
from symbiose.stored_pdf import note_failure
from tests.accounts.factories import UserFactory
from tests.roadmaps.factories import RoadmapFactory, RoadmapGuestFactory, StepFactory
from tests.synergies.factories import ParticipantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(stored_pdf_views, "WAIT_SECONDS", 0.0)


@pytest.fixture
def roadmap(programme):
    roadmap = RoadmapFactory(programme=programme, title="Formations SST")
    StepFactory(roadmap=roadmap)
    return roadmap


def address(roadmap, query=""):
    kwargs = {"programme_slug": roadmap.programme.slug, "pk": roadmap.pk}
    return reverse("roadmaps:pdf", kwargs=kwargs) + query


def validate(roadmap):
    frozen = validate_roadmap(roadmap=roadmap, by_whom="le COPIL", actor=UserFactory())
    roadmap.refresh_from_db()
    return frozen


def body(response):
    content = b"".join(response.streaming_content)
    response.close()
    return content


def today(roadmap, **options):
    return pdf_of_today(roadmap, today=timezone.localdate(), **options)


def test_without_a_worker_the_page_says_to_wait(animator_client, roadmap):
    response = animator_client.get(address(roadmap))

    assert response.status_code == 202
    assert response["Retry-After"]
    assert "se recharge" in response.content.decode()


def test_once_printed_the_file_comes(animator_client, roadmap):
    animator_client.get(address(roadmap))
    print_roadmap(RoadmapPdf.objects.get().pk)

    response = animator_client.get(address(roadmap))

    assert response.status_code == 200
    assert "formations-sst-v1.pdf" in response["Content-Disposition"]
    assert body(response).startswith(b"%PDF")


def test_asking_twice_asks_for_one_print(animator_client, roadmap):
    for _time in range(3):
        animator_client.get(address(roadmap))

    assert RoadmapPdf.objects.count() == 1


def test_printing_twice_prints_once(roadmap):
    first = print_pdf(pdf_id=today(roadmap).pk)

    assert print_pdf(pdf_id=first.pk).rendered_at == first.rendered_at


def test_an_earlier_version_is_served_under_its_own_number(animator_client, roadmap):
    frozen = validate(roadmap)
    open_next_version(roadmap=roadmap, actor=UserFactory())
    print_pdf(pdf_id=ask_for_version(frozen).pk)

    response = animator_client.get(address(roadmap, "?version=1"))

    assert "-v1.pdf" in response["Content-Disposition"]
    response.close()


@pytest.mark.parametrize("number", ["7", "x", "-1", "%00", "99999999999999999999", "1.0", "²"])
def test_a_version_that_is_none_is_not_found(animator_client, roadmap, number):
    assert animator_client.get(address(roadmap, f"?version={number}")).status_code == 404


def test_the_progress_of_the_day_is_another_print_than_the_version(animator_client, roadmap):
    validate(roadmap)
    roadmap.steps.update(deliverable="deux réponses sur trois")
    animator_client.get(address(roadmap))
    animator_client.get(address(roadmap, "?edition=today"))

    assert {pdf.roadmap_version_id is None for pdf in RoadmapPdf.objects.all()} == {True, False}


def test_a_failure_is_said_and_kept(animator_client, roadmap):
    animator_client.get(address(roadmap))
    note_failure(RoadmapPdf, pdf_id=RoadmapPdf.objects.get().pk, error="x" * 900)

    response = animator_client.get(address(roadmap))

    assert response.status_code == 202
    assert "échoué" in response.content.decode()


def test_the_task_notes_why_it_failed(roadmap, monkeypatch):
    def fail(**_arguments: object) -> None:
        raise OSError("disque plein")

    monkeypatch.setattr("roadmaps.tasks.print_pdf", fail)
    pdf = today(roadmap)

    with pytest.raises(OSError, match="disque plein"):
        print_roadmap(pdf.pk)

    pdf.refresh_from_db()
    assert "disque plein" in pdf.error


def test_a_task_for_a_row_that_is_gone_does_nothing():
    print_roadmap(0)


def test_the_sweep_prints_what_a_dead_worker_left(roadmap, monkeypatch):
    asked = []
    monkeypatch.setattr("roadmaps.tasks.print_roadmap.delay", asked.append)
    pdf = today(roadmap)

    sweep()

    assert asked == [pdf.pk]


def test_a_print_asked_for_long_ago_is_asked_for_anew(roadmap):
    pdf = today(roadmap)
    RoadmapPdf.objects.update(requested_at=timezone.now() - timedelta(days=3), error="disque plein")

    today(roadmap)

    pdf.refresh_from_db()
    assert pdf.error == ""
    assert timezone.now() - pdf.requested_at < timedelta(minutes=1)


def test_a_file_that_is_gone_is_printed_anew(roadmap):
    pdf = print_pdf(pdf_id=today(roadmap).pk)
    before = Path(pdf.file.path).read_bytes()
    Path(pdf.file.path).unlink()

    again = print_pdf(pdf_id=today(roadmap).pk)

    assert Path(again.file.path).read_bytes() == before


@pytest.mark.parametrize(
    ("role", "shows_parts"),
    [(Role.ANIMATOR, True), (Role.ADVISER, True), (Role.COMMITTEE, False), (Role.NETWORK, False)],
)
def test_who_does_not_take_part_prints_the_total_alone(login_as, roadmap, role, shows_parts):
    login_as(role).get(address(roadmap))

    assert RoadmapPdf.objects.get().shows_parts is shows_parts


def test_an_invited_expert_prints_the_total_alone(partner_client, roadmap):
    RoadmapGuestFactory(roadmap=roadmap, user=partner_client.membership.user)

    partner_client.get(address(roadmap))

    assert RoadmapPdf.objects.get().shows_parts is False


def test_a_partner_who_is_not_invited_prints_nothing(partner_client, roadmap):
    assert partner_client.get(address(roadmap)).status_code == 404


def test_both_editions_of_a_version_are_kept_apart(roadmap):
    ParticipantFactory(synergy=roadmap.synergy)
    roadmap.content["budget"] = [{"label": "Caisses", "cents": 10000, "source": ""}]
    roadmap.save()
    frozen = validate(roadmap)

    full, total = ask_for_version(frozen), ask_for_version(frozen, shows_parts=False)

    assert full.digest == frozen.digest
    assert total.digest != full.digest
