"""Regular expressions of this package as JavaScript's, with the same meaning, for the engine in a browser.

Python's classes know all of Unicode and JavaScript's don't, `$` and `.` mind other line ends, and JavaScript
allows fewer letters behind a backslash. Expressions use the `u` flag there.
"""

import re
from collections.abc import Callable, Iterator

#: What `str.isspace` says of the letters that `normalise.fold` can leave in a text.
SPACE = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
WORD = r"\p{L}\p{N}_"
BOUNDARY = f"(?:(?<=[{WORD}])(?![{WORD}])|(?<![{WORD}])(?=[{WORD}]))"
_INSIDE = {"w": WORD, "s": SPACE, "d": r"\d", "n": r"\n", "t": r"\t", "-": r"\-"}
_OUTSIDE = {
    "w": f"[{WORD}]", "W": f"[^{WORD}]", "s": f"[{SPACE}]", "S": f"[^{SPACE}]", "d": r"\d", "D": r"\D",
    "b": BOUNDARY, "n": r"\n", "t": r"\t", "1": r"\1", "2": r"\2",
}  # fmt: skip
#: Negated classes of negated classes, which JavaScript spells in other words.
_DOUBLE = {r"[^\W_]": r"[\p{L}\p{N}]", r"[^\W\d_]": r"[\p{L}\p{Nl}\p{No}]"}
_SYNTAX = "^$\\.*+?()[]{}|/"
_TOKEN = re.compile(
    r"(?P<double>\[\^\\W(?:\\d)?_\])|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<name>\(\?P<)|(?P<escape>\\.)"
    r"|(?P<count>\{\d+(?:,\d*)?\}|\{,\d+\})|(?P<anchor>[$^])|(?P<any>\.)|(?P<bracket>[\]{}/])|(?P<rest>.)",
    re.DOTALL,
)


class Untranslatable(ValueError):
    """An expression says something that has no spelling in JavaScript here."""


def javascript(pattern: re.Pattern[str]) -> str:
    """The source of an expression of the same meaning, for the flag `u`. Raises Untranslatable."""
    if pattern.flags & ~(re.UNICODE | re.MULTILINE) or re.search(r"\(\?[>aiLmsux(#]|[+*?}]\+", pattern.pattern):
        raise Untranslatable(pattern.pattern)
    return "".join(_translated(pattern))


def _translated(pattern: re.Pattern[str]) -> Iterator[str]:
    multiline = bool(pattern.flags & re.MULTILINE)
    for match in _TOKEN.finditer(pattern.pattern):
        kind, token = match.lastgroup or "rest", match.group()
        yield _anchor(token, multiline=multiline) if kind == "anchor" else _KINDS[kind](token)


def _anchor(sign: str, *, multiline: bool) -> str:
    """Only a line feed ends a line; without MULTILINE `$` also stands before the last one."""
    if multiline:
        return r"(?<![^\n])" if sign == "^" else r"(?![^\n])"
    return "^" if sign == "^" else r"(?=\n?$)"


def _escape(token: str) -> str:
    char = token[1]
    if char in _OUTSIDE:
        return _OUTSIDE[char]
    if char.isalnum():
        raise Untranslatable(token)
    return token if char in _SYNTAX else char


def _set(token: str) -> str:
    """A class of letters: each escape in it, and each sign that must be escaped there."""
    head = "[^" if token.startswith("[^") else "["
    parts = re.findall(r"\\.|.", token[len(head) : -1], re.DOTALL)
    return f"{head}{''.join(map(_member, parts))}]"


def _member(part: str) -> str:
    if len(part) == 1:
        return "\\" + part if part in "[]" else part
    char = part[1]
    if char in _INSIDE:
        return _INSIDE[char]
    if char.isalnum():
        raise Untranslatable(part)
    return part if char in _SYNTAX else char


_KINDS: dict[str, Callable[[str], str]] = {
    "double": _DOUBLE.__getitem__,
    "set": _set,
    "name": lambda _: "(?<",
    "escape": _escape,
    "count": lambda token: token.replace("{,", "{0,"),
    "any": lambda _: r"[^\n]",
    "bracket": lambda token: f"\\{token}",
    "rest": lambda token: token,
}
