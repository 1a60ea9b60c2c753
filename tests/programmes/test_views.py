import pytest
from django.test import Client
from django.urls import reverse

from symbiose.journal.models import Fact
from symbiose.programmes.models import Membership, Partner, Programme, Role
from tests.accounts.factories import UserFactory
from tests.fixtures_members import client_of
from tests.programmes.factories import InvitationFactory, MembershipFactory, PartnerFactory, ProgrammeFactory

SETTINGS = {
    "name": "Pays de Sillé",
    "tagline": "",
    "contact_phone": "02 43 20 11 11",
    "started_on": "2016-09-01",
    "language": "fr",
    "core_synergies": "2",
    "core_events": "2",
}


def url(name: str, programme: Programme, **kwargs: object) -> str:
    return reverse(f"programmes:{name}", kwargs={"programme_slug": programme.slug, **kwargs})


def test_settings_are_saved(animator_client: Client, programme: Programme):
    response = animator_client.post(url("settings", programme), {**SETTINGS, "version": 1})

    programme.refresh_from_db()
    assert (response.status_code, programme.name, programme.version) == (302, "Pays de Sillé", 2)


def test_a_change_of_settings_is_a_fact(animator_client: Client, programme: Programme):
    animator_client.post(url("settings", programme), {**SETTINGS, "version": 1})

    assert "name" in Fact.objects.get(kind="settings_changed").data["fields"]


def test_a_bad_setting_is_refused(animator_client: Client, programme: Programme):
    response = animator_client.post(url("settings", programme), {**SETTINGS, "version": 1, "core_events": "0"})

    assert response.status_code == 422


def test_two_people_on_the_settings_are_told(animator_client: Client, programme: Programme):
    Programme.objects.update(name="Entre-temps", version=2)

    response = animator_client.post(url("settings", programme), {**SETTINGS, "version": 1})

    programme.refresh_from_db()
    assert response.status_code == 409
    assert programme.name == "Entre-temps"


@pytest.mark.parametrize("name", ["settings", "members", "invite", "partners", "partner_create"])
@pytest.mark.parametrize("role", [Role.ADVISER, Role.COMMITTEE, Role.PARTNER, Role.NETWORK])
def test_settings_are_the_animators_alone(name: str, role: str, login_as, programme: Programme):
    assert login_as(role).get(url(name, programme)).status_code == 403


def test_partners_are_added(animator_client: Client, programme: Programme):
    animator_client.post(url("partner_create", programme), {"name": "CMA", "kind": "chamber"})

    assert Partner.objects.get(programme=programme).position == 1


def test_two_partners_of_one_name_are_refused(animator_client: Client, programme: Programme):
    PartnerFactory(programme=programme, name="CMA")

    response = animator_client.post(url("partner_create", programme), {"name": "CMA", "kind": "chamber"})

    assert response.status_code == 422


def test_the_same_name_serves_in_another_programme(animator_client: Client, programme: Programme):
    PartnerFactory(name="CMA")

    response = animator_client.post(url("partner_create", programme), {"name": "CMA", "kind": "chamber"})

    assert response.status_code == 302


def test_partners_are_edited(animator_client: Client, programme: Programme):
    partner = PartnerFactory(programme=programme)

    animator_client.post(
        url("partner_edit", programme, pk=partner.pk),
        {"name": "Chambre d’agriculture", "kind": "chamber", "position": "3", "version": 1},
    )

    partner.refresh_from_db()
    assert (partner.name, partner.position) == ("Chambre d’agriculture", 3)


def test_a_partner_of_another_programme_is_not_there(animator_client: Client, programme: Programme):
    foreign = PartnerFactory()

    assert animator_client.get(url("partner_edit", programme, pk=foreign.pk)).status_code == 404
    assert animator_client.post(url("partner_delete", programme, pk=foreign.pk)).status_code == 404


def test_a_partner_with_members_stays(animator_client: Client, programme: Programme):
    adviser = MembershipFactory(programme=programme, adviser=True)

    animator_client.post(url("partner_delete", programme, pk=adviser.partner.pk))

    assert Partner.objects.filter(pk=adviser.partner.pk).exists()


