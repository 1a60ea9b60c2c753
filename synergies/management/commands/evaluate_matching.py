"""Measure the matching engine on a file of flows whose good pairs are known."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from synergies.flow_files import read_flows, read_pairs
from synergies.management.file_command import FileCommand
from synergies.matching import MatchSettings, propose
from synergies.matching.evaluate import evaluate

DEEPEST = 10


class Command(FileCommand):
    help = "Mesure le moteur sur un jeu de flux dont les bonnes paires sont connues."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("flows", metavar="FLOWS.csv", help="fichier des flux")
        parser.add_argument("expected", metavar="EXPECTED.csv", help="paires attendues")
        parser.add_argument("--traps", metavar="TRAPS.csv", help="paires à ne jamais proposer")

    def run(self, options: dict[str, Any]) -> dict[str, Any]:
        flows = read_flows(options["flows"])
        expected = read_pairs(options["expected"])
        traps = read_pairs(options["traps"]) if options["traps"] else []
        result = propose(flows, MatchSettings(), top=DEEPEST)
        return dict(evaluate(result.proposals, expected, traps))
