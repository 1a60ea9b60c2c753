"""Run the matching engine on a file of flows, without a database."""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import CommandParser

from synergies.flow_files import read_flows, write_proposals
from synergies.management.file_command import FileCommand, Stopwatch, peak_mb
from synergies.matching import MatchSettings, propose


def positive(text: str) -> int:
    """Read a whole number of at least 1."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError("il faut un nombre entier d’au moins 1")
    return int(text)


class Command(FileCommand):
    help = "Propose des pistes de synergie entre les flux d’un fichier (CSV ou XLSX), sans base de données."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("source", metavar="IN.csv", help="fichier des flux")
        parser.add_argument("target", metavar="OUT.csv", help="fichier des propositions à écrire")
        parser.add_argument("--top", type=positive, default=10, help="propositions par flux (10 par défaut)")

    def run(self, options: dict[str, Any]) -> dict[str, Any]:
        watch = Stopwatch()
        flows = read_flows(options["source"])
        result = propose(flows, MatchSettings(), top=options["top"])
        write_proposals(options["target"], result.proposals)
        return {
            "flows": len(flows),
            "proposals": len(result.proposals),
            "seconds": watch.seconds(),
            "peak_mb": peak_mb(),
        }

    def in_words(self, figures: dict[str, Any]) -> str:
        return (
            f"{figures['flows']} flux, {figures['proposals']} propositions en {figures['seconds']} s "
            f"({figures['peak_mb']} Mo)"
        )
