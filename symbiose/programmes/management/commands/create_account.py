"""manage.py create_account EMAIL --programme SLUG --role ROLE [--password-stdin] [--chamber NAME]"""

from __future__ import annotations

import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from symbiose.accounts.models import User
from symbiose.commands import AnsweringCommand, programme_named, told_as_faults
from symbiose.programmes.accounts import account_with_role
from symbiose.programmes.models import Role


class Command(AnsweringCommand):
    help = "Ouvre un compte et lui donne un rôle ; sans mot de passe, la personne le choisit par courriel."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--programme", required=True, metavar="SLUG")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument(
            "--chamber", "--partner", dest="partner", metavar="NAME", help="la structure de la personne"
        )
        parser.add_argument("--name", default="", help="prénom et nom")
        parser.add_argument("--password-stdin", action="store_true", help="lit le mot de passe sur l’entrée standard")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = programme_named(options["programme"])
        password = _read_password() if options["password_stdin"] else None
        with told_as_faults(), transaction.atomic():
            validate_email(options["email"])
            opened = account_with_role(
                programme=programme,
                email=options["email"],
                role=options["role"],
                partner_name=options["partner"] or "",
                password=password,
                name=options["name"],
            )
        self._warn_of_weakness(password, opened.user)
        answer = {
            "email": opened.user.email,
            "programme": programme.slug,
            "role": options["role"],
            "created": opened.created,
        }
        self.answer(answer, f"{opened.user.email} : {options['role']} de « {programme.name} »", options)

    def _warn_of_weakness(self, password: str | None, user: User) -> None:
        """An operator may choose a short password for a trial; they are told, not refused."""
        try:
            if password:
                validate_password(password, user)
        except ValidationError as error:
            self.stderr.write(f"Attention : {' '.join(error.messages)}")


def _read_password() -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise CommandError("--password-stdin : aucun mot de passe sur l’entrée standard.")
    return password
