"""What clinical editors see: pieces, never who asked about them (R80)."""

from __future__ import annotations

from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from hearten.accounts.models import Account, Role
from hearten.blog.models import Differing, SourceAsk, SourceFlag
from hearten.blog.queries import source_line

#: How many questions one page shows; the rest comes up when these are decided.
SHOWN = 50


def somebody_edits() -> bool:
    """Whether this host has a clinical editor at all, so that no page promises one that is not there (I13)."""
    named = Account.objects.filter(is_active=True, paused="").annotate(held=Cast("roles", TextField()))
    return named.filter(held__contains=f'"{Role.CLINICAL_EDITOR}"').exists()


def queue(viewer: Account) -> dict[str, Any]:
    """What waits, oldest first, one row an edition. Overdue ones say so, to editors and to the host."""
    rows = SourceAsk.objects.waiting().select_related("edition", "post__therapist")[:SHOWN]
    editor = viewer.has_role(Role.CLINICAL_EDITOR)
    asks = [row(ask, viewer, editor=editor) for ask in rows]
    disputes = Differing.objects.settleable_by(viewer).select_related("post__edition")
    titles = [
        {"href": reverse("differing_settle", args=[row.pk]) if editor else "", "title": row.post.edition.title}
        for row in disputes[:SHOWN]
        if row.post.edition
    ]
    return {"asks": asks, "disputes": titles, "editor": editor, "somebody": somebody_edits()}


def row(ask: SourceAsk, viewer: Account, *, editor: bool) -> dict[str, Any]:
    """One line."""
    mine = ask.post.therapist.account_id == viewer.pk
    return {
        "title": ask.edition.title,
        "by": ask.post.therapist.name,
        "due": ask.due_at,
        "overdue": ask.due_at < timezone.now(),
        "mine": mine,
        "href": reverse("source_ask", args=[ask.pk]) if editor and not mine else "",
    }


def case(ask: SourceAsk) -> dict[str, Any]:
    """One question with the piece as readers saw it, its sources and dates."""
    post = ask.post
    return {
        "title_of": ask.edition.title,
        "by": post.therapist.name,
        "summary": ask.edition.summary,
        "html": mark_safe(ask.edition.html),  # noqa: S308  cleaned when it was published (markdown.render)
        "href": reverse("article", args=[post.therapist.handle, post.slug]),
        "moved": post.edition_id != ask.edition_id,
        "passages": sorted({words for words in ask.flags.values_list("words", flat=True) if words}),
        "sources": [
            source_line(item.title, item.publisher, str(item.year or ""), item.url) for item in post.sources.all()
        ],
        "reviewed_on": post.reviewed_on,
        "due": ask.due_at,
        "overdue": ask.due_at < timezone.now(),
    }


def receipt(pk: str) -> SourceFlag | None:
    """The question behind a receipt: whoever holds its address may see what came of it."""
    return SourceFlag.objects.select_related("ask").filter(pk=pk).first()
