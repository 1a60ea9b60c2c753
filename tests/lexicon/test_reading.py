"""What the words of a flow name."""

from itertools import chain

import pytest

from symbiose.lexicon.concepts import concepts, direct_uses, is_a, uses_of
from symbiose.lexicon.guessing import guess_concepts
from symbiose.lexicon.reading import read_concepts
from symbiose.lexicon.tags import read_tags


def first(label, family=""):
    return next(iter(read_concepts(label, "", family)))


@pytest.mark.parametrize(
    ("label", "concept"),
    [
        ("sciure de chêne", "M02"),
        ("bran de scie", "M02"),
        ("formation sauveteur secouriste", "K01"),
        ("recyclage SST", "K01"),
        ("rédaction du DUERP", "K07"),
        ("document unique à refaire", "K07"),
        ("enlèvement DEEE", "V03"),
        ("manipulation d'extincteurs", "K03"),
        ("achat groupé d'électricité", "E17"),
        ("drêches de brasserie", "M66"),
        ("fenwick", "Q01"),
    ],
)
def test_a_wording_leads_to_its_concept(label, concept):
    assert first(label) == concept


def test_what_is_denied_is_not_named():
    assert "M51" not in read_concepts("copeaux sans colle")


def test_the_head_weighs_more_than_the_purpose():
    weights = read_concepts("paille pour litière")

    assert weights["M59"] > weights["M60"]


def test_a_wording_with_an_amount_inside_is_found():
    assert "T09" in read_concepts("déplacer 600 kg de fromages", "", "transport")


def test_words_alike_by_stem_only_are_not_confused():
    assert "M30" not in read_concepts("lisiers et matières fermentescibles", "", "matiere")


def test_words_vote_for_a_concept_where_no_phrase_stands():
    assert dict(guess_concepts("souder trois petits cadres en inox", "competence"))["K16"] > 0.2


def test_a_narrower_concept_inherits_the_uses_of_a_broader_one():
    assert {use.target for use in uses_of("M73")} >= {use.target for use in direct_uses()["M71"]}


def test_every_broader_concept_and_use_exists():
    known = set(concepts())
    named = chain.from_iterable(
        (*concept.ancestors, *(use.target for use in uses_of(concept.id))) for concept in concepts().values()
    )

    assert set(named) <= known


def test_a_concept_is_what_it_narrows():
    assert is_a("K01", "K00")


def test_hazard_is_read_in_words():
    assert "hazardous" in read_tags("chiffons souillés")


def test_a_denied_hazard_is_none():
    assert "hazardous" not in read_tags("chiffons non souillés, sans amiante")


def test_a_phrase_still_tells_the_material_of_its_words():
    assert read_concepts("palettes plastiques fêlées", "", "dechet")["M17"] > 0


def test_a_trade_is_found_in_its_feminine():
    assert first("contrôleuse de gestion") == first("contrôleur de gestion")
