"""Everything the engine in a browser needs to read a private message, as one JSON value.

The rules' words and expressions come from here as they are in Python; the code of the rules stands a second
time in JavaScript. A message is read on its writer's own device and nothing is ever sent (R57).
"""

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from hearten_guard import detect, document, normalise
from hearten_guard.data import CARDS, COMMON, CONFUSABLES, LISTS, SPELLING, words
from hearten_guard.engine import RULES_VERSION
from hearten_guard.evidence import MODEL, SIGNS, STRENGTH, WEIGHTS
from hearten_guard.javascript import javascript
from hearten_guard.phrases import NUMBER_WORDS, PHRASES, REACH, VOCABULARY
from hearten_guard.rules import identity, named
from hearten_guard.types import Purpose

FAMILIES = ("crisis", "safemsg", "contact", "directive")
#: What those rules look at beside their own phrases.
AROUND = ("context", "evidence")
#: Phrases of other families that these rules look for.
BESIDE = ("confidentiality.born",)
#: Modules whose expressions the engine shares.
MODULES = (normalise, document, detect, identity, named)

#: Known words that the engine reads off the phrases and lists: `more` are known too, `none` of the others is.
_SEEN = re.compile(r"[a-z]{3,}")


def pack() -> dict[str, Any]:
    """The pack for purpose `message`. The same rules give the same pack."""
    phrases = [*_phrases()]
    lists = {name: "|".join(sorted(words(name))) for name in sorted(_lists())} | {"number_word": NUMBER_WORDS}
    seen = set(_SEEN.findall(" ".join([*(regex for _, regex, _ in phrases), *lists.values()])))
    return {
        "rules_version": RULES_VERSION,
        "purpose": Purpose.MESSAGE.value,
        "reach": REACH,
        "unicode": _unicode(),
        "confusables": CONFUSABLES,
        "spelling": SPELLING,
        "expressions": dict(_expressions()),
        "vocabulary": {"more": " ".join(sorted(VOCABULARY - seen)), "none": " ".join(sorted(seen - VOCABULARY))},
        "common": " ".join(sorted(COMMON)),
        "lists": lists,
        "phrases": phrases,
        "evidence": {"model": MODEL, "weights": WEIGHTS, "strength": STRENGTH, "signs": SIGNS},
        "cards": dict(_cards()),
    }


def _unicode() -> dict[str, Any]:
    """What this Python knows of letters, so that a browser with a newer Unicode reads the same.

    assigned, invisible: where runs of known letters, and of those that can't be seen, begin and end, each as the
    distance from the last. zeros: the digits that are 0, each before its 1 to 9. digits: what `str.isdigit` takes
    beside those.
    """
    return {
        "version": unicodedata.unidata_version,
        "assigned": [*_runs(lambda char: unicodedata.category(char) != "Cn")],
        "invisible": [*_runs(lambda char: unicodedata.category(char) in normalise.INVISIBLE)],
        "zeros": "".join(char for char in _all() if unicodedata.decimal(char, None) == 0),
        "digits": "".join(char for char in _all() if char.isdigit() and not char.isdecimal()),
    }


def _all() -> Iterator[str]:
    return map(chr, range(sys.maxunicode + 1))


def _runs(belongs: Callable[[str], bool]) -> Iterator[int]:
    last, inside = 0, False
    for code, char in enumerate(_all()):
        if belongs(char) is not inside:
            yield code - last
            last, inside = code, not inside


def _expressions() -> Iterator[tuple[str, str]]:
    for module in MODULES:
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                yield f"{module.__name__.rpartition('.')[2]}.{name.strip('_').lower()}", javascript(value)


def _lists() -> set[str]:
    """Lists that rules look words up in; those of phrases are written out in the phrases."""
    return set(LISTS) & NEEDED


NEEDED = set(
    "negations false_negations supposing past_words speaking_verbs month street not_address "
    "first_person near_persons general_persons bare_openers believing openers not_told given_names "
    "self_word you_word absolute school_word work_word spot_word brand generic_name big_place of_works "
    "title_of_address death_place".split()
)


def _phrases() -> Iterator[tuple[str, str, str]]:
    """Group, expression, and the words near which it is tried."""
    for phrase in PHRASES:
        if phrase.group.partition(".")[0] in FAMILIES + AROUND or phrase.group in BESIDE:
            yield phrase.group, phrase.piece.regex, " ".join(sorted(phrase.piece.anchors or ()))


def _cards() -> Iterator[tuple[str, dict[str, Any]]]:
    """Rules that apply to messages."""
    for rule, card in CARDS.items():
        if rule.partition(".")[0] in FAMILIES and (severity := card.severity_for(Purpose.MESSAGE)):
            yield (
                rule,
                {
                    "severity": severity,
                    "threshold": card.threshold,
                    "reason": card.reason,
                    "source": card.source,
                    "suggestion": card.suggestion,
                },
            )
