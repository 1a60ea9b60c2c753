"""manage.py create_programme SLUG --name NAME [--from SLUG] [--animator EMAIL]"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from symbiose.commands import AnsweringCommand, programme_named, told_as_faults
from symbiose.programmes.invitation_tokens import address_of
from symbiose.programmes.models import Invitation, Programme
from symbiose.programmes.services import appoint_animator, create_programme


class Command(AnsweringCommand):
    help = "Ouvre un programme, vide ou d’après un autre, et y invite la personne qui l’anime."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("slug", metavar="SLUG", help="l’adresse du programme, en minuscules et tirets")
        parser.add_argument("--name", required=True)
        parser.add_argument(
            "--from", dest="source", metavar="SLUG", help="copie les réglages et les modèles de celui-là"
        )
        parser.add_argument(
            "--animator", metavar="EMAIL", help="la personne qui l’anime : compte existant ou invitation"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if Programme.objects.filter(slug=options["slug"]).exists():
            raise CommandError(f"Le programme « {options['slug']} » existe déjà.")
        source = programme_named(options["source"]) if options["source"] else None
        with told_as_faults(), transaction.atomic():
            programme = create_programme(slug=options["slug"], name=options["name"], source=source)
            url = self._appoint(programme, options["animator"]) if options["animator"] else None
        words = f"Programme « {programme.name} » ouvert : /p/{programme.slug}/"
        self.answer({"slug": programme.slug, "invitation_url": url}, f"{words}\n{url}" if url else words, options)

    def _appoint(self, programme: Programme, email: str) -> str | None:
        """The address of the invitation; None for an account that exists, which holds the role at once."""
        validate_email(email)
        appointed = appoint_animator(programme=programme, email=email)
        return address_of(appointed) if isinstance(appointed, Invitation) else None
