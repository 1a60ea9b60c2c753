import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from symbiose.accounts.models import User
from symbiose.outbox.models import OutboxEmail
from symbiose.programmes import copiers
from symbiose.programmes.models import Membership, Partner, Programme, Role, Wave
from symbiose.programmes.url_samples import all_addresses
from tests.accounts.factories import UserFactory
from tests.programmes.factories import PartnerFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


def run(*args: str, **options: object):
    out = io.StringIO()
    call_command(*args, json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def test_a_programme_opens_empty():
    assert run("create_programme", "sille", name="Pays de Sillé") == {"slug": "sille", "invitation_url": None}
    assert Wave.objects.get(programme__slug="sille").number == 1


def test_a_new_programme_holds_its_messages():
    run("create_programme", "sille", name="Pays de Sillé")

    assert Programme.objects.get().hold_messages


def test_its_animator_is_invited(client: Client):
    url = run("create_programme", "sille", name="Pays de Sillé", animator="claire@example.org")["invitation_url"]

    assert client.get(url).status_code == 200
    assert OutboxEmail.objects.get().recipient_email == "claire@example.org"


def test_an_animator_with_an_account_holds_the_role_at_once():
    claire = UserFactory(email="claire@example.org")

    made = run("create_programme", "sille", name="Pays de Sillé", animator="Claire@example.org")

    assert made["invitation_url"] is None
    assert Membership.objects.get().user == claire


def test_a_template_gives_its_settings():
    ProgrammeFactory(slug="modele", core_synergies=3)

    run("create_programme", "corse", name="Corse", source="modele")

    copy = Programme.objects.get(slug="corse")
    assert (copy.core_synergies, copy.created_from.slug) == (3, "modele")


def test_each_app_furnishes_a_new_programme(monkeypatch):
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(copiers, "_COPIERS", [lambda target, source: asked.append((target.slug, source.slug))])
    ProgrammeFactory(slug="modele")

    run("create_programme", "corse", name="Corse", source="modele")

    assert asked == [("corse", "modele")]


@pytest.mark.parametrize(
    "options",
    [
        {"slug": "deja"},
        {"slug": "pas une adresse"},
        {"slug": "neuf", "source": "inconnu"},
        {"slug": "neuf", "animator": "sans adresse"},
        {"slug": "neuf", "name": ""},
    ],
)
def test_a_fault_opens_nothing(options: dict[str, str]):
    ProgrammeFactory(slug="deja")
    slug = options.pop("slug")

    with pytest.raises(CommandError):
        run("create_programme", slug, **{"name": "Essai", **options})
    assert Programme.objects.count() == 1


@pytest.mark.parametrize("role", Role.values)
def test_an_account_opens_bare_in_each_role(role: str, programme: Programme):
    made = run("create_account", "x@example.org", programme=programme.slug, role=role)

    assert made == {"email": "x@example.org", "programme": programme.slug, "role": role, "created": True}
    assert Membership.objects.get().role == role


def test_a_new_account_without_password_gets_a_message(programme: Programme):
    run("create_account", "x@example.org", programme=programme.slug, role="committee")

    assert OutboxEmail.objects.get().template == "account_opened"


def test_an_adviser_joins_the_first_chamber(programme: Programme):
    PartnerFactory(programme=programme, name="Seconde", position=2)
    first = PartnerFactory(programme=programme, name="Première", position=1)

    run("create_account", "x@example.org", programme=programme.slug, role="adviser")

    assert Membership.objects.get().partner == first


def test_a_named_chamber_is_found_or_made(programme: Programme):
    run("create_account", "x@example.org", programme=programme.slug, role="adviser", partner="CMA Sarthe")
    run("create_account", "y@example.org", programme=programme.slug, role="adviser", partner="cma sarthe")

    assert Partner.objects.get().name == "CMA Sarthe"


def test_the_password_comes_by_standard_input(programme: Programme, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("symbiose-demo\n"))

    run("create_account", "x@example.org", programme=programme.slug, role="committee", password_stdin=True)

    assert User.objects.get().check_password("symbiose-demo")


def test_an_account_that_exists_gets_one_more_role(programme: Programme):
    run("create_account", "x@example.org", programme=programme.slug, role="committee")

    assert not run("create_account", "X@example.org", programme=programme.slug, role="network")["created"]
    assert Membership.objects.count() == 2


@pytest.mark.parametrize("fault", [{"programme": "inconnu"}, {"email": "sans adresse"}, {"password_stdin": True}])
def test_a_fault_opens_no_account(fault: dict[str, object], programme: Programme, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    options = {"programme": programme.slug, "role": "committee", **fault}

    with pytest.raises(CommandError):
        run("create_account", str(options.pop("email", "x@example.org")), **options)
    assert not User.objects.exists()


def test_list_urls_has_a_row_for_every_name(programme: Programme):
    rows = run("list_urls", programme=programme.slug)

    assert {row["name"] for row in rows} == {address.name for address in all_addresses()}
    assert all(set(row) == {"name", "path", "methods", "public"} for row in rows)


def test_list_urls_says_what_is_public(programme: Programme):
    public = {row["name"]: row["public"] for row in run("list_urls", programme=programme.slug)}

    assert public["account_login"]
    assert public["personal:home"]
    assert not public["programmes:settings"]
    assert not public["root:programmes"]


def test_list_urls_gives_no_path_where_there_is_no_object(programme: Programme):
    paths = {row["name"]: row["path"] for row in run("list_urls", programme=programme.slug)}

    assert paths["programmes:partner_edit"] is None
    assert paths["programmes:settings"] == f"/p/{programme.slug}/settings/"


def test_list_urls_says_the_verbs(programme: Programme):
    methods = {row["name"]: row["methods"] for row in run("list_urls", programme=programme.slug)}

    assert methods["programmes:settings"] == ["GET", "POST"]
    assert methods["programmes:member_end"] == ["POST"]
    assert methods["programmes:members"] == ["GET"]
