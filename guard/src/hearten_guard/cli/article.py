"""One article of an export, read by the Guard."""

from dataclasses import dataclass, field
from typing import Literal

from hearten_archives import ArchivedPost, to_markdown
from hearten_archives.to_markdown import plain
from hearten_guard.anonymity import Estimate
from hearten_guard.cli.reading import Reading
from hearten_guard.types import Finding

State = Literal["held", "advice", "note", "clear"]
_STATES: dict[str, State] = {"hold": "held", "advise": "advice", "note": "note"}


@dataclass(frozen=True, slots=True)
class Article:
    """words: the title, an empty line, and the text as Markdown; what findings point into.

    address: the path it has on the old blog, or "". written: a day as 2019-03-02, or "". estimates: how many people
    would match those whom the findings are about.
    """

    title: str
    address: str
    written: str
    words: str
    findings: list[Finding]
    estimates: list[Estimate] = field(default_factory=list)

    @property
    def state(self) -> State:
        """What the strictest finding asks for."""
        found = {finding.severity for finding in self.findings}
        return next((state for severity, state in _STATES.items() if severity in found), "clear")


def words_of(post: ArchivedPost) -> tuple[str, str]:
    """The title in words, and all that is read. Comments are their writers' and are not read."""
    title = plain(post.title)
    text = to_markdown(post, lambda source, description: f"![{description}]({source})").text
    return title, f"{title}\n\n{text}" if title else text


def article(post: ArchivedPost, title: str, words: str, reading: Reading) -> Article:
    """A post with what was found in it."""
    when = post.published_at or post.updated_at
    written = f"{when:%Y-%m-%d}" if when else ""
    findings = reading.findings(words)
    crowds = reading.estimates(words, findings)
    return Article(title or "(no title)", post.old_path, written, words, findings, crowds)
