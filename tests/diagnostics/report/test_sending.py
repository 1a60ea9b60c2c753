"""« La fiche de votre visite »: one message, once, that lands on the fiche; and one reminder where asked for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from companies.holders import holder_of
from diagnostics.models import Diagnostic
from diagnostics.report.reminders import REPORT_UNCONFIRMED, causes, due_on_morning, still_holds
from diagnostics.report.samples import report_links
from diagnostics.services.visits import complete_visit, confirm_lines
from symbiose.journal.models import Fact
from symbiose.journal.services import Actor
from symbiose.outbox.models import OutboxEmail
from symbiose.outbox.rendering import preview
from symbiose.reminders.plan import enabled_rules
from symbiose.reminders.services import switch_rule
from tests.diagnostics.factories import CompanyFactory, ContactFactory, DiagnosticFactory

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def open_visit(company, adviser):
    ContactFactory(company=company)
    return DiagnosticFactory(company=company, membership=adviser, in_progress=True, visit_on=timezone.localdate())


def complete(visit, **said):
    return complete_visit(diagnostic_id=visit.pk, actor=Actor(), **said)


def test_the_end_of_a_visit_sends_the_link_to_the_fiche(open_visit):
    complete(open_visit)

    email = OutboxEmail.objects.get()
    assert (email.kind, email.subject, email.context["path"]) == (
        "report_ready",
        "La fiche de votre visite",
        "report/",
    )


def test_the_message_says_until_when_nothing_is_shown(open_visit):
    complete(open_visit)

    text = preview(OutboxEmail.objects.get()).text
    assert "rien n’est montré aux autres entreprises" in text
    assert "flux" not in text


def test_a_company_without_an_address_ends_its_visit_all_the_same(company, adviser):
    visit = complete(DiagnosticFactory(company=company, membership=adviser, in_progress=True))

    assert visit.state == Diagnostic.State.COMPLETED
    assert not OutboxEmail.objects.exists()


def test_the_main_contact_receives_it(open_visit):
    open_visit.company.contacts.update(is_primary=False)
    main = ContactFactory(company=open_visit.company, is_primary=True)
    complete(open_visit)

    assert OutboxEmail.objects.get().holder_id == main.uuid


def test_what_interests_and_what_does_not_are_facts(open_visit):
    complete(open_visit, interests=["SST"], declined=["DEEE"])

    facts = Fact.objects.filter(kind__startswith="theme_").order_by("kind")
    assert [(fact.kind, fact.data["theme"]) for fact in facts] == [
        ("theme_declined", "DEEE"),
        ("theme_interest", "SST"),
    ]


def test_five_rules_are_on_and_this_one_waits(programme):
    assert REPORT_UNCONFIRMED not in enabled_rules(programme)


def test_switched_on_it_runs(programme, animator):
    switch_rule(programme=programme, rule=REPORT_UNCONFIRMED, enabled=True, actor=animator.user)

    assert REPORT_UNCONFIRMED in enabled_rules(programme)


def test_ten_days_of_silence_are_a_reason(open_visit):
    visit = complete(open_visit)
    due = due_on_morning(visit)

    assert list(causes(visit.programme, due - timedelta(minutes=1))) == []
    assert [cause.occasion for cause in causes(visit.programme, due)] == ["j+10"]
    assert list(causes(visit.programme, due + timedelta(days=11))) == []


def test_a_confirmed_fiche_is_no_reason(open_visit):
    visit = complete(open_visit)
    due = due_on_morning(visit)
    confirm_lines(company=visit.company, holder=holder_of(visit.company.contacts.get()))

    assert not still_holds(visit.uuid)
    assert list(causes(visit.programme, due)) == []


def test_links_lead_everybody_of_a_visited_company_to_the_fiche(open_visit):
    ContactFactory(company=CompanyFactory(programme=open_visit.programme))
    complete(open_visit)

    assert [target.path for target in report_links(open_visit.programme)] == ["report/"]
