"""The report of an audit: one HTML file that needs no network, no script and no other file."""

import os
import shutil
import tempfile
from html import escape
from pathlib import Path
from typing import IO, Self

from hearten_guard.anonymity import Estimate, Factor
from hearten_guard.cli import crowd
from hearten_guard.cli.article import Article, State
from hearten_guard.cli.tally import Tally
from hearten_guard.engine import RULES_VERSION
from hearten_guard.types import Finding

#: Letters around a quote, cut at a space.
AROUND = 140
STYLE = Path(__file__).with_name("report.css").read_text("utf-8")
#: Nothing may be loaded, run, sent or framed, whatever a post says.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
SECTIONS: dict[State, tuple[str, str]] = {
    "held": ("Held", "Something in these must change before they go on a page of Hearten."),
    "advice": ("With advice", "See what is said, then decide."),
    "note": ("With a note", "Good to know; nothing to do."),
    "clear": ("Clear", "Nothing that the rules know was found. That is not a proof that nothing is there."),
}
SEVERITIES = {"hold": "Must change", "advise": "Advice", "note": "Note"}


class Report:
    """Takes articles one by one; each part waits in a file of its own, and the whole is written at the end."""

    def __init__(self, path: Path, name: str) -> None:
        """path: where the report goes, in one step. name: of the export."""
        self.path, self.name = path, name
        self.parts: dict[State, IO[str]] = {}
        self.number = 0

    def __enter__(self) -> Self:
        if self.path.is_dir():
            raise IsADirectoryError(21, "it is a folder", str(self.path))
        for state in SECTIONS:
            self.parts[state] = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace", newline="")
        return self

    def __exit__(self, *_: object) -> None:
        for part in self.parts.values():
            part.close()

    def take(self, article: Article) -> None:
        """A piece of the part it belongs to."""
        self.number += 1
        part = self.parts[article.state]
        part.write(clear_line(article) if article.state == "clear" else piece(article, self.number))

    def close(self, tally: Tally) -> None:
        """Write the file beside where it goes, then put it there."""
        handle, name = tempfile.mkstemp(dir=self.path.resolve().parent, prefix=".report.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as out:
                self.whole(out, tally)
            Path(name).chmod(0o600)  # it quotes what may name a client
            Path(name).replace(self.path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def whole(self, out: IO[str], tally: Tally) -> None:
        """Head, counts, and the parts, the strictest first."""
        out.write(head(self.name, tally))
        for state, (title, about) in SECTIONS.items():
            if tally.states[state]:
                out.write(opening(state, title, about, tally.states[state]))
                self.parts[state].seek(0)
                shutil.copyfileobj(self.parts[state], out)
                out.write("</ul></details></section>\n" if state == "clear" else "</section>\n")
        out.write(FOOT)


def head(name: str, tally: Tally) -> str:
    """Everything before the first part."""
    counts = "".join(
        f'<li class="{state}"><a href="#{state}"><b>{tally.states[state]:,}</b> {title.lower()}</a></li>'
        for state, (title, _) in SECTIONS.items()
        if tally.states[state]
    )
    broken = f'<p class="broken" role="note">The export could not be read to its end. {words(tally.broken)}</p>'
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>What the Guard found</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n"
        f"<h1>What the Guard found</h1>\n<p>In {words(name)}: {tally.sentence()}.</p>\n"
        f'<nav aria-label="Parts"><ul class="counts">{counts}</ul></nav>\n'
        f"{broken if tally.broken else ''}"
        f"<p>This file quotes your own articles and was made on your computer. Nothing was sent anywhere. "
        f"Rules {words(RULES_VERSION)}.</p>\n</header>\n<main>\n"
    )


FOOT = (
    "</main>\n<footer><p>The Guard reads words, not people. It misses what nobody thought to write down, and it "
    "can be wrong. You decide.</p></footer>\n</body>\n</html>\n"
)


def opening(state: State, title: str, about: str, count: int) -> str:
    """The heading of a part; the clear ones are a folded list."""
    begin = f'<section id="{state}"><h2>{title} <span class="count">({count:,})</span></h2>\n<p>{about}</p>\n'
    return begin + ("<details><summary>Show their titles</summary><ul>\n" if state == "clear" else "")


def clear_line(article: Article) -> str:
    """One title."""
    return f"<li>{words(article.title)}{when(article)}</li>\n"


def piece(article: Article, number: int) -> str:
    """An article with its findings."""
    found = "".join(finding(article.words, item) for item in article.findings)
    address = f'<p class="address">{words(article.address)}</p>' if article.address else ""
    return (
        f'<article aria-labelledby="a{number}"><h3 id="a{number}">{words(article.title)}{when(article)}</h3>'
        f"{address}<ol>{found}</ol>{''.join(map(people, article.estimates))}</article>\n"
    )


def people(each: Estimate) -> str:
    """How many would match: every fact with its table, the sum, and the change that helps most."""
    facts = "".join(fact(factor, each) for factor in each.factors)
    summary = each.summary[:1].upper() + each.summary[1:]
    return (
        f'<section class="people"><h4>How many people would match</h4><p>{words(summary)}.</p>'
        f"<dl>{facts}</dl><p>{words(crowd.change(each))}</p>"
        f'<p class="source">{crowd.base(each)} This is an estimate. {each.assumption}</p></section>'
    )


def fact(factor: Factor, each: Estimate) -> str:
    """What the author wrote, how many it holds for, and who counted them."""
    source = crowd.counted_by(factor)
    by = f'<dd class="source">{escape(source)}</dd>' if source else ""
    return f"<div><dt>{words(factor.quote)}</dt><dd>{escape(crowd.figure(factor, each))}</dd>{by}</div>"


def when(article: Article) -> str:
    """The day it was written."""
    return f' <time datetime="{article.written}">{article.written}</time>' if article.written else ""


def finding(text: str, found: Finding) -> str:
    """The words in their place, the reason, the source, and other words."""
    before, after = context(text, found.start, found.end)
    rewrite = (
        f'<p class="try">Instead: <q>{words(found.suggestion)}</q></p>' if found.suggestion is not None else ""
    )
    kind = f"<b>{SEVERITIES[found.severity]}</b> <code>{found.rule}</code>"
    return (
        f'<li class="{found.severity}"><p class="kind">{kind}</p>'
        f'<blockquote dir="auto">{escape(before)}<mark>{escape(found.quote)}</mark>{escape(after)}</blockquote>'
        f"<p>{escape(found.reason)}</p>{rewrite}"
        f'<p class="source">Source: {escape(found.source)}</p></li>'
    )


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a passage in its paragraph."""
    before = text[max(0, start - AROUND) : start].rpartition("\n\n")[2]
    after = text[end : end + AROUND].partition("\n\n")[0]
    if len(before) == AROUND:
        before = "… " + before.partition(" ")[2]
    if len(after) == AROUND:
        after = after.rpartition(" ")[0] + " …"
    return before, after


def words(text: str) -> str:
    """The words of somebody else: escaped, and unable to turn the words around them."""
    return f"<bdi>{escape(text)}</bdi>"
