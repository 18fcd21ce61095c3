"""`bin/hearten serve`: the pages, the live stream and the worker, under one small supervisor."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hearten.config.backup.work import sweep
from hearten.config.doctor import refuses_to_serve
from hearten.config.supervisor import require_free


class Command(BaseCommand):
    help = "Serve this host: pages on --port, the live stream on the next one, and a worker."
    requires_system_checks = []  # the web process runs them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--port", type=int, default=8000, help="the live stream gets the next one (default: 8000)"
        )
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Checks first; then the supervisor takes this process's place, without Django in its memory."""
        host, port = options["host"], options["port"]
        if unsafe := refuses_to_serve():
            raise CommandError("Not starting, because this is unsafe:\n" + "\n".join(map(str, unsafe)))
        sweep(Path(settings.DATA_DIR))
        require_free(host, port)
        environment = {**defaults(port), **os.environ}
        self.stdout.write(f"{settings.SITE_NAME} at {environment['HEARTEN_ORIGIN']} (Ctrl-C stops it)")
        self.stdout.flush()
        command = [sys.executable, "-m", "hearten.config.supervisor", "--host", host, "--port", str(port)]
        os.execve(sys.executable, command, environment)  # noqa: S606  # our own module, no shell


def defaults(port: int) -> dict[str, str]:
    """What follows from the port when nothing else was said. Behind a proxy both addresses are set."""
    origin = f"http://localhost:{port}"
    live = {"LIVE_URL": f"http://localhost:{port + 1}"} if settings.ORIGIN.startswith("http://localhost") else {}
    return {"HEARTEN_ORIGIN": origin, **live}
