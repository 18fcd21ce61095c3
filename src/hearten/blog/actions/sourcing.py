"""Asking where a claim comes from, deciding about it, and answering (R80). How many asked changes nothing (I42)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from hearten.accounts.budget import spend
from hearten.accounts.models import Account, BoxNotice
from hearten.blog.markdown import plain_text
from hearten.blog.models import Edition, Post, SourceAsk, SourceFlag
from hearten.blog.models.post import State
from hearten.blog.models.sourcing import Outcome
from hearten.events.actions import record
from hearten.moderation.actions import CannotDecide, decide
from hearten.moderation.models import Decision

#: How many times one account may ask in a day, over all pieces.
A_DAY = 10
#: The only claims that are hidden before their author has changed them: those that can do harm (R80).
HARMS = {
    "cure": "A claim that something cures an illness has to be shown to be true",
    "stop": "No telling people to begin, stop or change medicine or treatment",
    "dose": "No doses of medicine",
}
#: Quotation marks as somebody types them, for those that a page draws.
QUOTES = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
#: What the decision says when changed words bring a hidden piece back.
CHANGED = "The author has changed the words that were named. A clinical editor reads the piece again."


class Enough(Exception):
    """The account has asked its share for today."""


class NotInThePiece(Exception):
    """These words do not stand in the piece."""


class NothingNew(Exception):
    """No source was added since it was asked for."""


@dataclass(frozen=True)
class Verdict:
    """What an editor decided: an `Outcome`, why, and for a hold which words have to change and which harm."""

    outcome: str
    reason: str
    passage: str = ""
    harm: str = ""


@transaction.atomic
def flag(post: Post, *, by: Account, words: str = "") -> SourceFlag:
    """Ask for a source. Every question about one edition is one row in the editors' queue.

    words: a passage of the piece, or "". by: only counted against today's share; who asked is not kept.
    Raises Enough, NotInThePiece.
    """
    edition = edition_of(post)
    if words and not stands_in(words, edition):
        raise NotInThePiece
    if not spend(by, "source-flag", A_DAY):
        raise Enough
    ask, opened = SourceAsk.objects.get_or_create(edition=edition, defaults={"post": post})
    if opened:
        record("source.asked", subject=ask, by=None)  # the actor would say who asked
    return SourceFlag.objects.create(ask=ask, words=words)


@transaction.atomic
def decide_source(ask: SourceAsk, verdict: Verdict, *, by: Account) -> SourceAsk:
    """Decide about a question: never about one's own piece, never twice, never without a reason.

    Raises CannotDecide; NotInThePiece when the words that have to change do not stand in the piece.
    """
    locked = SourceAsk.objects.select_for_update(of=("self",)).select_related("post__therapist__account")
    row = locked.get(pk=ask.pk)
    if row.post.therapist.account_id == by.pk:
        raise CannotDecide("You wrote this. Somebody else has to decide.")
    if row.outcome:
        raise CannotDecide("A colleague has decided meanwhile.")
    if verdict.outcome == Outcome.HIDDEN:
        row.decision = hide(row.post, verdict, by=by)
    if verdict.outcome == Outcome.ASKED:
        row.known_sources = sources_of(row.post)
        BoxNotice.objects.create(account=row.post.therapist.account, kind="source-asked")
    row.outcome, row.reason, row.passage = verdict.outcome, verdict.reason, verdict.passage
    row.closed_by, row.closed_at = by, timezone.now()
    row.save()
    changed(row, "source.decided", by=by, outcome=verdict.outcome)
    return row


def hide(post: Post, verdict: Verdict, *, by: Account) -> Decision:
    """Take it down under a decision with reasons, notice and appeal, until the named words are changed (I41)."""
    if not stands_in(verdict.passage, edition_of(post)):
        raise NotInThePiece
    facts = f"{verdict.reason}\n\nThe words that have to change: “{verdict.passage}”"
    return decide(subject=subject_of(post), act="remove", rule=HARMS[verdict.harm], facts=facts, by=by)


@transaction.atomic
def answer(ask: SourceAsk, *, how: str, by: Account) -> None:
    """The author added a source, or says that it is their own opinion; the line for readers changes at once.

    how: "source" or "opinion". Raises NothingNew.
    """
    row = SourceAsk.objects.select_for_update(of=("self",)).select_related("post").get(pk=ask.pk)
    if how == "source" and not [item for item in sources_of(row.post) if item not in row.known_sources]:
        raise NothingNew
    row.answer, row.answered_on = how, timezone.localdate()
    row.save(update_fields=["answer", "answered_on"])
    changed(row, "source.answered", by=by, answer=how)


def hidden_words(post: Post) -> str | None:
    """The words that keep a piece away from readers; None when an editor's hold is not what took it down."""
    if post.state != State.REMOVED:
        return None
    last = Decision.objects.filter(subject=subject_of(post)).first()
    ask = SourceAsk.objects.filter(post=post, outcome=Outcome.HIDDEN, decision=last).first() if last else None
    return ask.passage if ask and last and last.act == "remove" else None


def may_come_back(post: Post) -> bool:
    """Whether the words an editor named are gone from the working copy."""
    words = hidden_words(post)
    return words is not None and folded(words) not in folded(as_read(post.title, post.summary, post.body))


def came_back(post: Post, edition: Edition, *, by: Account) -> None:
    """The author published changed words: a decision says so, and an editor reads the new edition, too."""
    last = Decision.objects.filter(subject=subject_of(post), act="remove").first()
    asks = SourceAsk.objects.filter(post=post, outcome=Outcome.HIDDEN, decision=last)
    if last is None:
        return
    Decision.objects.create(subject=subject_of(post), act="restore", rule=last.rule, facts=CHANGED, automated=True)
    asks.update(answer="changed", answered_on=timezone.localdate())
    again = SourceAsk.objects.create(post=post, edition=edition)
    record("source.asked", subject=again, by=by)


def changed(ask: SourceAsk, kind: str, *, by: Account, **data: str) -> None:
    """Record it, and let stored copies of the page know."""
    Post.objects.filter(pk=ask.post_id).update(version=F("version") + 1)
    record(kind, subject=ask, by=by, **data)


def edition_of(post: Post) -> Edition:
    """What the world reads. Raises ValueError for a piece without it."""
    if post.edition is None:
        raise ValueError("only published pieces can be asked about")
    return post.edition


def stands_in(words: str, edition: Edition) -> bool:
    """Whether these words, as readers see them, are part of the edition."""
    text = as_read(edition.title, edition.summary, edition.body)
    return bool(folded(words)) and folded(words) in folded(text)


def as_read(title: str, summary: str, body: str) -> str:
    """The words without the signs that shape them."""
    return f"{title} {summary} {plain_text(body)}"


def folded(text: str) -> str:
    """The same whatever the case, the spaces and the shape of the quotation marks."""
    return " ".join(text.translate(QUOTES).casefold().split())


def sources_of(post: Post) -> list[list[str]]:
    """Title and address of each source that stands there now."""
    return [[title, url] for title, url in post.sources.values_list("title", "url")]


def subject_of(post: Post) -> str:
    """How moderation names a piece."""
    return f"blog.post:{post.pk}"
