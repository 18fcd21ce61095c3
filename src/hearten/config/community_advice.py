"""The demo community's hours, a question about a source, and two pieces that see something differently."""

from __future__ import annotations

from hearten.accounts.models import Account
from hearten.blog.actions.differing import answer, declare
from hearten.blog.actions.sourcing import flag
from hearten.blog.models import Differing, Post, SourceAsk
from hearten.config.community import table
from hearten.directory.actions import change_page
from hearten.directory.models import Therapist


def bring_hours() -> None:
    """When the professionals read comments."""
    for given in table("advice")["hours"]:
        therapist = Therapist.objects.select_related("account").get(handle=given["handle"])
        changes = {name: value for name, value in given.items() if name != "handle"}
        if not therapist.hours_days:
            change_page(therapist, by=therapist.account, changes=changes)


def bring_differing() -> None:
    """Two pieces side by side, with an answer, both sentences read by the Guard."""
    for given in table("advice")["differing"]:
        post, other = piece(given["post"]), piece(given["other"])
        if not Differing.objects.filter(post=post, other=other).exists():
            row = declare(post, other, says=given["says"], by=post.therapist.account)
            answer(row, words=given["answer"], by=other.therapist.account)


def bring_flags() -> None:
    """Questions that wait for a clinical editor."""
    for given in table("advice")["flags"]:
        post = piece(given["post"])
        if not SourceAsk.objects.filter(post=post).exists():
            flag(post, by=Account.objects.get(login=given["by"]), words=given["words"])


def piece(slug: str) -> Post:
    """A published piece of the demo."""
    return Post.objects.select_related("therapist__account", "edition").get(slug=slug)
