"""A text as rules see it: words with the author's offsets, clauses, sentences, quotations."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape

from hearten_guard.data import COMMON
from hearten_guard.language import Language, language
from hearten_guard.mapped import Mapped
from hearten_guard.normalise import fold, plain
from hearten_guard.phrases import REACH, Hit, Phrase
from hearten_guard.types import Purpose

_LEXEME = re.compile(
    r"(?P<word>%url|\d+(?:[.,:/]\d+){0,8}%?|[^\W\d_]+(?:'[^\W\d_]+)*\d{0,9})"
    r"|(?P<pause>\.{2,}|[,;:()]|\s-{1,3}(?=\s))"
    r"|(?P<stop>[.!?]+(?=[\s\"')\]*_]|[^\w\s]|$))"
    r"|(?P<block>\n[ \t]{0,40}\n)"
    r"|(?P<item>\n[ \t]{0,40}(?=[*#>•-]|\d{1,2}[.)]\s))"
    r"|(?P<quote>\")"
)
_SINGLE_QUOTED = re.compile(r"(?<![\w'])'(?=[^\s'])(?:[^'\n]|(?<=\w)'(?=\w)){2,200}'(?!\w)")
_QUOTE_LINE = re.compile(r"^[ \t]{0,8}>[^\n]*", re.MULTILINE)
_ABBREVIATIONS = frozenset("dr mr mrs ms prof st vs etc eg ie al no fig approx e g i".split())
_LONGEST_QUOTE = 80
_BREAK = "\n"
_SAMPLE = 2_000


@dataclass(slots=True)
class Document:
    """Parallel lists, one entry per word; sentences and clauses are numbered from 0."""

    original: str
    purpose: Purpose
    folded: Mapped
    plain: Mapped
    language: Language = field(default_factory=lambda: language("en"))
    words: list[str] = field(default_factory=list)
    begins: "array[int]" = field(default_factory=lambda: array("I"))
    finishes: "array[int]" = field(default_factory=lambda: array("I"))
    sentences: "array[int]" = field(default_factory=lambda: array("I"))
    clauses: "array[int]" = field(default_factory=lambda: array("I"))
    paragraphs: "array[int]" = field(default_factory=lambda: array("I"))
    quoted: bytearray = field(default_factory=bytearray)
    asked: set[int] = field(default_factory=set)
    bounds: list[tuple[int, int]] = field(default_factory=list)
    _cased: bool | None = None
    _line: str = ""
    _places: "array[int]" = field(default_factory=lambda: array("I"))
    _waiting: dict[str, list[tuple[Phrase, list[list[int]]]]] = field(default_factory=dict)
    _hits: dict[str, list[Hit]] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str, purpose: Purpose, locale: str = "en") -> "Document":
        """Normalise, split and search one text."""
        folded, spoken = fold(text), language(locale)
        document = cls(text, purpose, folded, plain(folded, spoken.vocabulary), spoken)
        _split(document)
        _mark_quotations(document)
        _scan(document)
        return document

    def hits(self, *groups: str) -> list[Hit]:
        """Phrases of these groups in the order of the text."""
        found = [hit for group in groups for hit in self._of(group)]
        return sorted(found, key=lambda hit: (hit.first, -hit.last))

    def sentence(self, word: int) -> tuple[int, int]:
        """First word and end (exclusive) of the sentence around a word."""
        return self.bounds[self.sentences[word]]

    def around(self, word: int, reach: int = 40) -> tuple[int, int]:
        """The sentence of a word, or the part of it within `reach` words."""
        first, last = self.sentence(word)
        return max(first, word - reach), min(last, word + reach)

    def before(self, word: int, reach: int) -> list[str]:
        """Up to `reach` words before a word, within its clause."""
        first = max(0, word - reach)
        clause = self.clauses[word]
        return [self.words[i] for i in range(first, word) if self.clauses[i] == clause]

    def after(self, word: int, reach: int) -> list[str]:
        """Up to `reach` words from `word` on, within its sentence."""
        if word >= len(self.words):
            return []
        sentence = self.sentences[word]
        last = min(len(self.words), word + reach)
        return [self.words[i] for i in range(word, last) if self.sentences[i] == sentence]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The author's offsets of words `first` up to `last` (exclusive)."""
        start = self.plain.starts[self.begins[first]]
        return start, max(start + 1, self.plain.ends[self.finishes[last - 1] - 1])

    def capital(self, word: int) -> bool:
        """Does the word stand with a capital letter in the author's text, or behind a sign that hides it?"""
        start, end = self.span(word, word + 1)
        said = self.original[start:end]
        first = unescape(said)[:1] if said[0] == "&" else said[0]
        return first.isupper() or (not first.isalpha() and self.words[word].isalpha())

    @property
    def cased(self) -> bool:
        """Are capitals used as in ordinary writing? In THIS, in this and in tHiS they show no name."""
        if self._cased is None:
            letters = [char for char in self.original[:_SAMPLE] if char.isalpha()]
            self._cased = 0 < sum(map(str.isupper, letters)) < 0.25 * len(letters)
        return self._cased

    def word_from(self, start: int) -> int:
        """The word at or after an offset of the author's text; the last word when there is none."""
        place = bisect_left(self.begins, start, key=self.plain.starts.__getitem__)
        return min(place, len(self.words) - 1)

    def unknown(self, word: int) -> bool:
        """A word that stands in no list and is not a frequent one: as a rule a name or a slip."""
        name = self.words[word]
        return name not in self.language.vocabulary and name not in COMMON

    def known(self, name: str) -> frozenset[str]:
        """A list of the text's language as single words."""
        return self.language.words(name)

    def words_before(self, word: int, reach: int) -> list[str]:
        """Up to `reach` words before a word, within its sentence."""
        first, _ = self.sentence(word)
        return self.words[max(first, word - reach) : word]

    def hits_near(self, group: str, word: int, reach: int) -> list[Hit]:
        """Phrases of a group that begin within `reach` words of a word."""
        return self.hits_between(group, word - reach, word + reach + 1)

    def near(self, group: str, word: int, reach: int) -> bool:
        """Does a phrase of the group begin within `reach` words of a word?"""
        return bool(self.hits_near(group, word, reach))

    def in_sentence(self, group: str, word: int) -> bool:
        """Does a phrase of the group begin in the sentence of a word?"""
        return bool(self.hits_between(group, *self.around(word)))

    def overlapping(self, hit: Hit, groups: Iterable[str]) -> bool:
        """Does a phrase of these groups share a word with the hit?"""
        return any(
            other.last > hit.first
            for group in groups
            for other in self.hits_between(group, hit.first - 2 * REACH, hit.last)
        )

    def _of(self, group: str) -> list[Hit]:
        """Hits of one group; its phrases are tried when somebody first asks for them."""
        if (waiting := self._waiting.pop(group, None)) is not None:
            hits = [hit for phrase, spans in waiting for hit in self._tried(phrase, spans)]
            self._hits[group] = sorted(hits, key=lambda hit: (hit.first, -hit.last))
        return self._hits.get(group, [])

    def _tried(self, phrase: Phrase, spans: list[list[int]]) -> Iterator[Hit]:
        at = self._places
        for low, high in spans:
            for match in phrase.regex.finditer(self._line, at[low], at[high]):
                yield Hit(phrase.group, bisect_right(at, match.start()) - 1, bisect_left(at, match.end()))

    def hits_between(self, group: str, low: int, high: int) -> list[Hit]:
        """Hits of a group that begin at word `low` or later and before `high`."""
        hits = self._of(group)
        if not hits:
            return []
        return hits[bisect_left(hits, low, key=_first) : bisect_left(hits, high, key=_first)]


