"""A run over many flows: rows, ranks, groups, and what holds whatever the flows."""

from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synergies.flow_files import read_flows, read_pairs
from synergies.matching import FlowRecord, MatchSettings, propose
from synergies.matching.evaluate import evaluate
from tests.synergies.flows import need, resource

DATA = Path(__file__).parents[2] / "bench" / "data"
LABELS = (
    "sciure de chêne", "litière pour chevaux", "formation SST", "secourisme", "enlèvement DEEE", "vieux ordinateurs",
    "cartons", "collecte de cartons", "nacelle", "travail en hauteur", "chaleur fatale", "chauffer une serre",
    "huile de vidange", "huile alimentaire", "électricité moins chère", "achat groupé de gaz", "xyzzy", "",
)  # fmt: skip
FAMILIES = ("", "matiere", "dechet", "energie", "eau", "equipement", "competence", "service", "achat")
records = st.builds(
    FlowRecord,
    flow_id=st.uuids().map(str),
    company_id=st.sampled_from(["C1", "C2", "C3", "C4", "C5"]),
    direction=st.sampled_from(["ressource", "besoin"]),
    label=st.sampled_from(LABELS),
    family=st.sampled_from(FAMILIES),
    quantity=st.none() | st.floats(min_value=0, max_value=1e6),
    unit=st.sampled_from(["", "t", "m3", "u", "poignées"]),
    period=st.sampled_from(["", "an", "ponctuel"]),
    latitude=st.none() | st.floats(min_value=47.9, max_value=48.4),
    longitude=st.just(-0.1),
)
many = st.lists(records, max_size=25, unique_by=lambda record: record.flow_id)


def run(flows, top=10, **options):
    return propose(flows, MatchSettings(**options), top=top)


@given(many, st.integers(min_value=1, max_value=6))
@settings(max_examples=60)
def test_every_pair_stands_in_both_directions_with_one_kind_and_score(flows, top):
    rows = {(p.flow_a, p.flow_b): (p.kind, p.score, p.group_id) for p in run(flows, top).proposals}

    assert all(rows.get((b, a)) == value for (a, b), value in rows.items())


@given(many, st.integers(min_value=1, max_value=6))
@settings(max_examples=60)
def test_no_flow_has_more_than_top_proposals_ranked_from_one(flows, top):
    ranks = {}
    for proposal in run(flows, top).proposals:
        ranks.setdefault(proposal.flow_a, []).append(proposal.rank)

    assert all(found == list(range(1, len(found) + 1)) and len(found) <= top for found in ranks.values())


@given(many)
@settings(max_examples=40)
def test_no_pair_is_of_one_company(flows):
    company = {flow.flow_id: flow.company_id for flow in flows}

    assert all(company[p.flow_a] != company[p.flow_b] for p in run(flows).proposals)


@given(many)
@settings(max_examples=40)
def test_scores_and_parts_lie_between_zero_and_one(flows):
    assert all(0 <= value <= 1 for p in run(flows).proposals for value in (p.score, *p.parts.values()))


