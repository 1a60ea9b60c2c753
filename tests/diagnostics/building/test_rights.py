import pytest

from diagnostics.models import Template
from tests.diagnostics.building.schemas import COUNT, FIRST, small_schema
from tests.diagnostics.factories import TemplateFactory

pytestmark = pytest.mark.django_db

READ = ["detail", "preview_summary", "preview"]
WRITE = ["edit", "publish", "name", "section_create", "question_create"]
GESTURES = ["archive", "restore", "revise", "discard", "undo"]


@pytest.mark.parametrize("name", READ)
def test_an_adviser_reads(as_adviser, draft, address, name):
    assert as_adviser.get(address(name, draft)).status_code in {200, 302}


@pytest.mark.parametrize("name", WRITE)
def test_an_adviser_does_not_write(as_adviser, draft, address, name):
    assert as_adviser.get(address(name, draft)).status_code == 403


@pytest.mark.parametrize("name", GESTURES)
def test_an_adviser_makes_no_gesture(as_adviser, draft, address, name):
    assert as_adviser.post(address(name, draft)).status_code == 403
    assert Template.objects.filter(pk=draft.pk, archived_at__isnull=True).exists()


def test_the_list_of_an_adviser_offers_no_gesture(as_adviser, draft, address):
    page = as_adviser.get(address("list")).content.decode()

    assert "Essai" in page
    assert "Nouveau modèle" not in page


def test_the_committee_reads_no_template(as_committee, draft, address):
    assert as_committee.get(address("list")).status_code == 403


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_a_stranger_finds_nothing(as_stranger, draft, address, name):
    assert as_stranger.get(address(name, draft)).status_code == 404


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_the_template_of_another_programme_is_not_there(as_animator, address, name):
    foreign = TemplateFactory(schema=small_schema(), published_at=None)

    assert as_animator.get(address(name, foreign)).status_code == 404


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [
        ("question_edit", {"question": COUNT}),
        ("question_delete", {"question": COUNT}),
        ("section_delete", {"section": FIRST}),
        ("discard", {}),
        ("publish", {}),
    ],
)
def test_the_template_of_another_programme_is_not_changed(as_animator, address, name, kwargs):
    foreign = TemplateFactory(schema=small_schema(), published_at=None)

    assert as_animator.post(address(name, foreign, **kwargs)).status_code == 404
    assert Template.objects.get(pk=foreign.pk).schema == small_schema()


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [("question_delete", {"question": COUNT}), ("section_delete", {"section": FIRST}), ("discard", {}), ("undo", {})],
)
def test_a_published_version_never_changes(as_animator, published, address, name, kwargs):
    answer = as_animator.post(address(name, published, **kwargs), follow=True)

    assert "elle ne change plus" in answer.content.decode()
    assert Template.objects.get(pk=published.pk).schema == small_schema()
