"""HTML as a small tree, as forgiving as browsers are: what is never closed closes by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = set("area base br col embed hr img input link meta source track wbr".split())
#: Their content is no text of the author's.
DROPPED = set("script style noscript template svg math form button select textarea object head title".split())
BLOCKS = set(
    "address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer h1 h2 h3 "
    "h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
#: A new one of these ends an open one of those, within the nearest of the third.
ENDS = {
    "li": ({"li"}, {"ul", "ol"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
}
#: Deeper than this, elements are opened no more; their words stay.
DEEPEST = 60


@dataclass
class Element:
    """One element. `content` holds words and elements in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: list[str | Element] = field(default_factory=list)

    def elements(self) -> list[Element]:
        """The elements directly inside."""
        return [part for part in self.content if isinstance(part, Element)]

    def find(self, tag: str) -> Element | None:
        """The first element of that name, at any depth."""
        for part in self.elements():
            found = part if part.tag == tag else part.find(tag)
            if found:
                return found
        return None

    def words(self) -> str:
        """All the words inside; where a line or a block ends, so does a line of them."""
        return "".join(part if isinstance(part, str) else part.apart() for part in self.content)

    def apart(self) -> str:
        """Its words, kept from running into its neighbours' when it is a block."""
        if self.tag == "br":
            return "\n"
        return f"\n{self.words()}\n" if self.tag in BLOCKS else self.words()


class Builder(HTMLParser):
    """Builds the tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("body")]
        self.dropping = ""
        self.dropped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if self.dropping:
            self.dropped += tag == self.dropping
            return
        if tag in DROPPED:
            self.dropping, self.dropped = tag, 1
            return
        self.end_what_ends(tag)
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(element)
        if tag not in VOID and len(self.open) < DEEPEST:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<br/>`: begins and, when it may hold nothing, has ended. A drawing may end so, too."""
        if tag not in {"svg", "math"}:
            self.handle_starttag(tag, attrs)

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """`<![odd[`: what Python doesn't know is passed over as browsers do, as a comment."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it what is open inside. An end without a beginning is nothing."""
        if self.dropping:
            self.dropped -= tag == self.dropping
            self.dropping = self.dropping if self.dropped else ""
            return
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].tag == tag:
                del self.open[at:]
                return

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self.dropping:
            self.open[-1].content.append(data)

    def end_what_ends(self, tag: str) -> None:
        """A block ends an open paragraph; a list item ends the one before; and so on."""
        ended, border = ENDS.get(tag, ({"p"} if tag in BLOCKS else set(), {"blockquote", "li", "td", "th", "div"}))
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].tag in border:
                return
            if self.open[at].tag in ended:
                del self.open[at:]
                return


def tree(html: str) -> Element:
    """The tree of a fragment of HTML. Never raises."""
    builder = Builder()
    builder.feed(html)
    builder.close()
    return builder.open[0]
