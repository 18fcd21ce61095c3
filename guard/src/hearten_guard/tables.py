"""Public statistics that the anonymity estimate multiplies: places, sizes of places, ages, jobs, names, shares.

Read when first asked for, so that `import hearten_guard` pays nothing. Where each table comes from stands in
`data/tables.toml`; a row whose source nobody opened is not here.
"""

import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from hearten_guard.data import JOBS, TABLES

_FOLDER = Path(__file__).parent / "data" / "tables"
ORIGINS: dict[str, dict[str, Any]] = TABLES["tables"]["table"]
"""Origin, address, date, licence and checksum of each table, by its file's name."""


class Size(NamedTuple):
    """Places of fewer people than `below`, and how a story may speak of one."""

    name: str
    below: float
    words: str


SIZES = (
    Size("small town", 10_000, "a small town"),
    Size("town", 100_000, "a town"),
    Size("city", 1_000_000, "a city"),
    Size("large city", float("inf"), "a large city"),
)
THIRDS = {"n": " in the north", "s": " in the south", "m": ""}


class Place(NamedTuple):
    """A town or, with `third` "-", a whole country."""

    name: str
    people: int
    country: str
    third: str

    @property
    def wider(self) -> str:
        """What may stand for its name: its size and the part of its country."""
        if self.third == "-":
            return "another country"
        return SIZES[size_class(self.people)].words + THIRDS[self.third]


class Share(NamedTuple):
    """The part of all people (0 to 1) of whom something holds, and who says so."""

    name: str
    share: float
    source: str


def size_class(people: int) -> int:
    """Index into SIZES."""
    return next(number for number, size in enumerate(SIZES) if people < size.below)


@cache
def _rows(name: str) -> list[list[str]]:
    text = (_FOLDER / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()]


@cache
def _bytes(name: str) -> bytes:
    return (_FOLDER / name).read_bytes()


def _line(name: str, key: str) -> list[str] | None:
    """The fields of the line that begins with a key, by halving the file: no index is built or kept."""
    table, wanted = _bytes(name), key.encode() + b"\t"
    low, high = 0, len(table)
    while low < high:
        middle = (low + high) // 2
        start = max(low, table.rfind(b"\n", low, middle) + 1)
        end = table.find(b"\n", middle)
        line = table[start:end]
        if line.startswith(wanted):
            return line.decode().split("\t")
        low, high = (end + 1, high) if line < wanted else (low, start)
    return None


@lru_cache(maxsize=4096)
def place(name: str) -> Place | None:
    """The most populous place of that name, written as the Guard reads words, or None."""
    found = _line("places.tsv", name)
    return Place(name, int(found[1]), found[2], found[3]) if found else None


@cache
def _classes() -> dict[str, int]:
    return {row[0]: int(row[1]) for row in _rows("classes.tsv")}


def like(where: Place) -> int:
    """People in all places of its size in its third of its country; the place itself is one of them."""
    if where.third == "-":
        return where.people
    found = _classes().get(f"{where.country}|{SIZES[size_class(where.people)].name}|{where.third}", 0)
    return max(found, where.people)


@cache
def _ages() -> tuple[list[int], int]:
    people = [int(row[1]) for row in _rows("ages.tsv")]
    return people, sum(people)


def ages(first: int, last: int) -> float:
    """The share of people from one age to another, both included; 0 beyond the table."""
    people, total = _ages()
    return sum(people[max(0, first) : last + 1]) / total


_UNKNOWN = Place("", 1, "", "-")


@cache
def _jobs() -> dict[str, tuple[str, int, str]]:
    return {job: (row[0], int(row[1]), row[2]) for row in _rows("jobs.tsv") for job in row[3].split("|")}


@cache
def _workers_in() -> int:
    """People in the country that the table of jobs counts."""
    return _UNKNOWN.people if (country := place("united kingdom")) is None else country.people


def job(name: str) -> Share | None:
    """Everybody in the occupational group that a job belongs to."""
    found = _jobs().get(name)
    return found and Share(found[2].lower(), found[1] / _workers_in(), origin("jobs.tsv"))


@cache
def field(wider: str) -> float:
    """Everybody in any occupational group of a field, such as "works in health care"."""
    groups = {_jobs()[name][:2] for name, of in JOBS.items() if of == wider and name in _jobs()}
    counted: set[str] = set()
    people = 0
    for codes, employed in sorted(groups, key=lambda group: -len(group[0])):
        if counted.isdisjoint(codes.split("+")):
            people += employed
            counted.update(codes.split("+"))
    return people / _workers_in()


@cache
def _shares() -> dict[tuple[str, str], Share]:
    rows = tomllib.loads((_FOLDER / "shares.toml").read_text("utf-8"))["row"]
    return {
        (row["kind"], word): Share(row["name"], row["share"], row["source"])
        for row in rows
        for word in row["words"].split("|")
    }


def share(kind: str, word: str) -> Share | None:
    """The row of a kind ("sex", "nation", "family", "condition") that is met by a word, or None."""
    return _shares().get((kind, word))


@lru_cache(maxsize=4096)
def given_name(name: str) -> Share | None:
    """Everybody who bears a given name."""
    found = _line("names.tsv", name)
    if found is None:
        return None
    return Share(f"people called {name.title()}", float(found[1]) / 1e6, origin("names.tsv"))


def origin(name: str) -> str:
    """Where a table comes from, in one line."""
    return str(ORIGINS[name]["origin"])
