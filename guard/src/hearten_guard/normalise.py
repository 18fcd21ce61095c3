"""Undo disguises (I18): look-alike letters, hidden characters, markup, spacing, leetspeak.

Two results: `fold` keeps every visible character's place (for addresses and links), `plain` goes
on to words. Each step is an edit of a `Mapped`, so a finding always points at the author's text.
"""

import itertools
import re
import unicodedata
from collections import defaultdict
from functools import lru_cache

from hearten_guard.data import CONFUSABLES, words
from hearten_guard.mapped import Mapped

_ENTITY = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|nbsp|lt|gt|quot|apos|shy));")
_NAMED = {"amp": "&", "nbsp": " ", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "shy": ""}
_TAG = re.compile(r"<!--[^>]{0,500}-->|</?([a-z][a-z0-9]{0,15})(?:[\s/][^<>]{0,500})?>")
_INLINE = frozenset("a abbr b big code del em font i ins mark q s small span strong sub sup u".split())
_EMPHASIS = re.compile(r"(\*{1,3}|~~|__|`)(?=[^\s*])[^*~\n]{1,120}?(?<=[^\s*])\1")
_MARK = re.compile(r"\*{1,3}|~~|__|`")
_GAPS = re.compile(r"[ \t]{2,}|(?<=\d) (?=%)")
LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"')\]]{2,500}"
    r"|(?<![\w@.])(?:[a-z0-9\-]{1,63}\.){1,4}(?:com|org|net|io|co|uk|se|de|info|me|app|ly)"
    r"(?![\w@])(?:/[^\s<>\"')\]]{0,300})?"
)
_LETTER = r"[a-z0-9@$!](?![^\W_]|[@$!*]\S|[._~/|·,][^\W_])"
_START = r"(?<![^\W_])(?<![@$!*'])"
_SPACED = re.compile(rf"{_START}(?<![^\W_][._~/|·]){_LETTER}(?:(?: [.@/:_'\-])? {_LETTER})+")
_FAR_APART = re.compile(rf"(?<![^\W_]){_LETTER}(?:(?:  |\n){_LETTER}){{2,}}")
_DOTTED = re.compile(
    rf"{_START}[a-z0-9@$]( ?[.\-_~/|·,] ?)[a-z0-9@$!](?![^\W_]|[@$!*]\S)(?:\1[a-z0-9@$!](?![^\W_]))*"
)
_NOT_LETTERS = re.compile(r"[^a-z0-9@$!]+")
_WORD = re.compile(r"(?<![^\W_])[@$]?[a-z0-9]+(?:[@$!|+*']+[a-z0-9]+)*(?:[@$!]{0,2}[@$](?!\w))?")
_BROKEN = re.compile(r"(?<![^\W_])[a-z]{1,12}(?:[.\-_·][a-z]{1,12}){1,6}(?![^\W_])")
_MONTHS = words("month")
_TRIPLE = re.compile(r"([a-z])\1\1+")
_UNIT = re.compile(r"\d+(?:st|nd|rd|th|s|yo|y|yr|yrs|m|f|mg|mcg|g|kg|ml|cm|mm|am|pm|k|h|hr|hrs|x|lb|lbs)")
_LEET = {
    "0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g", "@": "a",
    "$": "s", "!": "il", "|": "il", "+": "t",
}  # fmt: skip
_NUMBERING = frozenset("on 0n aged 4g3d age 4g3 number numb3r under und3r over 0v3r".split())
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
    mapped = _unmark(mapped)
    mapped = _close_gaps(mapped, vocabulary)
    found = [match.group() for match in _WORD.finditer(mapped.text) if _is_leet(match.group(), vocabulary)]
    leet = bool(found)
    digits = leet and any(char.isdigit() for word in found for char in word)
    mapped = mapped.edit(_WORD, lambda match: _repaired(match, vocabulary, leet=leet, digits=digits))
    return mapped.edit(_BROKEN, lambda match: _mend(match.group(), vocabulary))


def _unmark(mapped: Mapped) -> Mapped:
    """Take out pairs of Markdown emphasis, also inside a word."""
    marks: set[int] = set()
    for match in _EMPHASIS.finditer(mapped.text):
        marks |= {match.start(), match.end() - len(match[1])}
    return mapped.edit(_MARK, lambda match: "" if match.start() in marks else None) if marks else mapped


def _close_gaps(mapped: Mapped, vocabulary: frozenset[str]) -> Mapped:
    """Join letters set apart; when the words in between are set further apart, digits as well."""
    runs = [match.group() for match in _SPACED.finditer(mapped.text)]
    if any(run[0].isalpha() for run in runs):
        wide = len(runs) > 1 and "   " in mapped.text
        mapped = mapped.edit(_SPACED, lambda run: _join_spaced(run.group(), vocabulary, wide=wide))
    for pattern in (_FAR_APART, _DOTTED):
        mapped = mapped.edit(pattern, lambda run: _join_letters(run.group(), vocabulary))
    return mapped.edit(_GAPS, lambda gap: " " if len(gap.group()) > 1 else "")


