"""Which handles and names somebody may take, so that nobody can pass for somebody else (R29, R93)."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError

from hearten.directory.models import Therapist

#: Words that sound like the people who run this place, or like help in an emergency.
STAFF = {
    "abuse", "admin", "administrator", "care", "crisis", "emergency", "grace", "hearten", "help", "helpdesk", "helpline",
    "host", "legal", "mod", "moderation", "moderator", "official", "press", "root", "safety", "samaritans", "security",
    "staff", "support", "sysadmin", "system", "team", "verified", "webmaster",
}  # fmt: skip
#: Titles: the role beside the name says what somebody is, and how far that was checked.
TITLES = {
    "counsellor", "counselor", "doc", "doctor", "dr", "licensed", "md", "phd", "prof", "professor", "psychiatrist",
    "psychologist", "psychotherapist", "psykolog", "therapist",
}  # fmt: skip
#: Signs that look like letters.
ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g"})
PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
#: More marks than any script puts on one letter.
MARKS = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4,}")


def check_handle(handle: str) -> None:
    """Raises ValidationError, with the reason, for a handle that could be taken for staff, a title or a colleague."""
    parts = {skeleton(part) for part in handle.split("-")} | {skeleton(handle)}
    if parts & {skeleton(word) for word in STAFF}:
        raise ValidationError("This sounds like the people who run this place. Please choose another.")
    if parts & {skeleton(word) for word in TITLES}:
        raise ValidationError("Please leave titles out: your role stands beside your name on every page.")
    taken = Therapist.objects.values_list("handle", flat=True)
    if skeleton(handle) in {skeleton(other) for other in taken}:
        raise ValidationError("Somebody has this one, or one that looks just like it. Please choose another.")


def check_name(name: str) -> None:
    """Raises ValidationError, with the reason, for a name that could deceive a reader."""
    words = {skeleton(word) for word in re.findall(r"\w+", name.casefold())}
    if words & {skeleton(word) for word in STAFF - {"grace"}}:
        raise ValidationError("This sounds like the people who run this place. Please use your own name.")
    if not any(letter.isalpha() for letter in name) or MARKS.search(unicodedata.normalize("NFD", name)):
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


def alphabets(word: str) -> set[str]:
    """Which of the alphabets that share letter shapes a word uses."""
    first = {unicodedata.name(letter, "").split(" ")[0] for letter in word if letter.isalpha()}
    return first & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}
