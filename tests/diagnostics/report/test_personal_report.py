"""The fiche under a personal link: read, corrected, completed, confirmed by its company and nobody else."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from diagnostics.models import Flow, FlowVersion, PrintedDocument
from diagnostics.report.corrections import corrected_at
from diagnostics.tasks import print_pdf
from symbiose.journal.models import Fact
from tests.diagnostics.conftest import token_of
from tests.diagnostics.factories import CompanyFactory, FlowFactory

pytestmark = pytest.mark.django_db


def page(name, token, **kwargs):
    return reverse(f"personal_report:{name}", kwargs={"token": token, **kwargs})


def typed(flow, **changes):
    kept = {"label": flow.label, "quantity": "12", "unit": "t", "period": "an", "level": flow.level}
    return {**kept, "version": flow.version, **changes}


def correct(client, token, flow, **changes):
    return client.post(page("line", token, line=flow.uuid), typed(flow, **changes))


def test_the_company_reads_all_its_lines(client, token, line):
    FlowFactory(company=line.company, label="Solvant", level="adviser")
    content = client.get(page("report", token)).content.decode()

    assert "Sciure" in content
    assert "Solvant" in content
    assert "Est-ce exact" in content


def test_a_day_to_answer_that_has_passed_is_not_said(client, token, line, visit):
    soon = client.get(page("report", token)).content.decode()
    visit.completed_at = timezone.now() - timedelta(days=60)
    visit.save()
    late = client.get(page("report", token)).content.decode()

    assert "Sans nouvelle avant le" in soon
    assert "Sans nouvelle avant le" not in late
    assert "Tant que vous n’avez pas confirmé, rien n’est montré" in late


def test_the_page_never_says_flow(client, token, line):
    content = client.get(page("report", token)).content.decode().split("<main")[1]

    assert "flux" not in content.lower().replace("influx", "")


def test_reading_asks_a_constant_number_of_queries(client, token, line, django_assert_max_num_queries):
    FlowFactory.create_batch(12, company=line.company)

    with django_assert_max_num_queries(20):
        client.get(page("report", token))


def test_prices_are_the_companys_own_and_stay_off_the_page(client, token, line):
    Flow.objects.update(price="1234 €")

    assert "1234" not in client.get(page("report", token)).content.decode()


def test_a_correction_is_kept_versioned_and_journalled(client, token, line):
    correct(client, token, line, quantity="20", level="chambers")

    line.refresh_from_db()
    assert (line.quantity, line.level, line.quantity_per_year) == (20, "chambers", 20_000.0)
    assert FlowVersion.objects.get().cause == "correction"
    assert Fact.objects.get(kind="line_corrected").data == {"fields": ["level", "quantity"]}


def test_nothing_changed_is_nothing_written(client, token, line):
    correct(client, token, line)

    assert not FlowVersion.objects.exists()
    assert not Fact.objects.filter(kind="line_corrected").exists()


@pytest.mark.parametrize(
    "odd",
    [
        {"quantity": "beaucoup"},
        {"quantity": "-1"},
        {"quantity": "9" * 40},
        {"label": ""},
        {"label": "x" * 1_000_000},
        {"label": "a\x00b"},
        {"level": "tous"},
        {"unit": "poignée"},
        {"period": "siècle"},
    ],
)
def test_an_odd_correction_is_refused_beside_its_field(client, token, line, odd):
    response = correct(client, token, line, **odd)

    line.refresh_from_db()
    assert (response.status_code, line.label, line.quantity) == (422, "Sciure", 12)


def test_a_colleague_was_quicker_and_both_texts_show(client, token, line):
    Flow.objects.filter(pk=line.pk).update(label="Copeaux", version=line.version + 1)

    response = correct(client, token, line, label="Sciure de hêtre")

    content = response.content.decode()
    assert response.status_code == 409
    assert "Copeaux" in content
    assert "Sciure de hêtre" in content


def test_after_a_conflict_ones_own_text_can_be_kept(client, token, line):
    Flow.objects.filter(pk=line.pk).update(label="Copeaux", version=line.version + 1)
    correct(client, token, line, label="Sciure de hêtre", version=line.version + 1)

    line.refresh_from_db()
    assert line.label == "Sciure de hêtre"


def test_a_line_is_added_once(client, token, visit):
    said = {"line_uuid": str(uuid.uuid4()), "direction": "besoin", "label": "Formation SST", "level": "programme"}
    for _time in range(2):
        client.post(page("add", token), said)

    added = Flow.objects.get()
    assert (added.origin_kind, added.family, added.level) == ("company", "competence", "programme")
    assert Fact.objects.filter(kind="line_added").count() == 1


def test_a_line_without_words_is_not_added(client, token, visit):
    said = {"line_uuid": str(uuid.uuid4()), "direction": "besoin", "label": "", "level": "programme"}

    assert client.post(page("add", token), said).status_code == 422
    assert not Flow.objects.exists()


def test_the_key_of_anothers_line_adds_nothing_of_theirs(client, token, visit):
    theirs = FlowFactory(company=CompanyFactory(programme=visit.programme))
    said = {"line_uuid": str(theirs.uuid), "direction": "besoin", "label": "Formation", "level": "programme"}

    assert client.post(page("add", token), said).status_code == 422
    theirs.refresh_from_db()
    assert theirs.company != visit.company


def test_what_is_no_longer_true_ends_and_can_be_taken_back(client, token, line):
    client.post(page("end", token, line=line.uuid))
    line.refresh_from_db()
    ended = line.ended_at

    client.post(page("take_back", token, line=line.uuid))
    line.refresh_from_db()
    assert ended
    assert line.ended_at is None


def test_a_remark_reaches_the_adviser(client, as_adviser, token, visit):
    client.post(page("remark", token), {"remark": "Le chariot est pris le lundi."})

    panel = reverse("report:panel", kwargs={"programme_slug": visit.programme.slug, "pk": visit.pk})
    assert "Le chariot est pris le lundi." in as_adviser.get(panel).content.decode()


@pytest.mark.parametrize("remark", ["x" * 3000, "a\x00b"])
def test_an_odd_remark_is_refused(client, token, visit, remark):
    assert client.post(page("remark", token), {"remark": remark}).status_code == 422


def test_the_adviser_sees_what_was_corrected_and_when(client, as_adviser, token, line, visit):
    correct(client, token, line, quantity="20")

    panel = reverse("report:panel", kwargs={"programme_slug": visit.programme.slug, "pk": visit.pk})
    assert "par l’entreprise le" in as_adviser.get(panel).content.decode()
    assert list(corrected_at(visit.company)) == [line.pk]


def test_confirming_keeps_its_day(client, token, line, visit):
    client.post(reverse("personal_diagnostics:confirm_lines", kwargs={"token": token}))

    visit.refresh_from_db()
    assert (visit.state, visit.confirmed_at is not None) == ("confirmed", True)


@pytest.mark.parametrize("name", ["line", "end", "take_back"])
def test_the_line_of_another_company_is_not_found(client, token, visit, name):
    theirs = FlowFactory(company=CompanyFactory(programme=visit.programme))

    assert client.post(page(name, token, line=theirs.uuid), {"label": "x"}).status_code == 404


@pytest.mark.parametrize("name", ["report", "pdf", "add", "agreement"])
def test_a_forged_link_opens_nothing(client, visit, name):
    assert client.get(page(name, "forge")).status_code == 404


def test_without_a_visit_there_is_no_pdf(client, token):
    assert client.get(page("pdf", token)).status_code == 404
    assert client.get(page("report", token)).status_code == 200


def test_the_companys_edition_holds_its_closed_lines(client, token, line):
    FlowFactory(company=line.company, label="Solvant", level="adviser")
    client.get(page("pdf", token))

    labels = [row[0] for row in PrintedDocument.objects.get().content["offers"]["lines"]]
    assert labels == ["Sciure", "Solvant"]


def test_the_stored_fiche_holds_no_personal_link(client, token, line):
    client.get(page("pdf", token))

    content = PrintedDocument.objects.get().content
    assert content["ask_url"].endswith(reverse("ask_link"))
    assert token not in str(content)


def test_the_pdf_comes_once_printed(client, token, line):
    waiting = client.get(page("pdf", token))
    print_pdf(PrintedDocument.objects.get().pk)
    response = client.get(page("pdf", token))

    assert waiting.status_code == 202
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    response.close()


def test_the_link_of_another_company_reads_its_own_page(client, line):
    token = token_of(CompanyFactory(programme=line.programme))

    assert "Sciure" not in client.get(page("report", token)).content.decode()
