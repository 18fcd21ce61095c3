"""A call for help from somebody whose words stand nowhere: it reaches the desk, and can be answered (I12, R95)."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat
from django.utils import timezone

from hearten.accounts import wall
from hearten.accounts.models import Account
from hearten.events.actions import record
from hearten.moderation.actions.forget import forget
from hearten.moderation.actions.safety import open_item
from hearten.moderation.levels import DISTRESS
from hearten.moderation.models import CallForHelp, HandOff, SafetyItem
from hearten.moderation.review import review_member_text

#: The space of the one name somebody has for this.
SPACE = "help"
#: The longest text that is kept, in characters; what comes after is not danger's first word.
LONGEST = 8000
#: How many texts of one person wait at the desk at once. Whoever reads one of them can answer.
WAITING = 5
#: How long the words stay once somebody has answered and the hand-off has ended.
KEEP_FOR = timedelta(days=30)


def hear_call(*, words: str, by: Account) -> CallForHelp | None:
    """Let the Guard read words that nobody would see. Those of danger go to the safety desk (I12).

    So do words that the Guard could not read (I19). Words that push somebody else towards harm are not kept: nobody
    was to read them. None for all others; nothing is written then.
    """
    reading = review_member_text(words[:LONGEST])
    if reading.level not in {*DISTRESS, "unread"}:
        return None
    return _kept(words[:LONGEST], reading.level, by)


@transaction.atomic
def _kept(words: str, level: str, by: Account) -> CallForHelp:
    Account.objects.select_for_update().get(pk=by.pk)  # two presses come one by one
    persona = wall.persona_for(by, SPACE)
    waiting = list(CallForHelp.objects.filter(on_desk(), persona=persona)[:WAITING])
    same = next((row for row in waiting if row.words == words), None)
    if same or len(waiting) == WAITING:
        row = same or waiting[0]
        open_item(row.subject, level)
        return row
    row = CallForHelp.objects.create(persona=persona, words=words)
    open_item(row.subject, level)
    record("call.heard", subject=row, by=persona)
    return row


def on_desk() -> Exists:
    """Whether somebody still has to look."""
    return Exists(SafetyItem.objects.filter(subject=named(), closed_at=None))


def named() -> Concat:
    """How the desk names a row, inside a query."""
    return Concat(Value("moderation.callforhelp:"), OuterRef("pk"))


@transaction.atomic
def forget_calls() -> int:
    """Erase words that were answered a while ago, unless the hand-off is still open (a recurring task)."""
    talking = Exists(HandOff.objects.filter(subject=named(), ended_at=None))
    old = CallForHelp.objects.filter(~on_desk(), ~talking, written_on__lt=timezone.localdate() - KEEP_FOR)
    gone = list(old)
    forget(row.subject for row in gone)
    CallForHelp.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return len(gone)
