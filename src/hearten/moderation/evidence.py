"""Sealed copies and times of mourning as plain data, for safety leads."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from hearten.moderation.models import Mourning, Sealed
from hearten.moderation.queries import PAGE, what_it_is
from hearten.moderation.review import GuardUnavailable, read
from hearten.moderation.subjects import find

#: Findings whose words may be a detail of a way of harm.
DETAILS = ("crisis.method", "safemsg.method", "safemsg.harm_tips")


def details_in(subject: str) -> list[str]:
    """Passages that the Guard takes for a detail of a way of harm; none when it can't answer."""
    found = find(subject)
    shown = found[0].show(found[1]) if found else None
    try:
        findings = read(shown.text, purpose="post").findings if shown else []
    except GuardUnavailable:
        return []
    return list(dict.fromkeys(item.quote for item in findings if item.rule in DETAILS))


def sealed_rows() -> list[dict[str, Any]]:
    """What is kept, newest first, without words."""
    return [sealed_view(row) for row in Sealed.objects.defer("words")[:PAGE]]


def sealed_view(row: Sealed) -> dict[str, Any]:
    """One copy without its words."""
    return {
        "id": row.pk,
        "what": what_it_is(row.subject),
        "since": timezone.localdate(row.sealed_at),
        "until": row.keep_until,
        "decided": row.keep_until is not None,
    }


def running() -> dict[str, Any] | None:
    """The time of mourning that runs for the whole host, or None."""
    now = timezone.now()
    row = Mourning.objects.filter(place="", starts_at__lte=now, ends_at__gt=now).first()
    return {"since": timezone.localdate(row.starts_at), "until": timezone.localdate(row.ends_at)} if row else None
