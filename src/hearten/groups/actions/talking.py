"""Beginning a talk, answering, and taking back one's own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from hearten.accounts import wall
from hearten.accounts.budget import spend
from hearten.accounts.models import Account, Persona
from hearten.events.actions import record
from hearten.groups.actions.hearing import Heard, Typed, hear
from hearten.groups.actions.offering import answered
from hearten.groups.actions.patterns import look_for_pattern
from hearten.groups.actions.voices import Aloud, note_of, take_out, told_aloud
from hearten.groups.models import (
    AnyWords,
    Entry,
    GroupRole,
    Line,
    Membership,
    Reply,
    SupportGroup,
    Thread,
    WordsState,
)
from hearten.groups.reader import Reader
from hearten.media.voice_actions import discard
from hearten.moderation.actions import changed_as_asked, open_item
from hearten.moderation.identifying import visible
from hearten.moderation.levels import urgency
from hearten.moderation.masking import for_readers
from hearten.moderation.postvention import SLOW_A_DAY
from hearten.moderation.standing import standing_of
from hearten.ui.words import fingerprint

#: The longest words, in characters.
LONGEST = 6000
#: How often one account may write in a day, over all groups and names.
A_DAY = 60
#: The same words by the same persona within this time are one press of the button.
TWICE_WITHIN = timedelta(minutes=1)
#: What its writer can't change (any more).
SETTLED = frozenset({WordsState.REMOVED, WordsState.HELD, WordsState.DELETED})
#: How what happened is recorded, for each kind of words.
EDITED = {"thread": "thread.edited", "reply": "reply.edited", "entry": "entry.edited", "line": "line.edited"}
DELETED = {"thread": "thread.deleted", "reply": "reply.deleted", "entry": "entry.deleted", "line": "line.deleted"}
#: Words of these levels wait for a person whatever the group's own rule: they may harm whoever reads them.
ALWAYS_WAIT = frozenset({"encouragement", "method", "unread"})
#: Levels up to this one are serious: nobody reads them unheld while nobody is on duty (I45).
SERIOUS = urgency("unread")


class NotHere(Exception):  # what is so, not a mistake
    """These words can't be kept here; the message says why, in plain words."""


class NotYet(Exception):
    """The account or persona has to wait; the message says how long, in plain words."""


class NotAgreed(Exception):
    """The group's agreement has to be accepted first."""


class Changed(Exception):
    """The words are not those this edit began from. Nothing was written."""


@dataclass(frozen=True)
class Said:
    """Words that were kept. needs_person: they ask for a person soon, and their writer sees help at once.

    lost: why what was told aloud could not be kept with them, or "".
    """

    words: AnyWords
    needs_person: bool
    lost: str = ""

    @property
    def waits(self) -> bool:
        """Whether others see them only after somebody has read them."""
        return self.words.state == WordsState.WAITING

    @property
    def aloud(self) -> bool:
        """Whether there is a voice note, which nobody has heard yet."""
        return note_of(self.words) is not None


def begin(reader: Reader, typed: Typed) -> Said:
    """Begin a talk. Words that speak of danger are kept whatever stands in the way (R95, I12).

    Raises NotHere, NotAgreed, NotYet, NeedsChanges and media's Refused; nothing is written then.
    """
    membership = require_place(reader)
    heard = hear(typed)
    with told_aloud(reader, typed.voice, in_danger=heard.needs_person) as aloud:
        return _begin(reader, membership, typed, heard, aloud)


def answer(reader: Reader, thread: Thread, typed: Typed) -> Said:
    """Answer in a talk. thread: one that the reader can see. Raises as `begin` does."""
    membership = require_place(reader)
    if thread.state not in {WordsState.VISIBLE, WordsState.WAITING}:
        raise NotHere("This talk has ended. Your words are kept below, so that you can copy them.")
    heard = hear(typed)
    with told_aloud(reader, typed.voice, in_danger=heard.needs_person) as aloud:
        return _answer(reader, membership, thread, typed, heard, aloud)


def require_place(reader: Reader) -> Membership:
    """The membership under which somebody writes. Raises NotHere."""
    if reader.membership is None:
        raise NotHere("You read here as a visitor. Join the group first; your words are kept below.")
    if not reader.may_write:
        raise NotHere("This group is closed. Your words are kept below, so that you can copy them.")
    return reader.membership


