from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from companies.models import Interaction
from symbiose.outbox.models import OutboxEmail
from symbiose.programmes.models import Role
from symbiose.reminders.models import RuleSetting
from tests.followups.factories import StepFactory
from tests.outbox.factories import ContactFactory, MembershipFactory, OutboxEmailFactory, to_contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def animator(client):
    membership = MembershipFactory()
    client.force_login(membership.user)
    return membership


@pytest.fixture
def adviser(client):
    membership = MembershipFactory(adviser=True)
    client.force_login(membership.user)
    return membership


def address(membership, name, **kwargs):
    return reverse(f"followups:{name}", kwargs={"programme_slug": membership.programme.slug, **kwargs})


def message(membership, **fields):
    return OutboxEmailFactory(programme=membership.programme, **fields)


def test_the_outbox_shows_a_refusal_in_words(client, animator):
    message(animator, last_error="L’adresse est refusée : 550", tries=1)

    page = client.get(address(animator, "outbox")).content.decode()

    assert "L’adresse est refusée" in page


def test_the_outbox_filters_by_state(client, animator):
    message(animator, held=True, subject="À lire")
    message(animator, sent_at=timezone.now(), subject="Déjà parti")

    page = client.get(address(animator, "outbox"), {"state": "held"}).content.decode()

    assert "Déjà parti" not in page
    assert "À lire" in page


def test_the_outbox_answers_htmx_with_its_part_alone(client, animator):
    page = client.get(address(animator, "outbox"), headers={"HX-Request": "true"})

    assert b"<html" not in page.content


def test_the_outbox_of_another_programme_is_not_there(client, animator):
    assert client.get(address(MembershipFactory(), "outbox")).status_code == 404


def test_a_message_of_another_programme_is_not_there(client, animator):
    assert client.get(address(animator, "outbox_message", pk=OutboxEmailFactory().pk)).status_code == 404


def test_an_adviser_reads_the_messages_to_their_companies_only(client, adviser):
    theirs = ContactFactory(company__programme=adviser.programme)
    theirs.company.chambers.add(adviser.partner)
    to_contact(theirs, company_uuid=theirs.company.uuid, subject="Aux nôtres")
    to_contact(ContactFactory(company__programme=adviser.programme), subject="Aux autres")

    page = client.get(address(adviser, "outbox")).content.decode()

    assert "Aux nôtres" in page
    assert "Aux autres" not in page


def test_an_adviser_releases_nothing(client, adviser):
    assert client.post(address(adviser, "outbox_release_all")).status_code == 403


def test_the_committee_does_not_read_the_outbox(client):
    membership = MembershipFactory(role=Role.COMMITTEE)
    client.force_login(membership.user)

    assert client.get(address(membership, "outbox")).status_code == 403


def test_a_message_is_read_as_it_will_leave(client, animator):
    email = message(animator, personal_note="Je passe jeudi.")

    page = client.get(address(animator, "outbox_message", pk=email.pk)).content.decode()

    assert "Je passe jeudi." in page
    assert "[lien personnel]" in page


def test_reading_a_message_makes_no_link(client, animator):
    from symbiose.links.models import PersonalLink

    email = to_contact(ContactFactory(company__programme=animator.programme))

    client.get(address(animator, "outbox_message", pk=email.pk))

    assert not PersonalLink.objects.exists()


def test_a_message_that_cannot_be_written_is_shown_all_the_same(client, animator):
    email = message(animator, template="no_such_template")

    assert client.get(address(animator, "outbox_message", pk=email.pk)).status_code == 200


def test_one_click_releases_the_mornings_batch(client, animator):
    message(animator, held=True)
    message(animator, held=True)

    client.post(address(animator, "outbox_release_all"))

    assert OutboxEmail.objects.filter(held=True).count() == 0


def test_messages_of_another_programme_stay_held(client, animator):
    OutboxEmailFactory(held=True)

    client.post(address(animator, "outbox_release_all"))

    assert OutboxEmail.objects.held().exists()


def test_a_release_is_undone_from_its_toast(client, animator):
    email = message(animator, held=True)
    client.post(address(animator, "outbox_release", pk=email.pk))
    email.refresh_from_db()
    stamp = int(email.released_at.timestamp() * 1_000_000 + 0.5)

    client.post(address(animator, "outbox_hold_again", stamp=stamp))

    email.refresh_from_db()
    assert email.held


