"""Classify a file of labels: family and likely waste codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.management.base import CommandParser

from symbiose.lexicon.classify import classify
from synergies.flow_files import read_labels, write_csv
from synergies.management.file_command import FileCommand, Stopwatch

COLUMNS = ("label", "family", "family_score", "ewc_1", "ewc_2", "ewc_3")
CODES = 3


class Command(FileCommand):
    help = "Classe des libellés : famille et codes déchets probables."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("source", metavar="IN.csv", help="fichier avec une colonne label")
        parser.add_argument("target", metavar="OUT.csv", help="fichier à écrire")

    def run(self, options: dict[str, Any]) -> dict[str, Any]:
        watch = Stopwatch()
        labels = read_labels(options["source"])
        write_csv(options["target"], COLUMNS, _rows(labels))
        return {"labels": len(labels), "seconds": watch.seconds()}


def _rows(labels: Sequence[str]) -> Iterator[list[object]]:
    for label in labels:
        found = classify(label)
        codes = list(found.ewc_codes[:CODES])
        yield [label, found.family, f"{found.score:.4f}", *codes, *[""] * (CODES - len(codes))]
