"""`bin/hearten demo`: bring in the demo community. Running it again adds what is missing and changes nothing else."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hearten.config import community


class Command(BaseCommand):
    help = "Fill this host with the demo community. Refuses on a host that is not a demo."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This would add made-up people to a real host. Set HEARTEN_DEMO=yes on a demo.")
        people = community.bring_everything(say=self.stdout.write)
        self.stdout.write("\nSign in as:")
        for person in people:
            self.stdout.write(f"  {person['login']:<6} {person['passphrase']:<22} {person['line']}")
