"""The pages of visits: allowed, refused, another programme, and what they do."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from diagnostics.models import Diagnostic, Flow
from tests.diagnostics.factories import DiagnosticFactory, FlowFactory

State = Diagnostic.State
HTMX = {"HX-Request": "true"}


def url(name: str, programme, *args) -> str:
    return reverse(f"diagnostics:{name}", args=[programme.slug, *args])


@pytest.fixture
def visit(company, adviser) -> Diagnostic:
    return DiagnosticFactory(company=company, membership=adviser, in_progress=True)


@pytest.fixture
def planned(company, adviser) -> Diagnostic:
    return DiagnosticFactory(company=company, membership=adviser)


def line(**changes) -> dict[str, str]:
    return {
        "label": "vieux ordinateurs et écrans",
        "direction": "ressource",
        "quantity": "60",
        "unit": "kg",
        "period": "ponctuel",
        "level": "chambers",
        "line_uuid": str(uuid.uuid4()),
        **changes,
    }


@pytest.mark.parametrize("name", ["detail", "edit", "notes", "complete"])
def test_the_adviser_opens_the_page_of_a_visit(as_adviser: Client, visit, name):
    assert as_adviser.get(url(name, visit.programme, visit.pk)).status_code == 200


@pytest.mark.parametrize("name", ["detail", "edit", "notes", "complete"])
def test_a_visit_of_another_chamber_does_not_exist(as_other_chamber: Client, visit, name):
    assert as_other_chamber.get(url(name, visit.programme, visit.pk)).status_code == 404


@pytest.mark.parametrize("name", ["list", "create", "flow_list"])
def test_a_stranger_finds_no_programme(as_stranger: Client, programme, name):
    assert as_stranger.get(url(name, programme)).status_code == 404


def test_a_visit_of_another_programme_does_not_exist(as_animator: Client, programme):
    foreign = DiagnosticFactory()

    assert as_animator.get(url("detail", programme, foreign.pk)).status_code == 404


@pytest.mark.parametrize("name", ["list", "create"])
def test_the_committee_has_no_right_to_visits(as_committee: Client, programme, name):
    assert as_committee.get(url(name, programme)).status_code == 403


def test_somebody_without_account_signs_in(client: Client, programme):
    assert client.get(url("list", programme)).status_code == 302


def test_an_adviser_s_list_begins_with_their_own_visits(as_adviser: Client, visit, company, adviser):
    colleague = DiagnosticFactory(company=company)
    Diagnostic.objects.filter(pk=colleague.pk).update(chamber=adviser.partner)

    page = as_adviser.get(url("list", visit.programme)).context["page"]

    assert list(page) == [visit]


def test_an_adviser_sees_their_chamber_on_demand(as_adviser: Client, visit, company, adviser):
    colleague = DiagnosticFactory(company=company)
    Diagnostic.objects.filter(pk=colleague.pk).update(chamber=adviser.partner)

    page = as_adviser.get(url("list", visit.programme), {"all": "1"}).context["page"]

    assert set(page) == {visit, colleague}


def test_the_list_keeps_one_state(as_animator: Client, visit, planned):
    page = as_animator.get(url("list", visit.programme), {"state": "planned"}).context["page"]

    assert list(page) == [planned]


def test_the_list_finds_a_company(as_animator: Client, visit):
    page = as_animator.get(url("list", visit.programme), {"q": "boulangerie"}).context["page"]

    assert list(page) == []


def test_the_list_answers_htmx_with_its_table(as_animator: Client, visit):
    response = as_animator.get(url("list", visit.programme), headers=HTMX)

    assert b"<html" not in response.content


@pytest.mark.parametrize("number", [10, 60])
def test_the_list_asks_as_many_queries_whatever_its_rows(
    as_animator: Client, programme, adviser, number, django_assert_max_num_queries
):
    for _ in range(number):
        DiagnosticFactory(membership=adviser, company__programme=programme)

    with django_assert_max_num_queries(15):
        as_animator.get(url("list", programme))


@pytest.mark.parametrize("number", [10, 200])
def test_the_visit_asks_as_many_queries_whatever_its_lines(
    as_adviser: Client, visit, number, django_assert_max_num_queries
):
    FlowFactory.create_batch(number, company=visit.company)

    with django_assert_max_num_queries(15):
        as_adviser.get(url("detail", visit.programme, visit.pk))


def test_a_visit_is_planned(as_adviser: Client, company, adviser):
    response = as_adviser.post(
        url("create", company.programme),
        {"company": company.pk, "adviser_membership": adviser.pk, "visit_on": "2016-06-07"},
    )

    diagnostic = Diagnostic.objects.get()
    assert response.url == diagnostic.get_absolute_url()
    assert (diagnostic.company, diagnostic.adviser) == (company, adviser.user)


def test_a_company_is_found_by_its_name_without_script(as_adviser: Client, company, adviser):
    as_adviser.post(
        url("create", company.programme), {"company_query": company.name, "adviser_membership": adviser.pk}
    )

    assert Diagnostic.objects.get().company == company


def test_a_name_that_several_bear_asks_to_choose(as_adviser: Client, company, adviser):
    from tests.diagnostics.factories import CompanyFactory

    CompanyFactory(programme=company.programme, chamber=adviser.partner)

    response = as_adviser.post(
        url("create", company.programme), {"company_query": "menuiserie", "adviser_membership": adviser.pk}
    )

    assert response.status_code == 422
    assert company.name in response.content.decode()


def test_a_company_of_another_chamber_is_not_visited(as_other_chamber: Client, company, adviser):
    response = as_other_chamber.post(
        url("create", company.programme), {"company": company.pk, "adviser_membership": adviser.pk}
    )

    assert response.status_code == 422
    assert not Diagnostic.objects.exists()


def test_companies_are_found_by_a_few_letters(as_adviser: Client, company):
    response = as_adviser.get(url("create", company.programme), {"company_query": "menuis"}, headers=HTMX)

    assert company.name in response.content.decode()


def test_a_line_is_added(as_adviser: Client, visit):
    response = as_adviser.post(url("flow_create", visit.programme, visit.pk), line())

    flow = Flow.objects.get()
    assert response.status_code == 302
    assert (flow.label, flow.family, flow.origin_uuid) == ("vieux ordinateurs et écrans", "dechet", visit.uuid)


def test_a_line_added_by_htmx_gives_the_lines_and_a_fresh_form(as_adviser: Client, visit):
    response = as_adviser.post(url("flow_create", visit.programme, visit.pk), line(), headers=HTMX)

    content = response.content.decode()
    assert response.status_code == 200
    assert 'value="vieux' not in content
    assert "vieux ordinateurs" in content
    assert "autofocus" in content


def test_a_line_sent_twice_is_added_once(as_adviser: Client, visit):
    posted = line()
    for _ in range(2):
        as_adviser.post(url("flow_create", visit.programme, visit.pk), posted)

    assert Flow.objects.count() == 1


def test_the_first_line_starts_the_visit(as_adviser: Client, planned):
    as_adviser.post(url("flow_create", planned.programme, planned.pk), line())

    planned.refresh_from_db()
    assert planned.state == State.IN_PROGRESS


def test_a_line_without_words_is_refused_beside_its_field(as_adviser: Client, visit):
    response = as_adviser.post(url("flow_create", visit.programme, visit.pk), line(label=""), headers=HTMX)

    assert response.status_code == 422
    assert not Flow.objects.exists()


def test_a_french_amount_is_read(as_adviser: Client, visit):
    as_adviser.post(url("flow_create", visit.programme, visit.pk), line(quantity="1 234,5", period="an"))

    assert Flow.objects.get().quantity_per_year == 1234.5


@pytest.mark.parametrize("quantity", ["beaucoup", "-3", "1e9", "99999999999999"])
def test_an_amount_that_is_none_is_refused(as_adviser: Client, visit, quantity):
    response = as_adviser.post(url("flow_create", visit.programme, visit.pk), line(quantity=quantity))

    assert response.status_code == 422


def test_the_proposed_family_and_code_are_taken(as_adviser: Client, visit):
    posted = line(family_chip="equipement", ewc_chip="16 02 14")

    as_adviser.post(url("flow_create", visit.programme, visit.pk), posted)

    flow = Flow.objects.get()
    assert (flow.family, flow.ewc_code) == ("equipement", "16 02 14")


def test_a_code_is_found_by_its_number_without_script(as_adviser: Client, visit):
    as_adviser.post(url("flow_create", visit.programme, visit.pk), line(ewc_query="160214"))

    assert Flow.objects.get().ewc_code == "16 02 14"


def test_a_word_that_names_several_codes_asks_to_choose(as_adviser: Client, visit):
    response = as_adviser.post(url("flow_create", visit.programme, visit.pk), line(ewc_query="bois"))

    assert response.status_code == 422
    assert 'name="ewc_code"' in response.content.decode()


def test_a_code_that_does_not_exist_is_refused(as_adviser: Client, visit):
    response = as_adviser.post(url("flow_create", visit.programme, visit.pk), line(ewc_code="99 99 99"))

    assert response.status_code == 422


def test_an_animator_does_not_hide_a_line_from_themselves(as_animator: Client, visit):
    response = as_animator.post(url("flow_create", visit.programme, visit.pk), line(level="adviser"))

    assert response.status_code == 422


def test_a_line_typed_by_somebody_is_only_text(as_adviser: Client, visit):
    as_adviser.post(url("flow_create", visit.programme, visit.pk), line(label="<script>alert(1)</script>"))

    content = as_adviser.get(url("detail", visit.programme, visit.pk)).content.decode()
    assert "<script>alert" not in content


def test_a_line_is_edited(as_adviser: Client, visit):
    flow = FlowFactory(company=visit.company)

    as_adviser.post(url("flow_edit", visit.programme, flow.pk), line(label="Copeaux", version="1"))

    flow.refresh_from_db()
    assert flow.label == "Copeaux"


def test_the_second_editor_reads_both_texts(as_adviser: Client, visit):
    flow = FlowFactory(company=visit.company)
    as_adviser.post(url("flow_edit", visit.programme, flow.pk), line(label="Copeaux", version="1"))

    response = as_adviser.post(url("flow_edit", visit.programme, flow.pk), line(label="Sciure fine", version="1"))

    content = response.content.decode()
    assert response.status_code == 409
    assert "Copeaux" in content
    assert "Sciure fine" in content


def test_a_line_of_another_chamber_s_company_is_not_edited(as_other_chamber: Client, visit):
    flow = FlowFactory(company=visit.company)

    assert as_other_chamber.get(url("flow_edit", visit.programme, flow.pk)).status_code == 404


def test_a_line_of_another_programme_does_not_exist(as_animator: Client, programme):
    assert as_animator.get(url("flow_edit", programme, FlowFactory().pk)).status_code == 404


def test_a_line_is_removed_and_taken_back(as_adviser: Client, visit):
    flow = FlowFactory(company=visit.company)

    as_adviser.post(url("flow_end", visit.programme, flow.pk))
    assert not Flow.objects.current().exists()

    as_adviser.post(url("flow_restore", visit.programme, flow.pk))
    assert Flow.objects.current().exists()


def test_a_label_suggests_its_family_and_code(as_adviser: Client, programme):
    response = as_adviser.get(url("suggest", programme), {"label": "cartons d’emballage", "direction": "ressource"})

    content = response.content.decode()
    assert 'name="family_chip"' in content
    assert "15 01 01" in content


def test_a_need_suggests_no_waste_code(as_adviser: Client, programme):
    response = as_adviser.get(url("suggest", programme), {"label": "cartons d’emballage", "direction": "besoin"})

    assert "ewc_chip" not in response.content.decode()


@pytest.mark.parametrize(
    ("name", "query", "found"),
    [("ewc_search", {"ewc_query": "cartons"}, "15 01 01"), ("naf_search", {"naf_query": "boulangerie"}, "10.71C")],
)
def test_codes_are_found_by_everyday_words(as_adviser: Client, programme, name, query, found):
    assert found in as_adviser.get(url(name, programme), query).content.decode()


def test_the_private_note_is_hidden_from_the_animator(as_animator: Client, visit):
    Diagnostic.objects.filter(pk=visit.pk).update(private_note="Cession en vue")

    assert "Cession" not in as_animator.get(url("notes", visit.programme, visit.pk)).content.decode()


def test_the_private_note_shows_to_its_author(as_adviser: Client, visit):
    Diagnostic.objects.filter(pk=visit.pk).update(private_note="Cession en vue")

    assert "Cession" in as_adviser.get(url("notes", visit.programme, visit.pk)).content.decode()


def test_an_animator_who_writes_notes_leaves_the_private_one(as_animator: Client, visit):
    Diagnostic.objects.filter(pk=visit.pk).update(private_note="Cession en vue")

    as_animator.post(
        url("notes", visit.programme, visit.pk), {"notes": "Embauche.", "private_note": "effacée", "version": "1"}
    )

    visit.refresh_from_db()
    assert (visit.notes, visit.private_note) == ("Embauche.", "Cession en vue")


def test_notes_changed_meanwhile_show_both_texts(as_adviser: Client, visit):
    as_adviser.post(url("notes", visit.programme, visit.pk), {"notes": "Embauche.", "version": "1"})

    response = as_adviser.post(url("notes", visit.programme, visit.pk), {"notes": "Déménage.", "version": "1"})

    assert response.status_code == 409
    assert "Embauche." in response.content.decode()


def test_a_visit_is_completed(as_adviser: Client, visit):
    as_adviser.post(url("complete", visit.programme, visit.pk))

    visit.refresh_from_db()
    assert visit.state == State.COMPLETED


def test_a_theme_that_nobody_shares_is_not_recorded(as_adviser: Client, visit):
    from symbiose.journal.models import Fact

    as_adviser.post(url("complete", visit.programme, visit.pk), {"interest-1": "n’importe quoi"})

    assert not Fact.objects.filter(kind="theme_interest").exists()


def test_a_visit_completed_twice_tells_it_was(as_adviser: Client, visit):
    as_adviser.post(url("complete", visit.programme, visit.pk))

    response = as_adviser.post(url("complete", visit.programme, visit.pk), follow=True)

    assert "déjà terminée" in response.content.decode()


def test_an_adviser_reads_a_line_of_another_chamber_without_its_company(as_other_chamber: Client, visit):
    FlowFactory(company=visit.company, label="Palettes", level="chambers")

    content = as_other_chamber.get(url("flow_list", visit.programme)).content.decode()

    assert "Palettes" in content
    assert "une entreprise du programme" in content
    assert str(visit.company) not in content


def test_the_lines_are_closed_to_the_committee_whatever_their_level(as_committee: Client, visit):
    FlowFactory(company=visit.company, label="Palettes", level="public")

    assert as_committee.get(url("flow_list", visit.programme)).status_code == 403


@pytest.mark.parametrize("number", [10, 100])
def test_the_lines_ask_as_many_queries_whatever_their_number(
    as_animator: Client, company, number, django_assert_max_num_queries
):
    FlowFactory.create_batch(number, company=company)

    with django_assert_max_num_queries(15):
        as_animator.get(url("flow_list", company.programme))


def test_the_card_of_a_company_shows_both_sides(as_adviser: Client, company):
    FlowFactory(company=company, label="Sciure")
    FlowFactory(company=company, label="Formation SST", direction="besoin")

    content = as_adviser.get(url("company_flows", company.programme, company.pk), headers=HTMX).content.decode()

    assert "Sciure" in content
    assert "Formation SST" in content


def test_the_lines_of_a_company_of_another_chamber_do_not_show(as_other_chamber: Client, company):
    assert as_other_chamber.get(url("company_flows", company.programme, company.pk)).status_code == 404


def test_a_file_is_looked_at_before_it_is_taken(as_animator: Client, company):
    from django.core.files.uploadedfile import SimpleUploadedFile

    text = f"flow_id;company_id;direction;label\nF1;{company.name};ressource;Sciure\n"
    upload = SimpleUploadedFile("lignes.csv", text.encode())

    response = as_animator.post(url("import", company.programme), {"file": upload, "check": "1"})

    assert response.status_code == 200
    assert not Flow.objects.exists()


def test_a_file_is_taken(as_animator: Client, company):
    from django.core.files.uploadedfile import SimpleUploadedFile

    text = f"flow_id;company_id;direction;label\nF1;{company.name};ressource;Sciure\n"

    as_animator.post(url("import", company.programme), {"file": SimpleUploadedFile("lignes.csv", text.encode())})

    assert Flow.objects.get().label == "Sciure"


def test_a_bad_file_is_refused_with_its_line(as_animator: Client, company):
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile("lignes.csv", b"flow_id;company_id;direction;label\nF1;inconnue;ressource;Sciure\n")

    response = as_animator.post(url("import", company.programme), {"file": upload})

    assert response.status_code == 422
    assert "Ligne 2" in response.content.decode()


def test_an_adviser_does_not_import(as_adviser: Client, programme):
    assert as_adviser.get(url("import", programme)).status_code == 403


def test_a_theme_that_neighbours_share_is_recorded(as_adviser: Client, visit):
    from symbiose.journal.models import Fact
    from tests.diagnostics.factories import CompanyFactory

    need = {"direction": "besoin", "family": "competence", "label": "formation SST"}
    FlowFactory(company=visit.company, **need)
    for _ in range(3):
        FlowFactory(company=CompanyFactory(programme=visit.programme), **need)

    as_adviser.post(url("complete", visit.programme, visit.pk), {"interest-1": "formation SST", "interest-2": ""})

    assert Fact.objects.get(kind="theme_interest").data == {"theme": "formation SST"}


def test_the_list_counts_the_lines_of_each_visit(as_animator: Client, visit, planned):
    FlowFactory.create_batch(2, company=visit.company, origin_uuid=visit.uuid)
    FlowFactory(company=visit.company, origin_kind="import")

    page = as_animator.get(url("list", visit.programme)).context["page"]

    assert {row.pk: row.line_count for row in page} == {visit.pk: 2, planned.pk: 0}


@pytest.mark.parametrize("typed", ["électricité", "ELECTRICITE", "achat groupé", "contrat"])
def test_a_line_is_found_whatever_its_accents_and_capitals(as_animator: Client, company, typed):
    flow = FlowFactory(company=company, label="Achat groupé d’Électricité", description="Contrat en juin")
    FlowFactory(company=company, label="Sciure")

    assert list(as_animator.get(url("flow_list", company.programme), {"q": typed}).context["page"]) == [flow]
