"""`bin/hearten work`: run tasks. Any number of them, on any number of machines."""

import socket
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from hearten.events.worker import work


class Command(BaseCommand):
    help = "Run the tasks that follow what people do. Start as many as you like."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--slot", type=int, default=1, help="this worker's number on this machine")
        parser.add_argument("--queue", action="append", help="only these queues (default: all)")
        parser.add_argument("--once", action="store_true", help="stop when nothing is due")

    def handle(self, *args: Any, **options: Any) -> None:
        name = f"{socket.gethostname()}-{options['slot']}"[:64]
        work(name=name, queues=options["queue"] or ["*"], once=options["once"])
