"""Asking the links on the shelves, politely, a few at a time (R4, R15).

Every address is asked about once a month, each domain at most once an hour; one that fails is asked again after one
day, then two, four, eight. What comes back is written down by day. A link is flagged after failures on two days.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hearten.accounts.models import Account, BoxNotice
from hearten.blog.models import Resource
from hearten.compat import task
from hearten.events.actions import record
from hearten.library.fetch import OUTSIDE, Answer, Insecure, Refused, Unreachable, Wire, fetch
from hearten.library.groups import listed_now
from hearten.library.linkstate import Check, link_state
from hearten.library.models import Address, LinkCheck, Outcome
from hearten.library.models.links import FAILED
from hearten.library.shelf import public_resources

#: Addresses asked in one round, each of another domain, and how many are looked through to find them.
ROUND = 10
LOOKED_THROUGH = 400
#: Addresses taken up or forgotten in one round.
BATCH = 500
USUAL = timedelta(days=30)
#: Spread over which an address is first asked, and by which it is put off each time.
SPREAD = timedelta(days=1)
LATER = timedelta(days=5)
#: A domain is left alone this long after one question, and this long after it did not answer well.
PAUSE = timedelta(hours=1)
LONG_PAUSE = timedelta(days=1)
#: The newest checks of an address that are kept.
KEPT = 6
TIRED = (Outcome.SILENT, Outcome.BROKEN, Outcome.UNSURE)
#: Answers that say more about machines than about the page: log in, forbidden, wrong method, too many, unavailable.
UNSURE = frozenset({400, 401, 402, 403, 405, 406, 407, 429, 451})


def start_round() -> None:
    """Every few minutes: take up what is new on the shelves, and ask what is due, on the slow queue."""
    if not settings.CHECK_LINKS:
        return
    follow_the_shelves()
    if Address.objects.filter(due_at__lte=timezone.now()).exists():
        ask_some.enqueue()


def follow_the_shelves() -> None:
    """An address for every link that is public, and none for a link that nobody recommends any more."""
    known, now = Address.objects.values("url"), timezone.now()
    on_shelves = public_resources().exclude(url__in=known).values_list("url", flat=True)[:BATCH]
    of_groups = listed_now().exclude(url__in=known).values_list("url", flat=True)[:BATCH]
    new = {*on_shelves, *of_groups}
    rows = [Address(url=url, domain=domain_of(url), due_at=now + spread(url, SPREAD)) for url in new]
    Address.objects.bulk_create(rows, ignore_conflicts=True)
    unused = Address.objects.exclude(url__in=public_resources().values("url"))
    gone = unused.exclude(url__in=listed_now().values("url")).values_list("pk", flat=True)[:BATCH]
    Address.objects.filter(pk__in=list(gone)).delete()


@task(queue_name="bulk")
def ask_some() -> str:
    """Ask a few addresses that are due, each of another domain."""
    for address in next_ones(timezone.now()):
        if claimed(address):
            ask(address)
    return "done"


def next_ones(now: datetime) -> list[Address]:
    """Those that waited longest, one of each domain."""
    due = Address.objects.filter(due_at__lte=now).order_by("due_at", "pk")[:LOOKED_THROUGH]
    by_domain: dict[str, Address] = {}
    for address in due:
        by_domain.setdefault(address.domain, address)
    return list(by_domain.values())[:ROUND]


def claimed(address: Address) -> bool:
    """Whether this worker asks it; another that found the same row does not."""
    later = timezone.now() + PAUSE
    return bool(Address.objects.filter(pk=address.pk, due_at=address.due_at).update(due_at=later))


def ask(address: Address, *, wire: Wire = OUTSIDE) -> Outcome:
    """Ask one address, outside any transaction, and write down what came back."""
    outcome = outcome_of(address.url, wire)
    write_down(address, outcome)
    return outcome


def outcome_of(url: str, wire: Wire) -> Outcome:
    """What came back, in a closed word. HEAD first; a small GET when that is not understood."""
    try:
        return judged(asked_twice(url, wire))
    except Refused:
        return Outcome.NOT_ASKED
    except Insecure:
        return Outcome.INSECURE
    except Unreachable:
        return Outcome.SILENT


def asked_twice(url: str, wire: Wire) -> Answer:
    """The answer to HEAD when it is a good one, else to GET. Raises as `fetch`."""
    try:
        answer = fetch(url, method="HEAD", wire=wire)
    except Insecure:
        raise
    except Unreachable:
        return fetch(url, wire=wire)
    return answer if answer.status < 400 else fetch(url, wire=wire)


def judged(answer: Answer) -> Outcome:
    """What a status says about the page."""
    if answer.status < 400:
        return Outcome.WORKED
    if answer.status in UNSURE:
        return Outcome.UNSURE
    return Outcome.BROKEN if answer.status >= 500 else Outcome.GONE


@transaction.atomic
def write_down(address: Address, outcome: Outcome) -> None:
    """Keep today's outcome, decide when to ask again, and tell recommenders when the link begins to look dead."""
    before = recent(address)
    LinkCheck.objects.update_or_create(address=address, day=timezone.localdate(), defaults={"outcome": outcome})
    after, now = recent(address), timezone.now()
    Address.objects.filter(pk=address.pk).update(due_at=now + wait(after, address.url))
    rest(address, now + (LONG_PAUSE if outcome in TIRED else PAUSE))
    kept = LinkCheck.objects.filter(address=address).values_list("pk", flat=True)[:KEPT]
    LinkCheck.objects.filter(address=address).exclude(pk__in=list(kept)).delete()
    tell(address, before, after)


