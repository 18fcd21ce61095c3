"""`identifiers`: every passage of a text that could tell who somebody is."""

from collections.abc import Iterable, Iterator

from hearten_guard.codes import codes
from hearten_guard.hints import hints
from hearten_guard.tagger.network import network
from hearten_guard.tagger.register import reports
from hearten_guard.tagger.spans import Costs, Thresholds, hidden, named
from hearten_guard.tagger.tokens import Sight
from hearten_guard.types import Class, Identifier

COURT = ("", *Class, *Class)
"""Labels of the network for reports: nothing, the eight classes to hide, the same eight named but harmless."""
SOCIAL = ("", Class.PERSON, Class.LOC, Class.ORG)
"""Labels of the network for talk."""
COSTS = Costs(hide=8, floor=0.07, named=0.4, wanted=0.75, price=0.06)
THRESHOLDS = Thresholds(naming=(1, 2), short=0.06, long=0.3, any=0.55)
"""Chosen on texts that are not reported: `COSTS` by four-fold cross-validation on the train split, `short` by
`training.thresholds` on a third of WNUT-17 train, `long` on the halves of the forum answers and of the therapists'
prose that are for tuning."""
_DIRECT = frozenset({Class.PERSON, Class.CODE})
LOCALES = frozenset({"en"})


def identifiers(text: str, *, locale: str = "en") -> list[Identifier]:
    """Passages that name somebody (`direct`) or narrow down who it is (`quasi`), in order, none overlapping.

    Two trained networks read the text: one for reports about a person (trained on the Text Anonymization
    Benchmark), one for talk (WNUT-17 and the Broad Twitter Corpus), where facts that people let slip about
    themselves count too; codes are found by their shape. What was
    measured is in docs/reference/guard-accuracy.md. Nothing is asked of the network of machines, and the same text
    gets the same answer. Raises ValueError for an unknown locale and tagger.store.WeightsError when the shipped
    weights are damaged.
    """
    if locale not in LOCALES:
        raise ValueError(f"unknown locale {locale!r}; known: {', '.join(sorted(LOCALES))}")
    sight = Sight(text)
    report = reports(sight)
    by_shape = [Identifier(start, end, Class.CODE, "direct") for start, end in codes(text)]
    let_slip = [] if report else _let_slip(sight, locale)
    return merged([*by_shape, *_tagged(sight, report), *let_slip])


def _let_slip(sight: Sight, locale: str) -> Iterator[Identifier]:
    for first, last, kind in hints(sight.tokens, locale):
        yield Identifier(sight.tokens[first].start, sight.tokens[last - 1].end, kind, "quasi")


def _tagged(sight: Sight, report: bool) -> Iterator[Identifier]:
    chances = network("court" if report else "social").chances(sight)
    runs = hidden(sight, chances, COSTS) if report else named(sight, chances, THRESHOLDS)
    for first, last, label in runs:
        kind = Class((COURT if report else SOCIAL)[label])
        start, end = sight.tokens[first].start, sight.tokens[last - 1].end
        yield Identifier(start, end, kind, "direct" if kind in _DIRECT else "quasi")


def merged(found: Iterable[Identifier]) -> list[Identifier]:
    """In order; of two that overlap the longer stays and takes in the other, and a direct one makes both direct."""
    kept: list[Identifier] = []
    for one in sorted(found):
        if kept and one.start < kept[-1].end:
            kept[-1] = _joined(kept[-1], one)
        else:
            kept.append(one)
    return kept


def _joined(one: Identifier, other: Identifier) -> Identifier:
    longer = max(one, other, key=lambda span: span.end - span.start)
    direct = "direct" in (one.kind, other.kind)
    return Identifier(one.start, max(one.end, other.end), longer.type, "direct" if direct else "quasi")
