"""The commands on files: what they print and write, and how they refuse."""

import csv
import json
from io import StringIO

import pytest
from django.core.management import call_command

from symbiose.lexicon.classify import classify

FLOWS = """flow_id;company_id;direction;family;label;quantity
F1;C1;ressource;dechet;sciure de chêne;1 200,5
F2;C2;besoin;matiere;litière pour chevaux;
F3;C3;besoin;competence;formation SST;
F4;C4;besoin;competence;secourisme;
F5;C5;besoin;competence;gestes qui sauvent;
"""


@pytest.fixture
def flows_file(tmp_path):
    path = tmp_path / "flows.csv"
    path.write_bytes(FLOWS.encode("cp1252"))
    return path


def run(*arguments):
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def refused(capsys, *arguments):
    err = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command(*map(str, arguments), stderr=err)
    assert stop.value.code == 1
    return err.getvalue().splitlines()


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_match_flows_prints_its_figures(flows_file, tmp_path):
    figures = json.loads(run("match_flows", flows_file, tmp_path / "out.csv", "--json"))

    assert list(figures) == ["flows", "proposals", "seconds", "peak_mb"]
    assert (figures["flows"], figures["proposals"]) == (5, 8)


def test_match_flows_writes_the_columns_of_the_contract(flows_file, tmp_path):
    run("match_flows", flows_file, tmp_path / "out.csv")

    assert list(rows_of(tmp_path / "out.csv")[0]) == [
        "flow_a", "flow_b", "kind", "score", "rank", "explanation", "group_id",
    ]  # fmt: skip


def test_a_group_of_three_has_its_six_rows_under_one_id(flows_file, tmp_path):
    run("match_flows", flows_file, tmp_path / "out.csv")

    groups = [row["group_id"] for row in rows_of(tmp_path / "out.csv") if row["group_id"]]
    assert (len(groups), len(set(groups))) == (6, 1)


def test_top_counts_per_flow(flows_file, tmp_path):
    run("match_flows", flows_file, tmp_path / "out.csv", "--top", "1")

    assert {row["rank"] for row in rows_of(tmp_path / "out.csv")} == {"1"}


def test_a_header_alone_gives_no_proposal(tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("flow_id,company_id,direction,label\n")

    assert json.loads(run("match_flows", path, tmp_path / "out.csv", "--json"))["proposals"] == 0


def test_each_fault_of_a_file_is_one_french_line(tmp_path, capsys):
    path = tmp_path / "bad.csv"
    path.write_text("flow_id,company_id,direction,label\nF1,C1,offre,a\nF2,C1,besoin,\n")

    said = refused(capsys, "match_flows", path, tmp_path / "out.csv")

    assert [line.split("\u00a0: ")[0] for line in said] == [
        "bad.csv, ligne 2, colonne direction", "bad.csv, ligne 3, colonne label",
    ]  # fmt: skip


def test_an_unknown_column_is_named_at_line_1(tmp_path, capsys):
    path = tmp_path / "bad.csv"
    path.write_text("flow_id,company_id,direction,label,colour\n")

    [said] = refused(capsys, "match_flows", path, tmp_path / "out.csv")

    assert said == "bad.csv, ligne 1, colonne colour\u00a0: La colonne «\u00a0colour\u00a0» est inconnue."


def test_a_missing_file_is_said(tmp_path, capsys):
    assert "introuvable" in refused(capsys, "match_flows", tmp_path / "no.csv", tmp_path / "out.csv")[0]


def test_explain_match_gives_kind_score_parts_and_sentence(flows_file):
    figures = json.loads(run("explain_match", flows_file, "F1", "F2", "--json"))

    assert figures["kind"] == "substitution"
    assert set(figures["parts"]) == {"meaning", "quantity", "distance", "time"}


def test_explain_match_gives_the_score_of_the_file(flows_file, tmp_path):
    run("match_flows", flows_file, tmp_path / "out.csv")

    [row] = [row for row in rows_of(tmp_path / "out.csv") if (row["flow_a"], row["flow_b"]) == ("F3", "F5")]
    assert json.loads(run("explain_match", flows_file, "F3", "F5", "--json"))["score"] == float(row["score"])


def test_explain_match_of_strangers_has_no_kind(flows_file):
    assert json.loads(run("explain_match", flows_file, "F1", "F3", "--json"))["kind"] is None


def test_explain_match_names_a_flow_that_is_not_there(flows_file, capsys):
    assert refused(capsys, "explain_match", flows_file, "F1", "F9") == [
        "Le flux «\u00a0F9\u00a0» n’est pas dans le fichier."
    ]


def test_evaluate_matching_prints_its_measures(flows_file, tmp_path):
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("kind,flow_a,flow_b,source\nsubstitution,F1,F2,x\n")

    figures = json.loads(run("evaluate_matching", flows_file, pairs, "--traps", pairs, "--json"))

    assert figures == {
        "recall@1": 1.0, "recall@5": 1.0, "recall@10": 1.0, "mrr": 1.0, "kind_accuracy": 1.0, "traps_proposed": 1,
    }  # fmt: skip


def test_classify_labels_writes_family_and_codes(tmp_path):
    path = tmp_path / "labels.csv"
    path.write_text("label\nvieux pneus\n")

    run("classify_labels", path, tmp_path / "out.csv")

    [row] = rows_of(tmp_path / "out.csv")
    assert list(row) == ["label", "family", "family_score", "ewc_1", "ewc_2", "ewc_3"]
    assert (row["family"], row["ewc_1"]) == (classify("vieux pneus").family, "16 01 03")
