import pytest

from symbiose.journal.models import Fact
from symbiose.journal.services import record_fact
from symbiose.programmes.models import Programme


@pytest.fixture
def fact(programme: Programme) -> Fact:
    return record_fact(kind="programme_created", subject=programme)


def test_a_fact_does_not_change(fact: Fact):
    fact.kind = "autre"

    with pytest.raises(TypeError):
        fact.save()


def test_facts_do_not_change_in_bulk(fact: Fact):
    with pytest.raises(TypeError):
        Fact.objects.update(kind="autre")


def test_audit_facts_stay_out_of_timelines(fact: Fact, programme: Programme):
    record_fact(kind="signed_in", subject=programme)

    assert list(Fact.objects.readable()) == [fact]
