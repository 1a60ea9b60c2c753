"""Five questions for a trade and a size: a pure choice in a file of our own."""

import json

import pytest

from diagnostics.report.questions import DATA, HOW_MANY, documents_for, questions_for, size_of

TEXTS = json.loads(DATA.read_text(encoding="utf-8"))


@pytest.mark.parametrize("section", list("ABCDEFGHIJKLMNOPQRSTU"))
@pytest.mark.parametrize("workforce", [None, 0, 7, 50, 300])
def test_every_section_and_size_has_five_different_questions(section, workforce):
    chosen = questions_for(naf_code="", section=section, workforce=workforce)

    assert len(set(chosen)) == HOW_MANY


def test_thirty_divisions_have_questions_of_their_own():
    assert len(TEXTS["divisions"]) >= 30


def test_the_division_speaks_before_its_section():
    chosen = questions_for(naf_code="16.10A", section="C", workforce=14)

    assert chosen[:3] == TEXTS["divisions"]["16"]


def test_the_size_has_its_questions():
    assert set(TEXTS["sizes"]["large"]) <= set(questions_for(naf_code="16.10A", section="C", workforce=400))


def test_a_trade_that_is_not_known_gets_the_common_questions():
    chosen = questions_for(naf_code="", section="", workforce=None)

    assert chosen == [*TEXTS["sizes"]["small"], *TEXTS["common"][:3]]


@pytest.mark.parametrize(
    ("workforce", "size"), [(0, "solo"), (2, "solo"), (3, "small"), (19, "small"), (20, "medium"), (100, "large")]
)
def test_sizes_meet_at_their_bounds(workforce, size):
    assert size_of(workforce) == size


def test_a_farm_is_asked_for_its_own_papers():
    assert set(documents_for(section="A", workforce=2)) > set(TEXTS["documents"]["common"])


def test_the_basis_of_the_questions_is_said():
    assert TEXTS["basis"] == "expertise"


def test_french_punctuation_is_ours():
    texts = [text for part in ("sections", "divisions", "sizes") for found in TEXTS[part].values() for text in found]

    assert [text for text in texts if "'" in text or '"' in text] == []
