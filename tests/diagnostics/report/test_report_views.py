"""The fiche for staff: who opens which edition, what became of it, the summary, the preparation."""

import pytest
from django.urls import reverse

from companies.models import Interaction
from diagnostics.models import PrintedDocument
from diagnostics.report.summary import summary_text
from diagnostics.tasks import print_pdf
from symbiose.outbox.models import OutboxEmail
from symbiose.programmes.models import Role
from tests.diagnostics.factories import ContactFactory, FlowFactory, MembershipFactory

pytestmark = pytest.mark.django_db
PAGES = ["pdf", "panel", "agreement", "prepare", "prepare_pdf", "summary"]
READ = {"pdf": 202, "prepare_pdf": 202}  # no worker here


def address(name, visit):
    return reverse(f"report:{name}", kwargs={"programme_slug": visit.programme.slug, "pk": visit.pk})


@pytest.mark.parametrize("name", PAGES)
def test_the_adviser_opens_every_page(as_adviser, visit, name):
    assert as_adviser.get(address(name, visit)).status_code == READ.get(name, 200)


@pytest.mark.parametrize("name", PAGES)
def test_the_animator_opens_every_page(as_animator, visit, name):
    assert as_animator.get(address(name, visit)).status_code == READ.get(name, 200)


@pytest.mark.parametrize("name", PAGES)
def test_another_chamber_finds_nothing(as_other_chamber, visit, name):
    assert as_other_chamber.get(address(name, visit)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_another_programme_finds_nothing(as_stranger, visit, name):
    assert as_stranger.get(address(name, visit)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_the_committee_may_not_read_visits(as_committee, visit, name):
    assert as_committee.get(address(name, visit)).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_every_page_asks_a_constant_number_of_queries(as_adviser, visit, name, django_assert_max_num_queries):
    FlowFactory.create_batch(15, company=visit.company)
    ContactFactory.create_batch(3, company=visit.company)

    with django_assert_max_num_queries(30 if name.endswith("pdf") else 25):
        as_adviser.get(address(name, visit))


def test_the_animators_edition_lacks_what_only_advisers_read(as_animator, as_adviser, visit):
    FlowFactory(company=visit.company, label="Solvant", level="adviser")
    as_animator.get(address("pdf", visit))
    as_adviser.get(address("pdf", visit))

    labels = [[row[0] for row in pdf.content["offers"]["lines"]] for pdf in PrintedDocument.objects.order_by("pk")]
    assert labels == [[], ["Solvant"]]


def test_two_readers_of_one_edition_print_once(as_animator, as_adviser, visit, line):
    as_animator.get(address("pdf", visit))
    as_adviser.get(address("pdf", visit))

    assert PrintedDocument.objects.count() == 1


def test_the_printed_file_is_a_pdf(as_adviser, visit, line):
    as_adviser.get(address("pdf", visit))
    print_pdf(PrintedDocument.objects.get().pk)

    response = as_adviser.get(address("pdf", visit))
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    response.close()


def test_the_prices_are_in_no_stored_page(as_adviser, visit, line):
    line.price = "1234 €"
    line.private_note = "à surveiller"
    line.save()
    for name in ("pdf", "prepare_pdf"):
        as_adviser.get(address(name, visit))

    stored = str(list(PrintedDocument.objects.values_list("content", flat=True)))
    assert "1234" not in stored
    assert "surveiller" not in stored


def test_the_link_is_sent_again_once_a_day(as_adviser, visit):
    ContactFactory(company=visit.company)
    for _time in range(2):
        as_adviser.post(address("send", visit))

    assert OutboxEmail.objects.filter(kind="report_ready").count() == 1


def test_without_an_address_nothing_is_sent(as_adviser, visit):
    as_adviser.post(address("send", visit))

    assert not OutboxEmail.objects.exists()


def test_the_summary_holds_no_private_note_and_no_price(visit, line, adviser):
    visit.private_note, visit.notes = "à surveiller", "Projet d’atelier"
    line.price = "1234 €"
    line.save()
    text = summary_text(visit, adviser, visit.visit_on)

    assert "Projet d’atelier" in text
    assert "Sciure : 12\u00a0t par an" in text
    assert "surveiller" not in text
    assert "1234" not in text


def test_the_summary_of_an_animator_lacks_what_only_advisers_read(visit, animator):
    FlowFactory(company=visit.company, label="Solvant", level="adviser")

    assert "Solvant" not in summary_text(visit, animator, visit.visit_on)


def test_the_preparation_tells_the_last_exchange_and_five_questions(as_adviser, visit):
    Interaction.objects.create(programme=visit.programme, company=visit.company, text="Rappeler après les foins.")
    content = as_adviser.get(address("prepare", visit)).content.decode()

    assert "Rappeler après les foins." in content
    assert "Cinq questions" in content


def test_nobody_reads_the_fiche_without_a_role(client, visit):
    assert client.get(address("pdf", visit)).status_code == 302


def test_a_partner_may_not_open_it(visit, as_member, programme):
    partner = as_member(MembershipFactory(programme=programme, role=Role.PARTNER))

    assert partner.get(address("pdf", visit)).status_code in {403, 404}
