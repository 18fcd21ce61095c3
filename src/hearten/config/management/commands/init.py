"""`bin/hearten init`: make a new install ready to serve, or an older one ready for this version."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from hearten.events import chain


class Command(BaseCommand):
    help = "Make the data folder, the secret keys, the database and the browser's files. Safe to run again."
    requires_system_checks = []  # the start must not need everything

    def handle(self, *args: Any, **options: Any) -> None:
        """The folder and the keys exist by now: manage.py makes them before settings are read."""
        call_command("migrate", interactive=False, verbosity=0)
        if chain.anchor_anew():
            self.stdout.write("No file remembered the end of the audit chain. A new one does; a row of it says so.")
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(f"{settings.SITE_NAME} is ready in {settings.DATA_DIR}.")
