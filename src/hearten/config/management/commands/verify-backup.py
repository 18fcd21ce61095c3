"""`bin/hearten verify-backup FILE`: could this backup be restored?"""  # noqa: N999  # the command's name

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hearten.config.backup import keys
from hearten.config.backup.examining import check
from hearten.config.backup.sealed import Damaged
from hearten.config.backup.snapshot import NoClient
from hearten.config.backup.work import Busy, workroom
from hearten.config.management.commands.backup import why


class Command(BaseCommand):
    help = "Open a backup and check every byte, every file and the database in it. Changes nothing."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", type=Path, required=True, help="a file with the private key or the passphrase")

    def handle(self, *args: Any, **options: Any) -> None:
        data = Path(settings.DATA_DIR)
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with workroom(data) as room:
                found = check(options["file"], keys.secret_in(options["key"]), room)
        except (Damaged, keys.WrongKey, NoClient, Busy) as error:
            raise CommandError(f"This backup could not be verified. {error}") from None
        except OSError as error:
            raise CommandError(f"This backup could not be verified: {why(error)}.") from None
        made = found.manifest
        rows = sum(made.counts.values())
        self.stdout.write(f"Whole: made at {made.made_at}, {len(made.files)} files, {rows} rows, database sound.")
        if found.missing:
            self.stdout.write(f"{len(found.missing)} pictures had no file when it was made.")
