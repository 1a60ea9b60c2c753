"""The three-way merge of one field, for all values."""

from hypothesis import given
from hypothesis import strategies as st

from diagnostics.offline.merge import Change, Fate, both_texts, comparable, fate, readable

scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text())
values = st.recursive(scalars, lambda v: st.lists(v, max_size=4) | st.dictionaries(st.text(), v, max_size=4))


def test_a_field_that_nobody_touched_is_written():
    assert fate("30 t", Change("30 t", "24 t")) == Fate.WRITE


def test_a_field_that_another_changed_is_a_conflict():
    assert fate("28 t", Change("30 t", "24 t")) == Fate.CONFLICT


def test_two_people_who_type_the_same_agree():
    assert fate("24 t", Change("30 t", "24 t")) == Fate.SAME


@given(base=values, value=values)
def test_a_change_sent_again_changes_nothing(base, value):
    assert fate(value, Change(base, value)) == Fate.SAME


@given(current=values, base=values, value=values)
def test_nothing_is_overwritten_unless_it_was_seen(current, base, value):
    seen, standing, typed = comparable(base), comparable(current), comparable(value)

    decided = fate(standing, Change(seen, typed))

    assert (decided == Fate.WRITE) <= (standing == seen)


@given(value=values)
def test_the_comparable_form_is_its_own_comparable_form(value):
    assert comparable(comparable(value)) == comparable(value)


@given(value=values)
def test_readable_words_can_be_written_by_any_database(value):
    import json

    json.dumps(readable(value), allow_nan=False, ensure_ascii=False).encode()
    assert "\\u0000" not in json.dumps(readable(value))


@given(ticks=st.lists(st.text(min_size=1), max_size=5))
def test_the_order_of_ticks_does_not_count(ticks):
    assert comparable(ticks) == comparable(ticks[::-1])


@given(theirs=st.text(), mine=st.text())
def test_both_texts_hold_either(theirs, mine):
    both = both_texts(theirs, mine)

    assert theirs.strip() in both
    assert mine.strip() in both
