"""What each token of a marked text is for the networks."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from hearten_guard.identify import COURT, SOCIAL
from hearten_guard.tagger.tokens import Sight
from training.corpora import Span, Text
from training.matrices import Knowledge, Names, Reader, Table, frequent, sparse

PerToken = Callable[[Text, Sight], np.ndarray]


@dataclass(frozen=True)
class Task:
    """What a network learns: labels and weights of the tokens of a text, and how many labels there are."""

    label: PerToken
    weigh: PerToken
    labels: int


HARMLESS = (len(COURT) - 1) // 2


def court_labels(text: Text, sight: Sight) -> np.ndarray:
    """The class to hide, else the class named but harmless, else nothing."""
    found = np.zeros(len(sight.tokens), np.int64)
    for span in text.spans:
        label = COURT.index(span.type) + (0 if span.masked else HARMLESS)
        for place in inside(span, sight):
            if found[place] == 0 or found[place] > HARMLESS:
                found[place] = label
    return found


def social_labels(text: Text, sight: Sight) -> np.ndarray:
    """Person, place, organisation, or nothing."""
    found = np.zeros(len(sight.tokens), np.int64)
    for span in text.spans:
        if span.type in SOCIAL:
            found[list(inside(span, sight))] = SOCIAL.index(span.type)
    return found


def equal_weights(text: Text, sight: Sight) -> np.ndarray:
    """Every token counts the same."""
    return np.ones(len(sight.tokens))


def social_weights(text: Text, sight: Sight) -> np.ndarray:
    """How much a token counts: less in copies, more in WNUT-17, and nothing for handles, which the corpora mark
    differently and which are found by shape, and for capitals in sentences where nobody marked the names."""
    unmarked = "_train/" in text.name
    worth = 0.5 if unmarked or text.name.endswith(("/small", "/renamed")) else 1.0
    worth *= 1.5 if text.name.startswith(("wnut", "emerging")) else 1.0
    before = ["", *(token.word for token in sight.tokens)]
    return np.array(
        [
            0.0 if last == "@" or (unmarked and _may_be_name(last, token.word)) else worth
            for last, token in zip(before, sight.tokens, strict=False)
        ]
    )


def _may_be_name(before: str, word: str) -> bool:
    return word[0].isupper() and word != "I" and before.isalnum()


def inside(span: Span, sight: Sight) -> list[int]:
    """The tokens that lie wholly in a span."""
    return [i for i, token in enumerate(sight.tokens) if span.start <= token.start and token.end <= span.end]


def tabled(
    known: Knowledge, texts: list[Text], unseen: list[Text], task: Task, least: int
) -> tuple[Names, Table, Table | None]:
    """Features that stand in at least so many rows of `texts`, and both sets as tables over them."""
    reader = Reader(known)
    window, places, sights = reader.read(texts)
    names = Names(frequent(reader.rows, least), frequent(places, least))
    others = reader.read(unseen) if unseen else None
    words, dense = sparse(reader.rows, names.words), reader.dense()

    def table(window: np.ndarray, places: list[list[str]], sights: list[Sight], texts: list[Text]) -> Table:
        gold, weights = joined(task.label, texts, sights), joined(task.weigh, texts, sights)
        return Table(words, dense, window, sparse(places, names.places), gold, weights.astype(np.float32))

    return names, table(window, places, sights, texts), table(*others, unseen) if others else None


def joined(make: PerToken, texts: list[Text], sights: list[Sight]) -> np.ndarray:
    """One array over all tokens of all texts."""
    return np.concatenate([make(text, sight) for text, sight in zip(texts, sights, strict=True)])