@transaction.atomic
def _begin(reader: Reader, membership: Membership, typed: Typed, heard: Heard, aloud: Aloud) -> Said:
    persona = Persona.objects.select_for_update().get(pk=membership.persona_id)
    same = pressed_twice(Thread, persona, heard, group=reader.group)
    if same:
        return Said(same, heard.needs_person)
    require_time(reader, membership, typed, heard)
    now = timezone.now()
    thread = Thread.objects.create(
        group=reader.group,
        persona=persona,
        title=heard.title,
        **kept(heard, now),
        listening=typed.listening,
        notes=[note for note in reader.group.content_notes if note in typed.notes],
        voice=aloud.keep(),
        state=state_for(reader, membership, persona, heard.level, aloud=bool(aloud.note_id)),
        last_at=now,
    )
    opened(thread, heard)
    changed(thread, "thread.started", topic=reader.group.topic)
    return Said(thread, heard.needs_person, aloud.lost)


@transaction.atomic
def _answer(
    reader: Reader, membership: Membership, thread: Thread, typed: Typed, heard: Heard, aloud: Aloud
) -> Said:
    persona = Persona.objects.select_for_update().get(pk=membership.persona_id)
    same = pressed_twice(Reply, persona, heard, thread=thread)
    if same:
        return Said(same, heard.needs_person)
    require_time(reader, membership, typed, heard)
    now = timezone.now()
    reply = Reply.objects.create(
        thread=thread,
        persona=persona,
        **kept(heard, now),
        voice=aloud.keep(),
        state=state_for(reader, membership, persona, heard.level, aloud=bool(aloud.note_id)),
    )
    opened(reply, heard)
    if reply.state == WordsState.VISIBLE:
        appeared(reply)
    changed(reply, "reply.posted", topic=thread.topic)
    return Said(reply, heard.needs_person, aloud.lost)


def kept(heard: Heard, now: datetime) -> dict[str, Any]:
    """The columns that every kind of words has."""
    return {"body": heard.body, "html": heard.html, "written_at": now}


def pressed_twice(kind: type[AnyWords], persona: Persona, heard: Heard, **where: Any) -> Any:
    """The words that these repeat, if the button was pressed twice. The persona's row is locked by the caller."""
    since = timezone.now() - TWICE_WITHIN
    lately = kind.objects.filter(persona=persona, body=heard.body, written_at__gt=since, **where)
    return lately.exclude(state=WordsState.DELETED).first()


def require_time(reader: Reader, membership: Membership, typed: Typed, heard: Heard) -> None:
    """Raises NotAgreed and NotYet; words that speak of danger pass whatever limit is reached (I12)."""
    require_leave(reader, membership, typed, heard)
    if not membership.looks_after and not heard.needs_person:
        require_pace(reader.group, membership)


def require_leave(reader: Reader, membership: Membership, typed: Typed, heard: Heard) -> None:
    """Raises NotAgreed, and NotYet for whoever is held back or wrote a lot today; never for danger (I12)."""
    if not heard.needs_person:
        agreed(reader, membership, agrees=typed.agrees)
        require_standing(membership.persona_id)
    if not spend(reader.account, "words", SLOW_A_DAY if reader.mourning else A_DAY) and not heard.needs_person:
        raise NotYet("You have written a lot today. Your words are kept below; from tomorrow you can send them.")


def agreed(reader: Reader, membership: Membership, *, agrees: bool) -> None:
    """Accept the agreement of today's version. Raises NotAgreed when it was not accepted, now or before."""
    version = reader.group.agreement_version
    if membership.agreed >= version:
        return
    if not agrees:
        raise NotAgreed
    Membership.objects.filter(pk=membership.pk).update(agreed=version)


def require_standing(persona_id: str) -> None:
    """Raises NotYet for a name that moderators slowed, muted or removed; never asked of words of danger (I12)."""
    standing = standing_of(persona_id)
    if standing.is_free:
        return
    last = [
        kind.objects.filter(persona=persona_id).order_by("-written_at").values_list("written_at", flat=True).first()
        for kind in (Thread, Reply)
    ]
    why = standing.refusal(max((at for at in last if at), default=None))
    if why:
        raise NotYet(why)


def require_pace(group: SupportGroup, membership: Membership) -> None:
    """Raises NotYet for somebody who wrote less than the group's pause ago."""
    if not group.pace_minutes:
        return
    since = timezone.now() - timedelta(minutes=group.pace_minutes)
    mine = {"persona": membership.persona_id, "written_at__gt": since}
    if Thread.objects.filter(**mine).exists() or Reply.objects.filter(**mine).exists():
        raise NotYet(
            f"This group goes slowly: {group.pace_minutes} minutes between two of your posts. Your words are kept "
            "below; send them in a while."
        )


def state_for(
    reader: Reader,
    membership: Membership,
    persona: Persona,
    level: str,
    *,
    always: bool = False,
    aloud: bool = False,
) -> str:
    """Whether others see the words at once, or after a person has read them.

    always: where they stand, words of any danger wait, whatever the group says about its talks. aloud: a voice note
    is with them, which the Guard can't hear: somebody listens first, whoever wrote them.
    """
    waits = (
        aloud
        or (always and bool(level))
        or waits_for_danger(reader, level)
        or waits_for_company(reader, membership, persona)
    )
    return WordsState.WAITING if waits else WordsState.VISIBLE


