from random import Random

import pytest

from diagnostics.models import Flow
from diagnostics.seed import seed_flows
from tests.diagnostics.factories import CompanyFactory

pytestmark = pytest.mark.django_db

SAID = ("uuid", "label", "quantity", "level", "quantity_per_year")


def seeded(seed: int) -> list[tuple[object, ...]]:
    Flow.objects.all().delete()
    company = CompanyFactory()
    seed_flows(programme=company.programme, companies=[company], flows=50, random=Random(seed))
    return list(Flow.objects.order_by("pk").values_list(*SAID))


def test_the_same_seed_gives_the_same_lines():
    assert seeded(7) == seeded(7)


def test_another_seed_gives_others():
    assert seeded(7) != seeded(8)


def test_as_many_lines_are_written_as_asked():
    company = CompanyFactory()

    assert seed_flows(programme=company.programme, companies=[company], flows=1500, random=Random(1)) == 1500
    assert Flow.objects.count() == 1500


def test_every_unit_of_the_seed_is_known():
    seeded(7)

    assert not Flow.objects.filter(dimension="").exists()


def test_a_programme_without_company_has_no_line():
    assert seed_flows(programme=CompanyFactory().programme, companies=[], flows=5, random=Random(1)) == 0
