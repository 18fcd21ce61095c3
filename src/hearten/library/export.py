"""Shelves to take along: CSV for tables, OPML 2.0 for feed readers. Only what is public is in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse

from hearten.library.shelf import Item, link_words

#: A file holds at most this many lines; a shelf that long is better filtered first.
MOST = 5000
#: A spreadsheet reads a cell that starts like this as a formula (OWASP, "CSV Injection"; ASVS 5.0 V1.2.10).
#: The wide signs are typed for the ordinary ones in East Asian scripts.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "|", "%", "＝", "＋", "－", "＠")
#: Without it, spreadsheets read the file in an old local alphabet.
MARK = "\ufeff"
HEAD = ("title", "made by", "kind", "cost", "reading", "language", "link", "why", "recommended by", "interest",
        "state of the link")  # fmt: skip
#: Letters that XML 1.0 can't hold.
NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def safe_cell(text: str) -> str:
    """The text so that no program runs it: an apostrophe before anything that looks like a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A CSV file (RFC 4180), with a byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return MARK + out.getvalue()


def shelf_rows(items: Iterable[Item]) -> list[tuple[str, ...]]:
    """One line for each recommendation."""
    return [
        (i.title, i.maker, i.kind, i.cost, i.ease, i.language, i.url, i.why, i.by,
         i.interest or "Earns nothing from it", link_words(i.link, lambda day: day.isoformat()))
        for i in items
    ]  # fmt: skip


def opml(title: str, groups: dict[str, list[dict[str, str]]]) -> str:
    """An OPML 2.0 document.

    groups: headings with outlines, each {text, type: "rss", xmlUrl} or {text, type: "link", url}.
    """
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = clean(title)
    body = SubElement(root, "body")
    for name, outlines in groups.items():
        group = SubElement(body, "outline", text=clean(name))
        for outline in outlines:
            SubElement(group, "outline", {key: clean(value) for key, value in outline.items() if value})
    if not groups:
        SubElement(body, "outline", text="Nothing here yet")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def clean(text: str) -> str:
    """The text without letters that XML can't hold."""
    return text.translate(NOT_IN_XML)


def outlines(items: Iterable[Item]) -> dict[str, list[dict[str, str]]]:
    """Resources by kind, as links: an outline of type "rss" would claim a feed that nobody has named."""
    groups: dict[str, list[dict[str, str]]] = {}
    for i in items:
        one = {"text": i.title, "type": "link", "url": i.url, "description": i.why}
        groups.setdefault(i.kind, []).append(one)
    return groups


def as_file(text: str, *, name: str, kind: str) -> HttpResponse:
    """A download with a neutral name. kind: its media type."""
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