def waits_for_danger(reader: Reader, level: str) -> bool:
    """Whether words of this level wait here. It says nothing about their writer (I12, I15)."""
    if not level:
        return False
    unwatched = not reader.staffing.on_duty and urgency(level) <= SERIOUS
    return level in ALWAYS_WAIT or reader.group.holds_distress or unwatched


def waits_for_company(reader: Reader, membership: Membership, persona: Persona) -> bool:
    """Whether the group or its newest people need somebody to read first, or somebody has died (R16, R95)."""
    if membership.role != GroupRole.MEMBER:
        return False
    return reader.mourning or reader.staffing.degraded or (not persona.reviewed and wall.is_new(persona.pk))


def opened(words: AnyWords, heard: Heard) -> None:
    """Put words of danger before the safety leads, and nobody else (I14)."""
    if heard.level:
        open_item(words.subject, heard.level)
    elif isinstance(words, Thread | Reply):
        look_for_pattern(words)


def appeared(reply: Reply) -> None:
    """The list of talks knows that something was said."""
    thread = Thread.objects.filter(pk=reply.thread_id)
    thread.update(last_at=timezone.now())
    if thread.filter(answered=False).exclude(persona=reply.persona_id).update(answered=True):
        answered(str(reply.thread_id))


def changed(words: AnyWords, kind: str, *, topic: str = "", by: Account | None = None) -> None:
    """Record what happened: by the persona, or by whoever decided about it; open pages hear of what shows."""
    shows = words.state == WordsState.VISIBLE or kind.endswith((".approved", ".restored"))
    record(kind, subject=words, by=by or words.persona, topic=topic if shows else "")


@transaction.atomic
def rewrite(reader: Reader, words: AnyWords, typed: Typed, *, seen: str) -> Said:
    """Change one's own words; they are read again. seen: `fingerprint` of those the edit began from.

    Raises Changed, NotHere and NeedsChanges.
    """
    membership = require_place(reader)
    heard = hear(typed, stands=visible(words.html))
    current = type(words).objects.select_for_update(of=("self",)).select_related("persona").get(pk=words.pk)
    if fingerprint(current.body) != seen or current.state in SETTLED:
        raise Changed
    waits = current.state == WordsState.WAITING
    always, aloud = isinstance(current, Entry | Line), bool(note_of(current)) and not typed.without_voice
    after_all = state_for(reader, membership, current.persona, heard.level, always=always, aloud=aloud)
    state = WordsState.WAITING if waits else after_all
    title = {"title": heard.title or current.title} if isinstance(current, Thread | Entry) else {}
    after = {"body": heard.body, "html": for_readers(heard.html, current.covered), "edited_at": timezone.now()}
    type(current).objects.filter(pk=current.pk).update(state=state, **after, **title)
    current.state, current.html = state, after["html"]
    if typed.without_voice:
        take_out(current)
    opened(current, heard)
    changed_as_asked(current.subject)
    changed(current, EDITED[kind_of(current)], topic=topic_of(current))
    return Said(current, heard.needs_person)


@transaction.atomic
def take_back(words: AnyWords) -> None:
    """Take one's own words back. A talk that others answered keeps an empty place, so that they make sense."""
    changed(words, DELETED[kind_of(words)], topic=topic_of(words))
    note_id = note_of(words)
    if isinstance(words, Thread) and words.replies.exists():
        gone = {"body": "", "html": "", "title": "", "covered": "", "voice": None}
        Thread.objects.filter(pk=words.pk).update(state=WordsState.DELETED, **gone)
    else:
        words.delete()
    discard([note_id])


@transaction.atomic
def feel(words: AnyWords, word: str, *, by: Reader) -> None:
    """Say "with you", "same here" or "thank you". Its writer sees the words once, never a number or a name (C4)."""
    if words.persona_id != by.persona_id and by.membership is not None:
        type(words).objects.filter(pk=words.pk).update(**{word: True})


@transaction.atomic
def put_away(reply: Reply, *, by: Reader) -> bool:
    """Whoever asked only to be listened to folds an answer that did not (R64). False for anybody else's talk."""
    own = Reply.objects.filter(pk=reply.pk, thread__persona=by.persona_id, thread__listening=True)
    return own.update(put_away=True) == 1


def kind_of(words: AnyWords) -> str:
    """ "thread", "reply", "entry" or "line": how events begin."""
    return str(words._meta.model_name)


def topic_of(words: AnyWords) -> str:
    """Where open pages listen for them; "" for a notebook, which nobody has to watch."""
    if isinstance(words, Entry):
        return ""
    if isinstance(words, Line):
        return words.meeting.topic
    return words.topic if isinstance(words, Thread) else words.thread.topic
