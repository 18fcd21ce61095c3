"""Ghost's export: tables as JSON. It is read twice, because tags come after the posts they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

from hearten_archives.json_records import rows
from hearten_archives.moments import moment
from hearten_archives.post import ArchivedPost
from hearten_archives.readable import Readable
from hearten_archives.refused import LIMITS, Limits

SMALL = ("tags", "posts_tags", "posts_meta")
#: What stands for the blog's own address in a text.
HERE = "__GHOST_URL__"


@dataclass
class Beside:
    """What belongs to posts and stands in other tables."""

    tags: dict[str, str] = field(default_factory=dict)
    of_post: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    picture_words: dict[str, str] = field(default_factory=dict)


def posts(opened: Callable[[], Readable], limits: Limits = LIMITS) -> Iterator[ArchivedPost]:
    """Posts and pages, in the order of the file. opened: opens it anew, from its beginning."""
    with opened() as file:
        beside = _beside(file, limits)
    with opened() as file:
        for _, row in rows(file, "posts", limits=limits):
            yield _post(row, beside)


def _beside(file: Readable, limits: Limits) -> Beside:
    found = Beside()
    for table, row in rows(file, *SMALL, limits=limits):
        if table == "tags" and not _said(row, "name").startswith("#"):  # those are Ghost's own
            found.tags[_said(row, "id")] = _said(row, "name")
        elif table == "posts_tags":
            found.of_post[_said(row, "post_id")].append(_said(row, "tag_id"))
        elif table == "posts_meta" and row.get("feature_image_alt"):
            found.picture_words[_said(row, "post_id")] = _said(row, "feature_image_alt")
    return found


def _post(row: dict[str, Any], beside: Beside) -> ArchivedPost:
    number, slug = _said(row, "id"), _said(row, "slug")
    is_page = row.get("type") == "page" or row.get("page") == 1
    text, markup = _text(row, beside.picture_words.get(number, ""))
    return ArchivedPost(
        guid=f"ghost:{_said(row, 'uuid') or number or slug}",
        kind="page" if is_page else "article",
        title=_said(row, "title"),
        text=text.replace(HERE, ""),
        markup=markup,
        excerpt=_said(row, "custom_excerpt"),
        published_at=moment(row.get("published_at")) or moment(row.get("created_at")),
        updated_at=moment(row.get("updated_at")),
        slug=slug,
        old_path=f"/{slug}/" if slug else "",
        tags=tuple(beside.tags[tag] for tag in beside.of_post[number] if tag in beside.tags),
        was_public=row.get("status") == "published" and row.get("visibility", "public") == "public",
    )


def _text(row: dict[str, Any], picture_words: str) -> tuple[str, str]:
    """The text and its markup. The picture above the title, if any, comes first."""
    html = _said(row, "html")
    if not html and _said(row, "markdown"):  # before version 1
        return _said(row, "markdown"), "markdown"
    if not html:
        html = "".join(f"<p>{escape(part)}</p>" for part in _said(row, "plaintext").split("\n\n") if part.strip())
    above = _said(row, "feature_image") or _said(row, "image")
    if above:
        html = f'<p><img src="{escape(above)}" alt="{escape(picture_words)}"></p>{html}'
    return html, "html"


def _said(row: dict[str, Any], name: str) -> str:
    """Words of a column; half letters, which JSON can spell and no text can hold, become question marks."""
    given = row.get(name)
    if given is None or isinstance(given, dict | list):
        return ""
    return str(given).replace("\0", "").encode("utf-8", "replace").decode()
