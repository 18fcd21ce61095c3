"""A folder of Markdown, as Hugo, Jekyll, Eleventy and many an editor keep it."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from hearten_archives.moments import moment, path_of
from hearten_archives.post import ArchivedPost
from hearten_archives.refused import Refused

DATED = re.compile(r"(\d{4}-\d\d-\d\d)-(.+)")
HEADING = re.compile(r"\A\s*#[ \t]+(.+?)[ \t#]*(?:\n|\Z)")
LINE = re.compile(r"([A-Za-z_][\w -]*):[ \t]*(.*)")
ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")


def post(name: str, data: bytes) -> ArchivedPost:
    """One file. name: its path in the archive. Raises Refused."""
    given, text = split(decoded(name, data))
    path = PurePosixPath(name)
    dated = DATED.fullmatch(path.stem)
    stem = path.parent.name if path.stem.lower() in {"index", "_index", "readme"} else path.stem
    title, text = titled(str(given.get("title") or ""), text)
    return ArchivedPost(
        guid=f"file:{name}",
        kind="article",
        title=title or (dated.group(2) if dated else stem).replace("-", " ").replace("_", " ").strip().capitalize(),
        text=text,
        markup="markdown",
        excerpt=said(given, "summary", "description", "excerpt"),
        published_at=when(given, "date", "published", "pubdate") or moment(dated.group(1) if dated else ""),
        updated_at=when(given, "lastmod", "updated", "modified"),
        slug=said(given, "slug") or (dated.group(2) if dated else stem),
        old_path=path_of(said(given, "permalink", "url")),
        tags=tuple(dict.fromkeys([*many(given, "tags"), *many(given, "categories")])),
        was_public=str(given.get("draft", "")).lower() != "true" and given.get("published") != "false",
        folder=str(path.parent),
    )


def decoded(name: str, data: bytes) -> str:
    """The text of a file. Raises Refused when it is not UTF-8."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\0", "")
    except UnicodeDecodeError as error:
        raise Refused(
            f"“{name[-80:]}” is not written in UTF-8. Save it as UTF-8 in your editor, then try again."
        ) from error


def split(text: str) -> tuple[dict[str, Any], str]:
    """What stands between the lines at its head, and the text below."""
    for mark, reader in (("---", yaml), ("+++", toml)):
        if text.startswith(mark + "\n"):
            head, found, rest = text[len(mark) + 1 :].partition(f"\n{mark}")
            if found:
                return reader(head), rest.lstrip("-+").lstrip("\n")
    return {}, text


def toml(head: str) -> dict[str, Any]:
    """As Hugo writes it."""
    try:
        return tomllib.loads(head)
    except tomllib.TOMLDecodeError:
        return {}


def yaml(head: str) -> dict[str, Any]:
    """The part of YAML that blogs use: words, and lists of words. Nothing in it can name a type or a file."""
    found: dict[str, Any] = {}
    key = ""
    for line in head.splitlines():
        item, pair = ITEM.fullmatch(line), LINE.fullmatch(line)
        if item and key:
            found[key] = [*many(found, key), bare(item.group(1))]
        elif pair:
            key = pair.group(1).strip().lower()
            found[key] = value(pair.group(2))
    return found


def value(given: str) -> str | list[str]:
    """`[a, b]` is a list."""
    given = given.strip()
    if given.startswith("[") and given.endswith("]"):
        return [bare(part) for part in given[1:-1].split(",") if part.strip()]
    return bare(given)


def bare(given: str) -> str:
    """Without quotation marks around it."""
    given = given.strip()
    if len(given) > 1 and given[0] == given[-1] and given[0] in "\"'":
        return given[1:-1]
    return given


def titled(title: str, text: str) -> tuple[str, str]:
    """The title, from the first heading when the head has none, and the text without it."""
    heading = HEADING.match(text)
    if heading and (not title or heading.group(1).strip() == title):
        return title or heading.group(1).strip(), text[heading.end() :].lstrip("\n")
    return title, text


def many(given: dict[str, Any], name: str) -> list[str]:
    """A list, or words with commas between."""
    found = given.get(name) or []
    parts = found.split(",") if isinstance(found, str) else found if isinstance(found, list) else []
    return [str(part).strip() for part in parts if str(part).strip()]


def said(given: dict[str, Any], *names: str) -> str:
    """The first of these that holds words."""
    return next((str(given[name]) for name in names if isinstance(given.get(name), str) and given[name]), "")


def when(given: dict[str, Any], *names: str) -> datetime | None:
    """The first of these that is a moment."""
    return next((found for name in names if (found := moment(given.get(name)))), None)
