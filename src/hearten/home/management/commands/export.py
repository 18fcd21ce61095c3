"""`bin/hearten export LOGIN`: a copy of everything, for somebody who can't make it themself."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hearten.accounts.models import Account
from hearten.accounts.passphrase import fold
from hearten.home.your_copy import copy_of


class Command(BaseCommand):
    help = "Write a copy of everything that is kept of one account to a file that only you can read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login")
        parser.add_argument("--to", type=Path, default=Path("copy.zip"))

    def handle(self, *args: Any, **options: Any) -> None:
        account = Account.objects.filter(login=fold(options["login"])).first()
        if account is None:
            raise CommandError("Nobody here has that log-in name.")
        file: Path = options["to"]
        file.touch(mode=0o600)
        file.write_bytes(copy_of(account))
        self.stdout.write(
            f"Written to {file}. It puts somebody's names side by side: keep it safe, then delete it."
        )
