from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from roadmaps.models import Roadmap, RoadmapGuest, Step
from roadmaps.services import validate_roadmap
from symbiose.programmes.models import Role
from synergies.models import Participant
from tests.accounts.factories import UserFactory
from tests.programmes.factories import MembershipFactory
from tests.roadmaps.factories import RoadmapFactory, RoadmapGuestFactory, StepFactory
from tests.synergies.factories import ParticipantFactory, SynergyFactory

pytestmark = pytest.mark.django_db

TABLES = ["key_figures", "budget", "fundings", "gains", "indicators", "risks", "decisions"]
READ = ["detail", "synergy_card"]
FORMS = ["edit", "commitments", "weather", "step_create"]
LEADS = ["validate", "guests"]


@pytest.fixture
def roadmap(programme):
    return RoadmapFactory(programme=programme)


@pytest.fixture
def step(roadmap):
    return StepFactory(roadmap=roadmap)


def address(row, name, pk=None):
    programme = getattr(row, "programme", row)
    pk = pk or getattr(row, "synergy_id" if name in {"create", "synergy_card"} else "pk", None)
    return reverse(f"roadmaps:{name}", kwargs={"programme_slug": programme.slug, "pk": pk})


def listing(programme):
    return reverse("roadmaps:list", kwargs={"programme_slug": programme.slug})


def management(prefix, total=0, initial=0):
    return {f"{prefix}-TOTAL_FORMS": total, f"{prefix}-INITIAL_FORMS": initial}


def typed(roadmap, **changes):
    tables = {key: value for name in TABLES for key, value in management(name).items()}
    return {"title": roadmap.title, "rule": "equal", "version": roadmap.version, **tables, **changes}


def typed_step(step=None, **changes):
    due_on = (timezone.localdate() + timedelta(days=9)).isoformat()
    version = {"version": step.version} if step else {}
    return {"title": "Choisir", "owner_name": "Organisme retenu", "due_on": due_on, **version, **changes}


def validate(roadmap):
    return validate_roadmap(roadmap=roadmap, by_whom="le COPIL", actor=UserFactory())


def assign(client, roadmap):
    roadmap.advisers.add(client.membership.user)


# Who may


@pytest.mark.parametrize("name", READ + FORMS + LEADS)
def test_the_animator_opens_every_page(animator_client, roadmap, name):
    assert animator_client.get(address(roadmap, name)).status_code == 200


@pytest.mark.parametrize("name", FORMS)
def test_an_assigned_adviser_writes(adviser_client, roadmap, name):
    assign(adviser_client, roadmap)

    assert adviser_client.get(address(roadmap, name)).status_code == 200


@pytest.mark.parametrize("name", [*FORMS, "submit", "version_open"])
def test_an_adviser_who_is_not_assigned_writes_nothing(adviser_client, roadmap, name):
    assert adviser_client.post(address(roadmap, name), {}).status_code == 404


@pytest.mark.parametrize("name", ["step_edit", "step_state"])
def test_an_adviser_who_is_not_assigned_moves_no_step(adviser_client, step, name):
    assert adviser_client.post(address(step, name), {"state": "done"}).status_code == 404


def test_an_adviser_who_is_not_assigned_reads(adviser_client, roadmap):
    page = adviser_client.get(address(roadmap, "detail"))

    assert page.status_code == 200
    assert "Écrire" not in page.content.decode()


@pytest.mark.parametrize("name", LEADS)
def test_an_adviser_does_not_close_a_roadmap(adviser_client, roadmap, name):
    assign(adviser_client, roadmap)

    assert adviser_client.post(address(roadmap, name), {"by_whom": "moi"}).status_code == 403


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.NETWORK])
def test_the_committee_and_the_network_read(login_as, roadmap, role):
    assert login_as(role).get(address(roadmap, "detail")).status_code == 200


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.NETWORK, Role.PARTNER])
@pytest.mark.parametrize("name", [*FORMS, *LEADS, "submit", "version_open"])
def test_readers_write_nothing(login_as, roadmap, role, name):
    assert login_as(role).post(address(roadmap, name), {}).status_code == 403


