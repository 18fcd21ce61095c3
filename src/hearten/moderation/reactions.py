"""What follows."""

from hearten.events.models import Event
from hearten.moderation import checks


def lines_checked(event: Event) -> None:
    """Bring the crisis pages' own file up to date."""
    checks.save()


def keep_checks() -> None:
    """The same once a day, so that a restored or moved host has the file too."""
    checks.save()
