"""What stands on every public page by a professional, in every form the page takes (R3, R19, I44).

One set of words for HTML, print, feeds, previews and structured data. No author can take it out or reword it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

GENERAL = (
    "This is general information. It cannot know your situation and is no replacement for advice from someone "
    "who does."
)
ASSESSMENT = "Only an assessment by a professional can tell whether this is what you are living with."


@dataclass(frozen=True)
class Step:
    """One way on from a page."""

    label: str
    href: str
    text: str = ""


def ways_on(topics: list[tuple[str, str]] | None = None) -> list[Step]:
    """Where to go from a page, without the crisis page, which the template itself always puts last.

    topics: (slug, name) of what the page is about.
    """
    about = [Step(f"More about {name.lower()}", reverse("topic", args=[slug])) for slug, name in (topics or [])[:2]]
    return [
        Step("Find a professional", reverse("directory"), "See who works with what, how, and at what price."),
        *(about or [Step("Read more", reverse("learn"), "Articles, exercises and stories by topic.")]),
    ]


def for_text(topics: list[tuple[str, str]] | None = None) -> str:
    """The notice and the way to help in plain words with whole addresses, for previews and plain feeds."""
    links = [f"{step.label}: {absolute(step.href)}" for step in [*_with_help(topics)]]
    return f"{GENERAL} {' '.join(links)}"


def for_html(topics: list[tuple[str, str]] | None = None) -> SafeString:
    """The same as HTML with whole addresses, for feeds that carry HTML."""
    links = format_html_join(
        "", '<li><a href="{}">{}</a></li>', ((absolute(s.href), s.label) for s in _with_help(topics))
    )
    return format_html("<hr><p><strong>{}</strong></p><ul>{}</ul>", GENERAL, links)


def for_preview(summary: str) -> str:
    """What link previews and structured data say of a page: its summary, then the notice."""
    return f"{summary.strip()} {GENERAL}".strip()


def absolute(path: str) -> str:
    """A whole address on this host."""
    return f"{settings.ORIGIN}{path}"


def _with_help(topics: list[tuple[str, str]] | None) -> list[Step]:
    return [Step("If you or someone else may not be safe, get help now", reverse("crisis")), *ways_on(topics)]
