"""An audit as lines for people, as JSON and as a table. Each writes while it reads, so that none grows."""

import csv
import json
from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self, TextIO

from hearten_guard.cli import forms
from hearten_guard.cli.article import Article
from hearten_guard.cli.listing import visible
from hearten_guard.cli.tally import Tally
from hearten_guard.engine import RULES_VERSION

#: A spreadsheet reads a cell that starts like this as a formula (OWASP, "CSV Injection").
#: The wide signs are typed for the ordinary ones in East Asian scripts.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "|", "%", "＝", "＋", "－", "＠")
HEAD = ("title", "address", "written", "state", "rule", "severity", "quote", "reason", "source", "suggestion",
        "confidence")  # fmt: skip


class Sink(Protocol):
    """Takes article after article, and the counts at the end. As a context manager it lets go of what it opened."""

    def take(self, article: Article) -> None: ...
    def close(self, tally: Tally) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...


class Form:
    """A sink that writes on a stream which is not its own."""

    def __init__(self, out: TextIO) -> None:
        self.out = out

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leaves the stream open."""


class Lines(Form):
    """What is not clear, with one line for each finding."""

    def take(self, article: Article) -> None:
        """Nothing for a clear article."""
        if article.findings:
            when = f" ({article.written})" if article.written else ""
            self.out.write(f"{visible(article.title)}{when}\n")
        for found in article.findings:
            quote = " ".join(visible(found.quote).split())
            self.out.write(f"  {found.severity} {found.rule}: “{quote}”\n    {found.reason}\n")
            if found.suggestion is not None:
                self.out.write(f"    Try: {visible(found.suggestion)}\n")

    def close(self, tally: Tally) -> None:
        """The sentence comes from the command."""
        if tally.total > tally.states["clear"]:
            self.out.write("\n")


class Json(Form):
    """One object: the version of the rules, every article, and the counts."""

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self.between = f'{{"rules_version": {json.dumps(RULES_VERSION)}, "articles": [\n'

    def take(self, article: Article) -> None:
        """text, where there are findings: the title, an empty line and Markdown, in which offsets count."""
        about = {"title": article.title, "address": article.address, "written": article.written}
        found = {"state": article.state, "findings": [*map(forms.finding, article.findings)]}
        text = {"text": article.words} if article.findings else {}
        self.out.write(self.between + json.dumps(about | text | found, allow_nan=False))
        self.between = ",\n"

    def close(self, tally: Tally) -> None:
        """broken: why the export could not be read to its end."""
        summary = {**tally.counts(), "broken": tally.broken or None}
        begun = "" if self.between == ",\n" else self.between
        self.out.write(f'{begun}],\n"summary": {json.dumps(summary)}}}\n')


class Table(Form):
    """A line for each finding, and one for each clear article (RFC 4180)."""

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self.rows = csv.writer(out)
        self.rows.writerow(HEAD)

    def take(self, article: Article) -> None:
        """The words of the author, so that no program runs them."""
        about = (article.title, article.address, article.written, article.state)
        rest: list[tuple[str, ...]] = [
            (f.rule, f.severity, f.quote, f.reason, f.source, f.suggestion or "", f"{f.confidence:.2f}")
            for f in article.findings
        ]
        for row in rest or [("",) * (len(HEAD) - len(about))]:
            self.rows.writerow([safe_cell(cell) for cell in about + row])

    def close(self, tally: Tally) -> None:
        """A table has no sum."""


def safe_cell(text: str) -> str:
    """The text with an apostrophe before anything that looks like a formula, and without half letters."""
    text = text.encode("utf-8", "replace").decode()
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


FORMS: dict[str, Callable[[TextIO], Sink]] = {"text": Lines, "json": Json, "csv": Table}
