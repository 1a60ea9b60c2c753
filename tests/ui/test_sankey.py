"""The drawing of what goes in and out: what it writes."""

from symbiose.ui.sankey import Stream, Words, sankey

WORDS = Words("Ce qui entre", "Ce qui sort", "3 entreprises", "Bois : 3 t, déchets : 2 t")


def drawn(name: str) -> str:
    return sankey([Stream("Bois", 3, "3 t")], [Stream(name, 2, "2 t")], WORDS)


def test_names_are_set_as_french_is():
    assert "Déchets de l’usine" in drawn("Déchets de l'usine")


def test_a_long_name_is_cut():
    assert "Déchets provenant de l’a…" in drawn("Déchets provenant de l'agriculture et de l'horticulture")