def test_an_invited_partner_reads_that_roadmap(partner_client, roadmap):
    RoadmapGuestFactory(roadmap=roadmap, user=partner_client.membership.user)

    assert partner_client.get(address(roadmap, "detail")).status_code == 200


def test_a_partner_who_is_not_invited_finds_nothing(partner_client, roadmap):
    assert partner_client.get(address(roadmap, "detail")).status_code == 404


def test_a_partner_lists_their_roadmaps_alone(partner_client, roadmap):
    invited = RoadmapFactory(programme=roadmap.programme, title="La mienne")
    RoadmapGuestFactory(roadmap=invited, user=partner_client.membership.user)

    page = partner_client.get(listing(roadmap.programme))

    assert list(page.context["page"]) == [invited]


@pytest.mark.parametrize("name", [*READ, *FORMS, *LEADS, "pdf"])
def test_a_stranger_finds_nothing(stranger_client, roadmap, name):
    assert stranger_client.get(address(roadmap, name)).status_code == 404


@pytest.mark.parametrize("name", [*READ, *FORMS, *LEADS, "pdf"])
def test_another_programmes_roadmap_is_not_found(animator_client, programme, name):
    other = RoadmapFactory()
    pk = other.synergy_id if name == "synergy_card" else other.pk

    assert animator_client.get(address(programme, name, pk)).status_code == 404


# Reading


def test_who_does_not_take_part_sees_no_share(committee_client, roadmap):
    ParticipantFactory(synergy=roadmap.synergy)
    roadmap.content["budget"] = [{"label": "Caisses", "cents": 12345, "source": ""}]
    roadmap.save()

    assert "Sa part" not in committee_client.get(address(roadmap, "detail")).content.decode()


def test_the_screen_says_what_blocks_and_whom_to_call(animator_client, roadmap):
    cause = StepFactory(roadmap=roadmap, owner_contact__phone="02 43 20 00 99")
    StepFactory(roadmap=roadmap, state="blocked", blocked_by=cause, unblocked_when="dix inscrits")

    page = animator_client.get(address(roadmap, "detail")).content.decode().replace("\u00a0", " ")

    assert "Étape 2, bloquée par l’étape 1" in page
    assert "tel:02 43 20 00 99" in page


def test_an_empty_roadmap_says_the_next_gesture(animator_client, roadmap):
    page = animator_client.get(address(roadmap, "detail")).content.decode()

    assert "Aucune étape encore" in page
    assert address(roadmap, "step_create") in page


def test_the_list_says_which_synergies_wait(animator_client, programme):
    SynergyFactory(programme=programme, retained=True, title="Broyer ensemble")

    assert "Broyer ensemble" in animator_client.get(listing(programme)).content.decode()


def test_a_blocked_step_is_not_counted_late(animator_client, roadmap):
    yesterday = timezone.localdate() - timedelta(days=1)
    StepFactory(roadmap=roadmap, starts_on=None, due_on=yesterday, state="blocked")
    StepFactory(roadmap=roadmap, starts_on=None, due_on=yesterday)

    (row,) = animator_client.get(listing(roadmap.programme)).context["page"]

    assert (row.n_late, row.n_steps) == (1, 2)


@pytest.mark.parametrize("query", ["?page=x", "?page=0", "?page=99999999999999999999"])
def test_an_odd_page_is_a_page(animator_client, roadmap, query):
    assert animator_client.get(listing(roadmap.programme) + query).status_code == 200


@pytest.mark.parametrize("number", [10, 200])
def test_the_list_costs_the_same(animator_client, programme, number, django_assert_max_num_queries):
    for roadmap in RoadmapFactory.create_batch(number, programme=programme)[:5]:
        ParticipantFactory(synergy=roadmap.synergy, role=Participant.Role.PILOT)
        StepFactory(roadmap=roadmap)

    with django_assert_max_num_queries(20):
        animator_client.get(listing(programme))


