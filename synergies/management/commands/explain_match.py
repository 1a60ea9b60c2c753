"""Say why two flows of a file are proposed to each other, or that they are not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.management.base import CommandParser

from synergies.flow_files import FileProblem, read_flows
from synergies.management.file_command import FileCommand
from synergies.matching import FlowRecord, MatchSettings, explain_among


class Command(FileCommand):
    help = "Explique la piste entre deux flux d’un fichier."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("source", metavar="IN.csv", help="fichier des flux")
        parser.add_argument("flow_a", metavar="FLOW_A", help="identifiant du premier flux")
        parser.add_argument("flow_b", metavar="FLOW_B", help="identifiant du second flux")

    def run(self, options: dict[str, Any]) -> dict[str, Any]:
        flows = read_flows(options["source"])
        first, second = (_known(flows, options[name]) for name in ("flow_a", "flow_b"))
        proposal = explain_among(flows, first, second, MatchSettings())
        if proposal is None:
            return {"kind": None, "score": 0.0, "parts": {}, "explanation": "Aucune piste entre ces deux flux."}
        return {
            "kind": proposal.kind,
            "score": proposal.score,
            "parts": dict(proposal.parts),
            "explanation": proposal.explanation,
        }

    def in_words(self, figures: dict[str, Any]) -> str:
        if figures["kind"] is None:
            return str(figures["explanation"])
        return f"{figures['kind']} ({figures['score']})\n{figures['explanation']}"


def _known(flows: Sequence[FlowRecord], flow_id: str) -> str:
    if not any(flow.flow_id == flow_id for flow in flows):
        raise FileProblem([f"Le flux «\u00a0{flow_id}\u00a0» n’est pas dans le fichier."])
    return flow_id
