import uuid
from datetime import timedelta

from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from symbiose.holders import Holder
from symbiose.journal.models import Fact
from symbiose.links.models import PersonalLink
from symbiose.links.operators import links_for_operator
from symbiose.links.services import link_for, revoke_link, revoke_links_of
from symbiose.programmes.models import Programme
from tests.links.conftest import KIND


def test_a_person_has_one_durable_link(link: PersonalLink, programme: Programme, holder: Holder):
    assert link_for(programme=programme, holder=holder) == link


def test_a_link_near_its_end_is_prolonged(link: PersonalLink, programme: Programme, holder: Holder):
    PersonalLink.objects.update(expires_at=timezone.now() + timedelta(days=2))

    prolonged = link_for(programme=programme, holder=holder)

    assert prolonged.pk == link.pk
    assert prolonged.expires_at > timezone.now() + timedelta(days=170)


def test_a_revoked_link_is_replaced_not_revived(link: PersonalLink, programme: Programme, holder: Holder):
    revoke_link(link)

    assert link_for(programme=programme, holder=holder).pk != link.pk


def test_making_and_revoking_a_link_are_facts(link: PersonalLink):
    revoke_link(link)
    revoke_link(link)

    assert sorted(Fact.objects.values_list("kind", flat=True)) == ["link_created", "link_revoked"]


def test_all_links_of_a_person_end_together(link: PersonalLink, programme: Programme, holder: Holder):
    link_for(programme=programme, holder=holder, purpose="unsubscribe")

    assert revoke_links_of(kind=KIND, holder_uuid=holder.uuid) == 2
    assert not PersonalLink.objects.usable().exists()


def test_links_of_two_programmes_are_two(link: PersonalLink, holder: Holder, db: None):
    other = Programme.objects.create(slug="ailleurs", name="Ailleurs")

    assert link_for(programme=other, holder=holder).pk != link.pk


def test_an_operator_gets_links_and_the_journal_knows(client: Client, programme: Programme, holder: Holder):
    shown = links_for_operator(programme=programme, kind="home")

    assert [(row["company"], row["contact"]) for row in shown] == [("Menuiserie Garreau", "Sylvie Garreau")]
    assert client.get(shown[0]["url"]).status_code == 200
    assert Fact.objects.filter(kind="link_shown").count() == 1


def test_an_operator_gets_the_way_out_too(client: Client, programme: Programme, holder: Holder):
    shown = links_for_operator(programme=programme, kind="unsubscribe")

    assert client.get(shown[0]["url"]).status_code == 200


def test_a_kind_that_is_not_built_yet_prints_an_empty_list(programme: Programme, capsys):
    call_command("make_links", programme=programme.slug, kind="action", json=True)

    assert capsys.readouterr().out.strip() == "[]"


def test_a_link_says_nothing_of_its_secret_in_words(link: PersonalLink):
    assert isinstance(link.nonce, uuid.UUID)
    assert str(link.nonce) not in str(link)
