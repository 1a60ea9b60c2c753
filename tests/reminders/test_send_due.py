import json

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from symbiose.outbox.models import OutboxEmail
from tests.outbox.factories import OutboxEmailFactory, paris

pytestmark = pytest.mark.django_db


def send_due(capsys, *options):
    call_command("send_due", "--json", *options)
    return json.loads(capsys.readouterr().out)


def test_it_prints_one_json_object(capsys):
    OutboxEmailFactory()

    assert send_due(capsys) == {"queued": 0, "sent": 1, "deferred": 0, "failed": 0}


def test_it_sends_what_is_held(capsys):
    email = OutboxEmailFactory(held=True)

    send_due(capsys)

    email.refresh_from_db()
    assert (email.state, email.held) == ("sent", False)


def test_the_given_instant_rules_what_is_due(capsys):
    OutboxEmailFactory(due_at=paris(2017, 2, 6, 9))

    assert send_due(capsys, "--now", "2017-02-06T08:59:00+01:00")["sent"] == 0


def test_the_given_instant_is_the_date_of_the_mail(capsys):
    OutboxEmailFactory()

    send_due(capsys, "--now", "2017-02-06T10:00:00+01:00")

    assert mail.outbox[0].message()["Date"] == "Mon, 06 Feb 2017 10:00:00 +0100"


def test_a_dry_run_counts_and_changes_nothing(capsys):
    OutboxEmailFactory()

    assert send_due(capsys, "--dry-run")["sent"] == 1
    assert OutboxEmail.objects.unsent().exists()


def test_it_tries_again_what_was_given_up(capsys):
    OutboxEmailFactory(failed_at=paris(2017, 2, 6, 9), last_error="refusé", retry_at=paris(2090, 1, 1))

    assert send_due(capsys)["sent"] == 1


def test_an_instant_that_is_none_is_refused():
    with pytest.raises(CommandError, match="hier"):
        call_command("send_due", "--now", "hier")
