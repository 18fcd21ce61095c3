"""Words that are told aloud as well: taking the voice note in, letting go of it, ending where it is heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from hearten.accounts.budget import spend
from hearten.groups.models import AnyWords, GroupState, Reply, Thread
from hearten.groups.reader import Reader
from hearten.media.models import State, VoiceNote
from hearten.media.probe import Refused
from hearten.media.voice_actions import arriving, close, discard, take_in

#: How many voice notes one account may send in a day, over all groups and names. Somebody listens to each.
A_DAY = 12
#: How long voices stay in a group after it was closed. Its words stay for those who were in it.
AFTER_CLOSING = timedelta(days=30)
#: What everybody agrees to besides, where voice notes are on.
AGREED = (
    "People may send voice notes here. What you hear stays here: don’t record it, and don’t play it to anybody. "
    "Nobody can make sure of that, so say aloud only what you could bear to have heard elsewhere."
)
#: The same on the card, before joining (R67).
ON_THE_CARD = (
    "Members may send voice notes of up to 3 minutes. Somebody who looks after the group listens to each one "
    "before others can hear it. People who know a voice may recognise it, and others in the group can record what "
    "they hear."
)
MANY = "You have sent many voice notes today. Your words are kept below; from tomorrow you can send more."
OFF = "Voice notes are switched off in this group. Your words are kept below: send them without a recording."


@dataclass(frozen=True)
class Aloud:
    """What came beside words. note_id: of a recording that arrived, or "". lost: why one was not kept, or ""."""

    note_id: str = ""
    lost: str = ""

    def keep(self) -> VoiceNote | None:
        """The note, in the transaction that writes the words; None without one."""
        return take_in(self.note_id) if self.note_id else None


@contextmanager
def told_aloud(reader: Reader, file: File[bytes] | None, *, in_danger: bool) -> Iterator[Aloud]:
    """What arrived beside words, thrown away unless the words are kept in this block.

    Nothing about a recording stops words that speak of danger: they are kept without it (I12). Raises Refused for
    others, with words for their writer.
    """
    with ExitStack() as held:
        try:
            require_voices(reader, file)
            aloud = Aloud(held.enter_context(arriving(file)))
        except Refused as refused:
            if not in_danger:
                raise
            aloud = Aloud(lost=refused.message)
        yield aloud


def require_voices(reader: Reader, file: File[bytes] | None) -> None:
    """Raises Refused where a group has no voice notes, and for somebody who has sent many today."""
    if file is None:
        return
    if not reader.group.voice:
        raise Refused(OFF, 409)
    if not spend(reader.account, "voice", A_DAY):
        raise Refused(MANY, 429)


def note_of(words: AnyWords) -> str | None:
    """The id of the note these words have, if any."""
    return words.voice_id if isinstance(words, Thread | Reply) else None


def still_unheard(words: AnyWords) -> bool:
    """Whether their note is still being prepared, so that nobody can have listened to it."""
    return VoiceNote.objects.filter(pk=note_of(words), state=State.WAITING).exists()


def end_addresses(words: AnyWords) -> None:
    """Nobody hears it any more where it was heard: whoever still may gets a new address with the next page."""
    if note_of(words):
        close(str(note_of(words)))


def take_out(words: AnyWords) -> None:
    """The words stay, their voice note goes, with its file."""
    note_id = note_of(words)
    if note_id:
        type(words).objects.filter(pk=words.pk).update(voice=None)
        words.voice = None  # type: ignore[union-attr]  # only these have one
        discard([note_id])


def notes_of(*kinds: Any) -> list[str]:
    """The ids of the notes that these rows of threads and replies have."""
    return [note_id for rows in kinds for note_id in rows.exclude(voice=None).values_list("voice", flat=True)]


@transaction.atomic
def drop(rows: Iterable[Thread | Reply]) -> None:
    """The same for many."""
    for words in rows:
        take_out(words)


def forget_closed() -> None:
    """Voices go from groups that were closed a while ago (a recurring task)."""
    long_ago = timezone.localdate() - AFTER_CLOSING
    closed: dict[str, Any] = {"state": GroupState.CLOSED, "closed_on__lt": long_ago}
    drop(Thread.objects.filter(voice__isnull=False, **within("group", closed)))
    drop(Reply.objects.filter(voice__isnull=False, **within("thread__group", closed)))


def within(path: str, about: dict[str, Any]) -> dict[str, Any]:
    """The same conditions about what a path leads to."""
    return {f"{path}__{name}": value for name, value in about.items()}
