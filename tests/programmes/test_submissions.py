import uuid

import pytest
from django.db import transaction
from django.test import RequestFactory

from symbiose.accounts.models import User
from symbiose.programmes.models import Programme
from symbiose.programmes.submissions import claim_submission
from tests.accounts.factories import UserFactory


def sent(programme: Programme, user: User, key: object):
    request = RequestFactory().post("/", {"submission_key": str(key)})
    request.user, request.programme = user, programme
    return request


@pytest.fixture
def person(db: None) -> User:
    return UserFactory()


def test_a_form_counts_once(programme: Programme, person: User):
    key = uuid.uuid4()

    assert [claim_submission(sent(programme, person, key)) for _time in range(3)] == [True, False, False]


def test_a_creation_that_fails_frees_the_key(programme: Programme, person: User):
    key = uuid.uuid4()
    with transaction.atomic():
        claim_submission(sent(programme, person, key))
        transaction.set_rollback(True)

    assert claim_submission(sent(programme, person, key))


@pytest.mark.parametrize("key", ["", "pas une clé"])
def test_a_form_without_a_key_always_counts(programme: Programme, person: User, key: str):
    assert claim_submission(sent(programme, person, key))
    assert claim_submission(sent(programme, person, key))
