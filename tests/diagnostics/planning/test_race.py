"""Two companies press the same hour at the same instant."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import OperationalError, connection

from companies.models import Company
from diagnostics.models import Diagnostic, VisitSlot
from diagnostics.planning.slots import SlotTaken, book_slot
from symbiose.journal.services import Actor
from tests.diagnostics.factories import CompanyFactory, VisitSlotFactory

COMPANIES = 3


@pytest.mark.django_db(transaction=True)
def test_one_hour_is_taken_by_one_of_those_who_press_together():
    slot = VisitSlotFactory()
    companies = [CompanyFactory(programme=slot.programme, chamber=slot.chamber) for _ in range(COMPANIES)]
    together = Barrier(COMPANIES)

    with ThreadPoolExecutor(COMPANIES) as pool:
        taken = list(pool.map(lambda company: press(slot, company, together), companies))

    assert taken.count(True) == 1
    assert Diagnostic.objects.filter(slot=VisitSlot.objects.get()).count() == Diagnostic.objects.count() == 1


def press(slot: VisitSlot, company: Company, together: Barrier) -> bool:
    together.wait()
    try:
        book_slot(slot_id=slot.pk, company=company, actor=Actor())
    except (SlotTaken, OperationalError):  # SQLite in memory refuses whoever comes second, before looking
        return False
    finally:
        connection.close()
    return True
