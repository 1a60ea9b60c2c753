from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from roadmaps.document_from_rows import document_of
from roadmaps.models import Roadmap, RoadmapVersion
from roadmaps.pdf import render_roadmap_pdf
from roadmaps.pdf_store import content_to_print
from symbiose.stored_pdf import digest_of


class Command(BaseCommand):
    help = "Print a roadmap to a PDF file, without a worker: its validated version, else the draft as it stands."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", metavar="ID", help="the id of list_roadmaps, or the roadmap's uuid")
        parser.add_argument("out", metavar="OUT.pdf")
        parser.add_argument("--json", action="store_true", help="print one JSON value")

    def handle(self, *args: Any, **options: Any) -> None:
        roadmap = _find(options["id"])
        frozen = None
        if roadmap.state == Roadmap.State.VALIDATED:
            frozen = RoadmapVersion.objects.filter(roadmap=roadmap, number=roadmap.number).first()
        content = content_to_print(roadmap, today=timezone.localdate(), frozen=frozen)
        body = render_roadmap_pdf(document_of(content), identifier=digest_of(content))
        try:
            Path(options["out"]).write_bytes(body)
        except OSError as error:
            raise CommandError(f"Impossible d’écrire {options['out']} : {error.strerror}") from error
        if options["json"]:
            self.stdout.write(json.dumps({"id": roadmap.pk, "bytes": len(body)}))


def _find(typed: str) -> Roadmap:
    roadmaps = Roadmap.objects.select_related("programme", "synergy")
    try:
        found = (
            roadmaps.filter(pk=int(typed))
            if typed.isascii() and typed.isdigit()
            else roadmaps.filter(uuid=UUID(typed))
        )
    except ValueError as error:
        raise CommandError(f"Identifiant inconnu : {typed}") from error
    roadmap = found.first()
    if roadmap is None:
        raise CommandError(f"Feuille de route inconnue : {typed}")
    return roadmap
