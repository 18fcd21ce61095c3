"""`bin/hearten` alone: what it can do."""

from typing import Any

from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Show this list."
    requires_system_checks = []  # the start must not need everything

    def handle(self, *args: Any, **options: Any) -> None:
        ours = sorted((name, app) for name, app in get_commands().items() if app.startswith("hearten."))
        width = max(len(name) for name, _ in ours)
        self.stdout.write("bin/hearten knows these commands; `bin/hearten NAME --help` says more about one.\n\n")
        for name, app in ours:
            self.stdout.write(f"  {name:<{width}}  {load_command_class(app, name).help}")