def _first(hit: Hit) -> int:
    return hit.first


def _split(document: Document) -> None:
    """Fill in words, clauses, sentences and paragraphs."""
    sentence = clause = paragraph = first = 0
    text = document.plain.text
    words = document.words
    for match in _LEXEME.finditer(text):
        kind = match.lastgroup
        if kind == "word":
            word = match.group().replace("'", "")
            words.append(document.language.reading(word))
            document.begins.append(match.start())
            document.finishes.append(match.end())
            document.sentences.append(sentence)
            document.clauses.append(clause)
            document.paragraphs.append(paragraph)
            continue
        clause += 1
        paragraph += kind == "block"
        if kind in ("pause", "quote") or len(words) == first or _abbreviated(match, words):
            continue
        if "?" in match.group():
            document.asked.add(sentence)
        document.bounds.append((first, len(words)))
        first = len(words)
        sentence += 1
    if first < len(words):
        document.bounds.append((first, len(words)))


def _abbreviated(match: re.Match[str], words: list[str]) -> bool:
    return match.group() == "." and words[-1] in _ABBREVIATIONS and match.end() < len(match.string)


def _mark_quotations(document: Document) -> None:
    """Flag the words inside quotation marks and quoted lines."""
    text = document.plain.text
    document.quoted = bytearray(len(document.words))
    marks = [match.start() for match in re.finditer('"', text)]
    spans = list(zip(marks[::2], marks[1::2], strict=False))
    if "'" in text:
        spans += [match.span() for match in _SINGLE_QUOTED.finditer(text)]
    if ">" in text:
        spans += [match.span() for match in _QUOTE_LINE.finditer(text)]
    for start, end in spans:
        first, last = bisect_left(document.begins, start), bisect_left(document.begins, end)
        if last - first <= _LONGEST_QUOTE:
            document.quoted[first:last] = b"\x01" * (last - first)


def _scan(document: Document) -> None:
    """Note where each phrase may stand: around its rarest words; overlapping windows become one."""
    document._line, document._places = _joined(document)
    windows: dict[int, list[list[int]]] = {}
    for number, word in enumerate(document.words):
        phrases = document.language.index.get(word)
        if not phrases:
            continue
        first, last = document.sentence(number)
        low, high = max(first, number - REACH), min(last, number + REACH)
        for phrase in phrases:
            spans = windows.get(id(phrase))
            if spans is None:
                windows[id(phrase)] = spans = [[low, high]]
                document._waiting.setdefault(phrase.group, []).append((phrase, spans))
            elif low <= spans[-1][1]:
                spans[-1][1] = high
            else:
                spans.append([low, high])


def _joined(document: Document) -> tuple[str, "array[int]"]:
    """The words as one string, sentences apart; and where each word begins in it."""
    at = array("I")
    parts: list[str] = []
    place = 1
    for first, last in document.bounds:
        for word in document.words[first:last]:
            at.append(place)
            place += len(word) + 1
        parts.append(" ".join(document.words[first:last]))
    at.append(place)
    return " " + " ".join(parts) + " ", at
