"""`bin/hearten settings-page`: write the list of settings from the settings themselves."""  # noqa: N999  # the command's name

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from hearten.config.settings import ROOT, env
from hearten.config.settings_page import settings_page

PAGE = ROOT / "docs/reference/settings.md"


class Command(BaseCommand):
    help = "Write docs/reference/settings.md from the settings that exist."
    requires_system_checks = []  # the start must not need everything

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, default=PAGE, help="another file")

    def handle(self, *args: Any, **options: Any) -> None:
        options["to"].write_text(settings_page(env.documented, root=ROOT), encoding="utf-8")
        self.stdout.write(f"Wrote {options['to']}")
