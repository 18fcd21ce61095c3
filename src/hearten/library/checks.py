"""What stands against publishing a post: a link to a group that does harm (R15)."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from hearten.blog.facts import as_meant
from hearten.blog.models import Post
from hearten.library.models import OutsideGroup


def before_publishing(post: Post) -> list[str]:
    """Sentences for its author, or nothing. Two statements (settings.PUBLISH_CHECKS)."""
    harmful = known_harm()
    if not harmful:
        return []
    meant = as_meant(post)
    links = [meant["columns"]["exercise_link"], meant["columns"]["place"], *(row[3] for row in meant["sources"])]
    text = plain("\n".join([post.title, post.summary, post.body, *links]))
    return [
        f"Your text links to “{name}”. This host does not list it, because it can do harm: {reason} "
        "Take the link out, or ask the safety lead to look again."
        for name, url, reason in harmful
        if points_to(text, url)
    ]


def of_a_link(url: str) -> list[str]:
    """Sentences for somebody who recommends it, or nothing. One statement (settings.LINK_CHECKS)."""
    return [
        f"This host does not list “{name}”, because it can do harm: {reason} Take another link, or ask the safety "
        "lead to look again."
        for name, harm, reason in known_harm()
        if points_to(plain(url), harm)
    ]


def known_harm() -> list[tuple[str, str, str]]:
    """Name, address and reason of every group that does harm."""
    return list(OutsideGroup.objects.filter(harm=True).values_list("name", "url", "reason"))


def points_to(text: str, url: str) -> bool:
    """Whether a text names an address, with or without its scheme, on the host itself or below it."""
    parts = urlsplit(plain(url))
    host = (parts.hostname or "").removeprefix("www.")
    if not host:
        return False
    place = re.escape(host + parts.path.rstrip("/"))
    return re.search(rf"(?<![a-z0-9-]){place}(?![a-z0-9-]|\.[a-z0-9])", text) is not None


def plain(text: str) -> str:
    """Small letters, without the ways to write a letter differently."""
    return unquote(text.replace("\\", "")).casefold()
