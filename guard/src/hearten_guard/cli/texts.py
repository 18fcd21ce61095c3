"""Files as text: their encoding, and what is no text."""

import codecs
import sys
from dataclasses import dataclass
from pathlib import Path

#: Bytes of one text; ten times the longest book.
MOST = 64 * 1024 * 1024
#: A longer mark first: UTF-32's begins with UTF-16's.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
#: What stands for standard input among the names of files.
STDIN = "-"


class Unreadable(Exception):
    """A text that can't be read, with a sentence that names it and says why."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it stands in its file, line ends included.

    mark: the byte order mark before it, which is no part of the text. mixed: some bytes were no UTF-8 and stand
    for what Windows-1252 means by them, each one character.
    """

    name: str
    words: str
    encoding: str = "utf-8"
    mark: bytes = b""
    mixed: bool = False

    def encoded(self, words: str) -> bytes:
        """Other words as bytes of the same kind."""
        return self.mark + words.encode(self.encoding, "surrogatepass")


def from_file(name: str) -> Text:
    """A file's text. Raises Unreadable."""
    try:
        if Path(name).is_dir():
            raise Unreadable(f"{name} is a folder: name its files, or use `hearten-guard audit {name}`")
        with Path(name).open("rb") as file:
            return decoded(name, file.read(MOST + 1))
    except (OSError, ValueError) as error:  # a name with a NUL letter is a ValueError
        raise Unreadable(f"cannot read {name}: {getattr(error, 'strerror', None) or error}") from error


def from_stdin() -> Text:
    """What comes in on standard input. Raises Unreadable."""
    return decoded("(stdin)", sys.stdin.buffer.read(MOST + 1))


def decoded(name: str, content: bytes) -> Text:
    """Bytes as text: by their byte order mark, else as UTF-8. Raises Unreadable for what is no text."""
    if len(content) > MOST:
        raise Unreadable(f"{name} is larger than {MOST >> 20} MB: check it in parts")
    mark, encoding = next(((m, e) for m, e in MARKS if content.startswith(m)), (b"", "utf-8"))
    body = content[len(mark) :]
    if encoding != "utf-8":
        return Text(name, _wide(name, body, encoding), encoding, mark)
    if b"\0" in body:
        raise Unreadable(f"{name} is not text: it holds NUL bytes (save it as UTF-8)")
    try:
        return Text(name, body.decode(), mark=mark)
    except UnicodeDecodeError:
        return Text(name, body.decode(errors=MIXED), mark=mark, mixed=True)


def _wide(name: str, body: bytes, encoding: str) -> str:
    try:
        return body.decode(encoding, "surrogatepass")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{name} says it is {encoding.upper()} and is not: {error.reason}") from error


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Each byte that is no UTF-8 as one character, so that offsets can be counted."""
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101  # this handler is only ever used to decode
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


MIXED = "hearten-guard-windows"
codecs.register_error(MIXED, _as_windows)
