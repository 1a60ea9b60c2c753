"""The printed roadmap as HTML: what it says in each state."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from roadmaps.document import (
    Budget,
    BudgetLine,
    CompanyLine,
    Decision,
    Funding,
    Indicator,
    KeyFigure,
    Logo,
    Reading,
    SharingRule,
    StepLine,
    StepState,
)
from roadmaps.page_breaks import kept_sections
from roadmaps.pdf import render_roadmap_html
from symbiose.pdf_masthead import Emblem, Partner, balanced, marks_and_others, shortened
from tests.roadmaps.sample_documents import LONG_TITLE, PAYLOADS, collection, empty, hostile, stress


class Elements(HTMLParser):
    """Collects the elements of a document with the names of their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, ...]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, *sorted(name for name, _value in attrs)))


def elements(html: str) -> set[tuple[str, ...]]:
    parser = Elements()
    parser.feed(html)
    return parser.found


PNG = b"\x89PNG\r\n\x1a\nrest"


def test_a_roadmap_says_its_version_and_who_validated_it():
    html = render_roadmap_html(collection())

    assert "version 3 du 27\u00a0février\u00a02017, validée par les 12 participants" in html


def test_a_draft_says_so_above_the_title_and_in_the_margin():
    html = render_roadmap_html(empty())

    assert "version 1 du 27\u00a0février\u00a02017, brouillon" in html
    assert 'data-draft="Brouillon"' in html


def test_a_validated_roadmap_bears_no_draft_mark():
    assert 'data-draft=""' in render_roadmap_html(collection())


def test_each_empty_section_says_so_and_says_the_next_gesture():
    html = render_roadmap_html(empty())

    assert html.count("<section") == html.count('class="empty"') == 9
    assert html.count("Prochain geste") == 10  # the nine sections and the weather


def test_a_summary_begun_asks_for_the_lines_that_miss():
    html = render_roadmap_html(replace(empty(), why="Le tri coûte cher."))

    assert "À écrire : ce que les entreprises font ensemble." in html


def test_the_decision_to_be_taken_stands_last():
    texts = [decision.text for decision in collection().ordered_decisions]

    assert texts[-1].startswith("Aide de 150 €")
    assert texts[0].startswith("Synergie retenue")


def test_a_decision_to_take_without_a_date_still_stands_last():
    document = replace(
        empty(), decisions=(Decision(None, "COPIL", "à dire", to_take=True), Decision(None, "Atelier", "dite"))
    )

    assert [decision.text for decision in document.ordered_decisions] == ["dite", "à dire"]


def test_a_blocked_step_says_by_what_and_what_frees_it():
    html = render_roadmap_html(collection())

    assert "par l’étape 4" in html
    assert "Se débloque quand 500 kg sont inscrits" in html


def test_a_step_without_owner_or_date_says_so():
    html = render_roadmap_html(replace(empty(), steps=(StepLine(1, "Appeler"),)))

    assert "À désigner" in html
    assert "À dater" in html
    assert "le calendrier se dessinera avec les échéances" in html


@pytest.mark.parametrize("state", list(StepState))
def test_every_state_has_its_word_beside_its_mark(state):
    html = render_roadmap_html(replace(empty(), steps=(StepLine(1, "Appeler", state=state),)))

    assert f'state-{state}">' in html
    words = {
        "done": "Faite",
        "in_progress": "En cours",
        "upcoming": "À venir",
        "blocked": "Bloquée",
        "late": "En retard",
    }
    assert f">{words[state]}</span>" in html


def test_money_adds_up_on_the_page():
    html = render_roadmap_html(collection())

    for amount in ("572,90", "\u2212150,00", "422,90", "87,88"):
        assert f"{amount}\u00a0€" in html


def test_the_next_meeting_is_printed_as_it_was_typed():
    document = replace(collection(), next_meeting="mercredi 15 mars, 8 h 30, en mairie.")

    assert "Prochain point : mercredi 15 mars, 8 h 30, en mairie.</caption>" in render_roadmap_html(document)


