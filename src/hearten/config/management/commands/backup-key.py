"""`bin/hearten backup-key`: a public key for the host, and a private key that stays elsewhere."""  # noqa: N999  # the command's name

from typing import Any

from django.core.management.base import BaseCommand

from hearten.config.backup.keys import new_pair


class Command(BaseCommand):
    help = "Make the two keys of backups. Run it on another machine; nothing is written to a file."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        public, private = new_pair()
        self.stdout.write(
            f"For the host's settings:\n\n  HEARTEN_BACKUP_FOR={public}\n\n"
            f"To keep away from the host, in a file of its own, twice:\n\n  {private}\n\n"
            "Without the private key nobody can ever open a backup. Whoever has it can open them all."
        )
