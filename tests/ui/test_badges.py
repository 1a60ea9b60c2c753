"""Every state, kind and figure shows a drawing and a word; every state of the models has its badge."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template

from companies.engagement import EngagementLevel
from diagnostics.enums import Direction, FigureKind
from diagnostics.models import Diagnostic, Questionnaire
from roadmaps.models import Roadmap, Step
from symbiose.ui.badges import BADGES, FIGURE_KINDS, KINDS, UNKNOWN
from symbiose.ui.templatetags.ui_marks import figure, figure_kind, kind_badge, state_badge
from synergies.models import Kind, State

FAMILIES = {
    "synergy": State,
    "step": Step.State,
    "engagement": EngagementLevel,
    "diagnostic": Diagnostic.State,
    "questionnaire": Questionnaire.State,
    "roadmap": Roadmap.State,
    "direction": Direction,
}
ICON_TAG = re.compile(r'{% icon "([a-z0-9-]+)"')
TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))


@pytest.mark.parametrize(("family", "state"), BADGES)
def test_a_state_has_an_icon_and_a_word(family, state):
    badge = state_badge(family, state)

    assert re.search(r"<svg [^>]*><path", badge)
    assert re.search(r"</svg> \w", badge)


@pytest.mark.parametrize(
    ("family", "state"), [(name, value) for name, kind in FAMILIES.items() for value in kind.values]
)
def test_each_state_of_the_models_has_a_badge(family, state):
    assert (family, state) in BADGES


def test_an_unknown_state_says_so_rather_than_break_the_page():
    assert str(UNKNOWN.word) in state_badge("synergy", "nowhere")


@pytest.mark.parametrize("kind", Kind.values)
def test_a_kind_of_synergy_has_a_form_and_a_word(kind):
    badge = kind_badge(kind)

    assert "<circle" in badge
    assert str(KINDS[kind]) in badge


@pytest.mark.parametrize("kind", FigureKind.values)
def test_a_kind_of_figure_has_a_form_and_a_word(kind):
    mark = figure_kind(kind)

    assert "<circle" in mark
    assert str(FIGURE_KINDS[kind]) in mark


def test_a_figure_says_value_unit_and_kind():
    text = re.sub(r"<[^>]+>", "", figure(1630, "€", "estimated"))

    assert text == "1\u00a0630\u00a0€  estimé"


def test_words_of_a_badge_are_escaped():
    assert "<b>" not in state_badge("synergy", "shortlisted", suffix="par <b>")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_icon_of_a_template_exists(path):
    names = set(ICON_TAG.findall(path.read_text()))

    assert {name for name in names if not (Path(settings.ICONS_DIR) / f"{name}.svg").is_file()} == set()


def test_an_icon_alone_has_a_name():
    html = Template('{% load ui %}{% icon "search" label="Chercher" %}').render(Context())

    assert 'role="img" aria-label="Chercher"' in html


def test_an_icon_beside_a_word_is_silent():
    html = Template('{% load ui %}{% icon "search" %}').render(Context())

    assert 'aria-hidden="true"' in html
