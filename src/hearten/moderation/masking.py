"""Covering a detail for readers. The text itself is never changed (I16)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

#: What readers see in its place.
COVER = "[a detail was taken out here]"
TAG = re.compile(r"(<[^>]*>)")


def masked(text: str, passages: Iterable[str]) -> str:
    """The text with each passage covered wherever it stands, the longest first."""
    wanted = sorted({passage for passage in passages if passage}, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, wanted)), COVER, text) if wanted else text


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


def require_seen(passages: Iterable[str], title: str, html: str) -> None:
    """Raises ValueError naming a passage that readers don't see as it is written there, because of markup inside it
    or because it is covered already.
    """
    hidden = next((one for one in passages if not is_shown(one, title, html)), None)
    if hidden is not None:
        raise ValueError(hidden)


def together(covered: str, passages: Iterable[str]) -> str:
    """What is covered by now, one passage a line."""
    return "\n".join(dict.fromkeys([*covered.splitlines(), *passages]))
