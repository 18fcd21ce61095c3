"""`bin/hearten doctor`: is this host safe and complete?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from hearten.config.doctor import Problem, examine

HEADINGS = {
    "stop": "Unsafe: nothing is served until this is mended",
    "mend": "Mend this soon",
    "note": "Good to know",
}


class Command(BaseCommand):
    help = "Say what is unsafe or unfinished here, and how to mend it. Ends with 1 when there is something to mend."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = examine()
        for weight, heading in HEADINGS.items():
            self.tell(heading, [problem for problem in found if problem.weight == weight])
        if any(problem.weight != "note" for problem in found):
            sys.exit(1)
        self.stdout.write("All is well.")

    def tell(self, heading: str, problems: list[Problem]) -> None:
        """One heading with what belongs under it, or nothing."""
        if problems:
            self.stdout.write("\n".join([f"{heading}:", *map(str, problems), ""]))