def test_a_partner_without_ties_is_removed(animator_client: Client, programme: Programme):
    partner = PartnerFactory(programme=programme)

    animator_client.post(url("partner_delete", programme, pk=partner.pk))

    assert not Partner.objects.filter(pk=partner.pk).exists()


def test_the_members_page_shows_who_and_until_when(animator_client: Client, programme: Programme):
    MembershipFactory(programme=programme, user=UserFactory(first_name="Nadia", last_name="Roussel"), ended=True)
    InvitationFactory(programme=programme, email="luc@example.org")

    page = animator_client.get(url("members", programme)).content.decode()

    assert "Nadia Roussel" in page
    assert "luc@example.org" in page


@pytest.mark.parametrize("count", [1, 40])
def test_the_members_page_costs_the_same_queries(
    animator_client: Client, programme: Programme, count: int, django_assert_max_num_queries
):
    MembershipFactory.create_batch(count, programme=programme, adviser=True)
    InvitationFactory.create_batch(count, programme=programme)

    with django_assert_max_num_queries(20):
        animator_client.get(url("members", programme))


def test_a_role_takes_dates(animator_client: Client, programme: Programme):
    member = MembershipFactory(programme=programme, role=Role.COMMITTEE)

    animator_client.post(
        url("member_edit", programme, pk=member.pk),
        {"role": "committee", "valid_from": "2026-01-01", "valid_until": "2026-03-01", "version": 1},
    )

    member.refresh_from_db()
    assert str(member.valid_until) == "2026-03-01"


def test_dates_in_the_wrong_order_are_refused(animator_client: Client, programme: Programme):
    member = MembershipFactory(programme=programme, role=Role.COMMITTEE)
    form = {"role": "committee", "valid_from": "2026-03-01", "valid_until": "2026-01-01", "version": 1}

    assert animator_client.post(url("member_edit", programme, pk=member.pk), form).status_code == 422


def test_the_last_animator_reads_why_they_stay(animator_client: Client, programme: Programme):
    me = Membership.objects.get(programme=programme)

    page = animator_client.post(url("member_end", programme, pk=me.pk), follow=True).content.decode()

    assert "garde toujours au moins une personne" in page


def test_a_member_of_another_programme_is_not_there(animator_client: Client, programme: Programme):
    foreign = MembershipFactory()

    assert animator_client.get(url("member_edit", programme, pk=foreign.pk)).status_code == 404
    assert animator_client.post(url("member_end", programme, pk=foreign.pk)).status_code == 404


def test_the_root_sends_strangers_to_sign_in(client: Client, db: None):
    assert client.get("/")["Location"].startswith("/accounts/login/")


def test_the_root_opens_the_only_programme(animator_client: Client, programme: Programme):
    assert animator_client.get("/")["Location"] == f"/p/{programme.slug}/"


def test_the_root_offers_a_choice_between_several(client: Client, db: None):
    person = UserFactory()
    MembershipFactory.create_batch(2, user=person)
    client.force_login(person)

    assert client.get("/")["Location"] == "/programmes/"


def test_the_root_goes_back_to_the_programme_in_use(client: Client, db: None):
    person = UserFactory()
    first, _second = MembershipFactory.create_batch(2, user=person)
    client.force_login(person)
    client.get(url("members", first.programme))

    assert client.get("/")["Location"] == f"/p/{first.programme.slug}/"


def test_a_network_head_begins_with_the_list(client: Client, db: None):
    person = UserFactory()
    first, _second = MembershipFactory.create_batch(2, user=person, role=Role.NETWORK)
    client.force_login(person)
    session = client.session
    session["programme_slug"] = first.programme.slug
    session.save()

    assert client.get("/")["Location"] == "/programmes/"


def test_the_list_shows_ones_own_programmes_alone(client: Client, db: None):
    mine = MembershipFactory()
    ProgrammeFactory(name="Pays d’ailleurs")

    page = client_of(mine).get("/programmes/").content.decode()

    assert mine.programme.name in page
    assert "Pays d’ailleurs" not in page


def test_somebody_without_a_role_reads_what_to_do(client: Client, db: None):
    client.force_login(UserFactory())

    assert "Aucun programme pour l’instant" in client.get("/", follow=True).content.decode()
