"""`bin/hearten backup FILE`: everything of this host in one encrypted file, while it serves."""

import os
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from hearten.config.backup import keys
from hearten.config.backup.snapshot import NoClient
from hearten.config.backup.taking import NoRoom, back_up, megabytes
from hearten.config.backup.work import Busy

NOBODY_COULD_OPEN_IT = (
    "Say who can open it. Best: run bin/hearten backup-key on another machine, keep the private key there, and set "
    "HEARTEN_BACKUP_FOR to the public key. Or set HEARTEN_BACKUP_PASSPHRASE_FILE to a file with a long passphrase."
)


class Command(BaseCommand):
    help = "Write the database, uploads and keys into one encrypted file, while the host serves."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file that is not there yet, or a folder to put one in")
        parser.add_argument("--recipient", action="append", help="a public key from backup-key; may be said again")

    def handle(self, *args: Any, **options: Any) -> None:
        file, key = final_name(options["file"]), os.urandom(32)
        began = time.monotonic()
        try:
            made = back_up(file, lock(options["recipient"], key), key)
        except FileExistsError:
            raise CommandError(f"{file} is there already. A backup takes the place of nothing.") from None
        except (keys.WrongKey, NoRoom, Busy, NoClient) as error:
            raise CommandError(f"No backup was made. {error}") from None
        except (OSError, DatabaseError) as error:
            raise CommandError(f"No backup was made: {why(error)}.") from None
        self.stdout.write(
            f"{made.file}: {made.files} files, {megabytes(made.bytes)} MB, {time.monotonic() - began:.1f} s."
        )
        if not made.key:
            self.stdout.write("The secret key is not in it: it is not in the data folder. Keep a copy of it.")


def lock(recipients: list[str] | None, key: bytes) -> dict[str, Any]:
    """Who can open the file. Raises CommandError when nobody could, WrongKey when a key is not whole."""
    if wanted := recipients or settings.BACKUP_FOR:
        return keys.lock_for(wanted, key)
    if settings.BACKUP_PASSPHRASE_FILE:
        return keys.lock_with(keys.secret_in(Path(settings.BACKUP_PASSPHRASE_FILE)), key)
    raise CommandError(NOBODY_COULD_OPEN_IT)


def final_name(given: Path) -> Path:
    """In a folder, a name with the time."""
    return given / f"hearten-{timezone.now():%Y-%m-%d-%H%M%S}.backup" if given.is_dir() else given


def why(error: Exception) -> str:
    """The system's own words about a file; about the database only what kind of failure it was (I27)."""
    return str(error.strerror or type(error).__name__) if isinstance(error, OSError) else type(error).__name__
