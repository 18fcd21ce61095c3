"""What people write, as clean HTML. Nothing in it can run, load from elsewhere or fake its direction."""

import re
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

#: Overrides of reading direction, and letters without width that hide words.
TRICKS = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\u00ad]")
COMMENT_TAGS = {"p", "br", "a", "strong", "em", "ul", "ol", "li", "blockquote", "code"}

comment = MarkdownIt("commonmark", {"html": False}).disable(
    ["heading", "lheading", "image", "hr", "code", "fence", "html_block", "reference"]
)


def render_comment(body: str) -> SafeString:
    """A comment as HTML: paragraphs, emphasis, lists, quotes and links, nothing else (R9)."""
    return clean(
        comment.render(plain_direction(body)), COMMENT_TAGS, {"a": {"href"}}, "noopener noreferrer nofollow ugc"
    )


def plain_direction(text: str) -> str:
    """The text without characters that only serve to mislead the eye."""
    return TRICKS.sub("", text).replace("\r\n", "\n").replace("\x00", "")


def clean(html: str, tags: set[str], attributes: dict[str, Any], rel: str) -> SafeString:
    """The last gate before HTML is trusted: an allow-list, whatever the renderer did."""
    return mark_safe(  # noqa: S308  nh3 has just cleaned it
        nh3.clean(
            html,
            tags=tags,
            attributes=attributes,
            url_schemes={"http", "https", "mailto"},
            link_rel=rel,
            strip_comments=True,
        )
    )