@pytest.mark.parametrize("number", [10, 200])
def test_a_roadmap_costs_the_same(animator_client, roadmap, number, django_assert_max_num_queries):
    StepFactory.create_batch(number, roadmap=roadmap)
    ParticipantFactory.create_batch(number, synergy=roadmap.synergy)

    with django_assert_max_num_queries(20):
        animator_client.get(address(roadmap, "detail"))


# Opening


def test_opening_from_a_synergy(animator_client, programme):
    synergy = SynergyFactory(programme=programme, retained=True)

    response = animator_client.post(address(programme, "create", synergy.pk))

    assert response.url == Roadmap.objects.get().get_absolute_url()


def test_an_adviser_who_opens_writes(adviser_client, programme):
    synergy = SynergyFactory(programme=programme, retained=True)

    adviser_client.post(address(programme, "create", synergy.pk))

    assert Roadmap.objects.writable_by(adviser_client.membership).exists()


def test_an_adviser_gains_no_right_on_an_open_roadmap(adviser_client, roadmap):
    adviser_client.post(address(roadmap, "create"))

    assert not Roadmap.objects.writable_by(adviser_client.membership).exists()


def test_one_gesture_opens_all_that_wait(animator_client, programme):
    SynergyFactory.create_batch(3, programme=programme, retained=True)
    SynergyFactory(retained=True)
    url = reverse("roadmaps:create_all", kwargs={"programme_slug": programme.slug})

    for _time in range(2):
        animator_client.post(url)

    assert Roadmap.objects.count() == Roadmap.objects.filter(programme=programme).count() == 3


def test_only_the_animator_opens_all_at_once(adviser_client, programme):
    url = reverse("roadmaps:create_all", kwargs={"programme_slug": programme.slug})

    assert adviser_client.post(url).status_code == 403


# Writing


def test_the_texts_and_tables_are_kept(animator_client, roadmap):
    budget = {
        **management("budget", 1),
        "budget-0-label": "Location de caisses",
        "budget-0-amount": "216,50",
        "budget-0-source": "devis",
    }

    animator_client.post(address(roadmap, "edit"), typed(roadmap, why="Moins cher ensemble.", **budget))

    roadmap.refresh_from_db()
    assert roadmap.content["why"] == "Moins cher ensemble."
    assert roadmap.content["budget"] == [{"label": "Location de caisses", "source": "devis", "cents": 21650}]


def test_a_line_is_removed(animator_client, roadmap):
    roadmap.content["risks"] = [{"label": "Seuil manqué", "level": "moyen", "response": ""}]
    roadmap.save()
    line = {
        **management("risks", 1, 1),
        "risks-0-label": "Seuil manqué",
        "risks-0-level": "moyen",
        "risks-0-DELETE": "on",
    }

    animator_client.post(address(roadmap, "edit"), typed(roadmap, **line))

    roadmap.refresh_from_db()
    assert roadmap.content["risks"] == []


@pytest.mark.parametrize(
    "odd",
    [
        {"title": ""},
        {"title": "a\x00b"},
        {"title": "x" * 500},
        {"rule": "lottery"},
        {"why": "x" * 5000},
        {"budget-TOTAL_FORMS": "x"},
        {**management("budget", 1), "budget-0-label": "Caisses", "budget-0-amount": "-1"},
        {**management("budget", 1), "budget-0-label": "Caisses", "budget-0-amount": "NaN"},
        {**management("budget", 1), "budget-0-label": "Caisses", "budget-0-amount": "9" * 40},
        {**management("decisions", 1), "decisions-0-text": "Oui", "decisions-0-on": "hier"},
    ],
)
def test_odd_texts_are_refused_in_words(animator_client, roadmap, odd):
    assert animator_client.post(address(roadmap, "edit"), typed(roadmap, **odd)).status_code == 422


def test_a_post_without_anything_is_refused_in_words(animator_client, roadmap):
    assert animator_client.post(address(roadmap, "edit"), {}).status_code == 422


