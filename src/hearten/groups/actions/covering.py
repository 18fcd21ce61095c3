"""Covering a detail in words that others read, such as a way of harm. The words stay whole (R95, I16)."""

from __future__ import annotations

import re
from collections.abc import Collection

from django.db import transaction
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from hearten.accounts.models import Account
from hearten.events.actions import record
from hearten.groups.models import AnyWords, Entry, Thread
from hearten.moderation.masking import masked

TAG = re.compile(r"(<[^>]*>)")
#: How what happened is recorded, for each kind of words.
COVERED = {
    "thread": "thread.covered",
    "reply": "reply.covered",
    "entry": "entry.covered",
    "line": "line.covered",
}


@transaction.atomic
def cover(words: AnyWords, passages: Collection[str], *, by: Account) -> None:
    """Cover passages for everybody who reads them; those covered before stay so.

    passages: as they stand in the text. Raises ValueError naming one that readers don't see as it is written there,
    because of markup inside it or because it is masked already.
    """
    title = words.title if isinstance(words, Thread | Entry) else ""
    unseen = next((one for one in passages if not is_shown(one, title, words.html)), None)
    if unseen is not None:
        raise ValueError(unseen)
    covered = "\n".join(dict.fromkeys([*words.covered.splitlines(), *passages]))
    after = {"covered": covered, "html": in_text(words.html, passages)}
    if title:
        after["title"] = masked(title, passages)[:80]
    type(words).objects.filter(pk=words.pk).update(**after)
    record(COVERED[words._meta.model_name or ""], subject=words, by=by)


def for_readers(html: SafeString | str, covered: str) -> SafeString:
    """The words as readers see them. covered: passages, one a line."""
    return mark_safe(in_text(str(html), covered.splitlines()))  # noqa: S308  was clean, and gets plain words


def in_text(html: str, passages: Collection[str]) -> str:
    """Clean HTML with each passage covered between its tags, never inside one."""
    written = [*passages, *(str(escape(passage)) for passage in passages), *map(half_escaped, passages)]
    return "".join(part if part.startswith("<") else masked(part, written) for part in TAG.split(html))


def half_escaped(passage: str) -> str:
    """As the last cleaning writes text: quotes stay as they are."""
    return str(escape(passage)).replace("&quot;", '"').replace("&#x27;", "'")


def is_shown(passage: str, title: str, html: str) -> bool:
    """Whether readers see it as it is written."""
    return passage in title or in_text(html, [passage]) != html
