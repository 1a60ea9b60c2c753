"""The printed fiche: one page always, its words true, its file clean."""

import pytest

from diagnostics.report.preparation_printing import render_preparation
from diagnostics.report.printing import document_of, render_report, report_html
from tests.pdf_checks import alternative_texts, faults, page_count, text_of

LINE = ["Chutes de sapin", "30\u00a0t par an", "toute l’année", "Animatrice et chambres"]
HOSTILE = [
    "Très longue ligne " * 5 + "anticonstitutionnellement",
    "1\u00a0234\u00a0567,5\u00a0tonnes métriques par semaine",
    "de janvier à novembre, deux fois par semaine",
    "Entreprises du programme",
]
VISIT = {
    "on": "2016-06-14",
    "adviser": "Nadia Roussel",
    "chamber": "CMA",
    "phone": "02 99 00 00 01",
    "completed": True,
    "answer_before": "2016-06-28",
    "confirmed_on": "",
}


def content(**changes):
    return {
        "schema": 1,
        "programme": {"name": "Pays de Sillé", "tagline": "Entreprises en synergie", "phone": ""},
        "partners": [{"name": "Chambre de métiers", "label": "CMA", "kind": "chamber"}],
        "company": {"name": "Charpentes Brault", "city": "Crissé", "trade": "charpente", "workforce": 19},
        "visit": VISIT,
        "offers": {"lines": [LINE], "others": 0},
        "needs": {"lines": [], "others": 0},
        "themes": [[6, "cherchent aussi : formation SST"]],
        "dated_on": "2016-06-14",
        "appointment": {"at": "2016-10-18T08:30:00+02:00", "title": "Atelier", "place": "Conlie"},
        "ask_url": "https://symbiose.example.org/e/",
        **changes,
    }


def stress():
    name = "Établissements Dupont-Durand & fils de la Sarthe " * 4
    return content(
        company={"name": name, "city": "Sillé", "trade": "Fabrication de charpentes " * 4, "workforce": 1900},
        offers={"lines": [HOSTILE] * 4, "others": 16},
        needs={"lines": [HOSTILE] * 4, "others": 16},
        themes=[[600, "proposent ce que vous cherchez : " + "mot " * 30]] * 3,
    )


@pytest.fixture(scope="module")
def usual():
    return render_report(content())


def test_the_usual_fiche_is_one_clean_page(usual):
    assert (page_count(usual), faults(usual)) == (1, [])


def test_twenty_long_lines_stay_on_one_page():
    pdf = render_report(stress())

    assert (page_count(pdf), faults(pdf)) == (1, [])


@pytest.mark.parametrize(
    "name", ["Café 🎉 \u200d", "שלום עולם", "مرحبا", "<script>alert(1)</script>", "A" * 400, "\u202e"]
)
def test_odd_names_are_printed_on_one_clean_page(name):
    pdf = render_report(content(company={"name": name, "city": "", "trade": "", "workforce": None}))

    assert (page_count(pdf), faults(pdf)) == (1, [])


def test_an_empty_visit_says_so_on_one_clean_page():
    pdf = render_report(
        content(offers={"lines": [], "others": 0}, needs={"lines": [], "others": 0}, themes=[], appointment={})
    )

    assert (page_count(pdf), faults(pdf)) == (1, [])
    assert "Au-dessous de trois entreprises" in text_of(pdf)


def test_the_same_content_gives_the_same_bytes(usual):
    assert render_report(content()) == usual


def test_the_page_says_what_is_kept_of_the_picture(usual):
    text = text_of(usual)

    for words in ("Ce que je propose", "Ce dont j’ai besoin", "Vous n’êtes pas seuls", "Prochain rendez-vous"):
        assert words in text


def test_the_first_chamber_is_the_one_that_came():
    rows = [{"name": "Chambre de commerce", "label": "CCI", "kind": "chamber"}, *content()["partners"]]

    assert [partner.label for partner in document_of(content(partners=rows)).partners] == ["CCI", "CMA"]


def test_the_code_says_where_it_leads(usual):
    assert any("Code à scanner" in text for text in alternative_texts(usual))


def test_lines_left_out_are_counted():
    html = report_html(content(offers={"lines": [LINE] * 4, "others": 8}))

    assert "et 8 autres lignes, sur votre page" in html


def test_silence_shows_nothing_to_other_companies():
    assert (
        document_of(content()).silence
        == "Sans nouvelle avant le 28\u00a0juin, rien n’est montré aux autres entreprises."
    )


def test_a_confirmed_fiche_says_its_day():
    confirmed = document_of(content(visit={**VISIT, "confirmed_on": "2016-06-20"}))

    assert confirmed.silence == "Vous avez confirmé ces lignes le 20\u00a0juin\u00a02016."


def test_without_any_phone_one_writes():
    assert document_of(content(visit={**VISIT, "phone": ""})).call == "écrivez à Nadia Roussel"


def test_a_visit_that_goes_on_is_a_draft():
    draft = render_report(content(visit={**VISIT, "completed": False}))

    assert "Brouillon" in text_of(draft)


def test_the_preparation_sheet_is_one_clean_page():
    long = "Une phrase assez longue pour tenir sur deux lignes au moins de la feuille. " * 4
    sheet = {
        "programme": {"name": "Pays de Sillé", "tagline": ""},
        "partners": [],
        "company": "Établissements " + "Dupont " * 30,
        "facts": ["Charpente", "19 salariés", "12 rue du Bois"],
        "visit": {"on": "2016-06-14", "at": "14:30", "adviser": "Nadia Roussel", "chamber": "CMA"},
        "contacts": [["Denis Brault", "gérant", "02 43 00 00 00", "préfère le téléphone"]] * 2,
        "offers": {"lines": [[long, "30 t par an"]] * 5, "others": 9},
        "needs": {"lines": [[long, ""]] * 5, "others": 9},
        "answers": [[long, long]] * 3,
        "notes": [["2016-05-01", long]] * 3,
        "leads": [long] * 3,
        "questions": ["Quelle machine tourne moins de la moitié du temps, et qui pourrait s’en servir ?"] * 5,
        "documents": ["Dernière facture d’électricité ou de gaz (date de fin du contrat)"] * 6,
        "dated_on": "2016-06-10",
    }
    pdf = render_preparation(sheet)

    assert (page_count(pdf), faults(pdf)) == (1, [])
