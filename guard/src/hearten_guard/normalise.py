"""Undo disguises (I18): look-alike letters, hidden characters, markup, spacing, leetspeak.

Two results: `fold` keeps every visible character's place (for addresses and links), `plain` goes
on to words. Each step is an edit of a `Mapped`, so a finding always points at the author's text.
"""

import itertools
import re
import unicodedata
from collections import defaultdict
from functools import lru_cache

from hearten_guard.data import CONFUSABLES
from hearten_guard.mapped import Mapped

_ENTITY = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|nbsp|lt|gt|quot|apos|shy));")
_NAMED = {"amp": "&", "nbsp": " ", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "shy": ""}
_TAG = re.compile(r"<!--[^>]{0,500}-->|</?([a-z][a-z0-9]{0,15})(?:[\s/][^<>]{0,500})?>")
_INLINE = frozenset("a abbr b big code del em font i ins mark q s small span strong sub sup u".split())
_EMPHASIS = re.compile(r"(?<=[^\W_])(?:\*{1,3}|~~|`)(?=[^\W_])")
LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"')\]]{2,500}"
    r"|(?<![\w@.])(?:[a-z0-9\-]{1,63}\.){1,4}(?:com|org|net|io|co|uk|se|de|info|me|app|ly)"
    r"(?![\w@])(?:/[^\s<>\"')\]]{0,300})?"
)
_SPACED = re.compile(r"(?<![^\W_])[a-z0-9@$](?:(?: ?[.\-_*~/|'·,] ?| )[a-z0-9@$!](?![^\W_])){1,200}")
_SPACED_SEPARATOR = re.compile(r"[^a-z0-9@$!]+")
_WORD = re.compile(r"(?<![^\W_])[@$]?[a-z0-9]+(?:[@$!|+*]+[a-z0-9]+)*")
_BROKEN = re.compile(r"(?<![^\W_])[a-z]{1,12}(?:[.\-_·][a-z]{1,12}){1,6}(?![^\W_])")
_TRIPLE = re.compile(r"([a-z])\1\1+")
_UNIT = re.compile(r"\d+(?:st|nd|rd|th|s|yo|y|yr|yrs|m|f|mg|mcg|g|kg|ml|cm|mm|am|pm|k|h|hr|hrs|x|lb|lbs)")
_LEET = {
    "0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g", "@": "a",
    "$": "s", "!": "il", "|": "il", "+": "t",
}  # fmt: skip
_LONGEST = 16


def fold(text: str) -> Mapped:
    """Lower-case Latin letters for every letter that is, or looks like, one."""
    mapped = Mapped.identity(text)
    if "&" in text:
        mapped = mapped.edit(_ENTITY, _unescape)
    unusual = {char for char in set(mapped.text) if not "\x00" <= char <= "@" and char not in _SMALL}
    table = {char: _fold_char(char) for char in unusual}
    single = {ord(char): new for char, new in table.items() if len(new) == 1}
    mapped = mapped.with_text(mapped.text.translate(single))
    other = [char for char, new in table.items() if len(new) != 1]
    if not other:
        return mapped
    pattern = re.compile("[" + "".join(map(re.escape, sorted(other))) + "]")
    return mapped.edit(pattern, lambda match: table[match.group()])


def plain(folded: Mapped, vocabulary: frozenset[str]) -> Mapped:
    """Take markup and links out, then put disguised words back together.

    `vocabulary` holds the words that matter; only they are reconstructed.
    """
    mapped = folded
    if "<" in mapped.text:
        mapped = mapped.edit(_TAG, lambda tag: "" if tag.group(1) in _INLINE else " \n\n ")
    mapped = mapped.edit(LINK, lambda _: " %url ")
    mapped = mapped.edit(_EMPHASIS, lambda _: "")
    mapped = mapped.edit(_SPACED, lambda run: _join_letters(run.group(), vocabulary))
    leet = False

    def repair(match: re.Match[str]) -> str | None:
        nonlocal leet
        word = repair_word(match.group(), vocabulary, loose=leet)
        leet = leet or (word is not None and not match.group().isalpha())
        return word

    mapped = mapped.edit(_WORD, repair)
    return mapped.edit(_BROKEN, lambda match: _mend(match.group(), vocabulary))


