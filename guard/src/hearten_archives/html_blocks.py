"""Blocks of HTML as blocks of Markdown: paragraphs, headings, lists, quotes, code, tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from hearten_archives.html_inline import Inline, line_start
from hearten_archives.html_tree import BLOCKS, Element

EMPTY_LINE = re.compile(r"\n\s*\n")
#: Elements that hold blocks and are nothing themselves.
PLAYERS = {"iframe", "embed", "video", "audio"}


class Blocks:
    """Turns elements into blocks of text. empty_lines_part: an empty line between words begins a paragraph."""

    def __init__(self, place: Callable[[str, str], str], *, empty_lines_part: bool) -> None:
        self.loose = empty_lines_part
        self.inline = Inline(place, keep_lines=empty_lines_part)

    def of(self, element: Element) -> list[str]:
        """The blocks inside an element, in order, none empty."""
        found: list[str] = []
        for part in self.parted(element):
            found += self.paragraphs(part) if isinstance(part, list) else self.block(part)
        return [block for block in found if block.strip()]

    def parted(self, element: Element) -> Iterator[Element | list[str | Element]]:
        """Blocks one by one, and what stands between them together."""
        between: list[str | Element] = []
        for part in element.content:
            if isinstance(part, Element) and (part.tag in BLOCKS or part.tag in PLAYERS or holds_blocks(part)):
                yield between
                between = []
                yield part
            else:
                between.append(part)
        yield between

    def paragraphs(self, parts: list[str | Element]) -> list[str]:
        """Loose words as paragraphs."""
        runs: list[list[str | Element]] = [[]]
        for part in parts:
            pieces = EMPTY_LINE.split(part) if isinstance(part, str) and self.loose else [part]
            runs[-1].append(pieces[0])
            runs += [[piece] for piece in pieces[1:]]
        return [line_start(self.inline.of(run)) for run in runs]

    def block(self, element: Element) -> list[str]:
        """One block element as blocks."""
        tag = element.tag
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            words = self.inline.of(element.content).replace("\\\n", " ").replace("\n", " ").strip()
            return [f"{'#' * int(tag[1])} {words}"] if words else []
        if tag == "pre":
            return [fenced(element.words().strip("\n"))]
        if tag == "hr":
            return ["---"]
        makers: dict[str, Callable[[Element], list[str]]] = {
            "ul": self.listed,
            "ol": self.listed,
            "table": self.table,
            "blockquote": self.quote,
            "dl": self.terms,
        }
        if tag in makers:
            return makers[tag](element)
        if tag in PLAYERS:
            return [self.inline.player(element)]
        return self.captioned(element) if tag == "figure" else self.of(element)

    def quote(self, element: Element) -> list[str]:
        """A quotation."""
        return [indented("\n\n".join(self.of(element)), "> ", "> ")]

    def captioned(self, element: Element) -> list[str]:
        """A picture with the words below it in italics."""
        found: list[str] = []
        for part in self.parted(element):
            if isinstance(part, list):
                found += self.paragraphs(part)
            elif part.tag == "figcaption":
                words = self.inline.of(part.content).strip()
                found += [f"*{words}*" if words and "*" not in words else words]
            else:
                found += self.block(part)
        return found

    def listed(self, element: Element) -> list[str]:
        """A list, with lists inside it."""
        start = element.attributes.get("start", "1")
        number = int(start) if start.isdecimal() and len(start) < 7 else 1
        lines = []
        for item in element.elements():
            blocks = self.of(item) if item.tag == "li" else self.block(item)
            mark = f"{number}. " if element.tag == "ol" else "- "
            number += 1
            if blocks:
                lines.append(indented(tight(blocks), mark, " " * len(mark)))
        return ["\n".join(lines)]

    def terms(self, element: Element) -> list[str]:
        """Words and what they mean."""
        found = []
        for item in element.elements():
            words = "\n\n".join(self.of(item))
            found.append(f"**{words}**" if item.tag == "dt" and words and "*" not in words else words)
        return found

    def table(self, element: Element) -> list[str]:
        """A table; its first row is its head. What is in a cell becomes one line."""
        rows = [
            [self.cell(cell) for cell in row.elements() if cell.tag in {"td", "th"}] for row in each(element, "tr")
        ]
        rows = [row for row in rows if row]
        if not rows:
            return []
        width = max(map(len, rows))
        lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
        return ["\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])]

    def cell(self, element: Element) -> str:
        """Words of one cell on one line."""
        return " ".join(" ".join(self.of(element)).replace("\\\n", " ").split()).replace("|", "\\|")


def each(element: Element, tag: str) -> Iterator[Element]:
    """Elements of that name at any depth, but not inside another of it."""
    for part in element.elements():
        if part.tag == tag:
            yield part
        else:
            yield from each(part, tag)


def holds_blocks(element: Element) -> bool:
    """Whether blocks are inside, as in `<center><p>` or `<a><figure>`."""
    return any(part.tag in BLOCKS or part.tag in PLAYERS or holds_blocks(part) for part in element.elements())


def tight(blocks: list[str]) -> str:
    """Blocks of a list item: a list right below its words, everything else apart."""
    text = blocks[0]
    for block in blocks[1:]:
        text += ("\n" if block.startswith(("- ", "1. ")) else "\n\n") + block
    return text


def indented(text: str, first: str, others: str) -> str:
    """Each line with its mark."""
    lines = text.split("\n")
    marked = [first + lines[0], *((others + line if line or others.strip() else "") for line in lines[1:])]
    return "\n".join(line.rstrip() for line in marked)


def fenced(text: str) -> str:
    """Code between fences longer than any inside."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"
