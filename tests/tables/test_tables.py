"""Tables that people hand in: what is read, and what is refused in words."""

import datetime
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.tables import MAX_CELL, Column, read_table

COLUMNS = {"name": Column(required=True, aliases=("nom",)), "city": Column(aliases=("commune",)), "note": Column()}


def read(data, filename="file.csv", **options):
    return read_table(data, filename=filename, columns=COLUMNS, **options)


def messages(data, filename="file.csv", **options):
    return [str(error) for error in read(data, filename, **options).errors]


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def archive(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters_simply_read(encoding, delimiter):
    text = f"Nom{delimiter}Commune\r\nCafé de l’été{delimiter}Sillé\r\n"

    assert read(text.encode(encoding)).rows[0].cells == {"name": "Café de l’été", "city": "Sillé"}


def test_columns_come_in_any_order_and_case():
    assert read(b"COMMUNE;Nom\nRouez;Ferme\n").rows[0]["name"] == "Ferme"


def test_a_semicolon_file_may_hold_decimal_commas():
    assert read(b"name;note\nA;1,5\n").rows[0]["note"] == "1,5"


def test_the_line_of_a_row_is_that_of_the_file():
    assert [row.line for row in read(b'name\n"a\nb"\n\nc\n').rows] == [2, 5]


def test_the_line_that_excel_puts_first_is_passed_over():
    assert read(b"sep=;\nname;city\nA;B\n").rows[0].line == 3


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "ligne 1\u00a0: Le fichier est vide."),
        (b"  \n \n", "ligne 1\u00a0: Le fichier est vide."),
        (b"name;siren\nA;1\n", "ligne 1, colonne siren\u00a0: La colonne «\u00a0siren\u00a0» est inconnue."),
        (b"city\nA\n", "ligne 1, colonne name\u00a0: La colonne «\u00a0name\u00a0» manque."),
        (b"name;nom\nA;B\n", "ligne 1, colonne nom\u00a0: La colonne «\u00a0name\u00a0» est donnée deux fois."),
        (b"name\n", "ligne 1\u00a0: Le fichier ne contient aucune ligne sous l’en-tête."),
        (b'name\n"a\n', "ligne 2\u00a0: Des guillemets sont mal fermés."),
        (b"name;\nA;B\n", "ligne 2\u00a0: La cellule 2 n’a pas de colonne dans l’en-tête."),
        (b"name\na\x07b\n", "ligne 2, colonne name\u00a0: La cellule contient un caractère de contrôle."),
        (b"name\na\x00b\n", "ligne 1\u00a0: Le fichier n’est pas un texte CSV (il contient des octets nuls)."),
        (b"%PDF-1.7 x", "ligne 1\u00a0: Le fichier n’est ni un CSV ni un XLSX\u00a0: c’est un PDF."),
        (b"PK\x03\x04 nothing", "ligne 1\u00a0: Le fichier n’est pas un classeur XLSX lisible."),
    ],
)
def test_a_fault_is_said_with_its_line(data, said):
    assert said in messages(data)


def test_a_text_named_xlsx_is_none():
    assert messages(b"name\nA\n", "file.xlsx") == ["ligne 1\u00a0: Le fichier n’est pas un classeur XLSX lisible."]


def test_a_cell_too_long_is_a_fault():
    assert messages(b"name\n" + b"a" * (MAX_CELL + 1)) == [
        "ligne 2, colonne name\u00a0: La cellule dépasse 10000\u00a0caractères."
    ]


def test_a_cell_of_a_million_characters_is_a_fault():
    assert messages(b"name\n" + b"a" * 1_000_000) == ["ligne 2\u00a0: Une cellule est trop longue."]


def test_rows_are_bounded():
    assert messages(b"name\nA\nB\nC\n", max_rows=2) == [
        "ligne 4\u00a0: Le fichier a plus de 2\u00a0lignes\u00a0: partagez-le."
    ]


def test_one_of_several_columns_may_be_required():
    said = messages(b"name\nA\n", require_any=[("city", "note")])

    assert said == [
        "ligne 1, colonne city\u00a0: Il faut au moins une colonne parmi «\u00a0city\u00a0» ou «\u00a0note\u00a0»."
    ]


def test_a_header_alone_may_be_allowed():
    assert read(b"name\n", allow_empty=True).errors == ()


def test_a_workbook_gives_numbers_and_dates_as_typed():
    data = workbook(["name", "city", "note"], [12345678901234, datetime.date(2026, 1, 2), 2.5])

    assert dict(read(data, "a.xlsx").rows[0].cells) == {"name": "12345678901234", "city": "2026-01-02", "note": "2.5"}


def test_a_workbook_with_a_document_type_is_refused():
    data = archive(**{"[Content_Types]_DOT_xml": "<!DOCTYPE x><x/>", "xl__workbook_DOT_xml": "<x/>"})

    assert messages(data, "a.xlsx") == ["ligne 1\u00a0: Le classeur contient une déclaration XML refusée (DOCTYPE)."]


def test_a_workbook_that_unpacks_to_too_much_is_refused():
    data = archive(**{"[Content_Types]_DOT_xml": "<x/>", "xl__a_DOT_xml": b"0" * 70_000_000})

    assert messages(data, "a.xlsx") == ["ligne 1\u00a0: Le classeur est trop gros une fois décompressé."]


def test_a_zip_that_is_no_workbook_is_refused():
    assert messages(archive(a_DOT_txt="x"), "a.xlsx") == [
        "ligne 1\u00a0: Le fichier n’est pas un classeur XLSX lisible."
    ]


def test_a_row_far_down_is_refused_at_once():
    book = openpyxl.Workbook()
    book.active["A1"] = "name"
    book.active["A900000"] = "far"
    stream = io.BytesIO()
    book.save(stream)

    assert messages(stream.getvalue(), "a.xlsx") == ["ligne 200001\u00a0: La feuille a plus de 200000\u00a0lignes."]


@given(st.binary(max_size=400))
def test_no_bytes_raise(data):
    table = read(data)

    assert table.errors or table.rows
