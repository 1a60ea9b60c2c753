from hypothesis import given
from hypothesis import strategies as st

from synergies.ranking import Candidate, rank_candidates


def candidate(key: str, score: float = 0.5, **fields: object) -> Candidate:
    values = {"kind": "partage", "companies": frozenset({key}), "families": frozenset({key}), "subject": key}
    return Candidate(key=key, score=score, **{**values, **fields})


def test_the_better_score_comes_first():
    ranks = rank_candidates([candidate("a", 0.4), candidate("b", 0.9)])

    assert ranks == {"b": 1, "a": 2}


def test_a_group_of_ten_comes_before_a_pair_of_the_same_score():
    group = candidate("group", companies=frozenset("abcdefghij"))
    pair = candidate("pair", companies=frozenset("kl"))

    assert rank_candidates([pair, group])["group"] == 1


def test_one_subject_does_not_fill_the_list():
    storage = [candidate(f"s{n}", 0.9, subject="stockage") for n in range(5)]
    other = candidate("other", 0.85)

    assert rank_candidates([*storage, other])["other"] == 2


@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from("abc")), max_size=20), st.randoms())
def test_ranks_are_one_to_n_and_do_not_depend_on_the_order_given(rows, random):
    candidates = [candidate(f"k{n}", score, subject=subject) for n, (score, subject) in enumerate(rows)]
    shuffled = candidates[:]
    random.shuffle(shuffled)

    ranks = rank_candidates(candidates)

    assert sorted(ranks.values()) == list(range(1, len(candidates) + 1))
    assert rank_candidates(shuffled) == ranks
