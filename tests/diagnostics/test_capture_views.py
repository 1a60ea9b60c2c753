"""A line typed in one breath, its hidden parts, odd input, and what the trade usually notes."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from diagnostics.enums import Level
from diagnostics.models import Diagnostic, Flow
from tests.diagnostics.attachments.pictures import jpeg, uploaded
from tests.diagnostics.factories import AttachmentFactory, CompanyFactory, DiagnosticFactory, FlowFactory

HTMX = {"HX-Request": "true"}


def url(name: str, programme, *args) -> str:
    return reverse(f"diagnostics:{name}", args=[programme.slug, *args])


@pytest.fixture
def visit(company, adviser) -> Diagnostic:
    return DiagnosticFactory(company=company, membership=adviser, in_progress=True)


def line(label: str, **changes) -> dict[str, str]:
    return {
        "label": label,
        "direction": "ressource",
        "quantity": "",
        "unit": "",
        "period": "an",
        "level": "chambers",
        "line_uuid": str(uuid.uuid4()),
        **changes,
    }


def post(client: Client, visit: Diagnostic, data: dict[str, str], **options):
    return client.post(url("flow_create", visit.programme, visit.pk), data, **options)


def test_one_sentence_makes_a_whole_line(as_adviser: Client, visit):
    post(as_adviser, visit, line("cherche 4 places formation SST avant le 1er juin 2030"))

    flow = Flow.objects.get()
    assert (flow.label, flow.direction, flow.quantity, flow.unit) == ("formation SST", "besoin", 4, "place")
    assert (flow.period, flow.family) == ("ponctuel", "competence")
    assert str(flow.available_to) == "2030-06-01"


def test_what_a_hand_changed_counts_more_than_the_sentence(as_adviser: Client, visit):
    said = line("30 t/an chutes de sapin", quantity="35", unit="t", touched="js quantity")
    post(as_adviser, visit, said)

    flow = Flow.objects.get()
    assert (flow.label, flow.quantity) == ("chutes de sapin", 35)


def test_what_the_page_filled_from_an_earlier_sentence_does_not_count(as_adviser: Client, visit):
    post(as_adviser, visit, line("30 t/an chutes de sapin", quantity="3", unit="t", touched="js"))

    assert Flow.objects.get().quantity == 30


def test_without_script_a_quantity_typed_in_its_field_stands(as_adviser: Client, visit):
    post(as_adviser, visit, line("chutes de sapin 30 t", quantity="40", unit="kg"))

    flow = Flow.objects.get()
    assert (flow.quantity, flow.unit) == (40, "kg")


def test_the_unit_may_be_typed_after_the_quantity(as_adviser: Client, visit):
    post(as_adviser, visit, line("vieux écrans", quantity="60 kg/mois", unit="t"))

    flow = Flow.objects.get()
    assert (flow.quantity, flow.unit, flow.period) == (60, "kg", "mois")


def test_a_line_that_is_changed_keeps_its_label_as_it_is_typed(as_adviser: Client, visit):
    flow = FlowFactory(company=visit.company, label="Bois", quantity=1)
    changed = line("30 t de bois", quantity="1", unit="t", version="1")
    as_adviser.post(url("flow_edit", visit.programme, flow.pk), changed)

    flow.refresh_from_db()
    assert (flow.label, flow.quantity) == ("30 t de bois", 1)


def test_all_that_may_be_said_of_a_line_is_kept(as_adviser: Client, visit):
    more = {
        "frequency": "deux fois par mois",
        "contract_ends_on": "2030-01-31",
        "outlet": "outside",
        "current_solution": "Valor 72",
        "months": ["6", "7"],
        "price": "80 €/t",
    }
    post(as_adviser, visit, line("cartons", **more))

    flow = Flow.objects.get()
    assert (flow.frequency, str(flow.contract_ends_on), flow.outlet) == ("deux fois par mois", "2030-01-31", "outside")
    assert (flow.current_solution, flow.months, flow.price) == ("Valor 72", [6, 7], "80 €/t")


def test_the_private_note_of_a_line_is_for_its_adviser(as_adviser: Client, visit):
    post(as_adviser, visit, line("cartons", private_note="Ne pas en parler."))

    assert Flow.objects.get().private_note == "Ne pas en parler."


def test_the_animator_neither_reads_nor_writes_it(as_animator: Client, visit):
    flow = FlowFactory(company=visit.company, origin_uuid=visit.uuid, private_note="Ne pas en parler.")
    page = as_animator.get(url("flow_edit", visit.programme, flow.pk)).content.decode()
    changed = line(flow.label, quantity="12", unit="t", version="1", private_note="Lue !")
    as_animator.post(url("flow_edit", visit.programme, flow.pk), changed)

    flow.refresh_from_db()
    assert "Ne pas en parler" not in page
    assert flow.private_note == "Ne pas en parler."


def test_another_chamber_that_shares_the_company_does_not_read_it(programme, visit, as_member):
    from tests.diagnostics.factories import MembershipFactory

    other = MembershipFactory(programme=programme, adviser=True)
    visit.company.chambers.add(other.partner)
    flow = FlowFactory(company=visit.company, origin_uuid=visit.uuid, private_note="Ne pas en parler.")

    page = as_member(other).get(url("flow_edit", programme, flow.pk)).content.decode()

    assert "Ne pas en parler" not in page


HOSTILE = [
    {"label": "a" * 1_000_000},
    {"label": "cart\x00ons"},
    {"quantity": "1" * 1_000_000},
    {"quantity": "NaN"},
    {"quantity": "Infinity"},
    {"quantity": "-5"},
    {"quantity": "1e9"},
    {"quantity": "99999999999999"},
    {"quantity": "60 zorg"},
    {"label": "99999999999999 t de bois"},
    {"unit": "zorg"},
    {"months": ["13"]},
    {"contract_ends_on": "demain"},
    {"outlet": "lune"},
    {"ewc_code": "99 99 99"},
    {"naf_code": "zzzzz"},
    {"direction": "nord"},
    {"level": "god"},
    {"line_uuid": "x"},
    {"photo": "x"},
    {"touched": "a" * 500},
]


@pytest.mark.parametrize("odd", HOSTILE, ids=lambda odd: f"{next(iter(odd))}={str(next(iter(odd.values())))[:12]!r}")
def test_odd_input_is_told_or_taken_and_never_a_fault(as_adviser: Client, visit, odd):
    response = post(as_adviser, visit, {**line("cartons"), **odd}, headers=HTMX)

    assert response.status_code in {200, 422}


@pytest.mark.parametrize("quantity", ["1000000000", "10 000 000 000", "0"])
def test_a_large_quantity_is_kept_and_questioned(as_adviser: Client, visit, quantity):
    response = post(as_adviser, visit, line("cartons", quantity=quantity, unit="t"), headers=HTMX)

    assert response.status_code == 200
    assert ("l’unité est-elle la bonne" in response.content.decode()) == (quantity != "0")


@pytest.mark.parametrize("label", ["🙂 cartons", "cartons\u202e", "ça\u0301", "٣ طن", "Ω" * 200, "<script>x</script>"])
def test_odd_letters_are_kept(as_adviser: Client, visit, label):
    post(as_adviser, visit, line(label))

    assert Flow.objects.count() == 1


def test_a_refused_line_keeps_what_was_typed(as_adviser: Client, visit):
    response = post(as_adviser, visit, line("30 t/an chutes de sapin", contract_ends_on="demain"), headers=HTMX)

    assert response.status_code == 422
    assert "30 t/an chutes de sapin" in response.content.decode()


def test_the_amount_of_a_small_company_is_questioned_with_its_size(as_adviser: Client, visit):
    visit.company.workforce = 4
    visit.company.save()
    page = post(as_adviser, visit, line("3 000 t/an chutes de sapin"), headers=HTMX).content.decode()

    assert "3\u00a0000\u00a0t/an pour 4\u00a0salariés" in page


def test_the_sentence_is_read_while_one_types(as_adviser: Client, programme):
    said = {"label": "cherche 4 places formation SST avant le 1er juin 2030", "direction": "ressource"}
    page = as_adviser.get(url("suggest", programme), said, headers=HTMX).content.decode()

    assert 'data-quantity="4"' in page
    assert 'data-direction="besoin"' in page
    assert "Compétence" in page


def test_a_photo_begins_a_line_and_becomes_its_own(as_adviser: Client, visit):
    photo = AttachmentFactory(diagnostic=visit)
    page = as_adviser.get(f"{visit.get_absolute_url()}?photo={photo.uuid}").content.decode()
    post(as_adviser, visit, line("gravats", photo=str(photo.uuid)))

    photo.refresh_from_db()
    assert str(photo.uuid) in page
    assert photo.flow == Flow.objects.get()


def test_a_photo_of_another_company_does_not_join_the_line(as_adviser: Client, visit):
    foreign = AttachmentFactory()
    post(as_adviser, visit, line("gravats", photo=str(foreign.uuid)))

    foreign.refresh_from_db()
    assert foreign.flow is None


@pytest.mark.parametrize(
    "query", ["?label=cartons&ewc_code=15+01+01", "?photo=x", "?naf_code=zz", "?label=%00", "?direction=x"]
)
def test_an_entry_of_the_lists_begins_a_line(as_adviser: Client, visit, query):
    assert as_adviser.get(visit.get_absolute_url() + query).status_code == 200


def trade(programme, number: int, label: str = "chutes de bois", **flow):
    for _ in range(number):
        company = CompanyFactory(programme=programme, naf_code="16.23Z")
        FlowFactory(company=company, label=label, **flow)


def offered(client: Client, visit: Diagnostic) -> str:
    return client.get(url("trade_lines", visit.programme, visit.pk), headers=HTMX).content.decode()


@pytest.fixture
def joinery(visit) -> Diagnostic:
    visit.company.naf_code = "16.24Z"
    visit.company.save()
    return visit


def test_what_three_companies_of_the_trade_note_is_offered_without_name_or_quantity(as_adviser: Client, joinery):
    trade(joinery.programme, 3, quantity=777)
    page = offered(as_adviser, joinery)

    assert "3\u00a0entreprises" in page or "3 entreprises" in page
    assert "777" not in page


def test_what_two_companies_note_is_not_counted(as_adviser: Client, joinery):
    trade(joinery.programme, 2)

    assert "entreprises</span>" not in offered(as_adviser, joinery)


def test_lines_for_advisers_of_other_chambers_are_not_counted(as_adviser: Client, joinery):
    trade(joinery.programme, 3, level=Level.ADVISER)

    assert "entreprises</span>" not in offered(as_adviser, joinery)


def test_what_is_noted_already_is_not_offered(as_adviser: Client, joinery):
    FlowFactory(company=joinery.company, label="palettes perdues")

    assert "palettes perdues" not in offered(as_adviser, joinery)


def test_a_company_without_activity_is_offered_what_is_usual_anywhere(as_adviser: Client, visit):
    assert "extincteurs" in offered(as_adviser, visit)


def test_what_is_ticked_becomes_lines_once(as_adviser: Client, joinery):
    key = str(uuid.uuid4())
    ticked = {
        "line": ["ressource:palettes perdues", "besoin:chariot élévateur", "besoin:la lune"],
        "submission_key": key,
    }
    for _ in range(2):
        as_adviser.post(url("trade_lines", joinery.programme, joinery.pk), ticked)

    assert sorted(Flow.objects.values_list("label", "direction", "quantity")) == [
        ("Chariot élévateur", "besoin", None),
        ("Palettes perdues", "ressource", None),
    ]


def test_another_chamber_opens_no_trade_of_this_visit(as_other_chamber: Client, visit):
    assert as_other_chamber.get(url("trade_lines", visit.programme, visit.pk)).status_code == 404


def test_the_export_holds_no_price_no_note_no_name_that_the_reader_may_not_know(as_other_chamber: Client, company):
    FlowFactory(company=company, label="=1+1", price="80 €", private_note="secret", current_solution="Valor 72")
    exported = as_other_chamber.get(url("flow_export", company.programme)).content.decode()

    assert "'=1+1" in exported
    for hidden in ("80 €", "secret", "Valor 72", company.name, "48,14"):
        assert hidden not in exported


def test_the_export_leaves_out_what_the_reader_may_not_see(as_animator: Client, company):
    FlowFactory(company=company, label="caché", level=Level.ADVISER)

    assert "caché" not in as_animator.get(url("flow_export", company.programme)).content.decode()


def test_the_export_reads_back_as_an_import(as_animator: Client, company):
    from symbiose.flow_table import FLOW_COLUMNS, parse_flow_table
    from symbiose.tables import read_table

    FlowFactory(company=company, label="Sciure", quantity="1200.5")
    data = as_animator.get(url("flow_export", company.programme)).content
    table = read_table(data, filename="lignes.csv", columns=FLOW_COLUMNS)
    read = parse_flow_table(table, unique_key=lambda row: row.flow_id)

    assert [(row.label, float(row.quantity)) for row in read.rows] == [("Sciure", 1200.5)]


def test_the_export_as_a_workbook(as_animator: Client, company):
    FlowFactory(company=company)
    response = as_animator.get(url("flow_export", company.programme), {"format": "xlsx"})

    assert response.content.startswith(b"PK")


def test_the_committee_takes_nothing_out(as_committee: Client, programme):
    assert as_committee.get(url("flow_export", programme)).status_code == 403


@pytest.mark.parametrize(
    "words", ["cartons", "vieux ordinateurs", "boulangerie", "15 01", "10.71", "DEEE", "", "\x00", "é" * 5000]
)
def test_the_lists_of_reference_answer_anything(as_adviser: Client, programme, words):
    assert as_adviser.get(url("references", programme), {"q": words}).status_code == 200


def test_an_entry_found_from_a_visit_leads_to_its_form(as_adviser: Client, visit):
    found = as_adviser.get(url("references", visit.programme), {"q": "15 01 01", "visit": visit.pk}, headers=HTMX)

    assert f"{visit.get_absolute_url()}?label=" in found.content.decode()


def test_a_visit_of_another_chamber_lends_no_link(as_other_chamber: Client, visit):
    found = as_other_chamber.get(url("references", visit.programme), {"q": "15 01 01", "visit": visit.pk})

    assert visit.company.name not in found.content.decode()


@pytest.mark.parametrize("visit_pk", ["x", "-1", "9" * 30, "0"])
def test_odd_visits_are_no_visit(as_adviser: Client, programme, visit_pk):
    assert as_adviser.get(url("references", programme), {"q": "cartons", "visit": visit_pk}).status_code == 200


def test_each_list_says_where_it_comes_from(as_adviser: Client, programme):
    page = as_adviser.get(url("references", programme)).content.decode()

    assert "2014/955/UE" in page
    assert "2007-1888" in page
    assert "ADEME" in page


def test_a_photo_comes_with_its_line_once(as_adviser: Client, visit):
    data = line("gravats")
    for _ in range(2):
        post(as_adviser, visit, {**data, "camera": uploaded(jpeg())})

    assert Flow.objects.get().attachments.count() == 1


def test_a_refused_photo_does_not_cost_its_line(as_adviser: Client, visit):
    page = post(as_adviser, visit, {**line("gravats"), "camera": uploaded(b"MZ")}, headers=HTMX).content.decode()

    assert Flow.objects.get().attachments.count() == 0
    assert "La ligne est gardée, pas sa photo" in page
    assert "est un programme" in page