_SMALL = frozenset("abcdefghijklmnopqrstuvwxyz[\\]^_`{|}~\x7f")


def _unescape(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if code <= 0x10FFFF else " "


def _fold_char(char: str) -> str:
    """The plain Latin reading of one character; empty for characters that cannot be seen."""
    if char in CONFUSABLES:
        return CONFUSABLES[char]
    if (decimal := unicodedata.decimal(char, None)) is not None:
        return str(decimal)
    parts = (CONFUSABLES.get(part, part) for part in unicodedata.normalize("NFKD", char))
    kept = "".join(part for part in parts if unicodedata.category(part or "a") not in _INVISIBLE)
    lowered = "".join(CONFUSABLES.get(part, part) for part in kept.lower())
    return lowered if len(lowered) <= _LONGEST else " "


_INVISIBLE = frozenset({"Mn", "Me", "Cf", "Cc"})


def repair_word(word: str, vocabulary: frozenset[str], *, loose: bool = False) -> str | None:
    """The known word behind a stretched or leetspeak one, or None; `loose` decodes unknown ones."""
    if word.isdigit() or len(word) > _LONGEST * 4:
        return None
    if word.isalpha():
        return _unstretch(word, vocabulary) if word not in vocabulary else None
    if _UNIT.fullmatch(word):
        return None
    if "*" in word:
        return _uncensor(word, vocabulary)
    choices = [_LEET.get(char, char) for char in word[:_LONGEST]]
    for letters in itertools.islice(itertools.product(*choices), 64):
        candidate = "".join(letters)
        if candidate in vocabulary or (known := _unstretch(candidate, vocabulary)) in vocabulary:
            return candidate if candidate in vocabulary else known
    guess = "".join(choice[0] for choice in choices)
    return guess if loose and guess.isalpha() and sum(map(str.isalpha, word)) > 1 else None


def _unstretch(word: str, vocabulary: frozenset[str]) -> str | None:
    if not _TRIPLE.search(word):
        return None
    for keep in (r"\1\1", r"\1"):
        candidate = _TRIPLE.sub(keep, word)
        if candidate in vocabulary:
            return candidate
    return None


def _uncensor(word: str, vocabulary: frozenset[str]) -> str | None:
    """`s**cide` is the only known word of that shape; with two readings it stays as it is."""
    if len(word) > _LONGEST or word.count("*") > len(word) // 2:
        return None
    found = [known for known in _shapes(vocabulary)[len(word), word[0], word[-1]] if _fits(word, known)]
    return found[0] if len(found) == 1 else None


def _fits(word: str, known: str) -> bool:
    return all(seen in ("*", letter) for seen, letter in zip(word, known, strict=True))


@lru_cache(maxsize=2)
def _shapes(vocabulary: frozenset[str]) -> dict[tuple[int, str, str], list[str]]:
    """Known words by length, first and last letter."""
    shapes: dict[tuple[int, str, str], list[str]] = defaultdict(list)
    for word in sorted(vocabulary):
        shapes[len(word), word[0], word[-1]].append(word)
    return shapes


def _mend(word: str, vocabulary: frozenset[str]) -> str | None:
    parts = re.split(r"[.\-_·]", word)
    joined = "".join(parts)
    return joined if joined in vocabulary and not vocabulary.issuperset(parts) else None


def _join_letters(run: str, vocabulary: frozenset[str]) -> str | None:
    """`k i l l` or `k.i.l.l` as one word; `k i l l m e` as the fewest known words."""
    if "@" in run and "." in run:
        return run.replace(" ", "")
    letters = _SPACED_SEPARATOR.sub("", run)
    if letters.isdigit():
        return None
    known = letters if letters in vocabulary else repair_word(letters, vocabulary)
    if known:
        return known
    return _segment(letters, vocabulary) or (letters if len(letters) > 2 and " " in run else None)


def _segment(letters: str, vocabulary: frozenset[str]) -> str | None:
    """Split a run of letters into the fewest known words; None when some of it is unknown."""
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before = best[start]
            if before is None or letters[start:end] not in vocabulary:
                continue
            now = best[end]
            if now is None or len(before) + 1 < len(now):
                best[end] = [*before, letters[start:end]]
    return " ".join(best[-1]) if best[-1] else None
