from datetime import date
from decimal import Decimal

import pytest

from roadmaps.content import empty_content
from roadmaps.document_from_rows import document_of
from roadmaps.snapshot import snapshot_of
from symbiose.stored_pdf import digest_of
from synergies.models import Participant
from tests.accounts.factories import UserFactory
from tests.roadmaps.factories import RoadmapFactory, RoadmapGuestFactory, StepFactory
from tests.synergies.factories import ParticipantFactory

pytestmark = pytest.mark.django_db

DAY = date(2017, 2, 6)


@pytest.fixture
def roadmap():
    return RoadmapFactory()


def snap(roadmap):
    return snapshot_of(roadmap, today=DAY)


def join(roadmap, name, **fields):
    workforce = fields.pop("workforce", 10)
    return ParticipantFactory(
        synergy=roadmap.synergy, company__name=name, company__workforce=workforce, **fields
    ).company


def budget(roadmap, cents, rule="equal", **content):
    lines = [{"label": "Caisses", "cents": cents, "source": "devis"}]
    roadmap.content = {**empty_content(), "budget": lines, "rule": rule, **content}


def shares(roadmap):
    return [line.share for line in document_of(snap(roadmap)).companies]


def test_the_same_roadmap_has_the_same_digest(roadmap):
    assert digest_of(snap(roadmap)) == digest_of(snap(roadmap))


def test_the_digest_does_not_depend_on_the_order_of_keys():
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})


def test_another_day_is_another_digest(roadmap):
    assert digest_of(snap(roadmap)) != digest_of(snapshot_of(roadmap, today=date(2017, 2, 7)))


def test_the_pilot_comes_first(roadmap):
    join(roadmap, "Aaa")
    join(roadmap, "Zzz", role=Participant.Role.PILOT)

    assert [row["name"] for row in snap(roadmap)["companies"]] == ["Zzz", "Aaa"]


def test_a_company_that_left_is_not_printed(roadmap):
    join(roadmap, "Partie", until=DAY)

    assert snap(roadmap)["companies"] == []


def test_dropped_steps_are_not_printed_and_the_others_are_numbered_without_them(roadmap):
    StepFactory(roadmap=roadmap, state="dropped")
    first = StepFactory(roadmap=roadmap)
    StepFactory(roadmap=roadmap, state="blocked", blocked_by=first)

    assert [step["blocked_by"] for step in snap(roadmap)["steps"]] == [None, 1]


def test_who_helps_is_named(roadmap):
    roadmap.advisers.add(UserFactory())
    roadmap.elected_referent = "Gérard Poirier"
    RoadmapGuestFactory(roadmap=roadmap)

    roles = [row["role"] for row in snap(roadmap)["with_them"]]

    assert roles == ["elected", "expert"]


def test_equal_parts_add_up_to_the_cent(roadmap):
    for name in "ABC":
        join(roadmap, name)
    budget(roadmap, 10000)

    assert shares(roadmap) == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]


def test_parts_follow_the_quantities(roadmap):
    first, second = join(roadmap, "A"), join(roadmap, "B")
    budget(roadmap, 10000, "volume", parts={str(first.uuid): "3", str(second.uuid): "1"})

    assert shares(roadmap) == [Decimal("75.00"), Decimal("25.00")]


def test_parts_follow_the_workforce(roadmap):
    join(roadmap, "A", workforce=30)
    join(roadmap, "B", workforce=10)
    budget(roadmap, 10000, "workforce")

    assert shares(roadmap) == [Decimal("75.00"), Decimal("25.00")]


def test_without_any_quantity_nobody_has_a_part(roadmap):
    join(roadmap, "A")
    budget(roadmap, 10000, "volume")

    assert shares(roadmap) == [None]


def test_a_funding_above_the_cost_leaves_nothing_to_share(roadmap):
    join(roadmap, "A")
    budget(roadmap, 10000, fundings=[{"label": "Aide", "cents": 20000, "note": ""}])

    assert shares(roadmap) == [None]


@pytest.mark.parametrize("odd", ["NaN", "Infinity", "douze", "", None])
def test_an_odd_quantity_is_none(roadmap, odd):
    company = join(roadmap, "A")
    budget(roadmap, 10000, "volume", parts={str(company.uuid): odd})

    assert shares(roadmap) == [None]


def test_the_next_meeting_is_printed_as_it_was_typed(roadmap):
    roadmap.next_meeting = "mercredi 15 mars, 8 h 30, en mairie"

    assert document_of(snap(roadmap)).next_meeting == "mercredi 15 mars, 8 h 30, en mairie"


def test_a_snapshot_costs_the_same_whatever_the_steps(roadmap, django_assert_max_num_queries):
    StepFactory.create_batch(40, roadmap=roadmap)
    ParticipantFactory.create_batch(40, synergy=roadmap.synergy)

    with django_assert_max_num_queries(8):
        snap(roadmap)
