"""WordPress's square brackets: what they stand for, as HTML; what only a plugin knows, as nothing."""

from __future__ import annotations

import re
from html import escape

CAPTION = re.compile(
    r"\[(?:wp_)?caption\b[^\]]*\]((?:(?!\[(?:wp_)?caption\b).)*?)\[/(?:wp_)?caption\]", re.DOTALL | re.IGNORECASE
)
PICTURE = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)\s*(.*)", re.DOTALL | re.IGNORECASE)
EMBED = re.compile(r"\[embed\b[^\]]*\]\s*([^\s\[]+)\s*\[/embed\]", re.IGNORECASE)
MEDIA = re.compile(r"\[(audio|video)\b([^\]]*)\](?:\s*\[/\1\])?", re.IGNORECASE)
ADDRESS = re.compile(r"(?:src|mp3|mp4|m4a|ogg|wav|webm|m4v)\s*=\s*[\"']?([^\"'\s\]]+)", re.IGNORECASE)
GALLERY = re.compile(r"\[gallery\b[^\]]*\]", re.IGNORECASE)
#: A plugin's: with attributes, or closed later. `[sic]` and `[1]` are words.
PLUGIN = re.compile(r"\[/?[a-z][\w-]*(?:\s+[\w-]+\s*=[^\]]*)\]|\[([a-z][\w-]*)\]|\[/[a-z][\w-]*\]")
CLOSED = re.compile(r"\[/([a-z][\w-]*)\]")


def resolved(html: str) -> tuple[str, int]:
    """HTML without shortcodes, and how many galleries were left out: they name pictures by number only."""
    html = CAPTION.sub(_figure, html)
    html = EMBED.sub(lambda found: f"\n\n{_link(found.group(1))}\n\n", html)
    html = MEDIA.sub(_media, html)
    html, galleries = GALLERY.subn("", html)
    last = {found.group(1): found.start() for found in CLOSED.finditer(html)}

    def left(found: re.Match[str]) -> str:
        return found.group() if found.group(1) and last.get(found.group(1), -1) < found.start() else ""

    return PLUGIN.sub(left, html), galleries


def _figure(found: re.Match[str]) -> str:
    parts = PICTURE.fullmatch(found.group(1))
    if not parts:
        return found.group(1)
    return f"<figure>{parts.group(1)}<figcaption>{parts.group(2).strip()}</figcaption></figure>"


def _media(found: re.Match[str]) -> str:
    address = ADDRESS.search(found.group(2))
    return f"\n\n{_link(address.group(1))}\n\n" if address else ""


def _link(address: str) -> str:
    return f'<a href="{escape(address)}">{escape(address)}</a>'
