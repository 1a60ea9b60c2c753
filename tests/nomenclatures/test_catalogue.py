"""One search over wastes, activities and schemes; and the table of what is plausible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.nomenclatures.catalogue import catalogue_lists, search_catalogue
from symbiose.nomenclatures.plausible import bounds, exceeded
from symbiose.nomenclatures.search import SearchIndex, _score
from symbiose.nomenclatures.waste_list import _index


def codes(text: str, key: str, limit: int = 8) -> list[str]:
    return [entry.code for group in search_catalogue(text, limit=limit) if group.key == key for entry in group.entries]


@pytest.mark.parametrize(
    ("typed", "key", "code"),
    [
        ("cartons", "ewc", "15 01 01"),
        ("vieux ordinateurs", "ewc", "16 02 14"),
        ("vieux ordinateurs", "rep", "DEEE"),
        ("15 01 10", "ewc", "15 01 10*"),
        ("150101", "ewc", "15 01 01"),
        ("boulangerie", "naf", "10.71C"),
        ("10.71", "naf", "10.71C"),
        ("pneus", "rep", "PNEU"),
        ("huile de vidange", "rep", "HUILE"),
        ("pots de peinture", "rep", "DDS"),
        ("film d'ensilage", "rep", "AGRI"),
        ("deee", "rep", "DEEE"),
        ("gravats", "rep", "PMCB"),
    ],
)
def test_an_entry_is_found_by_its_code_or_an_everyday_word(typed, key, code):
    assert code in codes(typed, key)


def test_the_lists_are_whole():
    assert {group.key: group.total for group in catalogue_lists()} == {"ewc": 842, "naf": 732, "rep": 21}


def test_each_list_has_a_source_and_a_date():
    assert all(group.source and group.dated for group in catalogue_lists())


def test_one_list_alone_is_searched_on_demand():
    assert {group.key for group in search_catalogue("cartons", only="ewc")} == {"ewc"}


@given(st.text(max_size=150))
def test_any_text_is_searched(text):
    search_catalogue(text)


@given(st.lists(st.sampled_from(["carton", "bois", "huile", "usagée", "emballage", "élec", "zzz"]), max_size=4))
def test_the_quick_search_finds_what_the_whole_one_finds(words):
    index: SearchIndex = _index()
    everything = {entry.entry.code for entry in index._entries if words and _score(entry, words) > 0}
    candidates = {entry.entry.code for entry in index._having(words)}

    assert everything <= candidates


def test_each_bound_has_a_source():
    assert all(bound.source for bound in bounds())


@pytest.mark.parametrize(
    ("amount", "dimension", "family", "workforce", "words"),
    [
        (3_000_000, "masse", "dechet", 4, "200 t par salarié"),
        (20_000_001, "masse", "", None, "20 000 tonnes"),
        (5, "places", "competence", 4, "l’effectif du site"),
        (1607 * 4 + 1, "duree", "competence", 4, "1 607 h par salarié (la durée légale)"),
    ],
)
def test_an_amount_beyond_its_bound_is_questioned(amount, dimension, family, workforce, words):
    found = next(exceeded(amount=amount, dimension=dimension, family=family, workforce=workforce))

    assert found.words == words


@pytest.mark.parametrize(
    ("amount", "dimension", "family", "workforce"),
    [(800_000, "masse", "dechet", 4), (5, "places", "espace", 4), (3_000_000, "masse", "dechet", None)],
)
def test_an_amount_within_its_bounds_is_not(amount, dimension, family, workforce):
    assert not list(exceeded(amount=amount, dimension=dimension, family=family, workforce=workforce))
