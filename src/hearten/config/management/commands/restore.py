"""`bin/hearten restore FILE --into FOLDER`: a host as it was."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hearten.config.backup import keys
from hearten.config.backup.restoring import NotEmpty, TooNew, restore
from hearten.config.backup.sealed import Damaged
from hearten.config.backup.snapshot import NoClient
from hearten.config.management.commands.backup import why

NEXT = """Restored into {into}, as it was at {made_at}.
What to do now:
  1. HEARTEN_DATA={into} in the settings{key}
  2. bin/hearten init     brings the database to this version
  3. bin/hearten doctor   says whether anybody came back who was erased since then, and what to do
  4. bin/hearten serve
What people wrote, changed or took away after that moment is not in it: tell them."""


class Command(BaseCommand):
    help = "Put a backup back, into an empty folder (and an empty database, for PostgreSQL). All or nothing."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--into", type=Path, required=True, help="a folder that is empty or not there yet")
        parser.add_argument("--key", type=Path, required=True, help="a file with the private key or the passphrase")
        parser.add_argument("--erased", type=Path, help="a newer list of erased accounts (erased-accounts)")

    def handle(self, *args: Any, **options: Any) -> None:
        into = options["into"].absolute()
        try:
            made = restore(options["file"], keys.secret_in(options["key"]), into, erased=options["erased"])
        except (NotEmpty, TooNew, Damaged, keys.WrongKey, NoClient) as error:
            raise CommandError(f"Nothing was restored. {error}") from None
        except OSError as error:
            raise CommandError(f"Nothing was restored: {why(error)}.") from None
        key = "" if made.key else ", and the secret key, which is not in this backup"
        self.stdout.write(NEXT.format(into=into, made_at=made.made_at, key=key))
