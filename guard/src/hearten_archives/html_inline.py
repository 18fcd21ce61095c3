"""Words of HTML as words of Markdown: emphasis, links, pictures, and signs that would mean something else there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from hearten_archives.html_tree import Element

MARKS = {
    "strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*", "dfn": "*", "del": "~~", "s": "~~", "strike": "~~",
}  # fmt: skip
SPACES = re.compile(r"[ \t\r\f\v\n]+")
SPACES_IN_LINE = re.compile(r"[ \t\r\f\v]+")
#: Signs that mean something anywhere in Markdown.
SIGNS = re.compile(r"[\\`*]|<(?=[A-Za-z/!?])|(?<![^\W_])_|_(?![^\W_])|~~|&(?=#?\w+;)|\[(?=[^\]]*\][(\[:])")
#: And at the start of a line.
STARTS = re.compile(r"(?m)^(?=#{1,6}(?:\s|$)|>|[-+](?:\s|$)|={2,}\s*$|-{2,}\s*$)|^(\d{1,9})(?=[.)](?:\s|$))")
ADDRESS = re.compile(r"https?://[^\s<>\[\]]+")
AS_LINK = re.compile(f"<({ADDRESS.pattern})>")
#: Spaces and broken lines around a text.
ENDS = re.compile(r"\A(?:\\\n|\s)+|(?:\\\n|\s)+\Z")
SAFE = {"http", "https", "mailto", ""}


class Inline:
    """Turns words and inline elements into one text. keep_lines: a new line in the source is one in the text."""

    def __init__(self, place: Callable[[str, str], str], *, keep_lines: bool) -> None:
        self.place, self.keep_lines = place, keep_lines

    def of(self, parts: Sequence[str | Element]) -> str:
        """Markdown without spaces around it."""
        text = self.joined(parts)
        return ENDS.sub("", "\n".join(line.strip(" ") for line in text.split("\n")))

    def words(self, text: str) -> str:
        """Words as they are; signs that would mean something in Markdown lose that."""
        text = (SPACES_IN_LINE if self.keep_lines else SPACES).sub(" ", text.replace("\xa0", " "))
        made, last = "", 0
        for found in ADDRESS.finditer(text):
            made += escaped(text[last : found.start()]) + f"<{found.group()}>"
            last = found.end()
        made += escaped(text[last:])
        return made.replace("\n", "\\\n") if self.keep_lines and made.strip() else made

    def element(self, element: Element) -> str:
        """One inline element."""
        tag = element.tag
        if tag == "br":
            return "\\\n"
        if tag == "img":
            return self.place(element.attributes.get("src", ""), element.attributes.get("alt", "").strip())
        if tag in {"code", "kbd", "samp", "tt"}:
            return code(element.words())
        inside = self.inner(element)
        if tag == "a":
            return link(inside, element.attributes.get("href", ""))
        if tag == "q":
            return f"“{inside}”"
        return marked(inside, MARKS[tag]) if tag in MARKS else inside

    def inner(self, element: Element) -> str:
        """What is inside, with the spaces around it."""
        return self.joined(element.content)

    def joined(self, parts: Sequence[str | Element]) -> str:
        """One text. Words that stand side by side are one: a sign is known by what follows it."""
        made: list[str] = []
        words = ""
        for part in parts:
            if isinstance(part, str):
                words += part
            else:
                made += (self.words(words), self.element(part))
                words = ""
        return "".join([*made, self.words(words)])

    def player(self, element: Element) -> str:
        """A film or a recording elsewhere becomes a link; nothing is loaded from there."""
        source = element.find("source")
        address = element.attributes.get("src") or (source.attributes.get("src", "") if source else "")
        address = f"https:{address}" if address.startswith("//") else address
        return f"<{address}>" if ADDRESS.fullmatch(address) else ""


def escaped(text: str) -> str:
    """Signs of Markdown as plain signs."""
    return SIGNS.sub(lambda found: f"\\{found.group()}" if found.group() != "~~" else "\\~\\~", text)


def line_start(text: str) -> str:
    """A paragraph whose lines don't look like headings, lists or quotes by accident."""
    return STARTS.sub(lambda found: f"{found.group(1)}\\" if found.group(1) else "\\", text)


def marked(inside: str, mark: str) -> str:
    """Emphasis close around the words; spaces stay outside. What is empty, or marked inside, stays bare."""
    core = ENDS.sub("", inside)
    if not core or mark in core or "\n\n" in core:
        return inside
    start = inside.index(core)
    return f"{inside[:start]}{mark}{core}{mark}{inside[start + len(core) :]}"


def link(inside: str, address: str) -> str:
    """A link, when its address is one that people may be sent to; else its words."""
    address = address.strip()
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        return inside
    if "](" in inside:  # a picture that led to its larger self
        return inside
    words = " ".join(inside.replace("\\\n", " ").split())
    if scheme not in SAFE or not scheme or not words:
        return inside
    if words.strip("<>") == address:
        return f"<{address}>"
    words = AS_LINK.sub(lambda found: escaped(found.group(1)), words)  # no link stands in a link
    target = (
        address.replace("(", "%28").replace(")", "%29").replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
    )
    return f"[{words}]({target})"


def code(text: str) -> str:
    """Code in a line."""
    text = " ".join(text.split())
    if not text:
        return ""
    return f"`` {text} ``" if "`" in text else f"`{text}`"
