"""Whether a text is written as a report about somebody (court, file, vignette) or as people talk to each other."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from hearten_guard.tagger.store import FOLDER, read
from hearten_guard.tagger.tokens import Sight, Token

_WORDS = (
    frozenset("i im ive me my mine myself we our us".split()),
    frozenset("you your youre u ur yours yourself".split()),
    frozenset("lol haha hey yeah oh ok okay gonna wanna yep nah omg btw tho u rt http https".split()),
    frozenset("he his him she her hers".split()),
    frozenset("the of".split()),
)
_SIGNS = (frozenset("!?"), frozenset("@#…😂"), frozenset("'’"), frozenset(":;()"))
_YEAR = re.compile(r"0000")
_SEEN = 4000
WEIGHT = 1024
_SURE = 2.0
"""On the scale of the logistic model: all court texts and hardly any other lie above (odds of seven to one)."""


def manner(sight: Sight) -> list[float]:
    """Shares of the first 4,000 tokens that tell the manner of a text, each from 0 to about 1."""
    tokens = sight.tokens[:_SEEN]
    many = max(1, len(tokens))
    shares = [_share(sum(token.low in words for token in tokens), many) for words in (*_WORDS, *_SIGNS)]
    starts = [token for before, token in zip([None, *tokens], tokens, strict=False) if _opens(before, token)]
    shares.append(sum(token.word[0].islower() for token in starts) / max(1, len(starts)))
    shares.append(_share(sum(token.word[0].isupper() for token in tokens), many))
    shares.append(_share(sum(bool(_YEAR.fullmatch(token.low)) for token in tokens), many))
    return [*shares, min(1.0, sum(len(token.word) for token in tokens) / many / 8)]


def _share(count: int, many: int) -> float:
    """Ten in a hundred and more count as 1."""
    return min(1.0, 10 * count / many)


def _opens(before: Token | None, token: Token) -> bool:
    return token.word[0].isalpha() and (before is None or token.begins_line or before.word in ".!?")


@cache
def _weights(folder: Path) -> Sequence[float]:
    return [weight / WEIGHT for weight in read(folder / "register.bin")["weights"]]


def reports(sight: Sight, folder: Path = FOLDER) -> bool:
    """Is the text more like a report than like talk? In doubt it is talk."""
    *weights, bias = _weights(folder)
    return bool(sight.tokens) and sum(w * s for w, s in zip(weights, manner(sight), strict=True)) + bias > _SURE