def test_two_people_on_one_text_see_both(animator_client, roadmap):
    data = typed(roadmap, why="Mes mots.")
    roadmap.content["why"] = "Ses mots."
    Roadmap.objects.filter(pk=roadmap.pk).update(content=roadmap.content, version=roadmap.version + 1)

    response = animator_client.post(address(roadmap, "edit"), data)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Mes mots." in page
    assert "Ses mots." in page


def test_two_people_on_one_table_see_both(animator_client, roadmap):
    line = {**management("risks", 1), "risks-0-label": "Mon risque", "risks-0-level": "faible"}
    data = typed(roadmap, **line)
    roadmap.content["risks"] = [{"label": "Son risque", "level": "moyen", "response": ""}]
    Roadmap.objects.filter(pk=roadmap.pk).update(content=roadmap.content, version=roadmap.version + 1)

    page = animator_client.post(address(roadmap, "edit"), data).content.decode()

    assert "Mon risque" in page
    assert "Son risque" in page


def test_what_was_typed_when_the_version_was_validated_stays_on_screen(animator_client, roadmap):
    data = typed(roadmap, why="Mes mots.")
    validate(roadmap)

    response = animator_client.post(address(roadmap, "edit"), data)

    assert response.status_code == 409
    assert "Mes mots." in response.content.decode()


def test_a_validated_version_is_read(animator_client, roadmap):
    validate(roadmap)

    assert animator_client.get(address(roadmap, "edit")).url == roadmap.get_absolute_url()


def commitments(row, **changes):
    fields = {"commitment": "Prête sa salle.", "committed_by": "Alain Bertin", **changes}
    return {f"participant-{row.pk}-{name}": value for name, value in fields.items()}


def test_commitments_and_parts_are_kept(animator_client, roadmap):
    row = ParticipantFactory(synergy=roadmap.synergy)
    data = {**commitments(row, part="12,5"), "version": roadmap.version}

    animator_client.post(address(roadmap, "commitments"), data)

    row.refresh_from_db()
    roadmap.refresh_from_db()
    assert row.commitment == "Prête sa salle."
    assert roadmap.content["parts"] == {str(row.company.uuid): "12.5"}


def test_two_people_on_the_commitments_see_both(animator_client, roadmap):
    row = ParticipantFactory(synergy=roadmap.synergy, commitment="Ses mots.")

    response = animator_client.post(address(roadmap, "commitments"), {**commitments(row), "version": 99})

    page = response.content.decode()
    assert response.status_code == 409
    assert "Prête sa salle." in page
    assert "Ses mots." in page


def test_a_company_that_joined_meanwhile_keeps_what_it_brings(animator_client, roadmap):
    row = ParticipantFactory(synergy=roadmap.synergy)
    joined = ParticipantFactory(synergy=roadmap.synergy, commitment="Deux caisses.")

    animator_client.post(address(roadmap, "commitments"), {**commitments(row), "version": roadmap.version})

    joined.refresh_from_db()
    assert joined.commitment == "Deux caisses."


def test_another_programmes_participation_is_not_written(animator_client, roadmap):
    other = ParticipantFactory()

    animator_client.post(address(roadmap, "commitments"), {**commitments(other), "version": roadmap.version})

    other.refresh_from_db()
    assert other.commitment == ""


def test_the_weather_needs_a_sentence(animator_client, roadmap):
    assert animator_client.post(address(roadmap, "weather"), {"weather": "sun"}).status_code == 422


def test_validating_asks_who_did(animator_client, roadmap):
    assert animator_client.post(address(roadmap, "validate"), {}).status_code == 422


def test_the_walk_from_submission_to_the_next_version(animator_client, roadmap):
    animator_client.post(address(roadmap, "submit"))
    animator_client.post(address(roadmap, "validate"), {"by_whom": "les 3 participants"})
    animator_client.post(address(roadmap, "version_open"))

    roadmap.refresh_from_db()
    assert (roadmap.number, roadmap.state) == (2, "in_writing")


