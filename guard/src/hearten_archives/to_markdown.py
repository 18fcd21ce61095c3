"""A post's text as Markdown that its author can go on writing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hearten_archives.html_blocks import Blocks
from hearten_archives.html_tree import tree
from hearten_archives.post import ArchivedPost
from hearten_archives.shortcodes import resolved

#: Puts a picture into the text: (its address in the archive's words, its description) → Markdown, or "".
Place = Callable[[str, str], str]
IMAGE = re.compile(r"!\[((?:(?!!\[)[^\]\\]|\\.)*+)\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'][^\"')]*[\"'])?\s*\)")
GAPS = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Converted:
    """Markdown, and what could not come along: galleries that name no file."""

    text: str
    galleries: int = 0


def to_markdown(post: ArchivedPost, place: Place) -> Converted:
    """The text as Markdown. place: asked for every picture; what it answers stands in the text."""
    if post.markup == "markdown":
        text = IMAGE.sub(lambda found: place(found.group(2), found.group(1)), bare(post.text))
        return Converted(GAPS.sub("\n\n", text).strip())
    html, galleries = resolved(post.text) if post.markup == "wordpress" else (post.text, 0)
    loose = post.markup == "wordpress" and "<!-- wp:" not in post.text
    blocks = Blocks(place, empty_lines_part=loose).of(tree(html))
    kept = (block if block.startswith("```") else GAPS.sub("\n\n", block) for block in blocks)
    return Converted("\n\n".join(kept).strip(), galleries)


def bare(text: str) -> str:
    """Without comments; one that never ends is words."""
    kept, at = "", 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        kept, at = kept + text[at:begin], end + 3
    return kept + text[at:]


def plain(html: str) -> str:
    """The words of a fragment of HTML alone, on one line: for a title or a summary."""
    return " ".join(tree(html).words().split())
