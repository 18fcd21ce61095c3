"""Texts that ask, again and again, to go on somewhere else: the safety team looks at the texts (R83, I15)."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain

from django.db.models import Q
from django.utils import timezone

from hearten.groups.models import Reply, Thread
from hearten.moderation.actions import open_item
from hearten.moderation.identifying import ELSEWHERE
from hearten.moderation.levels import DISTRESS
from hearten.moderation.models import SafetyItem

#: So many texts that ask for it, or answers to so many people who are new, within this time, are looked at.
MANY, NEW_ONES, WITHIN = 3, 2, timedelta(days=14)
#: How long somebody counts as new in a group.
NEW_FOR = timedelta(days=30)
LEVEL = "elsewhere"


def look_for_pattern(words: Thread | Reply) -> None:
    """Ask the safety team to look at these words, when others by the same name asked for the same lately.

    Nothing is kept about the name: it is asked what stands in its texts. While one of them is in the queue no other
    comes. Words of danger are never counted (I12).
    """
    if words.persona_id is None or not any(mask in words.html for mask in ELSEWHERE):
        return
    lately = asking_lately(words.persona_id)
    if len(lately) < MANY and len(new_ones(lately)) < NEW_ONES:
        return
    subjects = [row.subject for row in lately]
    if not SafetyItem.objects.filter(subject__in=subjects, closed_at=None).exists():
        open_item(words.subject, LEVEL)


def asking_lately(persona_id: str) -> list[Thread | Reply]:
    """What this name wrote lately in which such a passage was masked, and that is not about its own danger."""
    masked = Q()
    for mask in ELSEWHERE:
        masked |= Q(html__contains=mask)
    asked = Q(persona=persona_id, written_at__gt=timezone.now() - WITHIN) & masked
    rows = list(chain(Thread.objects.filter(asked), Reply.objects.select_related("thread").filter(asked)))
    about = SafetyItem.objects.filter(subject__in=[row.subject for row in rows], level__in=DISTRESS)
    danger = set(about.values_list("subject", flat=True))
    return [row for row in rows if row.subject not in danger]


def new_ones(rows: list[Thread | Reply]) -> set[str]:
    """The names of new people whose talks were answered like this."""
    to = {row.thread.persona_id for row in rows if isinstance(row, Reply)} - {row.persona_id for row in rows}
    since = timezone.localdate() - NEW_FOR
    known = Thread.objects.filter(persona__in=to, persona__membership__joined_on__gt=since)
    return {str(persona) for persona in known.values_list("persona", flat=True)}
