import json

import pytest
from django.core.management import CommandError, call_command

from roadmaps.services import validate_roadmap
from tests.accounts.factories import UserFactory
from tests.roadmaps.factories import RoadmapFactory, StepFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def roadmap(programme):
    roadmap = RoadmapFactory(programme=programme, title="Formations SST")
    StepFactory(roadmap=roadmap)
    return roadmap


def test_roadmaps_are_listed_as_one_json_value(roadmap, capsys):
    RoadmapFactory(title="D’un autre programme")

    call_command("list_roadmaps", programme=roadmap.programme.slug, json=True)

    assert json.loads(capsys.readouterr().out) == [
        {"id": roadmap.pk, "title": "Formations SST", "state": "in_writing"}
    ]


def test_roadmaps_are_listed_for_people(roadmap, capsys):
    call_command("list_roadmaps", programme=roadmap.programme.slug)

    assert "Formations SST" in capsys.readouterr().out


def test_an_unknown_programme_has_no_list():
    with pytest.raises(CommandError, match="Aucun programme"):
        call_command("list_roadmaps", programme="nulle-part")


@pytest.mark.parametrize("by", ["pk", "uuid"])
def test_a_roadmap_is_printed_without_a_worker(roadmap, tmp_path, by):
    out = tmp_path / "feuille.pdf"

    call_command("export_roadmap", str(getattr(roadmap, by)), str(out))

    assert out.read_bytes().startswith(b"%PDF")


def test_a_validated_version_prints_the_same_bytes_whatever_happens_since(roadmap, tmp_path):
    validate_roadmap(roadmap=roadmap, by_whom="le COPIL", actor=UserFactory())
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    call_command("export_roadmap", str(roadmap.pk), str(first))
    roadmap.steps.update(title="Autrement")

    call_command("export_roadmap", str(roadmap.pk), str(second))

    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("typed", ["0", "99999999999999999999", "x", "²", "0f2c1f6e-6a3e-4a57-9c58-6f2f5f0f7d14"])
def test_an_unknown_roadmap_is_told(db, tmp_path, typed):
    with pytest.raises(CommandError):
        call_command("export_roadmap", typed, str(tmp_path / "feuille.pdf"))


def test_a_folder_that_is_not_there_is_told(roadmap, tmp_path):
    with pytest.raises(CommandError, match="Impossible"):
        call_command("export_roadmap", str(roadmap.pk), str(tmp_path / "absent" / "feuille.pdf"))