# Steps


def test_a_step_is_added(animator_client, roadmap):
    animator_client.post(address(roadmap, "step_create"), typed_step())

    assert Step.objects.get().owner == "Organisme retenu"


def test_a_step_sent_twice_is_added_once(animator_client, roadmap):
    data = typed_step(submission_key="0f2c1f6e-6a3e-4a57-9c58-6f2f5f0f7d12")

    for _time in range(2):
        animator_client.post(address(roadmap, "step_create"), data)

    assert Step.objects.count() == 1


def test_a_step_has_one_owner(animator_client, roadmap):
    contact = StepFactory(roadmap=roadmap).owner_contact
    ParticipantFactory(synergy=roadmap.synergy, company=contact.company)

    response = animator_client.post(address(roadmap, "step_create"), typed_step(owner_contact=contact.pk))

    assert response.status_code == 422


@pytest.mark.parametrize(
    "odd",
    [
        {"owner_name": ""},
        {"due_on": ""},
        {"due_on": "9999-99-99"},
        {"starts_on": "2099-01-01"},
        {"title": "\x00"},
        {"owner_contact": "99999999999999999999"},
    ],
)
def test_an_odd_step_is_refused_in_words(animator_client, roadmap, odd):
    assert animator_client.post(address(roadmap, "step_create"), typed_step(**odd)).status_code == 422


def test_a_contact_of_another_company_owns_no_step(animator_client, roadmap, step):
    response = animator_client.post(
        address(roadmap, "step_create"), typed_step(owner_name="", owner_contact=step.owner_contact.pk)
    )

    assert response.status_code == 422


def test_two_people_on_one_step_see_both(animator_client, step):
    data = typed_step(step, title="Le mien")
    Step.objects.filter(pk=step.pk).update(title="Le sien", version=step.version + 1)

    response = animator_client.post(address(step, "step_edit"), data)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Le mien" in page
    assert "Le sien" in page


def test_a_step_of_a_validated_version_is_not_rewritten(animator_client, step):
    validate(step.roadmap)

    assert animator_client.post(address(step, "step_edit"), typed_step(step)).status_code == 422


def test_a_step_of_a_validated_version_goes_on(animator_client, step):
    validate(step.roadmap)

    animator_client.post(address(step, "step_state"), {"state": "done", "note": "Signé"})

    step.refresh_from_db()
    assert step.state == "done"


@pytest.mark.parametrize("odd", [{}, {"state": "perhaps"}, {"state": "blocked"}, {"state": "done", "note": "\x00"}])
def test_an_odd_state_is_refused_in_words(animator_client, step, odd):
    assert animator_client.post(address(step, "step_state"), odd).status_code == 422


def test_two_steps_do_not_block_each_other(animator_client, step):
    other = StepFactory(roadmap=step.roadmap, state="blocked", blocked_by=step)
    data = {"state": "blocked", "blocked_by": other.pk}

    assert animator_client.post(address(step, "step_state"), data).status_code == 422


# Guests


def test_an_expert_is_invited_and_dismissed(animator_client, roadmap):
    expert = MembershipFactory(programme=roadmap.programme, role=Role.PARTNER).user

    animator_client.post(address(roadmap, "guests"), {"user": expert.pk})
    guest = RoadmapGuest.objects.get()
    animator_client.post(address(roadmap, "guest_dismiss", guest.pk))

    assert guest.user == expert
    assert not RoadmapGuest.objects.exists()


def test_only_the_programmes_experts_are_invited(animator_client, roadmap):
    stranger = MembershipFactory(role=Role.PARTNER).user

    assert animator_client.post(address(roadmap, "guests"), {"user": stranger.pk}).status_code == 422


def test_the_card_of_a_company_lists_its_steps(animator_client, step):
    url = address(step.programme, "company_steps", step.owner_contact.company_id)

    assert step.title in animator_client.get(url).content.decode()
