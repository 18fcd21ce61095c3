"""RSS and Atom as files, and the feeds of podcasts. What a feed leaves out, an import can't bring."""

from __future__ import annotations

from collections.abc import Iterator

from hearten_archives.moments import moment, path_of, seconds
from hearten_archives.post import ArchivedPost, Enclosure
from hearten_archives.readable import Readable
from hearten_archives.refused import LIMITS, Limits
from hearten_archives.xml_records import Node, inside, records


def posts(file: Readable, limits: Limits = LIMITS) -> Iterator[ArchivedPost]:
    """Items of RSS 0.9 to 2.0 and entries of Atom, in the order of the file."""
    for node in records(file, "item", "atom:entry", limits=limits):
        yield _entry(node) if node.name == "atom:entry" else _item(node)


def _item(node: Node) -> ArchivedPost:
    link, recording = node.get("link"), _recording(node)
    long, short = node.get("content:encoded"), node.get("description") or node.get("itunes:summary")
    return ArchivedPost(
        guid=node.get("guid") or link or (recording.url if recording else "") or f"feed:{node.get('title')}",
        kind="episode" if recording else "article",
        title=node.get("title") or node.get("itunes:title"),
        text=long or short,
        markup="html",
        excerpt=node.get("itunes:subtitle") or (short if long else ""),
        published_at=moment(node.get("pubDate")) or moment(node.get("dc:date")),
        old_path=path_of(link),
        tags=tuple(dict.fromkeys(child.text for child in node.all("category") if child.text)),
        enclosure=recording,
        was_public=True,
    )


def _recording(node: Node) -> Enclosure | None:
    """The first enclosure that is sound or film."""
    for child in node.all("enclosure"):
        given = child.attributes
        if given.get("url") and given.get("type", "audio/").startswith(("audio/", "video/")):
            return _enclosure(given["url"], given.get("type", ""), given.get("length", ""), node)
    return None


def _enclosure(url: str, kind: str, length: str, node: Node) -> Enclosure:
    length = length.strip()
    return Enclosure(
        url=url[:2000],
        type=kind[:80],
        length=int(length) if length.isdecimal() and len(length) < 16 else None,
        duration=seconds(node.get("itunes:duration")[:16]),
    )


def _entry(node: Node) -> ArchivedPost:
    links = {child.attributes.get("rel", "alternate"): child.attributes for child in node.all("atom:link")}
    link = links.get("alternate", {}).get("href", "")
    sound = links.get("enclosure", {})
    is_sound = sound.get("href") and sound.get("type", "").startswith(("audio/", "video/"))
    text, summary = _words(node, "atom:content"), _words(node, "atom:summary")
    return ArchivedPost(
        guid=node.get("atom:id") or link or f"feed:{node.get('atom:title')}",
        kind="episode" if is_sound else "article",
        title=_words(node, "atom:title"),
        text=text or summary,
        markup="html",
        excerpt=summary if text else "",
        published_at=moment(node.get("atom:published")) or moment(node.get("atom:updated")),
        updated_at=moment(node.get("atom:updated")),
        old_path=path_of(link),
        tags=tuple(child.attributes["term"] for child in node.all("atom:category") if child.attributes.get("term")),
        enclosure=_enclosure(sound["href"], sound["type"], sound.get("length", ""), node) if is_sound else None,
        was_public=True,
    )


def _words(node: Node, name: str) -> str:
    """The HTML of a text construct, whichever of its three types it is."""
    child = next(node.all(name), None)
    if child is None:
        return ""
    return inside(child) if child.attributes.get("type") == "xhtml" else child.text
