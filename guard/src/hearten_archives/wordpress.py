"""WordPress's own export, WXR 1.0 to 1.2: an RSS file with everything in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from hearten_archives.moments import moment, path_of
from hearten_archives.post import ArchivedComment, ArchivedPost
from hearten_archives.readable import Readable
from hearten_archives.refused import LIMITS, Limits
from hearten_archives.xml_records import Node, records

KINDS = {"post": "article", "page": "page"}
#: States in which there is something to bring. Bins and versions are not.
STATES = {"publish", "draft", "pending", "private", "future"}


def posts(file: Readable, limits: Limits = LIMITS) -> Iterator[ArchivedPost]:
    """Posts and pages, in the order of the file; menus, attachments, versions and the bin are passed over."""
    for item in records(file, "item", limits=limits):
        if item.get("wp:post_type") in KINDS and item.get("wp:status") in STATES:
            yield _post(item)


def _post(item: Node) -> ArchivedPost:
    link = item.get("link")
    return ArchivedPost(
        guid=item.get("guid") or link or f"wordpress:{item.get('wp:post_id')}",
        kind=KINDS[item.get("wp:post_type")],
        title=item.get("title"),
        text=item.get("content:encoded"),
        markup="wordpress",
        excerpt=item.get("excerpt:encoded"),
        published_at=_moment(item, "wp:post_date"),
        updated_at=_moment(item, "wp:post_modified"),
        slug=item.get("wp:post_name"),
        old_path=path_of(link),
        tags=tuple(dict.fromkeys(_tags(item))),
        comments=tuple(_comments(item)),
        was_public=item.get("wp:status") == "publish" and not item.get("wp:post_password"),
    )


def _moment(item: Node, name: str) -> datetime | None:
    """The time in UTC; a draft has only the blog's own."""
    return moment(item.get(f"{name}_gmt")) or moment(item.get(name))


def _tags(item: Node) -> Iterator[str]:
    for node in item.all("category"):
        if node.attributes.get("domain") in {"category", "post_tag", "tag"} and node.text:
            yield node.text


def _comments(item: Node) -> Iterator[ArchivedComment]:
    """What people wrote and the author let stand; links from other blogs are none."""
    for node in item.all("wp:comment"):
        if node.get("wp:comment_approved") == "1" and node.get("wp:comment_type") in {"", "comment"}:
            yield ArchivedComment(
                node.get("wp:comment_author")[:80], node.get("wp:comment_content"), _moment(node, "wp:comment_date")
            )
