import io
import json
from random import Random

import pytest
from django.core.management import CommandError, call_command

from companies.models import Company, Contact
from companies.seed import seed_companies
from diagnostics.models import Flow
from symbiose.programmes.models import Programme
from tests.programmes.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db

SAID = ("uuid", "name", "siret", "city", "latitude", "workforce_band", "search_text")


def seeded(seed: int) -> list[tuple[object, ...]]:
    Programme.objects.all().delete()
    seed_companies(programme=ProgrammeFactory(slug="echelle"), companies=40, random=Random(seed))
    return list(Company.objects.order_by("pk").values_list(*SAID))


def test_the_same_seed_gives_the_same_companies():
    assert seeded(7) == seeded(7)


def test_another_seed_gives_others():
    assert seeded(7) != seeded(8)


def test_every_company_has_its_contact_and_its_chamber():
    seeded(7)

    assert Contact.objects.count() == 40
    assert not Company.objects.filter(chambers=None)


def test_the_command_writes_what_it_says():
    out = io.StringIO()

    call_command("seed_scale", programmes=2, companies=5, flows=20, seed=3, json=True, stdout=out)

    printed = json.loads(out.getvalue())
    assert (printed["programmes"], printed["companies"], printed["flows"]) == (["echelle-3-1", "echelle-3-2"], 10, 40)
    assert (Company.objects.count(), Flow.objects.count()) == (10, 40)


def test_the_same_seed_may_be_asked_twice():
    for _run in range(2):
        call_command("seed_scale", companies=3, flows=3, seed=3, stdout=io.StringIO())

    assert Programme.objects.count() == 2


def test_an_impossible_size_is_refused():
    with pytest.raises(CommandError, match="--companies"):
        call_command("seed_scale", companies=-1, stdout=io.StringIO())
