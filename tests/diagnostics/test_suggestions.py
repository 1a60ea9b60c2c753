"""What is proposed at the entry is what `classify_labels` prints: one function of the lexicon."""

import csv
from pathlib import Path

import pytest
from django.core.management import call_command

from diagnostics.suggestions import suggest

LABELS = [
    "vieux ordinateurs",
    "cartons d’emballage",
    "formation SST",
    "chariot élévateur",
    "chutes de sapin",
    "eau chaude",
]


@pytest.mark.parametrize("label", LABELS)
def test_the_entry_proposes_what_the_command_classifies(tmp_path: Path, label):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(f'label\n"{label}"\n', encoding="utf-8")
    call_command("classify_labels", str(source), str(target))
    with target.open(encoding="utf-8", newline="") as stream:
        row = next(csv.DictReader(stream))

    proposed = suggest(label)

    assert proposed.family == row["family"]
    assert [chip.code for chip in proposed.codes] == [code for code in [row["ewc_1"]] if code]
