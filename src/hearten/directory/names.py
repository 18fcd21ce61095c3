"""Which handles and names somebody may take, so that nobody can pass for somebody else (R29, R93)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError

from hearten.directory.models import Therapist

#: Words that only somebody who runs this place may carry.
STAFF = {
    "admin", "administrator", "hearten", "moderation", "moderator", "official", "staff", "sysadmin", "verified",
    "webmaster",
}  # fmt: skip
#: Words that sound like help or rules when they stand alone in an address.
PLACES = {
    "abuse", "care", "crisis", "emergency", "help", "helpdesk", "helpline", "host", "legal", "mod", "official",
    "press", "root", "safety", "security", "support", "system", "team",
}  # fmt: skip
#: Titles: the role beside the name says what somebody is, and how far that was checked.
TITLES = {
    "counsellor", "counselor", "doc", "doctor", "dr", "licensed", "md", "phd", "prof", "professor", "psychiatrist",
    "psychologist", "psychotherapist", "psykolog", "therapist",
}  # fmt: skip
#: Signs that look like letters.
ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g"})
PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
#: Ticks, stars and pictures could pass for a label of this place.
SIGNS = {"So", "Sk", "Sm", "Sc"}
#: More marks than any script puts on one letter.
MARKS = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4,}")


def check_handle(handle: str) -> None:
    """Raises ValidationError, with the reason, for a handle that looks like staff, a title or a colleague."""
    parts = {skeleton(part) for part in handle.split("-")} | {skeleton(handle)}
    if parts & looks_of(STAFF | PLACES | {settings.SITE_NAME.casefold()}):
        raise ValidationError("This sounds like the people who run this place. Please choose another.")
    if parts & looks_of(TITLES):
        raise ValidationError("Please leave titles out: your role stands beside your name on every page.")
    taken = Therapist.objects.values_list("handle", flat=True)
    if skeleton(handle) in looks_of(taken):
        raise ValidationError("Somebody has this one, or one that looks just like it. Please choose another.")


def check_name(name: str) -> None:
    """Raises ValidationError, with the reason, for a name that could deceive a reader."""
    words = {skeleton(word) for word in re.findall(r"\w+", name.casefold())}
    if words & looks_of(STAFF | {settings.SITE_NAME.casefold()}):
        raise ValidationError("This sounds like the people who run this place. Please use your own name.")
    signs = any(unicodedata.category(letter) in SIGNS for letter in name)
    if signs or not any(map(str.isalpha, name)) or MARKS.search(unicodedata.normalize("NFD", name)):
        raise ValidationError("Please write your name in plain letters.")
    if any(len(alphabets(word)) > 1 for word in name.split()):
        raise ValidationError(
            "One word here mixes letters of two alphabets that look alike. Please use one of them."
        )


def skeleton(word: str) -> str:
    """What a word looks like at a glance: `adm1n` and `admin` are one."""
    plain = word.replace("-", "").translate(ALIKE)
    for pair, single in PAIRS:
        plain = plain.replace(pair, single)
    return plain


def looks_of(words: Iterable[str]) -> set[str]:
    """The skeleton of each word."""
    return {skeleton(word) for word in words}


def alphabets(word: str) -> set[str]:
    """Which of the alphabets that share letter shapes a word uses."""
    first = {unicodedata.name(letter, "").split(" ")[0] for letter in word if letter.isalpha()}
    return first & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}
