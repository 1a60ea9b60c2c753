"""The demo's figures come out of its facts: taking one away, or adding one, moves each of them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from companies.models import Company
from dashboard.demo.load import SLUGS
from diagnostics.balance.records import records_of
from diagnostics.balance.screens import leaving_sentence
from diagnostics.balance.tables import balance
from diagnostics.models import Diagnostic, Flow, Survey, SurveyCompany
from diagnostics.surveys.reading import SurveyReading, findings
from events.models import Attendance, Event
from events.services import note_presence
from roadmaps.models import Roadmap, RoadmapVersion, Step
from symbiose.accounts.models import User
from symbiose.outbox.models import OutboxEmail
from symbiose.programmes.figures import key_figures
from symbiose.programmes.models import Park, Programme
from synergies.models import Kind, Participant, Proposal, State, Synergy
from synergies.services import Move, add_participant, move_synergy, remove_participant


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Both demo programmes, loaded once for this module and undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", stdout=io.StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def sille(_loaded: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Programme]:
    """The demo programme; what a test changes in it is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Programme.objects.get(slug="pays-de-sille")
        transaction.set_rollback(True)


@pytest.fixture
def animator(sille: Programme) -> User:
    return User.objects.get(email="animatrice@demo.symbiose.test")


def value(programme, name):
    return key_figures(programme, None, [name])[name]


def retained(programme, word):
    return Synergy.objects.get(programme=programme, title__contains=word, retained_at__isnull=False)


def test_the_five_figures_are_those_of_the_field(sille):
    figures = key_figures(sille, None, ["present", "engaged", "core", "retained", "started"])

    assert figures == {"present": 25, "engaged": 20, "core": 7, "retained": 5, "started": 4}


def test_one_presence_less_is_24_and_putting_it_back_is_25(sille, animator):
    attendance = Attendance.objects.present().filter(event__programme=sille, event__kind=Event.Kind.INFORMATION)[0]
    event, company = attendance.event, attendance.company

    note_presence(event=event, company=company, present=False, actor=animator)
    less = value(sille, "present")
    note_presence(event=event, company=company, present=True, actor=animator)

    assert (less, value(sille, "present")) == (24, 25)


def test_one_participant_more_is_21_and_one_less_is_20(sille, animator):
    newcomer = Company.objects.filter(programme=sille).exclude(pk__in=Participant.objects.current().values("company"))[
        0
    ]

    participant = add_participant(synergy=retained(sille, "Formations"), company=newcomer, actor=animator)
    more = value(sille, "engaged")
    remove_participant(participant=participant, actor=animator)

    assert (more, value(sille, "engaged")) == (21, 20)


def test_a_stopped_synergy_is_retained_no_more(sille, animator):
    move_synergy(synergy_id=retained(sille, "matériel").pk, move=Move(State.STOPPED, "Assurances"), actor=animator)

    assert value(sille, "retained") == 4


def test_a_fifth_start_is_counted(sille, animator):
    move_synergy(synergy_id=retained(sille, "matériel").pk, move=Move(State.IN_PROGRESS), actor=animator)

    assert value(sille, "started") == 5


def test_a_core_company_that_was_not_at_the_workshop_is_core_no_more(sille, animator):
    company = Company.objects.get(programme=sille, external_id="garreau")
    for attendance in Attendance.objects.present().filter(company=company)[1:]:
        note_presence(event=attendance.event, company=company, present=False, actor=animator)

    assert value(sille, "core") == 6


def test_the_figures_before_the_beginning_are_nothing(sille):
    assert set(key_figures(sille, timezone.now() - timedelta(days=400)).values()) == {0}


def test_the_figures_were_smaller_before_the_workshop(sille):
    figures = key_figures(sille, timezone.now() - timedelta(days=130), ["present", "retained", "started"])

    assert figures == {"present": 25, "retained": 0, "started": 0}


def test_the_demo_is_wide_enough(sille):
    assert Company.objects.filter(programme=sille).count() >= 60
    assert Diagnostic.objects.filter(programme=sille).completed().count() >= 25
    assert Flow.objects.filter(programme=sille).count() >= 200
    assert Diagnostic.objects.filter(programme=sille).values("chamber").distinct().count() == 3


def test_the_engine_found_what_the_workshop_retained(sille):
    assert Proposal.objects.filter(programme=sille, synergy__retained_at__isnull=False).count() == 5


def test_material_substitutions_are_proposed_too(sille):
    assert Proposal.objects.filter(programme=sille, kind=Kind.SUBSTITUTION).live().exists()


def test_the_roadmaps_are_at_different_stages(sille):
    states = sorted(Roadmap.objects.filter(programme=sille).values_list("state", flat=True))

    assert states == ["in_writing", "submitted", "validated", "validated", "validated"]


def test_frozen_versions_keep_their_own_day(sille):
    days = RoadmapVersion.objects.filter(programme=sille).values_list("validated_at", "content__dated_on")

    assert all(timezone.localdate(moment).isoformat() == day for moment, day in days)


def test_the_story_is_alive_today(sille):
    today = timezone.localdate()

    assert Event.objects.filter(programme=sille).upcoming().exists()
    assert Step.objects.filter(programme=sille, due_on__lt=today).unfinished().exists()


def test_what_the_story_wrote_long_ago_does_not_leave_now(sille):
    assert not OutboxEmail.objects.of_programme(sille.pk).unsent().filter(due_at__lte=timezone.now()).exists()


def test_loading_again_changes_nothing(sille):
    out = io.StringIO()

    call_command("load_demo", json=True, stdout=out)

    assert json.loads(out.getvalue()) == {"loaded": []}
    assert Programme.objects.filter(slug__in=SLUGS).count() == 2


def test_corsica_has_just_started_with_companies_of_its_own(sille):
    corsica = Programme.objects.get(slug="corse-demo")

    assert corsica.created_from == sille
    assert value(corsica, "companies") >= 5
    assert value(corsica, "retained") == 0


def test_an_unknown_demo_is_told(sille):
    with pytest.raises(CommandError, match="inconnu"):
        call_command("load_demo", programme="nulle-part")


def test_the_flow_balance_lives_and_hides_the_park_of_two(sille):
    records = records_of(sille)
    parks = {name: pk for pk, name in Park.objects.filter(programme=sille).values_list("pk", "name")}

    whole = balance(records)
    told = {name: bool(balance(records, frozenset({f"park:{pk}"})).cells) for name, pk in parks.items()}

    assert len({record.company for record in records if "source:balance" in record.groups}) >= 10
    assert len(whole.cells) >= 15
    assert leaving_sentence(whole)
    assert told == {"ZA de Conlie": True, "ZA de Domfront": False}


def test_the_survey_shows_three_companies_and_hides_the_fourth(sille):
    reading = SurveyReading(Survey.objects.select_related("template").get(programme=sille))

    counts = [reading.count(spread).answers for spread in SurveyCompany.objects.filter(survey=reading.survey)]

    assert sorted(counts) == [0, 11, 17, 21]
    assert reading.answers == 49
    assert findings(reading.of_company(SurveyCompany.objects.get(company__external_id="plasturgie")))


def test_the_programme_that_just_starts_has_no_balance_yet(sille):
    assert records_of(Programme.objects.get(slug="corse-demo")) == []
