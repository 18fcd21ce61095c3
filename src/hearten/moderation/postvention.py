"""After a death: slower, read first by a person, with support on the page. A safety lead says from when until when.

The words on the page follow what is known to protect the bereaved (#chatsafe guidelines, Robinson et al. 2018;
Samaritans, "Help when we needed it most"): remember how somebody lived, leave out how they died, say where help is.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import caches
from django.db import transaction
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.events.actions import record
from hearten.moderation.models import Mourning

#: The longest time that can be declared at once; it can be declared again.
LONGEST = timedelta(days=60)
#: How many comments or posts one account may write in a day meanwhile; words in danger are never counted out (I12).
SLOW_A_DAY = 5
#: How long a page may be behind, in seconds.
BEHIND = 60


class NotATime(ValueError):
    """This end can't be; the message says why, in plain words."""


def is_on(place: str = "") -> bool:
    """Whether a time of mourning runs now: for the whole host, or for this place. One query.

    place: what an app calls one of its places, such as the id of a group.
    """
    now = timezone.now()
    return Mourning.objects.filter(place__in={"", place}, starts_at__lte=now, ends_at__gt=now).exists()


def shows() -> bool:
    """The same for the whole host, for pages that many people read: up to a minute old, no query."""
    shelf = caches["pages"]
    known = shelf.get("mourning")
    if known is None:
        known = is_on()
        shelf.set("mourning", known, BEHIND)
    return bool(known)


@transaction.atomic
def begin(*, ends_at: datetime, by: Account, place: str = "") -> Mourning:
    """Declare a time of mourning from now on; one that runs gets the new end. Raises NotATime."""
    now = timezone.now()
    if ends_at <= now:
        raise NotATime("The end has to lie ahead.")
    if ends_at - now > LONGEST:
        raise NotATime("Sixty days at most. You can go on after them if it is still needed.")
    end_all(place, now)
    row = Mourning.objects.create(place=place, starts_at=now, ends_at=ends_at, by=by)
    record("mourning.changed", subject=row, by=by)
    caches["pages"].delete("mourning")
    return row


@transaction.atomic
def end(*, by: Account, place: str = "") -> None:
    """End it now."""
    now = timezone.now()
    running = Mourning.objects.filter(place=place, ends_at__gt=now).first()
    if running:
        end_all(place, now)
        record("mourning.changed", subject=running, by=by)
    caches["pages"].delete("mourning")


def end_all(place: str, now: datetime) -> None:
    """Whatever runs in a place has ended."""
    Mourning.objects.filter(place=place, ends_at__gt=now).update(ends_at=now)
