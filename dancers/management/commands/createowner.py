"""Makes the owner of an installation from the command line."""

import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.actors import Actor
from dancers.errors import RuleRefused
from dancers.models import Language
from dancers.services import accounts


class Command(BaseCommand):
    help = "Makes an account that may do everything. Asks for what is not given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email")
        parser.add_argument(
            "--password", help="asked without echo when not given; visible to others on the command line"
        )
        parser.add_argument("--language", choices=Language.values, default=Language.ENGLISH.value)

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"] or input("E-mail: ")
        password = options["password"] or getpass.getpass("Password: ")
        try:
            owner = accounts.make_owner(
                actor=Actor.system("createowner"), email=email, password=password, language=options["language"]
            )
        except RuleRefused as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"{owner.email} may sign in and do everything.")