def _is_leet(word: str, vocabulary: frozenset[str]) -> bool:
    mixed = not word.isalpha() and not word.isdigit() and word.isascii()
    return mixed and repair_word(word, vocabulary) in vocabulary


def _repaired(match: re.Match[str], vocabulary: frozenset[str], *, leet: bool, digits: bool) -> str | None:
    word = match.group()
    if digits and (word in ("4", "1") or (word.isdigit() and 2 <= len(word) <= 6)):
        reading = "".join(_LEET.get(char, char)[0] for char in word)
        return reading if reading in vocabulary and not _counts(match, vocabulary) else None
    return repair_word(word, vocabulary, loose=leet)


def _counts(match: re.Match[str], vocabulary: frozenset[str]) -> bool:
    """Is a bare figure followed by what it counts (`4 tablets`, `1 May`)?"""
    before = match.string[max(0, match.start() - 9) : match.start()].split()
    following = match.string[match.end() : match.end() + 16].split()
    if before and before[-1] in _NUMBERING and len(match.group()) > 1:
        return True
    word = following[0].strip(".,!?") if following else ""
    if not word:
        return len(match.group()) == 1 or (bool(before) and before[-1] in ("is", "15", "1s"))
    known = repair_word(word, vocabulary, loose=True) or word
    return (
        known in _MONTHS
        or known in ("mg", "ml", "pm", "am", "kg")
        or (known[-1:] == "s" and known not in _NOT_COUNTED)
    )


_NOT_COUNTED = frozenset("s is as us his was has its this does yes always".split())
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
    parts = "".join(CONFUSABLES.get(part, part) for part in unicodedata.normalize("NFKD", char))
    kept = "".join(part for part in parts if unicodedata.category(part) not in INVISIBLE)
    lowered = "".join(CONFUSABLES.get(part, part) for part in kept.lower())
    return lowered if len(lowered) <= _LONGEST else " "


INVISIBLE = frozenset({"Mn", "Me", "Cf", "Cc"})


def repair_word(word: str, vocabulary: frozenset[str], *, loose: bool = False) -> str | None:
    """The known word behind a stretched or leetspeak one, or None; `loose` decodes unknown ones."""
    if word.isdigit() or len(word) > _LONGEST * 4:
        return None
    if word.isalpha():
        return _unstretch(word, vocabulary) if word not in vocabulary else None
    letters = word.replace("'", "")
    if letters.isalpha() or (_UNIT.fullmatch(letters) and not loose):
        return None
    if "*" in word:
        return _uncensor(word, vocabulary)
    choices = [_LEET.get(char, char) for char in letters[:_LONGEST]]
    for reading in itertools.islice(itertools.product(*choices), 64):
        candidate = "".join(reading)
        known = candidate if candidate in vocabulary else _unstretch(candidate, vocabulary)
        if known:
            return known
    guess = "".join(choice[0] for choice in choices)
    return (
        guess
        if loose and not _UNIT.fullmatch(letters) and guess.isalpha() and any(map(str.isalpha, word))
        else None
    )


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


def _join_spaced(run: str, vocabulary: frozenset[str], *, wide: bool) -> str | None:
    """`k i l l` as one word, `k i l l m e` as the fewest known words; numbers only if all is spaced."""
    joined = run.replace(" ", "")
    if not joined.isalpha():
        return joined if wide or "@" in joined else repair_word(joined, vocabulary)
    if wide or joined in vocabulary:
        return joined if len(joined) > 1 else None
    return _segment(joined, vocabulary) if len(joined) > 2 else None


def _join_letters(run: str, vocabulary: frozenset[str]) -> str | None:
    """`k.i.l.l` as one word."""
    letters = _NOT_LETTERS.sub("", run)
    if letters.isdigit() or len(letters) < 3:
        return letters if letters in vocabulary else None
    return repair_word(letters, vocabulary) or (letters if letters.isalpha() else None)


def _segment(letters: str, vocabulary: frozenset[str]) -> str | None:
    """Split a run of letters into known words and as few unknown letters as can be."""
    costs = [0] + [0] * len(letters)
    back = [0] * (len(letters) + 1)
    for end in range(1, len(letters) + 1):
        costs[end], back[end] = costs[end - 1] + _UNKNOWN, end - 1
        for start in range(max(0, end - _LONGEST), end):
            word = letters[start:end]
            if word in vocabulary and (len(word) > 1 or word in "ia") and costs[start] < costs[end]:
                costs[end], back[end] = costs[start] + 1, start
    parts: list[str] = []
    end = len(letters)
    while end:
        parts.append(letters[back[end] : end])
        end = back[end]
    parts.reverse()
    return _STRAY.sub("", " ".join(parts)) if any(len(part) > 1 for part in parts) else None


_UNKNOWN = 3
_STRAY = re.compile(r"(?<=\b[b-hj-z]) (?=[b-hj-z]\b)")
