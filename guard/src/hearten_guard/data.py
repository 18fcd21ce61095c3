"""The reviewed word lists and rule cards of `data/*.toml`, read once at import."""

import tomllib
from binascii import crc32
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hearten_guard.types import Purpose, Severity

FOLDER = Path(__file__).parent / "data"
_BYTES = {path.name.removesuffix(".toml"): path.read_bytes() for path in sorted(FOLDER.glob("*.toml"))}
TABLES: dict[str, dict[str, Any]] = {name: tomllib.loads(content.decode()) for name, content in _BYTES.items()}
_ABROAD = [path.read_bytes() for path in sorted(FOLDER.glob("??/*.toml"))]
DIGEST = f"{crc32(b''.join([*_BYTES.values(), *_ABROAD])):08x}"

STORIES = frozenset(purpose for purpose in Purpose if purpose.startswith("story"))
THERAPIST = STORIES | {Purpose.ARTICLE, Purpose.REPLY, Purpose.BIO}
MEMBER = frozenset({Purpose.POST, Purpose.QUESTION})
PERSONAL = MEMBER | {Purpose.MESSAGE}
"""Texts in which people speak for themselves, in public or to one other person."""

CONFUSABLES: dict[str, str] = {
    char: plain for plain, chars in TABLES["normalise"]["confusables"].items() for char in chars
}
SPELLING: dict[str, str] = {
    wrong: right for right, spellings in TABLES["normalise"]["spelling"].items() for wrong in spellings.split()
}
COMMON = frozenset(TABLES["normalise"]["common"].split())


@dataclass(frozen=True, slots=True)
class Ways:
    """How a rule that needs no code of its own reads its phrases.

    A hit of `find` counts unless its sentence holds a phrase of `unless` outside it, it overlaps a phrase
    of `apart`, the text holds one of `cleared`, or it is denied within `deny` words, quoted, asked,
    supposed within `suppose` words, or past. `need` names groups one of which must stand in the sentence.
    """

    find: tuple[str, ...]
    unless: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    need: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    deny: int = 5
    suppose: int = 0
    asked: bool = True
    quoted: bool = False
    past: bool = True
    once: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """What a rule says to the author, why it exists, how strict it is by purpose, and how sure it must be.

    what: for the rule's own page. opened: which copy of the source was read; empty when none was.
    suggestion: words for the passage; instead: a sentence for the whole sentence around it.
    """

    rule: str
    reason: str
    source: str
    severity: dict[str, Severity]
    suggestion: str | None = None
    threshold: float = 0.5
    what: str = ""
    opened: str = ""
    instead: str | None = None
    flags: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    ways: Ways | None = None

    def severity_for(self, purpose: Purpose) -> Severity | None:
        """How strict the rule is there, or None where it does not apply."""
        kinds = [purpose.value]
        kinds += ["story"] if purpose in STORIES else []
        kinds += ["therapist"] if purpose in THERAPIST else []
        kinds += ["member"] if purpose in MEMBER else []
        return next((self.severity[kind] for kind in [*kinds, "all"] if kind in self.severity), None)


_SAID = ("reason", "source", "severity", "threshold", "what", "opened", "suggestion", "instead")


def _cards() -> dict[str, Card]:
    return {
        f"{family}.{name}": _card(f"{family}.{name}", entry)
        for family, table in TABLES.items()
        for name, entry in table.get("rules", {}).items()
    }


def _card(rule: str, entry: dict[str, Any]) -> Card:
    said: dict[str, Any] = {key: entry[key] for key in _SAID if key in entry}
    said |= {key: tuple(entry.get(key, ())) for key in ("flags", "clears")}
    return Card(rule, **said, ways=_ways(entry["ways"]) if "ways" in entry else None)


def _ways(entry: dict[str, Any]) -> Ways:
    plain: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in entry.items()}
    return Ways(**plain)


def _rewrites() -> dict[str, list[tuple[str, str]]]:
    """By rule: groups of phrases with the words that may replace them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for family, table in TABLES.items():
        for number, entry in enumerate(table.get("rewrite", ())):
            found.setdefault(f"{family}.{entry['rule']}", []).append((f"{family}.rewrite.{number}", entry["to"]))
    return found


CARDS = _cards()
REWRITES = _rewrites()
LISTS: dict[str, str] = {name: words for table in TABLES.values() for name, words in table.get("lists", {}).items()}

JOBS: dict[str, str] = {job: wider for wider, jobs in TABLES["people"]["jobs"].items() for job in jobs.split("|")}
LISTS["job"] = "|".join(JOBS)


def words(name: str) -> frozenset[str]:
    """A list as single words; entries of several words are joined by a space."""
    return frozenset(entry.strip() for entry in LISTS[name].replace("'", "").split("|"))
