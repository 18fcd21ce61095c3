"""How sure a crisis finding is: the signs around the words, added up by the weights in `data/evidence.toml`.

The sum is about a passage of text, never about a person (I15). It is a plain logistic model: a bias, what the
words themselves weigh, and what other signs in the text add or take away, so that anybody can work it out.
"""

import math
from dataclasses import dataclass

from hearten_guard.context import negated, quoted
from hearten_guard.data import TABLES
from hearten_guard.document import Document
from hearten_guard.phrases import Hit

_TABLE = TABLES["evidence"]
MODEL: dict[str, float] = _TABLE["model"]
WEIGHTS: dict[str, float] = _TABLE["weights"]
STRENGTH: dict[str, float] = _TABLE["strength"]
SIGNS = tuple(name for name in _TABLE["phrases"] if name in WEIGHTS)
_SHARES = {"self_share": "self_word", "you_share": "you_word", "absolute_share": "absolute"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much there is of each sign (0 to 1), and the sign that weighs most with where it stands."""

    signs: dict[str, float]
    weightiest: Hit | None

    @property
    def context(self) -> float:
        """What all signs add together, within bounds."""
        total = sum(WEIGHTS[name] * amount for name, amount in self.signs.items())
        return max(MODEL["least_context"], min(MODEL["most_context"], total))

    def confidence(self, own: float) -> float:
        """Between 0 and 1, for a passage whose own words weigh `own`."""
        return round(1 / (1 + math.exp(-(MODEL["bias"] + own + self.context))), 3)


def read(document: Document) -> Evidence:
    """Look for every sign in a text."""
    signs = {name: _share(document, name, document.known(known)) for name, known in _SHARES.items()}
    weightiest, most = None, 0.0
    for name in SIGNS:
        hits = [hit for hit in document.hits(f"evidence.{name}") if _counts(document, hit, WEIGHTS[name])]
        places = len({document.sentences[hit.first] for hit in hits})
        signs[name] = 1 - MODEL["repeat"] ** places
        if hits and WEIGHTS[name] > most:
            weightiest, most = hits[0], WEIGHTS[name]
    return Evidence(signs, weightiest)


def _share(document: Document, name: str, known: frozenset[str]) -> float:
    """The share of some words among all, in proportion to the share that counts in full."""
    count = sum(word in known for word in document.words)
    return min(1.0, count / len(document.words) / MODEL[name.replace("share", "full")])


def _counts(document: Document, hit: Hit, weight: float) -> bool:
    """Signs of despair count in the writer's own voice; what is said to `you` or denied doesn't."""
    if weight < 0:
        return True
    if negated(document, hit, 2) or quoted(document, hit):
        return False
    spoken = set(document.words[slice(*document.around(hit.first))])
    return bool(spoken & document.known("self_word")) or not spoken & document.known("you_word")
