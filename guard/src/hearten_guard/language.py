"""A language that the Guard reads: its phrases, lists and words, and what the rules say to an author in it.

English is the language of all rules and is read at import. Others stand in `data/<locale>/*.toml` and are read
when somebody first asks for one; a rule without phrases in a language says nothing there.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from hearten_guard.data import FOLDER, LISTS, SPELLING, words
from hearten_guard.phrases import INDEX, VOCABULARY, Index, Phrase, index_of, parsed

_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "Ä": "A", "Ö": "O", "Ü": "U"})
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_WORD = re.compile(r"[a-zäöüß]+")
_SHORTEST_REST = 3


@dataclass(frozen=True)
class Language:
    """What a text in this language is read with; `rules` are the rules that speak it, None for all."""

    locale: str
    index: Index
    vocabulary: frozenset[str]
    lists: dict[str, str]
    spelling: dict[str, str]
    heads: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    said: dict[str, dict[str, str]] | None = None

    def words(self, name: str) -> frozenset[str]:
        """A list as single words; empty when this language has no such list."""
        return _listed(self.locale, name)

    def reading(self, word: str) -> str:
        """The word that the rules know: another spelling, or the telling part of a compound."""
        known = self.spelling.get(word)
        if known or not self.heads or word in self.vocabulary:
            return known or word
        for head in self.heads:
            if word.startswith(head) and len(word) >= len(head) + _SHORTEST_REST:
                return head
        for tail in self.tails:
            if word.endswith(tail) and len(word) >= len(tail) + _SHORTEST_REST:
                return tail
        return word


@cache
def _listed(locale: str, name: str) -> frozenset[str]:
    if locale == "en":
        return words(name)
    entries = language(locale).lists.get(name, "")
    return frozenset(entry.strip() for entry in entries.split("|") if entry)


@cache
def language(locale: str) -> Language:
    """The language of a tag such as "de" or "en_GB". Raises ValueError when the Guard does not read it."""
    tag = locale.replace("_", "-").split("-")[0].lower()
    if tag not in LOCALES:
        raise ValueError(f"unknown locale {locale!r}; use one of: {', '.join(LOCALES)}")
    if tag != locale:
        return language(tag)
    return _ENGLISH if tag == "en" else _other(tag)


_ENGLISH = Language("en", INDEX, VOCABULARY, LISTS, SPELLING)
LOCALES = ("en", *sorted(path.name for path in FOLDER.iterdir() if (path / "language.toml").is_file()))


def _other(locale: str) -> Language:
    paths = sorted((FOLDER / locale).glob("*.toml"))
    tables = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in paths}
    raw = {name: entries for table in tables.values() for name, entries in table.get("lists", {}).items()}
    lists = {name: entries.translate(_UMLAUTS) for name, entries in raw.items()}
    phrases = tuple(_phrases(tables, lists))
    sources = [*raw.values(), *(source for _, source in _sources(tables))]
    known = {word for source in sources for word in _WORD.findall(source.replace("'", "").lower())}
    own = tables["language"]
    return Language(
        locale,
        index_of(phrases),
        frozenset(word.translate(_UMLAUTS) for word in known),
        lists,
        {word.translate(_SPELT): word.translate(_UMLAUTS) for word in known if word.translate(_SPELT) != word},
        tuple(part.translate(_UMLAUTS) for part in own["compounds"]["begin"].split()),
        tuple(part.translate(_UMLAUTS) for part in own["compounds"]["end"].split()),
        dict(_said(tables)),
    )


def _said(tables: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    for family, table in tables.items():
        for name, entry in table.get("rules", {}).items():
            yield f"{family}.{name}", entry


def _sources(tables: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for family, table in tables.items():
        for name, sources in table.get("phrases", {}).items():
            for source in sources:
                yield f"{family}.{name}", source


def _phrases(tables: dict[str, Any], lists: dict[str, str]) -> Iterator[Phrase]:
    for group, source in _sources(tables):
        plain = source.translate(_UMLAUTS)
        yield Phrase(group, plain, parsed(plain, lists))