@given(many, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_the_flows_does_not_matter(flows, random):
    shuffled = list(flows)
    random.shuffle(shuffled)

    assert run(shuffled) == run(flows)


@given(many)
@settings(max_examples=40)
def test_a_group_of_n_companies_gives_its_rows(flows):
    result = run(flows)
    rows = Counter(p.group_id for p in result.proposals if p.group_id)

    assert rows == {g.group_id: len(g.flow_ids) * (len(g.flow_ids) - 1) for g in result.groups if g.scope == "same"}


@given(many)
@settings(max_examples=40)
def test_a_group_has_one_flow_per_company(flows):
    assert all(len(set(g.company_ids)) == len(g.flow_ids) >= 3 for g in run(flows).groups)


def test_nothing_comes_of_nothing():
    assert run([]).proposals == run([need("sciure")]).proposals == ()


def test_two_flows_of_one_id_are_refused():
    with pytest.raises(ValueError, match="two flows bear the id 'F1'"):
        run([need("a", flow_id="F1"), need("b", flow_id="F1")])


def test_the_giver_comes_first_where_each_pair_is_given_once():
    have, lack = resource("sciure", flow_id="Z"), need("litière", flow_id="A")

    assert [(p.flow_a, p.flow_b) for p in run([lack, have]).pairs()] == [("Z", "A")]


def same_groups(*labels, family="competence", **options):
    groups = run([need(label, family) for label in labels], **options).groups
    return [group for group in groups if group.scope == "same"]


@pytest.mark.parametrize(
    ("labels", "family"),
    [
        (
            ("formation SST", "sauveteurs secouristes", "MAC SST", "gestes de premiers secours", "secourisme"),
            "competence",
        ),
        (("extincteurs : manipulation", "exercice d'évacuation", "équipiers de première intervention"), "competence"),
        (("mise à jour du DUERP", "document unique", "évaluation des risques professionnels"), "service"),
        (("électricité moins chère", "contrat de gaz", "achat groupé d'énergie", "renégocier l'électricité"), "achat"),
        (("enlèvement D3E", "collecte de vieux ordinateurs", "reprise d'appareils électriques"), "service"),
    ],
)
def test_varied_wordings_of_one_subject_make_one_group(labels, family):
    [group] = same_groups(*labels, family=family)

    assert len(group.flow_ids) == len(labels)


def test_fire_safety_and_first_aid_make_a_broader_group():
    labels = ("formation SST", "secourisme", "exercice incendie", "manipulation d'extincteurs")

    [group] = [g for g in run([need(label, "competence") for label in labels]).groups if g.scope == "broader"]

    assert (group.kind, len(group.company_ids)) == ("mutualisation", 4)


def test_loans_of_equipment_make_a_broader_group_of_sharing():
    flows = [
        resource("nacelle", "equipement"), need("nacelle élévatrice", "equipement"),
        resource("pont bascule", "equipement"), need("pesée de camions", "service"),
    ]  # fmt: skip

    assert [(g.kind, len(g.company_ids)) for g in run(flows).groups] == [("partage", 4)]


def test_a_group_fits_in_the_rows_of_each_member():
    sizes = [len(g.flow_ids) for g in same_groups(*["formation SST"] * 12, top=5)]

    assert sizes == [6, 6]


def test_a_group_may_outgrow_the_rows_where_a_caller_asks():
    [group] = same_groups(*["formation SST"] * 15, top=5, max_group_size=40)

    assert len(group.flow_ids) == 15


def test_companies_out_of_reach_are_not_grouped():
    flows = [need("formation SST", "competence", latitude=latitude) for latitude in (48.0, 49.0, 50.0)]

    assert not run(flows).groups


def test_groups_do_not_depend_on_the_order_of_the_flows():
    flows = [need(label, "competence") for label in ("formation SST", "secourisme", "MAC SST")]

    found = [run(list(order)).groups for order in permutations(flows)]

    assert all(groups == found[0] for groups in found)


@pytest.mark.parametrize(
    ("name", "least"), [("dev", 0.95), ("dev_hard", 0.9), ("heldout", 0.95), ("heldout2", 0.9), ("heldout3", 0.9)]
)
def test_known_pairs_are_found(name, least):
    flows, expected = read_flows(DATA / f"{name}_flows.csv"), read_pairs(DATA / f"{name}_expected.csv")

    figures = evaluate(run(flows).proposals, expected)

    assert figures["recall@10"] >= least
    assert figures["kind_accuracy"] >= 0.95


def test_no_trap_is_proposed():
    flows, traps = read_flows(DATA / "dev_flows.csv"), read_pairs(DATA / "dev_traps.csv")

    assert evaluate(run(flows).proposals, [], traps)["traps_proposed"] == 0
