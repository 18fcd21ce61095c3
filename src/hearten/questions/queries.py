"""What askers and professionals see of questions, as plain data; few statements, whatever the number of rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.blog.models import Post
from hearten.directory.models import Therapist
from hearten.questions.checks import FIELDS, quotes_in
from hearten.questions.models import Question, QuestionQuerySet, Reason, State, in_safety_queue
from hearten.questions.words import KINDLY, ways_on
from hearten.ui.engine import day

#: Every list ends.
PAGE = 30
#: Days since a question was asked, up to which it reads so: a band, so that nobody is known by a date (I4).
AGES = ((3, "asked in the last days"), (9, "asked about a week ago"), (16, "asked one or two weeks ago"))
LONG_AGO = "asked more than two weeks ago"


@dataclass(frozen=True)
class Standing:
    """Where a question stands, for its asker. key: for the page; title and says: the words.

    href: where its answer is, or "". ways: two other ways on, when it was not answered.
    """

    key: str
    title: str
    says: str
    href: str = ""
    ways: list[dict[str, str]] = field(default_factory=list)


def own(account: Account) -> QuestionQuerySet:
    """The account's own questions, newest first, with all that `standing` needs, in one statement."""
    return (
        Question.objects.asked_by(account)
        .select_related("therapist", "answer__therapist__account", "answer__edition")
        .annotate(
            held=in_safety_queue(),
            is_out=Exists(Post.objects.public().filter(pk=OuterRef("answer"))),
            open_page=Exists(Therapist.objects.listed().filter(pk=OuterRef("therapist"))),
        )
        .order_by("-asked_on", "pk")
    )


def own_page(account: Account, after: str) -> tuple[list[dict[str, Any]], str]:
    """One part of the list of own questions, and the value of `after` for the next, or "" at its end."""
    found = own(account)
    last = found.filter(pk=after).first() if after else None
    if last:
        found = found.filter(Q(asked_on__lt=last.asked_on) | Q(asked_on=last.asked_on, pk__gt=last.pk))
    rows = list(found[: PAGE + 1])
    return [own_view(row) for row in rows[:PAGE]], rows[PAGE - 1].pk if len(rows) > PAGE else ""


def own_view(row: Any) -> dict[str, Any]:
    """One question as its asker sees it. row: of `own`."""
    return {
        "pk": row.pk,
        "body": row.body,
        "covered": bool(row.covered),
        "asked_on": row.asked_on,
        "to": row.therapist.name if row.therapist else "",
        "page": reverse("therapist", args=[row.therapist.handle]) if row.therapist and row.open_page else "",
        "quotable": row.quotable,
        "standing": standing(row, timezone.localdate()),
    }


def standing(row: Any, today: date) -> Standing:
    """Where a question stands, in true words that blame nobody. row: of `own`."""
    if row.state == State.REMOVED:
        says = "A moderator took it out. Your decisions page says why, and lets you ask for another look."
        return Standing("removed", "Taken out", says)
    if row.state == State.DECLINED:
        handle = row.therapist.handle if row.therapist else ""
        return Standing("declined", "Not answered", KINDLY[Reason(row.reason)], ways=ways_on(row.reason, handle))
    if row.therapist is None:
        says = "The author you asked has left this place. Thank you for asking; it was a fair thing to ask."
        return Standing("ended", "Ended", says, ways=ways_on("", ""))
    return answer_standing(row) or waiting_standing(row, today)


def answer_standing(row: Any) -> Standing | None:
    """When there is a post for it: whether it can be read."""
    post = row.answer
    if row.is_out:
        href = reverse("article", args=[post.therapist.handle, post.slug])
        return Standing("answered", "Answered", "There is an answer for everybody who asks this.", href)
    if post and post.edition_id:
        return Standing(
            "down", "The answer was taken down", "It may come back. You can ask again, or look elsewhere."
        )
    if post and not row.held:
        return Standing("drafting", "Being answered", "The author is writing about it. It can take a while.")
    return None


def waiting_standing(row: Any, today: date) -> Standing:
    """While nobody has begun to answer."""
    if row.held:
        says = "A person of the safety team reads it before the author does. You have done nothing wrong."
        return Standing("held", "Waiting", says)
    if not row.open_page:
        says = "The author's page is closed at the moment, so an answer may not come."
        return Standing("closed", "Waiting", says, ways=ways_on("", ""))
    if row.expected_on < today:
        says = (
            "It takes longer than the usual time. That says nothing about your question. It may still be answered."
        )
        return Standing("late", "Waiting", says, ways=ways_on("", ""))
    return Standing("waiting", "Waiting", f"The usual time ends on {day(row.expected_on)}. It is not a promise.")


def queue(account: Account) -> list[dict[str, Any]]:
    """What waits for this professional, oldest day first; what does not fit comes up later."""
    return [shown(row) for row in Question.objects.waiting_for(account)[:PAGE]]


def shown(row: Question) -> dict[str, Any]:
    """One question as a professional sees it: words and an age in a band, and nothing of who asked (I1)."""
    today = timezone.localdate()
    return {
        "pk": row.pk,
        "body": row.for_author,
        "age": age((today - row.asked_on).days),
        "late": row.expected_on < today,
        "quotable": row.quotable,
    }


def age(days: int) -> str:
    """So many days as a band."""
    return next((words for limit, words in AGES if days < limit), LONG_AGO)


def answers(account: Account) -> list[dict[str, Any]]:
    """The professional's posts that answer questions, newest first."""
    posts = Post.objects.editable_by(account).filter(
        Exists(Question.objects.put_to(account).filter(answer=OuterRef("pk")))
    )
    return [answer_row(post) for post in posts.order_by("-pk")[:PAGE]]


def answer_row(post: Post) -> dict[str, Any]:
    """One line in a list of answers."""
    return {"pk": post.pk, "title": post.title or "Without a title yet", "state": post.get_state_display()}


def unfinished(account: Account) -> list[dict[str, Any]]:
    """Answers the world can't read yet, into which another question can go."""
    return [row for row in answers(account) if row["state"] in {"draft", "planned", "taken down"}]


def answer_page(post: Post, account: Account) -> dict[str, Any]:
    """A post beside the questions it answers, with every place where it quotes one that may not be quoted."""
    linked: Iterable[Question] = Question.objects.put_to(account).filter(answer=post)[:PAGE]
    return {
        "post": answer_row(post),
        "questions": [shown(row) for row in linked],
        "quotes": [{"where": FIELDS[found.field], "words": found.run.quote} for found in quotes_in(post)],
    }
