"""What moderation may see and do with words in groups: words and pseudonyms, never accounts."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from functools import partial
from typing import Any

from django.urls import reverse

from hearten.accounts.models import Account
from hearten.accounts.wall import leave_notice, owns
from hearten.groups.actions.covering import cover
from hearten.groups.actions.keeping import hide_for_now, let_go, remove, restore
from hearten.groups.actions.opening import CannotOpen, close_group, open_group
from hearten.groups.actions.talking import kind_of
from hearten.groups.models import (
    AnyWords,
    Entry,
    GroupState,
    Line,
    Membership,
    Reply,
    SupportGroup,
    Thread,
    WordsState,
)
from hearten.media.voice import voice_as_shown
from hearten.moderation.subjects import Shown, Subject

LABELS = {
    "thread": "A talk in a group",
    "reply": "An answer in a group",
    "entry": "A note in a group's notebook",
    "line": "A line in a meeting",
}


def thread_of(key: str) -> Thread | None:
    """The talk behind a key."""
    return (
        Thread.objects.select_related("group", "persona", "voice").filter(pk=key).exclude(state="deleted").first()
    )


def reply_of(key: str) -> Reply | None:
    """The answer behind a key."""
    return Reply.objects.select_related("thread__group", "persona", "voice").filter(pk=key).first()


def entry_of(key: str) -> Entry | None:
    """The note behind a key."""
    return Entry.objects.select_related("group", "persona").filter(pk=key).first()


def line_of(key: str) -> Line | None:
    """The line of a meeting behind a key."""
    return Line.objects.select_related("meeting__group", "persona").filter(pk=key).first()


def group_of(words: AnyWords) -> SupportGroup:
    """Where they were said."""
    if isinstance(words, Line):
        return words.meeting.group
    return words.thread.group if isinstance(words, Reply) else words.group


def shown(words: AnyWords | None) -> Shown | None:
    """Their words under the name they were written, and where they stand; never public (I28)."""
    if words is None:
        return None
    text = f"{words.title}\n\n{words.body}" if isinstance(words, Thread | Entry) else words.body
    name = words.persona.name if words.persona else ""
    where, others_read = f"{page_of(words)}#w-{words.pk}", words.state == WordsState.VISIBLE
    voice = voice_as_shown(words.voice) if isinstance(words, Thread | Reply) else None
    return Shown(LABELS[kind_of(words)], name, text, where, False, others_read, voice)


def page_of(words: AnyWords) -> str:
    """The page on which words stand."""
    if isinstance(words, Entry):
        return reverse("notebook", args=[words.group_id])
    if isinstance(words, Line):
        return reverse("meeting", args=[words.meeting.group_id, words.meeting_id])
    root = words if isinstance(words, Thread) else words.thread
    return reverse("thread", args=[root.group_id, root.pk])


def is_own(words: AnyWords | None, account: Account) -> bool:
    """Whether this account wrote them; asked about the one who is looking only."""
    return words is not None and type(words).objects.written_by(account).filter(pk=words.pk).exists()


def read_by(words: AnyWords | None, account: Account) -> bool:
    """Whether this account can read them in the group."""
    if words is None or words.state not in {WordsState.VISIBLE, WordsState.WAITING}:
        return False
    inside = Membership.objects.owned_by(account).inside().filter(group=group_of(words)).first()
    if inside is None and isinstance(words, Line):
        return False  # a meeting has no visitors, in an open-read group neither
    if inside is None:
        open_to = SupportGroup.objects.visible_to(account).filter(pk=group_of(words).pk)
        return words.state == WordsState.VISIBLE and open_to.exists()
    return words.state == WordsState.VISIBLE or inside.looks_after


def kept_by(words: AnyWords | None, account: Account) -> bool:
    """Whether this account looks after the group they were said in."""
    own = Membership.objects.owned_by(account).staff()
    return words is not None and own.filter(group=group_of(words)).exists()


def kept_by_group(key: str, account: Account) -> bool:
    """Whether this account looks after the group itself."""
    return Membership.objects.owned_by(account).staff().filter(group=key).exists()


def writer_of(words: AnyWords | None) -> str | None:
    """The persona that wrote them, so that somebody from the safety team can write back (R95)."""
    return words.persona_id if words else None


def let_it_go(words: AnyWords | None) -> None:
    """End a hold, if they are still there."""
    if words is not None:
        let_go(words)


def own_of(kind: Any) -> Callable[[Account], Collection[str]]:
    """The ids of everything of a kind the account wrote."""
    return lambda account: list(kind.objects.written_by(account).values_list("pk", flat=True))


def subject(find: Callable[[str], Any], kind: Any) -> Subject:
    """The verbs for one kind of words."""

    def tell(key: str, notice: str) -> None:
        row = find(key)
        if row and row.persona_id:
            leave_notice(row.persona_id, notice)

    def act(verb: Callable[..., None]) -> Callable[[str, Account], None]:
        def done(key: str, by: Account) -> None:
            row = find(key)
            if row:
                verb(row, by=by)

        return done

    def mask(key: str, passages: Collection[str], by: Account) -> None:
        row = find(key)
        if row:
            cover(row, passages, by=by)

    return Subject(
        show=lambda key: shown(find(key)),
        remove=act(remove),
        restore=act(restore),
        tell=tell,
        is_own=lambda key, account: is_own(find(key), account),
        own=own_of(kind),
        waits_for=lambda key, account: read_by(find(key), account),
        kept_by=lambda key, account: kept_by(find(key), account),
        persona=lambda key: writer_of(find(key)),
        mask=mask,
        hold=act(partial(hide_for_now, state=WordsState.HELD)),
        ask=act(partial(hide_for_now, state=WordsState.ASKED)),
        let_go=lambda key: let_it_go(find(key)),
    )


THREAD = subject(thread_of, Thread)
REPLY = subject(reply_of, Reply)
ENTRY = subject(entry_of, Entry)
LINE = subject(line_of, Line)


def place_of(key: str) -> Shown | None:
    """Somebody who pressed "Ask somebody to write to me": a name, no words and no address (R69)."""
    row = Membership.objects.inside().filter(pk=key).select_related("persona").first()
    return (
        Shown("Somebody in a group asks to be written to", row.persona.name, "", "", is_public=False)
        if row
        else None
    )


def whole(key: str) -> Shown | None:
    """A group that somebody says is not right: its card, which anybody can read (R82)."""
    row = SupportGroup.objects.exclude(state=GroupState.DRAFT).filter(pk=key).first()
    if row is None:
        return None
    text = "\n\n".join([row.name, row.purpose, *row.norms])
    where = reverse("group_card", args=[key])
    return Shown("A group", "", text, where, is_public=row.state == GroupState.OPEN)


def close_whole(key: str, by: Account) -> None:
    """Close it: its members can still read."""
    for row in SupportGroup.objects.public().filter(pk=key):
        close_group(row, by=by)


def open_whole(key: str, by: Account) -> None:
    """Let it go on; what a group needs to open is asked for again. Nothing happens while something is missing."""
    for row in SupportGroup.objects.filter(pk=key, state=GroupState.CLOSED):
        with suppress(CannotOpen):
            open_group(row, by=by)


#: Every moderator of the host may decide about a group: a complaint about those who look after it is not for them.
GROUP = Subject(
    show=whole,
    remove=close_whole,
    restore=open_whole,
    tell=lambda key, kind: None,
    is_own=lambda key, account: kept_by_group(key, account),
    own=lambda account: [],
)


def nothing(key: str, by: Account) -> None:
    """Asking for a person is never taken down."""


ASKING = Subject(
    show=place_of,
    remove=nothing,
    restore=nothing,
    tell=leave_notice,
    is_own=lambda key, account: owns(account, key),
    own=lambda account: [],
    persona=lambda key: key if place_of(key) else None,
)
