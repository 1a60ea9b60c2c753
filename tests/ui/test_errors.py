"""What a person sees when the program or its database fails."""

from unittest.mock import patch

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

ADDRESS = "/styleguide/"


def answer_to(fault: Exception):
    client = Client(raise_request_exception=False)
    with patch("symbiose.ui.views.sample_context", side_effect=fault):
        return client.get(ADDRESS)


@pytest.mark.parametrize("fault", [OperationalError("gone"), InterfaceError("closed")])
def test_a_database_that_is_away_is_a_clear_503(fault, db):
    answer = answer_to(fault)

    assert answer.status_code == 503
    assert "De retour dans un instant" in answer.content.decode()


def test_a_503_says_when_to_come_back(db):
    assert answer_to(OperationalError("gone"))["Retry-After"] == "15"


def test_any_other_fault_is_a_500_in_french(db):
    answer = answer_to(ValueError("bug"))

    assert answer.status_code == 500
    assert "Une panne de notre côté" in answer.content.decode()


def test_an_error_page_asks_nothing_of_the_database(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer_to(OperationalError("gone"))


def test_an_error_page_tells_nothing_of_the_fault(db):
    assert "secret" not in answer_to(ValueError("secret")).content.decode()
