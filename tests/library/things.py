"""Resources on shelves, and what is known of their links."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from hearten.accounts.models import Account
from hearten.blog.models import Resource
from hearten.directory.models import Topic
from hearten.library.models import Address, LinkCheck


def resource(owner: Account, title: str = "A small book", **facts: Any) -> Resource:
    """One recommendation, about sleep unless said otherwise."""
    topic, _new = Topic.objects.get_or_create(slug="sleep", defaults={"facet": "condition", "name": "Sleep"})
    topics = facts.pop("topics", [topic])
    given = {"kind": "book", "cost": "free", "interest": "none", "why": "It is short.", "maker": "A Press", **facts}
    given.setdefault("url", f"https://example.org/{Resource.objects.count()}")
    row = Resource.objects.create(therapist=owner.therapist, title=title, **given)
    row.topics.set(topics)
    return row


def found(url: str, *outcomes: tuple[int, str]) -> Address:
    """What checks found at an address: (days ago, outcome)."""
    address, _new = Address.objects.get_or_create(url=url, defaults={"domain": "example.org"})
    for ago, outcome in outcomes:
        LinkCheck.objects.create(address=address, day=days_ago(ago), outcome=outcome)
    return address


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)
