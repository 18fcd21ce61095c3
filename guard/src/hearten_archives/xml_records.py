"""XML in a stream: one record at a time, whatever the length of the file. No entity is ever declared or fetched."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from xml.parsers import expat

from hearten_archives.readable import Readable
from hearten_archives.refused import LIMITS, Limits, Refused, too_deep, too_large_a_record, too_long

CHUNK = 1 << 16
#: Bytes that no XML may hold and that old blogs hold all the same.
CONTROLS = bytes(number for number in range(32) if number not in {9, 10, 13})
#: Vocabularies by how their address begins, and what we call them.
NAMES = (
    ("http://wordpress.org/export/", "wp"),
    ("http://purl.org/rss/1.0/modules/content/", "content"),
    ("http://purl.org/dc/elements/", "dc"),
    ("http://www.w3.org/2005/Atom", "atom"),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
    ("http://www.w3.org/1999/xhtml", "html"),
    ("http://purl.org/rss/1.0/", ""),
)
#: What a prefix means when a file forgets to say so.
USUAL = {
    "wp": "http://wordpress.org/export/",
    "excerpt": "http://wordpress.org/export/excerpt",
    **{ours: begins for begins, ours in NAMES if ours not in {"", "wp"}},
}
ENCODINGS = {
    expat.errors.codes[word]
    for word in (expat.errors.XML_ERROR_UNKNOWN_ENCODING, expat.errors.XML_ERROR_INCORRECT_ENCODING)
}


@dataclass
class Node:
    """One element: its name, such as `wp:post_id`, and the words and elements inside, in order."""

    name: str
    attributes: dict[str, str]
    content: list[str | Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words directly inside."""
        return "".join(part for part in self.content if isinstance(part, str)).strip()

    def all(self, name: str) -> Iterator[Node]:
        """The elements of that name directly inside."""
        return (part for part in self.content if isinstance(part, Node) and part.name == name)

    def get(self, name: str) -> str:
        """The words of the first child of that name that says something, or ""."""
        return next((child.text for child in self.all(name) if child.text), "")


class Records:
    """A parser that keeps one record in memory."""

    def __init__(self, wanted: frozenset[str], limits: Limits) -> None:
        self.wanted, self.limits = wanted, limits
        self.depth = self.size = self.number = 0
        self.open: list[Node] = []
        self.done: deque[Node] = deque()
        #: What prefixes stand for, for each element that is open: feeds use some that nobody has declared.
        self.spaces: list[dict[str, str]] = [{}]
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.words
        self.parser.StartDoctypeDeclHandler = refuse_definitions
        self.parser.EntityDeclHandler = refuse_definitions
        self.parser.ExternalEntityRefHandler = refuse_definitions

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.depth += 1
        if self.depth > self.limits.depth:
            raise too_deep()
        self.spaces.append(declared(self.spaces[-1], attributes))
        name = short(spelled(name, self.spaces[-1], self.spaces[-1].get("", "")))
        if not self.open and name not in self.wanted:
            return
        self.count(sum(len(key) + len(value) for key, value in attributes.items()) + 50)
        given = {key: value for key, value in attributes.items() if not key.startswith(("xmlns:", "xml:"))}
        given.pop("xmlns", None)
        node = Node(name, {short(spelled(key, self.spaces[-1], "")): value for key, value in given.items()})
        if self.open:
            self.open[-1].content.append(node)
        self.open.append(node)

    def end(self, name: str) -> None:
        """An element ends."""
        self.depth -= 1
        self.spaces.pop()
        if not self.open:
            return
        node = self.open.pop()
        if not self.open:
            self.done.append(node)
            self.size, self.number = 0, self.number + 1

    def words(self, data: str) -> None:
        """Words, to the innermost element."""
        if self.open:
            self.count(len(data))
            self.open[-1].content.append(data)

    def count(self, more: int) -> None:
        """Raise Refused when one record grows over its limit."""
        self.size += more
        if self.size > self.limits.record:
            raise too_large_a_record(self.number + 1)

    def feed(self, chunk: bytes, *, last: bool) -> Iterator[Node]:
        """Take in more bytes and give the records that are complete. Raises Refused."""
        try:
            self.parser.Parse(chunk, last)
        except expat.ExpatError as error:
            raise damaged(error) from error
        except (
            ValueError,
            LookupError,
        ) as error:  # a codec that Python doesn't have, or that is no codec of letters
            raise wrong_encoding() from error
        while self.done:
            yield self.done.popleft()


def records(file: Readable, *wanted: str, limits: Limits = LIMITS) -> Iterator[Node]:
    """Each element of one of these names. Raises Refused: damaged, with definitions, too long, too deep."""
    parser = Records(frozenset(wanted), limits)
    total, plain = 0, True
    while chunk := file.read(CHUNK):
        if not total:
            plain = b"\0" not in chunk[:4] and not chunk.startswith((b"\xff\xfe", b"\xfe\xff"))
        total += len(chunk)
        if total > limits.document:
            raise too_long(limits.document)
        yield from parser.feed(chunk.translate(None, CONTROLS) if plain else chunk, last=False)
    yield from parser.feed(b"", last=True)


def declared(known: dict[str, str], attributes: dict[str, str]) -> dict[str, str]:
    """What prefixes stand for inside an element; "" is the vocabulary of names without one."""
    new = {key[6:]: value for key, value in attributes.items() if key == "xmlns" or key.startswith("xmlns:")}
    return {**known, **new} if new else known


def spelled(name: str, spaces: dict[str, str], bare: str) -> str:
    """`address local`, as `short` reads it. A prefix that nobody declared means what it means in most feeds."""
    prefix, found, local = name.partition(":")
    address = spaces.get(prefix, USUAL.get(prefix, prefix)) if found else bare
    return f"{address} {local if found else name}" if address else (local if found else name)


def short(name: str) -> str:
    """`wp:post_id` for `http://wordpress.org/export/1.2/ post_id`; the name alone without a vocabulary."""
    address, found, local = name.rpartition(" ")
    if not found:
        return local
    if address.startswith("http://wordpress.org/export/") and address.rstrip("/").endswith("excerpt"):
        return f"excerpt:{local}"
    for begins, ours in NAMES:
        if address.startswith(begins):
            return f"{ours}:{local}" if ours else local
    return f"other:{local}"


def inside(node: Node) -> str:
    """XHTML inside an element as HTML."""
    return "".join(escape(part) if isinstance(part, str) else outside(part) for part in node.content)


def outside(node: Node) -> str:
    """One element of XHTML as HTML."""
    tag = node.name.removeprefix("html:")
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items() if ":" not in name)
    return f"<{tag}{attributes}>{inside(node)}</{tag}>"


def refuse_definitions(*declared: object) -> int:
    """Definitions can make a small file unfold into a huge one, or read files of this machine."""
    raise Refused(
        "This file begins with definitions of its own (a DOCTYPE), which no blog export needs and which can hide "
        "harm. Export it again from your blog, or take the DOCTYPE out."
    )


def wrong_encoding() -> Refused:
    """The file names an encoding that isn't there."""
    return Refused("This file says it is written in an encoding that can't be read here. Save it as UTF-8, please.")


def damaged(error: expat.ExpatError) -> Refused:
    """Where the file stops being XML."""
    if error.code in ENCODINGS:
        return wrong_encoding()
    if error.code == expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]:
        return Refused(
            f"Line {error.lineno} of this file holds letters in another encoding than the file says, or signs that "
            "don't belong there. Export it again, or save it as UTF-8."
        )
    return Refused(
        f"This file breaks off or is damaged near line {error.lineno}. Please export it again and "
        "choose the new file."
    )
