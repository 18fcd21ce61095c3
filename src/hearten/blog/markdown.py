"""Markdown to clean HTML. Nothing an author types can run, load from elsewhere or fake its direction."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from django.utils.html import format_html
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

from hearten.ui.prose import clean, plain_direction

OWN_IMAGE = re.compile(r"image:([A-Za-z0-9_-]{22})\Z")

ARTICLE_TAGS = set(
    "p br a strong em s ul ol li blockquote pre code h2 h3 h4 h5 hr img table thead tbody tr th td".split()
)
ARTICLE_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"},
    "th": {"scope"},
    "ol": {"start"},
}

article = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])


class Picture(Protocol):
    """What a text needs to know of an image: see media/images.py."""

    @property
    def url(self) -> str: ...
    @property
    def url_small(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def alt(self) -> str: ...


def render(body: str, pictures: Mapping[str, Picture]) -> SafeString:
    """An article's text as HTML. Headings start at level 2; only the author's own uploaded pictures appear.

    pictures: by image id; a picture that is missing leaves its description in words.
    """
    tokens = article.parse(plain_direction(body))
    headings = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    for token in tokens:
        shift_heading(token, by=2 - min(headings, default=1))
        for child in token.children or []:
            if child.type == "image":
                place_picture(child, pictures)
    html = article.renderer.render(tokens, article.options, {})
    return clean(html, ARTICLE_TAGS, ARTICLE_ATTRIBUTES, "noopener noreferrer")


def plain_text(body: str) -> str:
    """The words alone, for search, descriptions and feeds without HTML."""
    pieces: list[str] = []
    for token in article.parse(plain_direction(body)):
        if token.type == "inline":
            pieces.append("".join(words(child) for child in token.children or []))
    return "\n".join(piece for piece in pieces if piece)


def image_ids(body: str) -> list[str]:
    """The ids of the pictures a text refers to."""
    return re.findall(r"\(image:([A-Za-z0-9_-]{22})\)", body)


def undescribed_ids(body: str) -> list[str]:
    """The ids of pictures that a text shows without words of its own, so that the words kept with them go out."""
    return re.findall(r"!\[\s*\]\(image:([A-Za-z0-9_-]{22})\)", body)


def words(token: Token) -> str:
    """What one inline token says."""
    return "\n" if token.type in {"softbreak", "hardbreak"} else token.content


def shift_heading(token: Token, *, by: int) -> None:
    """The text's highest heading becomes level 2, whatever its author began with: the title is level 1."""
    if token.type in {"heading_open", "heading_close"}:
        token.tag = f"h{min(int(token.tag[1]) + by, 5)}"


def place_picture(token: Token, pictures: Mapping[str, Picture]) -> None:
    """Fill in a picture of this host, or leave its description: no other address is ever loaded (I21)."""
    found = OWN_IMAGE.match(str(token.attrs.get("src", "")))
    picture = pictures.get(found.group(1)) if found else None
    alt = token.content
    token.type, token.children = "html_inline", []
    token.content = drawn(picture, alt) if picture else format_html("<em>{}</em>", alt)


def drawn(picture: Picture, alt: str) -> str:
    """One responsive picture, with the author's description of it."""
    return format_html(
        '<img src="{}" srcset="{} 800w, {} {}w" sizes="(max-width: 50rem) 100vw, 42rem" alt="{}" width="{}" '
        'height="{}" loading="lazy" decoding="async">',
        picture.url,
        picture.url_small,
        picture.url,
        picture.width,
        alt or picture.alt,
        picture.width,
        picture.height,
    )
