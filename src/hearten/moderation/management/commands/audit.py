"""`bin/hearten audit EXPORT`: what the Guard says of a whole blog, before anything of it is brought here."""

import sys
from argparse import ArgumentParser, Namespace
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hearten_guard.cli import audit, options
from hearten_guard.cli.texts import Unreadable


class Command(BaseCommand):
    help = "Check an export of a blog and write a report; nothing is stored here."
    requires_system_checks = []  # it touches no database

    def add_arguments(self, parser: ArgumentParser) -> None:
        options.audit(parser)

    def handle(self, *args: Any, **chosen: Any) -> None:
        try:
            status = audit.run(Namespace(**chosen))
        except Unreadable as error:
            raise CommandError(str(error), returncode=2) from error
        sys.exit(status)
