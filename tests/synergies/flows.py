"""Flows for the tests of the engine: the simplest valid one, and what a test is about."""

from itertools import count

from synergies.matching import FlowRecord

_numbers = count(1)


def flow(label, *, direction="besoin", company=None, flow_id=None, **values):
    number = next(_numbers)
    return FlowRecord(
        flow_id=flow_id or f"F{number:05}",
        company_id=company or f"C{number:05}",
        direction=direction,
        label=label,
        **{"latitude": 48.18, "longitude": -0.13, **values},
    )


def resource(label, family="dechet", **values):
    return flow(label, direction="ressource", family=family, **values)


def need(label, family="matiere", **values):
    return flow(label, family=family, **values)
