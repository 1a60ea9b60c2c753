import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from diagnostics.enums import Level, Origin
from diagnostics.models import Flow, FlowVersion
from diagnostics.services.flows import change_level, cut_versions, edit_flow, end_flow, record_flow, restore_flow
from symbiose.journal.models import Fact
from symbiose.journal.services import Actor
from symbiose.programmes.edits import EditConflict
from tests.diagnostics.factories import CompanyFactory, FlowFactory

pytestmark = pytest.mark.django_db

VALUES = {
    "direction": "ressource",
    "family": "dechet",
    "label": "Sciure",
    "quantity": 2,
    "unit": "t",
    "period": "mois",
}


def record(**changes):
    company = changes.pop("company", None) or CompanyFactory()
    flow_uuid = changes.pop("flow_uuid", None)
    return record_flow(
        company=company,
        values={**VALUES, **changes},
        origin_kind=Origin.DIAGNOSTIC,
        origin_uuid=uuid.uuid4(),
        actor=Actor(),
        flow_uuid=flow_uuid,
    )


def test_an_amount_is_normalised_per_year():
    flow = record()

    assert (flow.quantity_per_year, flow.dimension) == (24_000, "masse")


def test_a_one_off_is_never_yearly():
    flow = record(period="ponctuel")

    assert (flow.quantity_per_year, flow.dimension) == (None, "masse")


def test_the_database_refuses_a_yearly_one_off():
    flow = record(period="ponctuel")

    with pytest.raises(IntegrityError, match="flow_one_off_is_never_yearly"):
        Flow.objects.filter(pk=flow.pk).update(quantity_per_year=1)


def test_a_line_stands_where_its_company_does():
    flow = record(company=CompanyFactory(latitude=48.2, longitude=-0.1))

    assert (flow.latitude, flow.longitude) == (48.2, -0.1)


def test_a_line_sent_twice_is_recorded_once():
    company, key = CompanyFactory(), uuid.uuid4()

    first = record(company=company, flow_uuid=key)
    second = record(company=company, flow_uuid=key)

    assert first == second


@pytest.mark.parametrize(
    "changes",
    [
        {"quantity": -1},
        {"direction": "ailleurs"},
        {"available_from": timezone.localdate(), "available_to": timezone.localdate() - timedelta(days=1)},
    ],
)
def test_a_wrong_line_is_refused(changes):
    with pytest.raises(ValidationError):
        record(**changes)


def test_an_edit_is_normalised_again():
    flow = record()

    edit_flow(flow_id=flow.pk, values={"period": "an"}, expected_version=1)

    flow.refresh_from_db()
    assert (flow.quantity_per_year, flow.version) == (2_000, 2)


def test_the_second_of_two_editors_is_told():
    flow = record()
    edit_flow(flow_id=flow.pk, values={"label": "Sciure de chêne"}, expected_version=1)

    with pytest.raises(EditConflict):
        edit_flow(flow_id=flow.pk, values={"label": "Copeaux"}, expected_version=1)

    flow.refresh_from_db()
    assert flow.label == "Sciure de chêne"


def test_an_ended_line_leaves_the_current_ones():
    flow = FlowFactory()

    end_flow(flow_id=flow.pk, actor=Actor())

    assert not Flow.objects.current().exists()


def test_ending_twice_tells_once():
    flow = FlowFactory()

    end_flow(flow_id=flow.pk, actor=Actor())
    end_flow(flow_id=flow.pk, actor=Actor())

    assert Fact.objects.filter(kind="flow_ended").count() == 1


def test_the_end_of_a_line_is_taken_back():
    flow = FlowFactory(ended_at=timezone.now())

    restore_flow(flow_id=flow.pk, actor=Actor())

    assert Flow.objects.current().get() == flow


def test_a_changed_level_is_told_without_any_name():
    flow = FlowFactory()

    change_level(flow_id=flow.pk, level=Level.PUBLIC, actor=Actor())

    fact = Fact.objects.get()
    assert (fact.kind, fact.data) == ("flow_level_changed", {"from": "chambers", "to": "public"})


def test_the_same_level_changes_nothing():
    flow = FlowFactory()

    change_level(flow_id=flow.pk, level=Level.CHAMBERS, actor=Actor())

    assert not Fact.objects.exists()


def test_versions_are_numbered_from_one():
    flow = FlowFactory()

    cut_versions([flow], cause=FlowVersion.Cause.COMPLETION)
    cut_versions([flow], cause=FlowVersion.Cause.CONFIRMATION)

    assert list(flow.versions.values_list("number", "cause")) == [(1, "completion"), (2, "confirmation")]


def test_a_version_keeps_what_was_said():
    flow = FlowFactory(label="Sciure")

    cut_versions([flow], cause=FlowVersion.Cause.COMPLETION)

    snapshot = flow.versions.get().snapshot
    assert (snapshot["label"], snapshot["quantity_per_year"]) == ("Sciure", 12_000)