def recent(address: Address) -> list[Check]:
    """What is known of an address, newest first."""
    return list(LinkCheck.objects.filter(address=address).values_list("day", "outcome")[:KEPT])


def wait(checks: list[Check], url: str) -> timedelta:
    """How long until it is asked again: a month, or 1, 2, 4, 8, 16 days while it fails."""
    in_a_row = 0
    for _day, outcome in checks:
        if outcome not in FAILED:
            break
        in_a_row += 1
    return min(timedelta(days=2 ** (in_a_row - 1)), USUAL) if in_a_row else USUAL + spread(url, LATER)


def rest(address: Address, until: datetime) -> None:
    """Leave the rest of the domain alone for a while."""
    others = Address.objects.filter(domain=address.domain, due_at__lt=until).exclude(pk=address.pk)
    others.update(due_at=until)


def tell(address: Address, before: list[Check], after: list[Check]) -> None:
    """One neutral line for everyone whose link began to look dead just now."""
    rows = list(Resource.objects.filter(url=address.url).select_related("therapist"))
    news = [row for row in rows if is_dead(row, after) and not is_dead(row, before)]
    owners = {row.therapist.account_id for row in news}
    BoxNotice.objects.bulk_create(BoxNotice(account_id=owner, kind="link-look") for owner in owners)
    if news:
        record("link.flagged", subject=address, by=None)


def is_dead(row: Resource, checks: list[Check]) -> bool:
    """Whether this recommendation's link looks dead."""
    return link_state(checks, opened_on=row.checked_on).dead


@transaction.atomic
def opened_by_hand(row: Resource, *, by: Account) -> None:
    """Its recommender followed the link today, and it leads where it should (R4)."""
    row.checked_on = timezone.localdate()
    row.save(update_fields=["checked_on"])
    record("link.opened", subject=row, by=by)


def domain_of(url: str) -> str:
    """The host of an address, small; "" when it has none."""
    try:
        return (urlsplit(url).hostname or "")[:253]
    except ValueError:
        return ""


def spread(url: str, over: timedelta) -> timedelta:
    """A share of a time that is always the same for one address, so that questions don't come in a crowd."""
    part = int.from_bytes(hashlib.sha256(url.encode()).digest()[:4], "big") / 2**32
    return over * part
