"""Roadmaps printed for good, then read back."""

import gc
import io
from dataclasses import replace

import pikepdf
import pytest

from roadmaps.document import CompanyLine
from roadmaps.pdf import render_roadmap_pdf
from symbiose.pdf_masthead import Partner
from tests.pdf_checks import alternative_texts, faults, headings, page_count, text_of
from tests.roadmaps.sample_documents import LONG_WORD, PAYLOADS, collection, empty, hostile, stress


@pytest.fixture(scope="module")
def printed() -> bytes:
    return render_roadmap_pdf(collection(), identifier="collection-3")


@pytest.fixture(scope="module")
def printed_stress() -> bytes:
    return render_roadmap_pdf(stress(), identifier="stress")


def words(pdf: bytes) -> str:
    return " ".join(text_of(pdf).replace("\u00a0", " ").split())


def test_the_collection_holds_every_rule_of_a_printed_page(printed):
    assert faults(printed) == []


def test_the_collection_takes_four_pages(printed):
    assert page_count(printed) == 4


def test_sections_are_read_in_their_order(printed):
    text = words(printed)

    order = [
        "Feuille de route", "Nuage", "Pourquoi", "462 kg", "Les entreprises et leurs engagements", "Les étapes",
        "Calendrier des étapes", "Le budget", "Les gains", "Les indicateurs", "Les risques", "Le cadre",
        "Les décisions", "Les signatures",
    ]  # fmt: skip
    places = [text.index(name) for name in order]
    assert places == sorted(places)


def test_headings_go_down_one_level_at_a_time(printed):
    assert headings(printed) == ["/H1"] + ["/H2"] * 9


def test_every_drawing_says_its_data(printed):
    texts = alternative_texts(printed)

    assert len(texts) == 4
    assert "Étape\u00a01, Recenser" in texts[0]
    assert texts[1].startswith("Poids inscrit")


def test_each_page_bears_its_number_and_the_version(printed):
    text = words(printed)

    assert [f"page {number} / 4" in text for number in range(1, 5)] == [True] * 4
    assert text.count("version 3 du 27 février 2017") >= 4


def test_the_pdf_is_titled_and_dated_by_its_version(printed):
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert str(pdf.docinfo["/Title"]).startswith("Collecter ensemble les appareils électriques")
        assert str(pdf.docinfo["/Author"]) == "Pays de Sillé"
        assert "20170227" in str(pdf.docinfo["/CreationDate"])


def test_the_same_roadmap_gives_the_same_bytes(printed):
    assert render_roadmap_pdf(collection(), identifier="collection-3") == printed


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_the_archive_copy_is_tagged_too():
    pdf = render_roadmap_pdf(empty(), identifier="archive", variant="pdf/a-3a")
    gc.collect()  # WeasyPrint leaves its colour profile open: the warning must fall here, where it is expected

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "/StructTreeRoot" in opened.Root


def test_an_empty_roadmap_takes_one_page():
    pdf = render_roadmap_pdf(empty(), identifier="empty")

    assert page_count(pdf) == 1
    assert faults(pdf) == []


def test_forty_steps_forty_companies_and_a_long_title_hold_every_rule(printed_stress):
    assert faults(printed_stress) == []


def test_forty_steps_and_forty_companies_take_nine_pages_at_most(printed_stress):
    assert page_count(printed_stress) <= 9


def test_names_in_other_scripts_are_printed(printed_stress):
    text = words(printed_stress)

    assert "Σιδηρουργείο" in text
    assert "Пекарня" in text
    assert any("\u0600" <= character <= "\u06ff" or "\ufb50" <= character <= "\ufeff" for character in text)


def test_a_word_of_fifty_letters_breaks_rather_than_the_frame(printed_stress):
    assert LONG_WORD in "".join(words(printed_stress).split())


def test_an_emoji_is_left_out_of_the_pdf(printed_stress):
    assert "Boulangerie du Pont" in words(printed_stress)


def test_what_is_typed_is_printed_as_typed():
    pdf = render_roadmap_pdf(hostile(PAYLOADS[0]), identifier="hostile")

    assert PAYLOADS[0] in words(pdf)


def test_hostile_texts_bring_nothing_active_and_no_foreign_font():
    pdf = render_roadmap_pdf(hostile(" ".join(PAYLOADS)), identifier="hostile")

    assert [fault for fault in faults(pdf) if "full" not in fault] == []


def test_control_characters_are_left_out():
    pdf = render_roadmap_pdf(hostile("a\x00b\x0bc\x1fd\ufffee\ud800f"), identifier="control")

    assert "abcdef" in words(pdf)
    assert [fault for fault in faults(pdf) if "full" not in fault] == []


def test_partners_and_companies_of_any_length_stay_in_the_frame():
    wide = "W" * 120
    document = replace(
        collection(),
        programme_name=wide,
        programme_tagline=wide,
        partners=(Partner(wide), *collection().partners, Partner("Club d’entreprises")),
        companies=(CompanyLine(wide, wide, wide, wide), *collection().companies[1:]),
    )

    assert [fault for fault in faults(render_roadmap_pdf(document, identifier="wide")) if "frame" in fault] == []
