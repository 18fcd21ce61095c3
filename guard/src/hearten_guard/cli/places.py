"""Lines and columns of a text."""

import re
from bisect import bisect_right


class Places:
    """Where the lines of one text begin; found once, because a text may have many findings."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.begins = [0, *(match.end() for match in re.finditer("\n", words))]

    def of(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1; a column is a code point."""
        line = bisect_right(self.begins, offset)
        return line, offset - self.begins[line - 1] + 1

    def line(self, offset: int) -> tuple[int, int]:
        """Offsets at which the line around an offset begins and ends, without its line end."""
        number = bisect_right(self.begins, offset)
        begin = self.begins[number - 1]
        end = self.begins[number] - 1 if number < len(self.begins) else len(self.words)
        return begin, end - self.words.endswith("\r", begin, end)