def test_a_cancelled_message_says_by_whom(client, animator):
    email = message(animator)

    client.post(address(animator, "outbox_cancel", pk=email.pk))

    email.refresh_from_db()
    assert email.cancel_reason == "Annulé par Claire Aubry."


def test_a_message_is_corrected(client, animator):
    email = message(animator, held=True)
    typed = {"subject": "Autre objet", "personal_note": "Bonne année", "version": email.version}

    client.post(address(animator, "outbox_edit", pk=email.pk), typed)

    email.refresh_from_db()
    assert (email.subject, email.personal_note) == ("Autre objet", "Bonne année")


def test_two_people_on_one_message_are_told(client, animator):
    email = message(animator, held=True, version=2, subject="De Marc")

    answer = client.post(address(animator, "outbox_edit", pk=email.pk), {"subject": "De Claire", "version": 1})

    assert answer.status_code == 409


def test_a_message_without_subject_is_refused(client, animator):
    email = message(animator, held=True)

    answer = client.post(address(animator, "outbox_edit", pk=email.pk), {"subject": "", "version": 1})

    assert answer.status_code == 422


def test_a_message_that_left_is_not_corrected(client, animator):
    email = message(animator, sent_at=timezone.now())

    answer = client.post(address(animator, "outbox_edit", pk=email.pk), {"subject": "Trop tard", "version": 1})

    assert answer.status_code == 422


def test_a_refused_message_is_tried_again(client, animator):
    email = message(animator, failed_at=timezone.now(), last_error="refusé", tries=4)

    client.post(address(animator, "outbox_retry", pk=email.pk))

    assert OutboxEmail.objects.due().filter(pk=email.pk).exists()


@pytest.mark.parametrize("rows", [10, 200])
def test_the_outbox_asks_as_few_questions_of_the_database_at_any_length(
    client, animator, rows, django_assert_max_num_queries
):
    for n in range(rows):
        message(animator, key=f"n:{n}", held=n % 2 == 0)

    with django_assert_max_num_queries(20):
        client.get(address(animator, "outbox"))


@pytest.mark.parametrize("rows", [10, 60])
def test_the_follow_ups_ask_as_few_questions_of_the_database_at_any_length(
    client, animator, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        StepFactory(
            owner_contact=ContactFactory(company__programme=animator.programme),
            due_on=timezone.localdate() - timedelta(days=5),
        )
        message(animator, due_at=timezone.now() + timedelta(days=2))

    with django_assert_max_num_queries(20):
        client.get(address(animator, "list"))


def test_done_files_a_call(client, animator):
    contact = ContactFactory(company__programme=animator.programme)
    typed = {"outcome": "reached", "contact": contact.pk}

    client.post(address(animator, "call_done", pk=contact.company.pk), typed)

    assert Interaction.objects.get().outcome == "reached"


def test_a_call_sent_twice_is_filed_once(client, animator):
    contact = ContactFactory(company__programme=animator.programme)
    typed = {"outcome": "reached", "submission_key": "7b0a2f0e-2a43-4a0b-8f53-1d1c1c1f1a11"}

    for _ in range(2):
        client.post(address(animator, "call_done", pk=contact.company.pk), typed)

    assert Interaction.objects.count() == 1


def test_a_call_without_outcome_is_refused(client, animator):
    contact = ContactFactory(company__programme=animator.programme)

    assert client.post(address(animator, "call_done", pk=contact.company.pk)).status_code == 422


def test_a_call_to_a_company_of_another_programme_is_not_there(client, animator):
    company = ContactFactory().company

    assert client.post(address(animator, "call_done", pk=company.pk), {"outcome": "reached"}).status_code == 404


def test_done_leads_back_to_no_other_site(client, animator):
    contact = ContactFactory(company__programme=animator.programme)
    typed = {"outcome": "reached", "next": "//example.org/"}

    answer = client.post(address(animator, "call_done", pk=contact.company.pk), typed)

    assert answer["Location"] == address(animator, "list")


def test_a_rule_is_stopped(client, animator):
    client.post(address(animator, "rule_switch", rule="step_overdue"), {"enabled": "off"})

    assert not RuleSetting.objects.get(rule="step_overdue").enabled


def test_a_rule_that_does_not_exist_is_not_there(client, animator):
    assert client.post(address(animator, "rule_switch", rule="other")).status_code == 404


def test_the_rules_are_the_animators(client, adviser):
    assert client.get(address(adviser, "rules")).status_code == 403


def test_five_rules_are_on_by_default(client, animator):
    page = client.get(address(animator, "rules")).content.decode()

    assert page.count("En marche") == 5
