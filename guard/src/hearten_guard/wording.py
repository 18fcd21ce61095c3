"""Wider words: decades for ages, seasons for dates, a region for a town, a field for a job."""

from hearten_guard.data import words
from hearten_guard.phrases import NUMBER_WORDS

_TENS = ("", "teens", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_VALUES = {
    name: value
    for value, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
} | {
    name: 10 * (place + 2)
    for place, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}
_NUMBERS = frozenset(NUMBER_WORDS.split("|"))
_YOUNGEST, _OLDEST = 5, 105


def age_of(said: list[str]) -> int | None:
    """The age in years in `aged 43`, `sixty two years old`, `her 40th birthday`; None when there is none."""
    years = 0
    for word in said:
        if word.isdigit() and len(word) <= 3:
            years = int(word)
            break
        if word in _VALUES:
            years += _VALUES[word]
        elif word.endswith("s") and word[:-1].isdigit():
            years = int(word[:-1])
    return years if _YOUNGEST <= years <= _OLDEST else None


_NOW = 2026
"""The year that ages are counted from; a clock would make two readings of one text differ (I17)."""


def born(said: list[str]) -> int | None:
    """About how old somebody is who was `born in 1962`."""
    year = said[-1]
    return _NOW - int(year) if year.isdigit() and len(year) == 4 else None


def decade(years: int, whose: str = "their") -> str:
    """`in their forties`; a child is `a child`'s age without the year."""
    if years < 13:
        return "still a child"
    if years >= 100:
        return f"in {whose} nineties"
    return f"in {whose} {_TENS[max(1, years // 10)]}"


_POSSESSIVE = {"she": "her", "he": "his", "hes": "his", "shes": "her", "woman": "her", "girl": "her", "lady": "her",
               "man": "his", "boy": "his", "lad": "his"}  # fmt: skip


def age_in_words(said: list[str], years: int) -> str:
    """The same words with a decade for the year."""
    whose = next((_POSSESSIVE[word] for word in said if word in _POSSESSIVE), "their")
    if said[0] == "born":
        return "born in the last century" if said[-1] < "2000" else "born in this century"
    lead = [word for word in said if word not in _NUMBERS and not word[0].isdigit()]
    if said[0] in _PRONOUN_IS:
        return f"{_PRONOUN_IS[said[0]]} {decade(years, whose)}"
    if lead[-1:] == ["birthday"]:
        return f"{said[0]} birthday"
    if lead[:1] == ["at"]:
        return f"when {said[-1]} was {decade(years, {'she': 'her', 'he': 'his'}.get(said[-1], 'their'))}"
    if {"turned", "turns"}.intersection(lead):
        begun = " ".join(word for word in lead if word in _KEPT)
        return f"{begun} {_NOT_THEN[lead[-1]]} {decade(years, whose).removeprefix('in ')}".strip()
    keep = [word for word in lead if word in _KEPT]
    return " ".join([*keep, decade(years, whose)])


_PRONOUN_IS = {"hes": "he is", "shes": "she is", "theyre": "they are"}
_KEPT = frozenset(
    "is was are were she he they had just has will be woman man teenager boy girl lad lady client"
    " patient and who now".split()
)
_NOT_THEN = {"turned": "reached", "turns": "reaches"}

_SEASONS = {
    "winter": "december january february dec jan feb", "spring": "march april may mar apr",
    "summer": "june july august jun jul aug", "autumn": "september october november sept sep oct nov",
}  # fmt: skip
_SEASON_OF = {month: season for season, months in _SEASONS.items() for month in months.split()}
_WEEKDAYS = words("weekday")


def season(said: list[str]) -> str:
    """`in the spring` for `on 4 May`, `some years ago` for `in 2011`, `one day` for `on Tuesday`."""
    lead = said[0]
    year = any(len(word) == 4 and word.isdigit() and word[:2] in ("19", "20") for word in said)
    if year:
        return _YEAR.get(lead, "some years ago")
    found = next((_SEASON_OF[word] for word in said if word in _SEASON_OF), None)
    if found:
        return f"last {found}" if lead == "last" else f"{_IN.get(lead, lead)} the {found}"
    if _WEEKDAYS.intersection(said):
        return "one day"
    return "during the holidays"


_IN = {"on": "in"}
_YEAR = {
    "since": "for some years now",
    "before": "earlier",
    "until": "for some years",
    "after": "later",
    "from": "once",
}

_ORIGINS = words("nationality")
_DETERMINERS = frozenset({"a", "an"})


def without_origin(said: list[str]) -> tuple[int, int, str, str]:
    """First and end of the words to change, the origin, and the words that may stand there instead."""
    for size in (2, 1):
        for at in range(len(said) - size + 1):
            origin = " ".join(said[at : at + size])
            if origin in _ORIGINS:
                return _dropped(said, at, at + size, origin)
    return (0, len(said), said[-1], "found a new faith") if said[0] == "converted" else (0, 0, "", "")


def _dropped(said: list[str], first: int, last: int, origin: str) -> tuple[int, int, str, str]:
    if last == len(said):
        return first, last, origin, "from another background"
    if first and said[first - 1] in _DETERMINERS:
        article = "an" if said[last][0] in "aeiou" else "a"
        return first - 1, last + 1, origin, f"{article} {said[last]}"
    return first, last + 1, origin, said[last]


_THEY = {"her": "she", "his": "he", "their": "they"}


def filled(template: str, said: list[str]) -> str:
    """Wider words with {0} … {last} and {they} taken from the phrase they stand for."""
    they = next((_THEY[word] for word in said if word in _THEY), "the person")
    named = {"last": said[-1], "they": they}
    return template.format(*[*said, *[""] * 10], **named)
