"""`bin/hearten import ARCHIVE --therapist HANDLE`: bring what somebody wrote elsewhere, as drafts."""  # noqa: N999  # the command's name

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hearten.directory.models import Therapist
from hearten.imports import actions, report
from hearten.imports.models import Import, State

WIDTH = 40


class Command(BaseCommand):
    help = "Bring posts from an export (WordPress, Ghost, a feed, Markdown) as drafts of one therapist."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", type=Path, help="a file, a zip, or a folder of Markdown")
        parser.add_argument("--therapist", required=True, metavar="HANDLE", help="whose drafts they become")
        parser.add_argument("--dry-run", action="store_true", help="only say what would come")
        parser.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        therapist = (
            Therapist.objects.select_related("account").filter(handle=options["therapist"].lstrip("@")).first()
        )
        if therapist is None:
            raise CommandError("No page here has that handle.")
        path: Path = options["archive"]
        if not path.exists():
            raise CommandError("There is no such file.")
        row = actions.begin_here(therapist, path)
        if row.state == State.REFUSED:
            raise CommandError(row.reason)
        if not options["json"]:
            self.say_what_is_in_it(row)
        if not options["dry_run"]:
            actions.run_here(row, path, self.tell)
        self.say_the_end(row, dry=options["dry_run"], as_json=options["json"])

    def say_what_is_in_it(self, row: Import) -> None:
        """What the first look found."""
        found = report.looked(row)
        self.stdout.write(
            f"From {report.KINDS[row.kind]}: {found['articles']} articles, {found['pages']} pages, "
            f"{found['episodes']} episodes, {found['comments']} comments; {found['here']} are here already."
        )
        for line in found["left_out"]:
            self.stdout.write(f"  {line}")

    def tell(self, done: int, total: int) -> None:
        """A bar in a terminal; elsewhere a line for each twentieth part."""
        share = done / max(total, 1)
        if self.stderr.isatty():
            bar = "#" * int(share * WIDTH)
            self.stderr.write(f"\r[{bar:<{WIDTH}}] {done} of {total}", ending="\n" if done >= total else "")
            sys.stderr.flush()
        elif int(share * 20) != int((done - actions.BATCH) / max(total, 1) * 20):
            self.stderr.write(f"{done} of {total}")

    def say_the_end(self, row: Import, *, dry: bool, as_json: bool) -> None:
        """The last line, or everything as JSON."""
        if as_json:
            pieces = [] if dry else list(report.rows(row))
            self.stdout.write(
                json.dumps({**row.looked, "state": row.state, "counts": report.counted(row), "pieces": pieces})
            )
        elif dry:
            self.stdout.write("Nothing was brought. Without --dry-run it would be.")
        else:
            self.stdout.write(f"{report.summary(report.counted(row), row.here)}.")
        if not dry and row.state == State.STOPPED:
            raise CommandError(row.reason or "It was stopped. The same command goes on where it stopped.")
