"""`bin/hearten erase LOGIN`: start the seven days, or end them now."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hearten.accounts import actions
from hearten.accounts.models import Account
from hearten.accounts.passphrase import fold
from hearten.home.erasure import empty_journal, erase, erase_again


class Command(BaseCommand):
    help = "Plan the erasure of an account in seven days; with --now, erase it at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login", nargs="?", default="")
        parser.add_argument("--now", action="store_true", help="at once; this can't be undone")
        parser.add_argument("--again", action="store_true", help="everybody whom a backup brought back")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["again"]:
            self.stdout.write(f"Erased again: {erase_again()}.")
            return
        account = Account.objects.filter(login=fold(options["login"])).first()
        if account is None:
            raise CommandError("Nobody here has that log-in name.")
        if not options["now"]:
            actions.ask_erasure(account=account)
            self.stdout.write(f"Everything is erased on {account.erase_on}. Until then its owner can undo it.")
            return
        kept = erase(account)
        empty_journal()
        self.stdout.write("Erased.")
        for item in kept:
            self.stdout.write(f"Stays: {item.what}. Why: {item.ground}. Until: {item.until}.")
