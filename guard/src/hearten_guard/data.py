"""The reviewed word lists and rule cards of `data/*.toml`, read once at import."""

import tomllib
from binascii import crc32
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hearten_guard.types import Purpose, Severity

_FOLDER = Path(__file__).parent / "data"
_BYTES = {path.name.removesuffix(".toml"): path.read_bytes() for path in sorted(_FOLDER.glob("*.toml"))}
TABLES: dict[str, dict[str, Any]] = {name: tomllib.loads(content.decode()) for name, content in _BYTES.items()}
DIGEST = f"{crc32(b''.join(_BYTES.values())):08x}"

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
class Card:
    """What a rule says to the author, why it exists, how strict it is by purpose, and how sure it must be."""

    rule: str
    reason: str
    source: str
    severity: dict[str, Severity]
    suggestion: str | None
    threshold: float = 0.5

    def severity_for(self, purpose: Purpose) -> Severity | None:
        """How strict the rule is there, or None where it does not apply."""
        kinds = [purpose.value]
        kinds += ["story"] if purpose in STORIES else []
        kinds += ["therapist"] if purpose in THERAPIST else []
        kinds += ["member"] if purpose in MEMBER else []
        return next((self.severity[kind] for kind in [*kinds, "all"] if kind in self.severity), None)


def _cards() -> dict[str, Card]:
    cards = {}
    for family, table in TABLES.items():
        for name, entry in table.get("rules", {}).items():
            rule = f"{family}.{name}"
            cards[rule] = Card(
                rule, entry["reason"], entry["source"], entry["severity"],
                entry.get("suggestion"), entry.get("threshold", 0.5),
            )  # fmt: skip
    return cards


CARDS = _cards()
LISTS: dict[str, str] = {name: words for table in TABLES.values() for name, words in table.get("lists", {}).items()}

JOBS: dict[str, str] = {job: wider for wider, jobs in TABLES["people"]["jobs"].items() for job in jobs.split("|")}
LISTS["job"] = "|".join(JOBS)


def words(name: str) -> frozenset[str]:
    """A list as single words; entries of several words are joined by a space."""
    return frozenset(entry.strip() for entry in LISTS[name].replace("'", "").split("|"))
