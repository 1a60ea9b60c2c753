"""Labels classified: family and waste codes."""

import pytest

from symbiose.lexicon.classify import classify, suggest_family
from symbiose.lexicon.waste_codes import is_hazardous, normalise_ewc


@pytest.mark.parametrize(
    ("label", "family"),
    [
        ("chutes de carton", "dechet"),
        ("formation SST", "competence"),
        ("chaleur perdue d'un four", "energie"),
        ("eau de pluie de toiture", "eau"),
        ("hangar de stockage vide", "espace"),
        ("nacelle élévatrice", "equipement"),
        ("retour à vide vers Rennes", "transport"),
        ("collecte de biodéchets", "service"),
        ("achat groupé de gants", "achat"),
    ],
)
def test_a_label_has_its_family(label, family):
    assert classify(label).family == family


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("cartons d'emballage", "15 01 01"),
        ("vieux pneus", "16 01 03"),
        ("sciure de bois", "03 01 05"),
        ("huile de vidange", "13 02 05"),
        ("pain invendu", "02 06 01"),
        ("palettes perdues", "15 01 03"),
        ("copeaux d'acier", "12 01 01"),
    ],
)
def test_a_waste_has_its_code_first(label, code):
    assert classify(label).ewc_codes[0] == code


def test_a_training_has_no_waste_code():
    assert classify("formation incendie").ewc_codes == ()


def test_an_unknown_label_has_score_zero():
    assert classify("zzzz").score == 0.0


def test_the_score_is_a_share():
    assert 0 < classify("chutes de tissu propres").score <= 1


def test_what_a_company_needs_is_no_waste_to_it():
    assert suggest_family("sciure", "besoin") == "matiere"


@pytest.mark.parametrize("typed", ["12 01 09*", "120109", "12.01.09", " 12 01 09 * "])
def test_a_waste_code_is_read_however_it_is_typed(typed):
    assert normalise_ewc(typed) == "12 01 09"


def test_a_code_that_lost_its_first_zero_is_mended():
    assert normalise_ewc("30105") == "03 01 05"


@pytest.mark.parametrize("typed", ["", "abc", "1201091", "12 01 0x"])
def test_what_is_no_waste_code_is_refused(typed):
    with pytest.raises(ValueError, match="not a waste code"):
        normalise_ewc(typed)


def test_the_list_says_what_is_hazardous():
    assert is_hazardous("13 02 05")
    assert not is_hazardous("15 01 01*")
