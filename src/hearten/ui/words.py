"""Words as they are kept: nothing invisible that changes how a line reads."""

import hashlib
import re
import unicodedata

#: Characters that turn the direction of what follows, or take no room at all (Unicode UAX #9; CVE-2021-42574).
TRICKS = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
#: Joiners have a place in Arabic, Indic scripts and emoji, and none after any other letter.
JOINERS = "\u200c\u200d"
BEFORE_JOINER = {"Lo", "Mn", "Mc", "So", "Sk"}
#: Accents that may follow any letter, and how many of them do in any language: more is a tower that runs over the
#: lines around it. The marks of one script (Tibetan, Hebrew, Thai …) stack higher in honest words.
ACCENT = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
ACCENTS, MARKS = 4, 8


def one_line(text: str) -> str:
    """A name or a title: tricks gone, every run of white space one blank."""
    return " ".join(several_lines(text).split())


def several_lines(text: str) -> str:
    """A longer text: the same, with its line breaks kept."""
    plain = TRICKS.sub("", unicodedata.normalize("NFC", text)).replace("\r\n", "\n").replace("\r", "\n")
    return _lowered("".join(kept for at, kept in enumerate(plain) if _stays(plain, at))).strip()


def fingerprint(body: str) -> str:
    """Stands for exact words in a form, so that an edit can't overwrite what it never saw."""
    return hashlib.sha256(body.encode(errors="surrogatepass")).hexdigest()[:20]


def _lowered(text: str) -> str:
    """No letter under more marks than any language puts on one."""
    kept, stack = [], 0
    for letter in text:
        stack = stack + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        if stack <= (ACCENTS if ACCENT.match(letter) else MARKS):
            kept.append(letter)
    return "".join(kept)


def _stays(text: str, at: int) -> bool:
    letter = text[at]
    if letter in JOINERS:
        return at > 0 and unicodedata.category(text[at - 1]) in BEFORE_JOINER
    return letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Cs", "Co", "Cn"}
