"""A string that remembers where each of its characters came from in the author's text."""

import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass

Rewrite = Callable[[re.Match[str]], str | None]


@dataclass(frozen=True, slots=True)
class Mapped:
    """`text[i]` stands for the author's characters `starts[i]` up to `ends[i]` (code points)."""

    text: str
    starts: "array[int]"
    ends: "array[int]"

    @classmethod
    def identity(cls, text: str) -> "Mapped":
        """A text that stands for itself."""
        size = len(text)
        return cls(text, array("I", range(size)), array("I", range(1, size + 1)))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The author's offsets of `text[start:end]`, which must not be empty."""
        return self.starts[start], self.ends[end - 1]

    def with_text(self, text: str) -> "Mapped":
        """The same offsets under another text of the same length."""
        return Mapped(text, self.starts, self.ends)

    def edit(self, pattern: re.Pattern[str], rewrite: Rewrite) -> "Mapped":
        """Replace every match by what `rewrite` returns (None leaves it), keeping the offsets."""
        parts: list[str] = []
        starts, ends = array("I"), array("I")
        done = 0
        for match in pattern.finditer(self.text):
            new = rewrite(match)
            if new is None:
                continue
            first, last = match.span()
            parts += (self.text[done:first], new)
            starts += self.starts[done:first]
            ends += self.ends[done:first]
            _stretch(self, first, last, len(new), starts, ends)
            done = last
        if not parts:
            return self
        parts.append(self.text[done:])
        return Mapped("".join(parts), starts + self.starts[done:], ends + self.ends[done:])


def _stretch(old: Mapped, first: int, last: int, size: int, starts: "array[int]", ends: "array[int]") -> None:
    """Map `size` new characters onto old ones: one to one if as many, else all onto the whole."""
    if size == last - first:
        starts += old.starts[first:last]
        ends += old.ends[first:last]
    elif size and last > first:
        begin, finish = old.span(first, last)
        starts.extend([begin] * size)
        ends.extend([finish] * size)
