from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from symbiose.programmes.figures import figure_named, key_figures
from tests.diagnostics.factories import (
    CompanyFactory,
    DiagnosticFactory,
    FlowFactory,
    MembershipFactory,
    QuestionnaireFactory,
)

pytestmark = pytest.mark.django_db

WHEN = datetime(2016, 9, 27, 10, tzinfo=ZoneInfo("Europe/Paris"))
BEFORE, AFTER = WHEN - timedelta(days=1), WHEN + timedelta(days=1)


def value(name: str, programme, at=None) -> int:
    return figure_named(name).rows(programme, at).count()


def test_a_company_with_two_completed_visits_is_diagnosed_once():
    diagnostic = DiagnosticFactory(completed=True)
    DiagnosticFactory(completed=True, company=diagnostic.company)

    assert value("diagnosed", diagnostic.programme) == 1


def test_a_planned_visit_is_no_diagnostic():
    assert value("diagnosed", DiagnosticFactory().programme) == 0


@pytest.mark.parametrize(("at", "expected"), [(BEFORE, 0), (WHEN, 1), (AFTER, 1)])
def test_the_diagnosed_are_those_of_a_past_date(at, expected):
    programme = DiagnosticFactory(completed=True, completed_at=WHEN).programme

    assert value("diagnosed", programme, at) == expected


@pytest.mark.parametrize(("at", "expected"), [(BEFORE, 0), (WHEN, 1)])
def test_the_answers_are_those_of_a_past_date(at, expected):
    programme = QuestionnaireFactory(submitted=True, submitted_at=WHEN).programme

    assert value("answered", programme, at) == expected


def test_a_questionnaire_begun_is_no_answer():
    assert value("answered", QuestionnaireFactory(state="started").programme) == 0


@pytest.mark.parametrize(("at", "expected"), [(BEFORE, 0), (WHEN, 1), (AFTER, 0), (None, 0)])
def test_a_line_counts_from_its_birth_to_its_end(at, expected):
    programme = FlowFactory(created_at=WHEN, ended_at=AFTER).programme

    assert value("flows", programme, at) == expected


def test_another_programme_does_not_count():
    FlowFactory()

    assert key_figures(MembershipFactory().programme)["flows"] == 0


def test_an_adviser_reads_the_companies_of_their_chamber_behind_the_figure():
    adviser = MembershipFactory(adviser=True)
    own = CompanyFactory(programme=adviser.programme, chamber=adviser.partner)
    DiagnosticFactory(completed=True, company=own)
    DiagnosticFactory(completed=True, company=CompanyFactory(programme=adviser.programme))
    figure = figure_named("diagnosed")

    assert list(figure.visible(figure.rows(adviser.programme, None), adviser)) == [own]
