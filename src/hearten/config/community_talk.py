"""The demo community's comments, paperwork and shifts: what people said, and who watches when."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from hearten.accounts.models import Account
from hearten.blog.actions.comments import add_comment, approve_comment, subject_of
from hearten.blog.models import Comment, Post, Thanks
from hearten.blog.models.comment import CommentState
from hearten.config.community import table
from hearten.directory.models import Therapist
from hearten.moderation.actions import add_shift, decide, fill_record
from hearten.moderation.models import Decision, HostRecord, Shift
from hearten.moderation.paperwork import papers
from hearten.moderation.review import review_member_text

#: Shifts are entered for this many weeks.
WEEKS = 4


def bring_paperwork() -> None:
    """The forms, filled in by Grace. No crisis line is marked as checked: nobody here has tried one."""
    grace = Account.objects.get(login="grace")
    for given in table("host")["records"]:
        if not HostRecord.objects.filter(kind=given["kind"]).exists():
            fill_record(kind=given["kind"], answers=answers_of(given), name=given["name"], by=grace)


def answers_of(given: dict[str, Any]) -> dict[str, str]:
    """What the demo says, and the form's own draft where it says nothing and the draft leaves no gap."""
    questions = papers()[given["kind"]].questions
    drafts = {question.id: question.draft for question in questions if "[" not in question.draft}
    return {**drafts, **given["answers"]}


def bring_shifts() -> None:
    """Grace's hours for the coming weeks."""
    today = timezone.localdate()
    days = [today + timedelta(days=number) for number in range(7 * WEEKS)]
    for given in table("host")["shifts"]:
        account = Account.objects.get(login=given["login"])
        for day in days:
            starts, ends = (at(day, given[name]) for name in ("starts", "ends"))
            known = Shift.objects.filter(account=account, starts_at=starts).exists()
            if day.isoweekday() == given["weekday"] and ends > timezone.now() and not known:
                add_shift(by=account, starts_at=max(starts, timezone.now()), ends_at=ends)


def at(day: Any, clock: str) -> datetime:
    """A time of a day in the host's zone."""
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))


def bring_comments() -> None:
    """Every comment through the same door as anybody's: read by the Guard, approved, or waiting."""
    talk = table("comments")
    personas = {given["label"]: given for given in talk["personas"]}
    made: dict[str, Comment] = {}
    for given in talk["comments"]:
        comment = bring_comment(given, personas, made.get(given.get("reply_to", "")))
        made[given["id"]] = comment
        settle(comment, given)


def bring_comment(given: dict[str, Any], personas: dict[str, Any], parent: Comment | None) -> Comment:
    """One comment, under the persona or the name it belongs to."""
    post = Post.objects.select_related("therapist__account").get(slug=given["on"])
    known = Comment.objects.filter(post=post, body=given["text"]).first()
    if known:
        return known
    persona = personas.get(given["by"])
    account = Account.objects.get(login=persona["account"] if persona else given["by"])
    post.published_at = timezone.now()  # in memory: the page was young when this was written
    seen = {item.rule for item in review_member_text(given["text"]).findings if item.severity == "advise"}
    name = persona["name"] if persona else ""
    posted = add_comment(post, by=account, body=given["text"], parent=parent, name=name, acknowledged=seen)
    return posted.comment


def settle(comment: Comment, given: dict[str, Any]) -> None:
    """Give the comment its date, and let it stand where the demo says."""
    when = at(timezone.localdate() - timedelta(days=given["days_ago"]), f"{given['hour']:02}:00")
    Comment.objects.filter(pk=comment.pk).update(written_at=min(when, timezone.now()))
    if given["state"] != "waiting" and comment.state == CommentState.WAITING:
        approve_comment(comment, by=comment.post.therapist.account)
    subject = subject_of(comment)
    if given["state"] == "removed" and not Decision.objects.filter(subject=subject).exists():
        said = given["decision"]
        by = Account.objects.get(login=said["by"])
        decide(subject=subject, act="remove", rule=said["rule"], facts=said["facts"], by=by)


def bring_thanks() -> None:
    """Some words readers pressed yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    for post in Therapist.objects.get(handle="ana").posts.order_by("-published_at")[:3]:
        Thanks.objects.get_or_create(post=post, word="relate", day=yesterday)
