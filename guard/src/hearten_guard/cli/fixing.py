"""`--fix`: the suggested words in place of the author's, with a diff first and the original kept."""

import difflib
import itertools
import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from hearten_guard.cli.listing import visible
from hearten_guard.cli.texts import Text, Unreadable
from hearten_guard.rewrite import suggest
from hearten_guard.types import Finding


def fixed(text: Text, findings: list[Finding], out: TextIO) -> Text:
    """Show what changes, keep the original beside the file, write, and return the new text.

    Raises Unreadable when the file can't be written; it then holds what it held before.
    """
    new = suggest(text.words, findings)
    if new == text.words:
        return text
    out.write(difference(text, new))
    out.flush()
    try:
        kept = _write(Path(text.name).resolve(), text.encoded(new))
    except OSError as error:
        raise Unreadable(f"cannot write {text.name}: {error.strerror}") from error
    out.write(f"The original is kept as {visible(str(kept))}\n\n")
    return replace(text, words=new)


def difference(text: Text, new: str) -> str:
    """A unified diff."""
    before, after = text.words.split("\n"), new.split("\n")
    lines = difflib.unified_diff(before, after, text.name, text.name, "before", "after", n=1, lineterm="")
    return "".join(f"{visible(line.removesuffix(chr(13)))}\n" for line in lines)


def _write(path: Path, content: bytes) -> Path:
    """Replace a file in one step, with its rights, after its present content was copied beside it."""
    kept = _copy(path)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, name)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return kept


def _copy(path: Path) -> Path:
    """FILE.orig, or FILE.orig.2 and so on: an earlier original is never written over."""
    for number in itertools.count(1):
        kept = path.with_name(f"{path.name}.orig{f'.{number}' if number > 1 else ''}")
        try:
            with path.open("rb") as source, kept.open("xb") as target:
                shutil.copyfileobj(source, target)
                target.flush()
                os.fsync(target.fileno())
        except FileExistsError:
            continue
        shutil.copystat(path, kept)
        return kept
    raise AssertionError("unreachable")
