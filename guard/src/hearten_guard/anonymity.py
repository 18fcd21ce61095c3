"""How many people would fit what a text tells about somebody: an estimate from public tables, factor by factor.

It multiplies shares as if facts were independent of each other, and uses tables of one country for all. It is an
estimate of a crowd, not a promise: whoever knows the person already, or their way of speaking, needs no crowd.
"""

from dataclasses import dataclass

from hearten_guard.data import JOBS
from hearten_guard.document import Document
from hearten_guard.facts import Fact
from hearten_guard.people import Person, people
from hearten_guard.tables import Place, Share, ages, field, job, like, origin, place, share
from hearten_guard.types import Purpose

ENOUGH = 20
"""Fewer people than this fit: the text singles somebody out (R35)."""
CROWD = 100_000
"""Where a text names no place, the estimate counts per so many people."""
TABLE_OF = {"place": "places.tsv", "age": "ages.tsv", "job": "jobs.tsv"}
"""Where a kind of fact is counted; all others are in `shares.toml`."""
NOBODY_COUNTED = "no table covers this"
OTHER_PLACE = "a place in the tables, but only the one with the fewest people is counted"
ASSUMPTION = "The facts are taken to be independent of each other."


@dataclass(frozen=True, slots=True)
class Factor:
    """One fact: the share of people (0 to 1) for whom it holds, and the share for the wider words.

    quote: the author's words, at `start` up to `end` (code points). share is None where no table covers the fact.
    row: what the table counts, such as the group a job belongs to. source: who counted. suggestion: wider words, or
    None where only the author can tell.
    """

    kind: str
    quote: str
    start: int
    end: int
    share: float | None
    wider_share: float | None
    row: str
    source: str
    suggestion: str | None

    @property
    def table(self) -> str:
        """The file of `data/tables` with its share, or "" where none covers the fact."""
        return "" if self.share is None else TABLE_OF.get(self.kind, "shares.toml")

    @property
    def gain(self) -> float:
        """How many times larger the crowd gets with the wider words; 0 when that cannot be counted."""
        return self.wider_share / self.share if self.share and self.wider_share else 0.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many people fit one person's description.

    start: where the text begins to speak of the person. base: people in the place, or 100,000 where none is named.
    people: those of them who fit all factors that a table covers. uncounted: quotes no table covers, each of which
    makes the crowd smaller still. widest: the one change that makes it largest.
    """

    start: int
    place: str | None
    base: int
    base_source: str
    factors: tuple[Factor, ...]
    people: float
    uncounted: tuple[str, ...]
    widest: Factor | None
    assumption: str = ASSUMPTION

    @property
    def small(self) -> bool:
        """Do fewer than 20 people fit, as far as the tables say?"""
        return self.place is not None and self.people < ENOUGH

    @property
    def summary(self) -> str:
        """One plain sentence."""
        if len(self.factors) - len(self.uncounted) < 2:
            return "no table tells how many people would match"
        where = f"in a place the size of {self.place}" if self.place else f"in every {CROWD:,}"
        return f"{crowd(self.people)} {where} would match"

    @property
    def widened(self) -> float:
        """How many people would fit after the one change that helps most."""
        return self.people * (self.widest.gain if self.widest else 1.0)


def estimate(text: str, purpose: Purpose | str) -> list[Estimate]:
    """An estimate for everybody of whom `text` tells at least two narrowing facts, in the order of the text.

    text: any string. purpose: as for `check`; raises ValueError when unknown.
    """
    document = Document.read(text, Purpose(purpose))
    return [of(document, person) for person in people(document) if len(person.kinds) >= 2]


def of(document: Document, person: Person) -> Estimate:
    """The estimate for one person."""
    where, known = _where(person)
    factors = [_sex(person)] if person.sex else []
    seen: set[str] = set()
    for fact in person.facts:
        if fact is not known and fact.value not in seen:
            seen.add(fact.value)
            factors.append(_factor(document, fact))
    if known and where:
        factors.append(_place(document, known, where))
    counted = [factor for factor in factors if factor.share is not None]
    base = where.people if where else CROWD
    fit = float(base)
    for factor in counted:
        fit *= factor.share if factor.kind != "place" and factor.share else 1.0
    widest = max(counted, key=lambda factor: factor.gain, default=None)
    return Estimate(
        document.span(person.first, person.first + 1)[0],
        _quoted(document, known) if known else None,
        base,
        origin("places.tsv") if where else "no place is named",
        tuple(factors),
        fit,
        tuple(factor.quote for factor in factors if factor.share is None),
        widest if widest and widest.gain > 1 else None,
    )


def _quoted(document: Document, fact: Fact) -> str:
    start, end = document.span(fact.first, fact.last)
    return document.original[start:end]


def _where(person: Person) -> tuple[Place | None, Fact | None]:
    """The least populous place that a table knows."""
    found = [(place(fact.value), fact) for fact in person.facts if fact.kind == "place"]
    known = [(where, fact) for where, fact in found if where]
    return min(known, key=lambda pair: pair[0].people) if known else (None, None)


def _place(document: Document, fact: Fact, where: Place) -> Factor:
    """The place is the base; as a factor it says what leaving its name out would do."""
    return _made(document, fact, Share(fact.value, 1.0, origin("places.tsv")), like(where) / max(1, where.people))


def _sex(person: Person) -> Factor:
    found = share("sex", person.sex or "") or Share("", 0.0, NOBODY_COUNTED)
    return Factor("sex", person.sex or "", 0, 0, found.share or None, None, found.name, found.source, None)


def _factor(document: Document, fact: Fact) -> Factor:
    if fact.kind == "age":
        years = int(fact.value)
        tens = years // 10 * 10
        return _made(
            document,
            fact,
            Share(f"{years} years old", ages(years, years), origin("ages.tsv")),
            ages(tens, tens + 9),
        )
    if fact.kind == "job":
        return _made(document, fact, job(fact.value), field(JOBS.get(fact.value, "")) or None)
    return _made(document, fact, _listed(fact), 1.0)


def _listed(fact: Fact) -> Share | None:
    """The row of the shares that one of the fact's words meets, the longest first."""
    said = fact.value.split()
    for size in range(len(said), 0, -1):
        for at in range(len(said) - size + 1):
            found = share(fact.kind, " ".join(said[at : at + size]))
            if found:
                return found
    return None


def _made(document: Document, fact: Fact, found: Share | None, wider: float | None) -> Factor:
    start, end = document.span(fact.first, fact.last)
    quote = document.original[start:end]
    if found is None or not found.share:
        why = OTHER_PLACE if fact.kind == "place" and place(fact.value) else NOBODY_COUNTED
        return Factor(fact.kind, quote, start, end, None, None, "", why, fact.wider)
    return Factor(fact.kind, quote, start, end, found.share, wider, found.name, found.source, fact.wider)


def crowd(people: float) -> str:
    """`about 40 people`, `perhaps one person`."""
    return f"about {rounded(people)} people" if people >= 1.5 else "perhaps one person"


def rounded(number: float) -> str:
    """Two digits are all an estimate has."""
    if number < 10:
        return f"{max(1, round(number))}"
    size = 10 ** (len(str(int(number))) - 2)
    return f"{round(number / size) * size:,}"
