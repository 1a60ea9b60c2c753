"""The quality of a diagnostic, by hand and by property."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostics.planning.quality import LineFacts, QuestionFacts, VisitFacts, quality_of

FAMILIES = ["matiere", "dechet", "energie", "service", "competence", "espace", "achat"]
lines = st.lists(
    st.builds(
        LineFacts,
        key=st.uuids().map(str),
        label=st.text(max_size=8),
        family=st.sampled_from(FAMILIES),
        is_measurable=st.booleans(),
        has_code=st.booleans(),
    ),
    max_size=8,
)
questions = st.lists(
    st.builds(
        QuestionFacts,
        key=st.uuids().map(str),
        text=st.text(max_size=8),
        is_required=st.booleans(),
        is_settled=st.booleans(),
    ),
    max_size=8,
)
visits = st.builds(VisitFacts, lines=lines, questions=questions, has_contact=st.booleans(), has_day=st.booleans())


def line(family: str = "matiere", *, measurable: bool = True, code: bool = False) -> LineFacts:
    return LineFacts(family, family, family, measurable, code)


def test_an_empty_visit_is_worth_nothing():
    assert quality_of(VisitFacts()).score == 0


def test_a_full_visit_is_worth_a_hundred():
    facts = VisitFacts(
        lines=[line("service"), line("competence"), line("dechet", code=True)],
        questions=[QuestionFacts("a", "?", True, True)],
        has_contact=True,
        has_day=True,
    )

    assert quality_of(facts).score == 100


def test_a_visit_worked_by_hand():
    """35 × 2/3 + 25 × 1/2 + 10 × 0/1 + 15 × 1/2 + 10 = 53.3."""
    facts = VisitFacts(
        lines=[line("service"), line("dechet", measurable=False)],
        questions=[QuestionFacts("a", "?", True, True), QuestionFacts("b", "?", False, False)],
        has_contact=True,
    )

    assert quality_of(facts).score == 53


def test_without_questions_five_lines_are_a_full_talk():
    facts = VisitFacts(lines=[line() for _ in range(5)])

    assert quality_of(facts).parts["questions"] == 35


def test_the_most_rewarding_thing_is_asked_first():
    facts = VisitFacts(lines=[line("dechet", measurable=False), line("service"), line("espace")], has_day=True)

    assert [ask.kind for ask in quality_of(facts).asks] == ["code", "contact", "quantity"]


def test_a_full_visit_asks_for_nothing():
    facts = VisitFacts(
        lines=[line("service"), line("competence")],
        questions=[QuestionFacts("a", "?", True, True)],
        has_contact=True,
        has_day=True,
    )

    assert quality_of(facts).asks == ()


@given(visits)
@settings(max_examples=150, deadline=None)
def test_a_score_lies_between_nothing_and_a_hundred(facts):
    quality = quality_of(facts)

    assert 0 <= quality.score <= 100
    assert len(quality.asks) <= 3


@given(visits, st.data())
@settings(max_examples=150, deadline=None)
def test_adding_a_quantity_never_lowers_the_score(facts, data):
    if not facts.lines:
        return
    at = data.draw(st.integers(0, len(facts.lines) - 1))
    changed = [replace(each, is_measurable=True) if n == at else each for n, each in enumerate(facts.lines)]

    assert sum(quality_of(replace(facts, lines=changed)).parts.values()) >= sum(quality_of(facts).parts.values())


@given(visits, st.data())
@settings(max_examples=150, deadline=None)
def test_settling_a_question_never_lowers_the_score(facts, data):
    if not facts.questions:
        return
    at = data.draw(st.integers(0, len(facts.questions) - 1))
    changed = [replace(each, is_settled=True) if n == at else each for n, each in enumerate(facts.questions)]

    assert quality_of(replace(facts, questions=changed)).score >= quality_of(facts).score


@given(visits)
@settings(max_examples=100, deadline=None)
def test_each_ask_is_worth_something(facts):
    assert all(ask.gain > 0 for ask in quality_of(facts).asks)