def test_a_committee_that_may_not_see_the_parts_reads_the_total_alone():
    document = collection()

    html = render_roadmap_html(replace(document, budget=replace(document.budget, shows_parts=False)))

    assert "87,88" not in html
    assert "96\u00a0kg" not in html
    assert "422,90\u00a0€" in html


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (SharingRule.EQUAL, "À parts égales."),
        (SharingRule.VOLUME, "Au volume de chacune."),
        (SharingRule.WORKFORCE, "À l’effectif de chacune."),
        (SharingRule.FREE, "Parts convenues entre les entreprises."),
    ],
)
def test_the_sharing_rule_is_written_out(rule, words):
    budget = Budget((BudgetLine("Salle", Decimal(100), "Tarif"),), rule=rule)

    assert words in render_roadmap_html(replace(empty(), budget=budget))


def test_more_funding_than_cost_leaves_nothing_to_share():
    budget = Budget((BudgetLine("Salle", Decimal(100)),), (Funding("Région", Decimal(120)),))

    assert budget.to_share == 0


def test_a_single_company_pays_what_is_left():
    document = replace(
        empty(), companies=(CompanyLine("Brault"),), budget=Budget((BudgetLine("Salle", Decimal(100), "Tarif"),))
    )

    html = render_roadmap_html(document)

    assert "À la charge de l’entreprise" in html
    assert "1 entreprise ; entreprise pilote à désigner." in html


def test_an_indicator_shows_the_reading_before_its_last_one():
    assert "318\u00a0kg le 20\u00a0janv." in render_roadmap_html(collection())


def test_an_indicator_without_target_has_no_gauge():
    document = replace(empty(), indicators=(Indicator("Visites", readings=(Reading(date(2017, 1, 2), Decimal(4)),)),))

    assert "sans cible" in render_roadmap_html(document)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_typed_comes_out_as_text(payload):
    html = render_roadmap_html(hostile(payload))

    assert elements(html) == elements(render_roadmap_html(hostile("texte")))


def test_a_title_over_ninety_characters_is_set_smaller():
    assert '<h1 class="long">' in render_roadmap_html(replace(collection(), title=LONG_TITLE))


def test_the_footer_shortens_a_long_title_between_two_words():
    assert stress().footer_title == "Collecter, trier, effacer, peser et faire enlever…"


def test_a_text_that_fits_is_not_shortened():
    assert shortened("Court", 5) == "Court"


def test_a_word_longer_than_the_room_is_cut():
    assert shortened("Anticonstitutionnellement", 10) == "Anticonst…"


def test_a_fifth_key_figure_is_refused():
    with pytest.raises(ValueError, match="at most 4"):
        replace(empty(), key_figures=(KeyFigure("1", "un"),) * 5)


def test_a_logo_is_printed_with_its_owner_s_name():
    html = render_roadmap_html(replace(empty(), partners=(Partner("CCI Le Mans", logo=Logo(PNG)),)))

    assert '<img src="data:image/png;base64,' in html
    assert 'alt="CCI Le Mans"' in html


def test_a_logo_that_is_neither_png_nor_jpeg_falls_to_its_words():
    html = render_roadmap_html(replace(empty(), partners=(Partner("CCI", logo=Logo(b"<svg/>")),)))

    assert "<img" not in html
    assert ">CCI</span>" in html


def test_partners_beyond_six_are_named_at_the_end():
    document = replace(empty(), partners=tuple(Partner(f"P{number}") for number in range(8)))

    marks, others = marks_and_others(document)

    assert len(marks) == 6
    assert [partner.name for partner in others] == ["P6", "P7"]


def test_partners_too_wide_for_the_line_are_named_at_the_end():
    wide = Partner("Communauté de communes de la Champagne conlinoise et du Pays de Sillé", emblem=Emblem.RINGS)

    marks, others = marks_and_others(replace(empty(), partners=(wide,) * 6))

    assert sum(mark.width for mark in marks) < 174
    assert others


def test_words_are_set_on_balanced_lines():
    assert balanced("Pays de la Haute-Sarthe", 2) == ["Pays de la", "Haute-Sarthe"]


def test_short_sections_stay_whole():
    kept = kept_sections(collection())

    assert kept["budget"]
    assert kept["risks"]


def test_a_section_of_more_than_ten_rows_may_break():
    document = collection()

    assert not kept_sections(replace(document, gains=document.gains * 3))["gains"]
