import io
import json
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command

from companies.importing.services import ImportOptions, ImportReport, import_companies
from companies.models import Company, Contact
from symbiose.journal.models import Fact
from symbiose.programmes.models import Park, Programme
from tests.companies.factories import CompanyFactory, ContactFactory
from tests.programmes.factories import PartnerFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parent / "data"
SIRET, OTHER_SIRET = "73282932000074", "55208131766522"


@pytest.fixture
def programme() -> Programme:
    return ProgrammeFactory()


def load(programme: Programme, text: str | bytes, name: str = "cci.csv", **options: bool) -> ImportReport:
    data = text if isinstance(text, bytes) else text.encode()
    return import_companies(programme=programme, data=data, filename=name, options=ImportOptions(**options))


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.unchanged, report.rejected


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize(("file", "lines"), [("dev_companies.csv", 42), ("dev_hard_companies.csv", 118)])
def test_the_development_files_import_as_they_are(programme: Programme, file: str, lines: int):
    report = load(programme, (DATA / file).read_bytes(), file)

    assert counts(report) == (lines, 0, 0, 0)


def test_the_same_file_again_changes_nothing(programme: Programme):
    data = (DATA / "dev_companies.csv").read_bytes()
    load(programme, data)

    assert counts(load(programme, data)) == (0, 0, 42, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_file_simply_imports(programme: Programme, encoding: str, delimiter: str):
    text = "name,commune\nScierie des Coëvrons,Sillé-le-Guillaume\n".replace(",", delimiter)

    load(programme, text.encode(encoding))

    assert Company.objects.get().name == "Scierie des Coëvrons"


def test_a_workbook_imports(programme: Programme):
    data = workbook(["name", "siret", "workforce"], ["Garage", int(SIRET), 48])

    load(programme, data, "cci.xlsx")

    assert list(Company.objects.values_list("siret", "workforce", "workforce_band")) == [(SIRET, 48, "12")]


def test_the_columns_fill_the_company(programme: Programme):
    load(programme, f"siret;name;naf_code;tranche_effectifs;postcode;city\n{SIRET};Garage;1071C;12;72140;Crissé\n")

    company = Company.objects.get()
    assert (company.siren, company.naf_code, company.workforce_band) == (SIRET[:9], "10.71C", "12")


def test_a_company_without_coordinates_stands_in_its_commune(programme: Programme):
    load(programme, "name;city\nGarage;Conlie\n")

    company = Company.objects.get()
    assert (company.insee, round(company.latitude or 0), round(company.longitude or 9)) == ("72089", 48, 0)


def test_the_park_is_made_once(programme: Programme):
    load(programme, "name;city;park\nGarage;Conlie;ZA de la Croix\nScierie;Conlie;za de la croix\n")

    assert Park.objects.get().name == "ZA de la Croix"


def test_the_contact_is_made_with_its_company(programme: Programme):
    load(programme, "name;city;contact_name;contact_email\nGarage;Conlie;Mme Sylvie Garreau;S.Garreau@example.org\n")

    contact = Contact.objects.get()
    assert (contact.title, contact.last_name, contact.email) == ("Mme", "Garreau", "s.garreau@example.org")


def test_a_known_contact_is_updated_and_not_doubled(programme: Programme):
    company = CompanyFactory(programme=programme, name="Garage", city="Conlie")
    ContactFactory(company=company, first_name="Sylvie", last_name="Garreau", email="")

    report = load(programme, "name;city;contact_name;contact_phone\nGarage;Conlie;GARREAU Sylvie;02 43 00 00 00\n")

    assert counts(report) == (0, 1, 0, 0)
    assert Contact.objects.get().phone == "02 43 00 00 00"


def test_a_company_is_known_by_its_siret(programme: Programme):
    CompanyFactory(programme=programme, siret=SIRET, name="Ancien nom")

    load(programme, f"siret;name\n{SIRET};Nouveau nom\n")

    assert Company.objects.get().name == "Nouveau nom"


def test_a_company_is_known_by_its_external_id(programme: Programme):
    CompanyFactory(programme=programme, external_id="C01", name="Ancien nom")

    load(programme, "company_id;name;city\nC01;Nouveau nom;Rouez\n")

    assert Company.objects.get().name == "Nouveau nom"


def test_a_company_is_known_by_its_name_and_commune_without_accents(programme: Programme):
    CompanyFactory(programme=programme, name="Scierie des Coëvrons", city="Saint-Rémy-de-Sillé")

    report = load(programme, "name;city;workforce\nSCIERIE DES COEVRONS;St Rémy de Sillé;48\n")

    assert counts(report) == (0, 1, 0, 0)


def test_a_namesake_with_another_siret_is_another_company(programme: Programme):
    CompanyFactory(programme=programme, name="Garage", city="Conlie", siret=SIRET)

    report = load(programme, f"name;city;siret\nGarage;Conlie;{OTHER_SIRET}\n")

    assert report.created == 1


def test_a_siret_found_later_completes_the_company(programme: Programme):
    CompanyFactory(programme=programme, name="Garage", city="Conlie")

    load(programme, f"name;city;siret\nGarage;Conlie;{SIRET}\n")

    assert Company.objects.get().siren == SIRET[:9]


def test_an_empty_cell_erases_nothing(programme: Programme):
    CompanyFactory(programme=programme, name="Garage", city="Conlie", address="3 rue Basse")

    report = load(programme, "name;city;address\nGarage;Conlie;\n")

    assert counts(report) == (0, 0, 1, 0)


def test_the_same_company_of_another_programme_is_left_alone(programme: Programme):
    CompanyFactory(siret=SIRET, name="Ailleurs")

    load(programme, f"siret;name\n{SIRET};Ici\n")

    assert sorted(Company.objects.values_list("name", flat=True)) == ["Ailleurs", "Ici"]


def test_an_import_is_told_in_the_journal(programme: Programme):
    load(programme, "name;city\nGarage;Conlie\n")

    assert Fact.objects.get().kind == "company_created"


FAULTS = {
    "wrong siret": ("siret;name\n73282932000075;Garage\n", 2, "siret", "clé"),
    "unknown column": ("name;city;chiffre_affaires\nGarage;Conlie;3\n", 1, "chiffre_affaires", "inconnue"),
    "empty file": ("", 1, "", "vide"),
    "no line": ("name;city\n", 1, "", "aucune ligne"),
    "no name": ("name;city\n;Conlie\n", 2, "name", "nom"),
    "no key": ("name;city\nGarage;\n", 2, "city", "SIRET ou une commune"),
    "unknown naf": ("name;city;naf\nGarage;Conlie;99.99Z\n", 2, "naf", "n’existe pas"),
    "no number": ("name;city;workforce\nGarage;Conlie;beaucoup\n", 2, "workforce", "tranche"),
    "no email": ("name;city;contact_email\nGarage;Conlie;garage\n", 2, "contact_email", "adresse"),
    "long email": (f"name;city;contact_email\nG;Conlie;{'a' * 250}@ab.fr\n", 2, "contact_email", "adresse"),
    "no channel": ("name;city;preferred_channel\nGarage;Conlie;fax\n", 2, "preferred_channel", "email"),
    "far latitude": ("name;city;latitude;longitude\nGarage;Conlie;148;0\n", 2, "latitude", "degrés"),
    "half a place": ("name;city;latitude;longitude\nGarage;Conlie;48,1;\n", 2, "longitude", "ensemble"),
    "doubled siret": (f"siret;name\n{SIRET};A\n{SIRET};B\n", 3, "siret", "lignes 2 et 3"),
    "doubled id": ("company_id;name;city\n7;A;Rouez\n7;B;Rouez\n", 3, "company_id", "lignes 2 et 3"),
    "doubled name": ("name;city\nGarage;Conlié\ngarage;CONLIE\n", 3, "name", "lignes 2 et 3"),
    "no workbook": (b"PK\x03\x04 pas un classeur", 1, "", "XLSX"),
    "a picture": (b"\x89PNG\r\n\x1a\n", 1, "", "image"),
}


@pytest.mark.parametrize(("content", "line", "column", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_in_french_with_its_place(
    programme: Programme, content: str | bytes, line: int, column: str, words: str
):
    report = load(programme, content)

    error = report.errors[0]
    assert (error.line, error.column) == (line, column)
    assert words in error.message


@pytest.mark.parametrize(("content", "line", "column", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_leaves_everything_as_it_was(
    programme: Programme, content: str | bytes, line: int, column: str, words: str
):
    CompanyFactory(programme=programme, name="Garage", city="Conlie")

    report = load(programme, content)

    assert (report.created, report.updated, report.done) == (0, 0, False)
    assert Company.objects.get().name == "Garage"


def test_partial_takes_the_lines_without_fault(programme: Programme):
    report = load(programme, "name;city\nGarage;Conlie\n;Conlie\n", partial=True)

    assert counts(report) == (1, 0, 0, 1)


def test_a_dry_run_counts_and_writes_nothing(programme: Programme):
    report = load(programme, "name;city\nGarage;Conlie\n", dry_run=True)

    assert report.created == 1
    assert not Company.objects.exists()


def test_an_external_id_that_is_another_company_s_is_a_fault(programme: Programme):
    CompanyFactory(programme=programme, name="Scierie", external_id="C01", siret=OTHER_SIRET)

    report = load(programme, f"name;siret;company_id\nGarage;{SIRET};C01\n")

    assert "Scierie" in report.errors[0].message


def test_the_chambers_chosen_are_given_to_new_companies(programme: Programme):
    chamber = PartnerFactory(programme=programme)
    options = ImportOptions(chambers=[chamber])

    import_companies(programme=programme, data=b"name;city\nGarage;Conlie\n", filename="a.csv", options=options)

    assert list(Company.objects.get().chambers.all()) == [chamber]


def command(file: Path, programme: Programme, *options: str) -> tuple[dict[str, object], int]:
    out, status = io.StringIO(), 0
    try:
        call_command(
            "import_companies", str(file), "--programme", programme.slug, "--json", *options, stdout=out,
            stderr=io.StringIO(),
        )  # fmt: skip
    except SystemExit as end:
        status = int(end.code or 0)
    return json.loads(out.getvalue()), status


def test_the_command_prints_the_counts(programme: Programme):
    printed, status = command(DATA / "dev_companies.csv", programme)

    assert status == 0
    assert printed == {"created": 42, "updated": 0, "unchanged": 0, "rejected": 0, "errors": []}


def test_the_command_fails_on_a_fault_and_still_prints(programme: Programme, tmp_path: Path):
    file = tmp_path / "faute.csv"
    file.write_text("name;city\n;Conlie\n")

    printed, status = command(file, programme)

    assert status == 1
    assert printed["errors"] == [{"line": 2, "column": "name", "message": "Le nom de l’entreprise manque."}]


def test_a_partial_command_succeeds(programme: Programme, tmp_path: Path):
    file = tmp_path / "faute.csv"
    file.write_text("name;city\nGarage;Conlie\n;Conlie\n")

    printed, status = command(file, programme, "--partial")

    assert (printed["created"], printed["rejected"], status) == (1, 1, 0)
