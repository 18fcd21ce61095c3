"""`bin/hearten createhost`: the first person who runs this host."""

import getpass
import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from hearten.accounts import actions
from hearten.accounts.forms import SHORTEST, wrong_with
from hearten.accounts.models import Account, Role
from hearten.accounts.passphrase import accept, fold


class Command(BaseCommand):
    help = "Make the account of a host admin. Asks, or reads HEARTEN_HOST_LOGIN and HEARTEN_HOST_PASSPHRASE."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--login", default=os.environ.get("HEARTEN_HOST_LOGIN", ""))

    def handle(self, *args: Any, **options: Any) -> None:
        login = fold(options["login"] or input("A log-in name for the host admin: "))
        passphrase = os.environ.get("HEARTEN_HOST_PASSPHRASE") or getpass.getpass("A passphrase: ")
        problem = wrong_with(login) or (len(passphrase) < SHORTEST and f"Use at least {SHORTEST} letters.")
        if problem:
            raise CommandError(str(problem))
        account = Account(login=login)
        with transaction.atomic():
            codes = actions.join(account=account, secret=accept(login, passphrase))
            actions.grant_role(account=account, role=Role.HOST_ADMIN, by=None)
        self.stdout.write(f"{login} can log in and run this host. Keep these codes; each lets them back in once:")
        self.stdout.write("\n".join(codes))
