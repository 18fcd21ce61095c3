"""What comes into the safety queue. Nothing here tells anybody of a member's words but the queue itself (I14)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from hearten.events.actions import record
from hearten.moderation.actions.sealing import seal
from hearten.moderation.levels import group_of, urgency
from hearten.moderation.models import SafetyItem
from hearten.moderation.subjects import find

#: The opaque address under which safety leads hear that their queue changed.
QUEUE = "safety-queue"


@transaction.atomic
def open_item(subject: str, level: str) -> SafetyItem:
    """Put a text into the safety queue; a text that is there already stays one item, at its most urgent level.

    subject: `app.model:id`. level: one of levels.LEVELS. Words that became more urgent, or
    came after an answer, ask for a person anew.
    """
    item, opened = SafetyItem.objects.get_or_create(subject=subject, closed_at=None, defaults={"level": level})
    if level == "encouragement":
        out_of_sight(subject)
    if opened:
        record("safety.opened", subject=item, by=None, topic=QUEUE, level=level)
    elif urgency(level) < urgency(item.level) or item.rests_until or item.answered_at:
        ask_anew(item, min(level, item.level, key=urgency))
    return item


def out_of_sight(subject: str) -> None:
    """Words that push somebody: a sealed copy before their writer can change them, and nobody reads on (R95)."""
    seal(subject)
    found = find(subject)
    if found and found[0].at_once:
        found[0].at_once(found[1])


def ask_anew(item: SafetyItem, level: str) -> None:
    """An open item asks for a person again, from now on. Whoever has it keeps it no longer than its new urgency
    lets them: somebody who writes back to a lead who is gone must not wait for the end of an old claim.
    """
    limit = timezone.now() + group_of(level).holds
    SafetyItem.objects.filter(pk=item.pk, held_until__gt=limit).update(held_until=limit)
    item.level, item.since, item.answered_at, item.rests_until = level, timezone.now(), None, None
    item.save(update_fields=["level", "since", "answered_at", "rests_until"])
    record("safety.raised", subject=item, by=None, topic=QUEUE, level=level)
