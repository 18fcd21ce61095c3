"""What stands against publishing an answer: words of an asker who has not said yes (R11)."""

from __future__ import annotations

from dataclasses import dataclass

from hearten.blog.models import Post
from hearten.blog.models.post import State as PostState
from hearten.questions.models import Question
from hearten.questions.quoting import Run, merged, shared_runs
from hearten.questions.words import GAP_LEFT, GAPS, TAKEN_OUT

#: Where a quote can stand in a draft.
FIELDS = {"title": "the title", "summary": "the summary", "body": "the text"}
#: So many of the other questions put to the author are compared as well, newest first.
OTHERS = 200


@dataclass(frozen=True)
class Quoted:
    """A stretch of one field of a draft that repeats a question."""

    field: str
    run: Run


def before_publishing(post: Post) -> list[str]:
    """What its author has to do first, in plain sentences (settings.PUBLISH_CHECKS). Two statements."""
    linked, others = private_words(post)
    gaps = (*GAPS, TAKEN_OUT) if linked else GAPS
    unfinished = [GAP_LEFT] if any(gap in post.body for gap in gaps) else []
    return unfinished + [sentence(found) for found in quotes(post, linked, others)]


def sentence(found: Quoted) -> str:
    """Which words, where, and what to do."""
    shown = " ".join(found.run.quote.split())
    return (
        f"In {FIELDS[found.field]}, “{shown}” repeats a question whose asker did not say that you may quote it. "
        "Say it in your own words. The page “Questions” on your desk can take it out for you."
    )


def quotes_in(post: Post) -> list[Quoted]:
    """Where the working copy repeats what somebody asked its author, without their yes."""
    return quotes(post, *private_words(post))


def private_words(post: Post) -> tuple[list[str], list[str]]:
    """What may not be quoted: of the questions this post answers, and of others that were put to its author."""
    private = Question.objects.filter(quotable=False)
    linked = private.filter(answer=post.pk).values_list("body", flat=True)
    others = private.filter(therapist=post.therapist_id).exclude(answer=post.pk).order_by("-asked_on", "pk")
    return list(linked), list(others.values_list("body", flat=True)[:OTHERS])


def quotes(post: Post, linked: list[str], others: list[str]) -> list[Quoted]:
    """Six words in a row are a quote of a question that is being answered; of another one, only a longer run."""
    return [Quoted(field, run) for field in FIELDS for run in _runs(getattr(post, field), linked, others)]


def _runs(text: str, linked: list[str], others: list[str]) -> list[Run]:
    found = [*shared_runs(linked, text), *shared_runs(others, text, few_words=False)]
    return [Run(start, end, text[start:end]) for start, end in merged((run.start, run.end) for run in found)]


def edition_quotes(post: Post, body: str) -> bool:
    """Whether the text that the world can read now repeats these words."""
    edition = post.edition
    if edition is None or post.state != PostState.PUBLISHED:
        return False
    return any(shared_runs([body], getattr(edition, field)) for field in FIELDS)
