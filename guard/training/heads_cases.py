"""From texts to what a fit needs: windows with their names, and what each head should say of each text."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from hearten_guard import check
from hearten_guard.document import Document
from hearten_guard.heads.features import named
from hearten_guard.heads.kinds import Kinds
from hearten_guard.heads.model import WIDEST
from hearten_guard.types import Purpose
from training.heads_texts import Example

LEAST = 2
#: Families whose texts may well set off one another's heads: what one flags says little to the other.
KIN = (
    {"crisis", "safemsg", "disclosure"}, {"advice", "directive", "diagnosis", "safemsg", "claim"},
    {"claim", "promotion", "testimonial", "title", "resource"}, {"confidentiality", "tone", "relationship"},
    {"tone", "language", "diagnosis"}, {"relationship", "promotion", "contact", "testimonial"},
)  # fmt: skip
OWN_CLEAR, SISTER, OTHER, KINDRED, TALK = 1.0, 0.15, 0.5, 0.05, 0.5


@dataclass(slots=True)
class Cases:
    """counts: windows × names, each row of length 1. text: whose window. truth, weight: texts × heads."""

    counts: sparse.csr_matrix
    text: np.ndarray
    whole: np.ndarray
    truth: np.ndarray
    weight: np.ndarray


def sentences(example: Example, kinds: Kinds) -> list[list[str]]:
    """The names of each sentence of a text."""
    document = Document.read(example.text, Purpose(example.purpose))
    return [sorted({name for _, name in named(document, i, kinds)}) for i in range(len(document.bounds))]


def numbered(texts: list[list[list[str]]]) -> dict[str, int]:
    """A number for each name that stands in enough texts."""
    seen = Counter(name for text in texts for name in {name for sentence in text for name in sentence})
    return {name: number for number, name in enumerate(sorted(name for name, n in seen.items() if n >= LEAST))}


def windows(count: int, *, all_widths: bool = True) -> Iterable[tuple[int, int]]:
    """One to three sentences each, or of ordinary talk only one and three, and last the whole text."""
    for first in range(count):
        for last in range(first + 1, min(first + WIDEST, count) + 1):
            if all_widths or last != first + 2:
                yield first, last
    if count > WIDEST:
        yield 0, count


def cases(
    examples: list[Example], texts: list[list[list[str]]], numbers: dict[str, int], heads: list[str]
) -> Cases:
    """Everything about these texts. A text's last window is the whole of it."""
    rows, columns, values, owner, whole = [], [], [], [], []
    for number, text in enumerate(texts):
        for first, last in windows(len(text), all_widths=examples[number].rule is not None):
            names = [name for sentence in text[first:last] for name in sentence]
            share = 1 / np.sqrt(len(names))
            known = [numbers[name] for name in names if name in numbers]
            rows += [len(owner)] * len(known)
            columns += known
            values += [share] * len(known)
            owner.append(number)
            whole.append((first, last) == (0, len(text)))
    shape = (len(owner), len(numbers))
    counts = sparse.csr_matrix((np.array(values, np.float32), (rows, columns)), shape)
    told = [judged(example, heads) for example in examples]
    truth = np.array([[pair[0] for pair in row] for row in told], np.float32)
    weight = np.array([[pair[1] for pair in row] for row in told], np.float32)
    return Cases(counts, np.array(owner), np.array(whole), truth, weight)


def judged(example: Example, heads: list[str]) -> list[tuple[float, float]]:
    """What each head should say of a text, and how much that counts."""
    if example.rule is None:
        return [(0.0, TALK * (not example.advises or not head.startswith("advice"))) for head in heads]
    family = example.rule.partition(".")[0]
    known = known_rules(example) if example.flag and example.rule == family else {example.rule}
    return [_told(example, head, family, known) for head in heads]


def known_rules(example: Example) -> set[str]:
    """The rules that find something in a golden text of a whole family."""
    found = {finding.rule for finding in check(example.text, purpose=example.purpose)}
    return {rule for rule in found if rule.startswith(f"{example.rule}.")}


def _told(example: Example, head: str, family: str, known: set[str]) -> tuple[float, float]:
    own = head.partition(".")[0] == family
    if own and example.flag:
        if head in (family, *known):
            return 1.0, 1.0
        return 0.0, SISTER if known else 0.0
    if own:
        return 0.0, OWN_CLEAR
    if example.flag and any({family, head.partition(".")[0]} <= kin for kin in KIN):
        return 0.0, KINDRED
    return 0.0, OTHER
