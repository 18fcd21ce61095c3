"""`hearten-guard audit EXPORT`: everything on a blog, one article at a time, and a report of it."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from hearten_archives import Archive, Refused, open_archive
from hearten_guard.cli.article import Article, article, words_of
from hearten_guard.cli.audit_forms import FORMS, Sink
from hearten_guard.cli.options import chosen_reading
from hearten_guard.cli.reading import Reading
from hearten_guard.cli.report import Report
from hearten_guard.cli.sources import complain
from hearten_guard.cli.tally import Tally
from hearten_guard.cli.texts import Unreadable

WIDTH = 40


def run(chosen: argparse.Namespace) -> int:
    """The exit status: 0 nothing is held, 1 something is, 2 the export can't be read, or not to its end."""
    path, tally, reading = Path(chosen.export), Tally(), chosen_reading(chosen)
    if not path.exists():
        raise Unreadable(f"cannot read {path}: there is no such file")
    try:
        with open_archive(path) as archive, ExitStack() as stack:
            sinks = [stack.enter_context(sink) for sink in _sinks(chosen)]
            for found in _read_all(archive, reading, tally):
                tally.take(found)
                for sink in sinks:
                    sink.take(found)
            for sink in sinks:
                sink.close(tally)
    except Refused as error:
        raise Unreadable(f"{path}: {error.sentence}") from error
    except OSError as error:
        raise _unreadable(path, error) from error
    _say_the_end(chosen, tally)
    return tally.status


def _unreadable(path: Path, error: OSError) -> Exception:
    """A pipe that was closed stays what it is; everything else names a file."""
    if isinstance(error, BrokenPipeError):
        return error
    return Unreadable(f"cannot read or write {error.filename or path}: {error.strerror}")


def _sinks(chosen: argparse.Namespace) -> list[Sink]:
    name = "json" if chosen.json else "csv" if chosen.csv else "text"
    report = [Report(Path(chosen.html), Path(chosen.export).name)] if chosen.html else []
    return [*([] if name == "text" and report else [FORMS[name](sys.stdout)]), *report]


def _read_all(archive: Archive, reading: Reading, tally: Tally) -> Iterator[Article]:
    """Each article with its findings; where the export breaks off, what came before stays good."""
    bar = Bar(sys.stderr, sum(1 for _ in archive.posts()) if sys.stderr.isatty() else 0)
    posts = archive.posts()
    try:
        for post in posts:
            title, words = words_of(post)
            yield article(post, title, words, reading)
            bar.step()
    except Refused as error:
        if not tally.total:
            raise
        tally.broken = error.sentence
    finally:
        bar.end()


def _say_the_end(chosen: argparse.Namespace, tally: Tally) -> None:
    """The sentence goes where it is in nobody's way."""
    out = sys.stderr if chosen.json or chosen.csv else sys.stdout
    out.write(tally.sentence() + "\n")
    if chosen.html:
        out.write(f"The report is in {chosen.html}\n")
    if tally.broken:
        complain(f"after that the export can't be read. {tally.broken}")


class Bar:
    """How far it is, on a terminal; nothing elsewhere. total: articles, 0 for no bar."""

    def __init__(self, out: TextIO, total: int) -> None:
        self.out, self.total, self.done = out, total, 0

    def step(self) -> None:
        """One more."""
        self.done += 1
        if self.total:
            bar = "#" * (self.done * WIDTH // self.total)
            self.out.write(f"\r[{bar:<{WIDTH}}] {self.done:,} of {self.total:,}")
            self.out.flush()

    def end(self) -> None:
        """The line is free again."""
        if self.total and self.done:
            self.out.write("\r\033[K")
            self.out.flush()
