import pytest
from django.urls import reverse

from symbiose.programmes.models import Role
from synergies.models import Participant, State, Synergy
from tests.diagnostics.factories import CompanyFactory
from tests.synergies.factories import ParticipantFactory, ProposalFactory, SynergyFactory

pytestmark = pytest.mark.django_db


def address(programme, name, **kwargs):
    return reverse(f"synergies:{name}", kwargs={"programme_slug": programme.slug, **kwargs})


def test_the_list_shows_fifteen_proposals_and_says_how_many_others(animator_client, programme):
    ProposalFactory.create_batch(18, programme=programme)

    page = animator_client.get(address(programme, "list")).content.decode()

    assert page.count('class="lead"') == 15
    assert "3 autres" in page


def test_a_search_keeps_what_speaks_of_it(animator_client, programme):
    ProposalFactory(programme=programme, title="Palettes perdues", explanation="Des palettes.")
    ProposalFactory(programme=programme, title="Lactosérum", explanation="Du lactosérum.")

    page = animator_client.get(address(programme, "list"), {"q": "palette"}).content.decode()

    assert "Palettes perdues" in page
    assert "Lactosérum" not in page


@pytest.mark.parametrize("rows", [10, 200])
def test_the_list_asks_as_few_questions_whatever_its_length(
    animator_client, programme, rows, django_assert_max_num_queries
):
    ProposalFactory.create_batch(rows, programme=programme)

    with django_assert_max_num_queries(20):
        animator_client.get(address(programme, "list"))


def test_one_tap_shortlists_and_says_who_did(animator_client, programme):
    proposal = ProposalFactory(programme=programme)

    answer = animator_client.post(
        address(programme, "proposal_shortlist", pk=proposal.pk), headers={"HX-Request": "true"}
    )

    assert Synergy.objects.get().state == State.SHORTLISTED
    assert str(animator_client.membership.user) in answer.content.decode()


def test_setting_aside_without_a_reason_is_refused_next_to_the_field(animator_client, programme):
    proposal = ProposalFactory(programme=programme)

    answer = animator_client.post(address(programme, "proposal_set_aside", pk=proposal.pk), {"reason": ""})

    assert answer.status_code == 422
    assert "pourquoi la piste est écartée" in answer.content.decode()


def test_setting_aside_is_undone_by_one_tap(animator_client, programme):
    proposal = ProposalFactory(programme=programme)
    animator_client.post(address(programme, "proposal_set_aside", pk=proposal.pk), {"reason": "Trop loin"})

    animator_client.post(address(programme, "proposal_restore", pk=proposal.pk))

    proposal.refresh_from_db()
    assert proposal.set_aside_at is None


def test_a_synergy_is_added_by_hand_once_even_when_sent_twice(animator_client, programme):
    companies = CompanyFactory.create_batch(2, programme=programme)
    typed = {
        "title": "Transport commun",
        "kind": "mutualisation",
        "companies": [company.pk for company in companies],
        "submission_key": "0b7c3a2e-8e64-4f0b-9f4e-111111111111",
    }

    for _time in range(2):
        animator_client.post(address(programme, "create"), typed)

    assert Synergy.objects.get().participants.count() == 2


def test_an_adviser_shortlists_but_does_not_retain(adviser_client, programme):
    synergy = SynergyFactory(programme=programme, state=State.SHORTLISTED)

    answer = adviser_client.post(address(programme, "move", pk=synergy.pk), {"to_state": "retained"})

    assert answer.status_code == 422
    synergy.refresh_from_db()
    assert synergy.state == State.SHORTLISTED


def test_the_animator_retains(animator_client, programme):
    synergy = SynergyFactory(programme=programme, state=State.SHORTLISTED)

    answer = animator_client.post(address(programme, "move", pk=synergy.pk), {"to_state": "retained"})

    assert answer.status_code == 302
    synergy.refresh_from_db()
    assert synergy.state == State.RETAINED


def test_two_people_on_one_synergy_the_second_sees_both_texts(animator_client, programme):
    synergy = SynergyFactory(programme=programme, title="Avant")
    typed = {"kind": synergy.kind, "summary": "", "expected_gain": "", "is_lasting": "on", "version": "1"}
    animator_client.post(address(programme, "edit", pk=synergy.pk), {**typed, "title": "Le texte de l’une"})

    answer = animator_client.post(address(programme, "edit", pk=synergy.pk), {**typed, "title": "Le texte de l’autre"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Le texte de l’une" in page
    assert "Le texte de l’autre" in page
    synergy.refresh_from_db()
    assert synergy.title == "Le texte de l’une"


def test_the_second_keeps_their_own_text_when_they_choose_to(animator_client, programme):
    synergy = SynergyFactory(programme=programme, title="Le texte de l’une", version=2)
    typed = {"kind": synergy.kind, "summary": "", "expected_gain": "", "is_lasting": "on", "version": "2"}

    animator_client.post(
        address(programme, "edit", pk=synergy.pk), {**typed, "title": "Le mien", "keep_title": "mine"}
    )

    synergy.refresh_from_db()
    assert synergy.title == "Le mien"


def test_the_committee_reads_what_was_retained_and_nothing_of_the_leads(committee_client, programme):
    SynergyFactory(programme=programme, retained=True, title="Collecte commune")
    ProposalFactory(programme=programme, title="Une piste secrète")

    page = committee_client.get(address(programme, "list")).content.decode()

    assert "Collecte commune" in page
    assert "Une piste secrète" not in page


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.PARTNER, Role.NETWORK])
def test_readers_decide_nothing(login_as, programme, role):
    proposal = ProposalFactory(programme=programme)

    answer = login_as(role).post(address(programme, "proposal_shortlist", pk=proposal.pk))

    assert answer.status_code == 403


def test_a_stranger_finds_no_synergy(stranger_client, programme):
    synergy = SynergyFactory(programme=programme)

    assert stranger_client.get(address(programme, "detail", pk=synergy.pk)).status_code == 404


def test_a_synergy_of_another_programme_is_not_there(animator_client, programme):
    elsewhere = SynergyFactory()

    assert animator_client.get(address(programme, "detail", pk=elsewhere.pk)).status_code == 404


def test_a_company_of_another_programme_cannot_join(animator_client, programme):
    synergy = SynergyFactory(programme=programme)
    foreign = CompanyFactory()

    answer = animator_client.post(
        address(programme, "participant_add", pk=synergy.pk), {"company": foreign.pk, "role": "member"}
    )

    assert answer.status_code == 422
    assert not Participant.objects.exists()


def test_the_pilot_is_named_by_one_tap(animator_client, programme):
    participant = ParticipantFactory(synergy=SynergyFactory(programme=programme))

    animator_client.post(address(programme, "set_pilot", pk=participant.pk))

    participant.refresh_from_db()
    assert participant.role == Participant.Role.PILOT
