"""How many articles are what, in one sentence."""

from collections import Counter

from hearten_guard.cli.article import Article
from hearten_guard.cli.outcome import CLEAR, HELD, UNREADABLE


class Tally:
    """Counts while an audit goes on. broken: why the export could not be read to its end, or ""."""

    def __init__(self) -> None:
        self.states: Counter[str] = Counter()
        self.broken = ""

    def take(self, article: Article) -> None:
        """One more article."""
        self.states[article.state] += 1

    @property
    def total(self) -> int:
        """Articles read."""
        return self.states.total()

    @property
    def status(self) -> int:
        """The exit status."""
        return UNREADABLE if self.broken else HELD if self.states["held"] else CLEAR

    def counts(self) -> dict[str, int]:
        """Every number by its name."""
        return {"articles": self.total, **{name: self.states[name] for name in ("clear", "held", "advice", "note")}}

    def sentence(self) -> str:
        """Such as `214 articles: 187 clear, 9 held, 18 with advice`."""
        line = f"{self.total:,} {'article' if self.total == 1 else 'articles'}: {self.states['clear']:,} clear, "
        line += f"{self.states['held']:,} held, {self.states['advice']:,} with advice"
        return f"{line}, {self.states['note']:,} with a note" if self.states["note"] else line
