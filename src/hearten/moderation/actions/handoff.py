"""Writing to and fro in a hand-off. It stays open until the person says that they are with somebody (R95)."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.accounts.wall import leave_notice
from hearten.events.actions import record
from hearten.moderation.actions.desk import FOLLOW_UP_AFTER, Taken, change, close, holds_until
from hearten.moderation.actions.safety import QUEUE, open_item
from hearten.moderation.levels import urgency
from hearten.moderation.models import HandOff, HandOffLine, SafetyItem
from hearten.moderation.review import review_member_text
from hearten.moderation.subjects import find

#: The neutral line in the person's box (I27).
NOTICE = "words"
#: By then somebody should have asked again (R95).
FOLLOW_UP_BY = timedelta(hours=24)
FOLLOWED_UP = "Asked again how they are."


def persona_of(subject: str) -> str | None:
    """The name behind a text, when it has one that can be written to."""
    found = find(subject)
    return found[0].persona(found[1]) if found and found[0].persona else None


@transaction.atomic
def write(*, item: SafetyItem, words: str, by: Account) -> HandOff:
    """Write to the person behind a text; the first time this begins the hand-off. They get a neutral notice.

    When the follow-up is due, these words are it, and the text is finished. Raises Taken unless `by` has it, and
    when nobody can be written to.
    """
    now = timezone.now()
    persona = persona_of(item.subject)
    if persona is None:
        raise Taken("Nobody can be written to here: these words have no name that leads to a page.")
    due = SafetyItem.objects.filter(pk=item.pk, rests_until__lte=now).exists()
    until = holds_until(item, by, now)
    change(item, by, answered_at=now, rests_until=now + FOLLOW_UP_AFTER, claimed_at=now, held_until=until)
    hand_off, _new = HandOff.objects.get_or_create(subject=item.subject, defaults={"persona_id": persona})
    HandOffLine.objects.create(hand_off=hand_off, by_person=False, words=words, lead=by)
    HandOff.objects.filter(pk=hand_off.pk).update(wrote_at=now)
    leave_notice(persona, NOTICE)
    record("handoff.written", subject=hand_off, by=by, topic=QUEUE)
    if due:
        follow_up(hand_off, item, by)
    return hand_off


def follow_up(hand_off: HandOff, item: SafetyItem, by: Account) -> None:
    """The text leaves the desk. The thread ends only if the person is with somebody; else it stays open to them."""
    now = timezone.now()
    mine = HandOff.objects.filter(pk=hand_off.pk)
    mine.update(followed_up_at=now)
    mine.filter(with_somebody_at__isnull=False).update(ended_at=now)
    close(item=item, note=FOLLOWED_UP, by=by)


def answer(*, hand_off: HandOff, words: str) -> None:
    """The person writes back: the desk is asked for an answer, sooner when the words ask for it (R95).

    hand_off: one of the viewer's own. Words after its end open it again.
    """
    level = min("answer", review_member_text(words).level or "answer", key=urgency)
    _said(hand_off, words=words, level=level)


def say_not_now(*, hand_off: HandOff) -> None:
    """The person wants no more words now. The thread stays open, and somebody asks again within a day."""
    _said(hand_off, said="not_now")


def say_with_somebody(*, hand_off: HandOff) -> None:
    """The person is with somebody. Somebody asks once more within a day; then it ends."""
    _said(hand_off, said="with")


@transaction.atomic
def _said(hand_off: HandOff, *, said: str = "", words: str = "", level: str = "") -> None:
    now = timezone.now()
    row = HandOff.objects.select_for_update(of=("self",)).select_related("persona").get(pk=hand_off.pk)
    last = row.lines.last()
    if last and last.by_person and (last.said, last.words) == (said, words):
        return  # pressed twice
    HandOffLine.objects.create(hand_off=row, by_person=True, said=said, words=words)
    row.spoke_at, row.followed_up_at, row.ended_at = now, None, None
    row.with_somebody_at = now if said == "with" else None if words else row.with_somebody_at
    row.save(update_fields=["spoke_at", "followed_up_at", "ended_at", "with_somebody_at"])
    if words:
        open_item(row.subject, level)
    else:
        rest(row.subject)
    record("handoff.answered", subject=row, by=row.persona, topic=QUEUE, said=said or "words")


def rest(subject: str) -> None:
    """The desk sees it again when the follow-up is due; a text that was finished comes back for it. Words that
    nobody has answered yet stay on the desk whatever button was pressed after them.
    """
    until = timezone.now() + FOLLOW_UP_AFTER
    item, new = SafetyItem.objects.get_or_create(subject=subject, closed_at=None, defaults={"level": "answer"})
    if new or item.answered_at:
        SafetyItem.objects.filter(pk=item.pk).update(rests_until=until, claimed_by=None, held_until=None)
