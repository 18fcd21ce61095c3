"""Covering a detail in words that others read, such as a way of harm. The words stay whole (R95, I16)."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from hearten.accounts.models import Account
from hearten.events.actions import record
from hearten.groups.models import AnyWords, Entry, Thread
from hearten.moderation.masking import in_text, masked, require_seen, together

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
    require_seen(passages, title, words.html)
    after = {"covered": together(words.covered, passages), "html": in_text(words.html, passages)}
    if title:
        after["title"] = masked(title, passages)[:80]
    type(words).objects.filter(pk=words.pk).update(**after)
    record(COVERED[words._meta.model_name or ""], subject=words, by=by)
