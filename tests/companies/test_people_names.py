import pytest

from companies.people_names import read_person


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mme Sylvie Garreau", ("Mme", "Sylvie", "Garreau")),
        ("BERTIN Alain", ("", "Alain", "Bertin")),
        ("Monsieur Luc Le Gall", ("M.", "Luc", "Le Gall")),
        ("M. Bertin", ("M.", "", "Bertin")),
        ("Chauvin", ("", "", "Chauvin")),
        ("", ("", "", "")),
    ],
)
def test_a_name_is_parted(text: str, expected: tuple[str, str, str]):
    assert tuple(read_person(text)) == expected
