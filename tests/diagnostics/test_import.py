"""A file of lines is taken whole or not at all, and taking it twice doubles nothing."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from companies.importing.services import ImportOptions
from diagnostics.enums import Origin
from diagnostics.importing.services import import_flows
from diagnostics.models import Flow, FlowVersion
from symbiose.journal.models import Fact
from symbiose.programmes.models import Programme
from tests.diagnostics.factories import CompanyFactory, FlowFactory, ProgrammeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

HEAD = "flow_id;company_id;direction;family;label;quantity;unit;period\n"
LINE = "F1;C01;ressource;dechet;Sciure de chêne;1 200,5;m3;an\n"


@pytest.fixture
def programme() -> Programme:
    company = CompanyFactory(name="Scierie des Coëvrons", external_id="C01", siret="73282932000074")
    return company.programme


def take(programme: Programme, text: str, *, encoding: str = "utf-8", **options: bool):
    return import_flows(
        programme=programme, data=text.encode(encoding), filename="lignes.csv", options=ImportOptions(**options)
    )


def test_a_line_is_imported(programme):
    report = take(programme, HEAD + LINE)

    flow = Flow.objects.get()
    assert (report.created, flow.label, flow.quantity_per_year) == (1, "Sciure de chêne", 1200.5)


def test_an_imported_line_says_so(programme):
    take(programme, HEAD + LINE)

    assert Flow.objects.get().origin_kind == Origin.IMPORT
    assert FlowVersion.objects.get().cause == "import"
    assert Fact.objects.get().data == {"lines": 1}


def test_the_same_file_again_changes_nothing(programme):
    take(programme, HEAD + LINE)

    report = take(programme, HEAD + LINE)

    assert (report.created, report.updated, report.unchanged) == (0, 0, 1)


def test_a_changed_line_is_updated(programme):
    take(programme, HEAD + LINE)

    report = take(programme, HEAD + LINE.replace("1 200,5", "900"))

    assert (report.updated, Flow.objects.get().quantity_per_year) == (1, 900)


def test_what_the_file_leaves_empty_stays(programme):
    take(programme, HEAD + LINE)

    take(programme, "flow_id;company_id;direction;label\nF1;C01;ressource;Sciure\n")

    assert Flow.objects.get().quantity == 1200.5


@pytest.mark.parametrize("key", ["C01", "73282932000074", "732 829 320 00074", "Scierie des Coëvrons"])
def test_a_company_is_known_by_siret_identifier_or_name(programme, key):
    assert take(programme, HEAD + LINE.replace("C01", key)).created == 1


def test_an_unknown_company_is_a_fault_with_line_and_column(programme):
    report = take(programme, HEAD + LINE + LINE.replace("C01", "C99").replace("F1", "F2"))

    (error,) = report.errors
    assert (error.line, error.column, report.done, Flow.objects.count()) == (3, "company_id", False, 0)
    assert "C99" in error.message


def test_a_company_of_another_programme_is_unknown(programme):
    CompanyFactory(external_id="C02")

    assert not take(programme, HEAD + LINE.replace("C01", "C02")).done


def test_two_namesakes_ask_for_a_number(programme):
    CompanyFactory(programme=programme, name="Scierie des Coëvrons")

    report = take(programme, HEAD + LINE.replace("C01", "Scierie des Coëvrons"))

    assert "SIRET" in report.errors[0].message


def test_partial_takes_the_lines_without_fault(programme):
    report = take(programme, HEAD + LINE + LINE.replace("C01", "C99"), partial=True)

    assert (report.created, report.rejected, report.done) == (1, 1, True)


def test_a_dry_run_writes_nothing(programme):
    report = take(programme, HEAD + LINE, dry_run=True)

    assert (report.created, Flow.objects.count()) == (1, 0)


def test_one_line_twice_is_a_fault_that_names_both(programme):
    report = take(programme, HEAD + LINE + LINE.replace("C01", "73282932000074"))

    assert "lignes 2 et 3" in report.errors[0].message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_french_files_simply_import(programme, encoding, delimiter):
    text = (HEAD + LINE).replace(";", delimiter)

    assert take(programme, text, encoding=encoding).created == 1


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", ""),
        (HEAD, ""),
        (HEAD.replace("unit", "unité de mesure") + LINE, "unité de mesure"),
        (HEAD + LINE.replace("ressource", "ailleurs"), "direction"),
        (HEAD + LINE.replace("dechet", "or"), "family"),
        (HEAD + LINE.replace("1 200,5", "beaucoup"), "quantity"),
        (HEAD + LINE.replace("1 200,5", "999999999999"), "quantity"),
        (HEAD + LINE.replace("Sciure de chêne", ""), "label"),
        (HEAD + LINE.replace("Sciure de chêne", "x" * 201), "label"),
    ],
)
def test_a_bad_file_is_refused_in_words(programme, text, column):
    report = take(programme, text)

    assert not report.done
    assert report.errors[0].column == column
    assert not Flow.objects.exists()


def test_a_file_that_is_no_workbook_is_refused(programme):
    report = import_flows(programme=programme, data=b"PK\x03\x04 rien", filename="lignes.xlsx")

    assert report.errors


def test_a_line_without_family_takes_that_of_its_words(programme):
    take(programme, "flow_id;company_id;direction;label\nF1;C01;besoin;formation sauveteur secouriste\n")

    assert Flow.objects.get().family == "competence"


def test_an_ended_line_stays_ended(programme):
    from django.utils import timezone

    company = programme_company(programme)
    FlowFactory(company=company, external_id="F1", ended_at=timezone.now())

    take(programme, HEAD + LINE)

    assert not Flow.objects.current().exists()


def programme_company(programme: Programme):
    from companies.models import Company

    return Company.objects.get(programme=programme)


def test_the_number_of_queries_does_not_grow_with_the_lines(programme, django_assert_max_num_queries):
    text = HEAD + "".join(LINE.replace("F1", f"F{number}") for number in range(200))

    with django_assert_max_num_queries(30):
        take(programme, text)

    assert Flow.objects.count() == 200


def test_the_command_prints_the_report_alone(programme, tmp_path: Path):
    path = tmp_path / "lignes.csv"
    path.write_text(HEAD + LINE)
    out = StringIO()

    call_command("import_flows", str(path), programme=programme.slug, json=True, stdout=out)

    assert json.loads(out.getvalue()) == {
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "rejected": 0,
        "errors": [],
    }


def test_the_command_fails_on_a_fault(programme, tmp_path: Path):
    path = tmp_path / "lignes.csv"
    path.write_text(HEAD + LINE.replace("C01", "C99"))
    out = StringIO()

    with pytest.raises(SystemExit):
        call_command("import_flows", str(path), programme=programme.slug, json=True, stdout=out, stderr=StringIO())

    assert json.loads(out.getvalue())["created"] == 0


def test_lines_of_another_programme_are_left_alone(programme):
    other = FlowFactory(external_id="F1", company=CompanyFactory(programme=ProgrammeFactory(), external_id="C01"))

    take(programme, HEAD + LINE)

    other.refresh_from_db()
    assert other.label.startswith("Sciure ")
    assert Flow.objects.count() == 2
