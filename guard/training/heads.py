"""Train the heads and write their weights, thresholds and the groups of words.

    OPENBLAS_NUM_THREADS=1 PYTHONPATH=src:. python -m training.heads --data DATA

DATA holds advice/ (sentences of two forums, for ordinary talk). Everything else is in the repository. Run it in
guard/ with an environment made from training/requirements.txt. `--look` prints the figures and writes nothing.
"""

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from hearten_guard.heads.kinds import FOLDER, Kinds
from training.heads_cases import Cases, cases, numbered, sentences
from training.heads_fit import Fit, fit
from training.heads_pack import pack_heads
from training.heads_texts import Example, ours, talk, twins
from training.heads_together import fit_together
from training.heads_words import write_words

FOLDS, SEED, PASSES = 4, 7, 2
FEWEST = 12
#: What stands in tables and shapes is not learned: names, details, numbers, addresses, titles protected by law.
TABLED = re.compile(r"confidentiality(?!\.session)|contact(?!\.move)|title\.protected|resource\.affiliate")
CLEAR, ORDINARY, ROOM = 0.02, 0.0015, 0.1


def main() -> None:
    """Everything, from the seed; some minutes on two cores."""
    given = arguments()
    if not given.look or not (FOLDER / "words.bin").exists():
        write_words(FOLDER)
    examples = ours() + list(talk(given.data))
    heads = named_heads(examples)
    kinds = Kinds(FOLDER)
    texts = [sentences(example, kinds) for example in examples]
    keep = [i for i, text in enumerate(texts) if text]
    examples, texts = [examples[i] for i in keep], [texts[i] for i in keep]
    numbers = numbered([text for text, example in zip(texts, examples, strict=True) if example.rule])
    told = cases(examples, texts, numbers, heads)
    unseen = crossed(told, examples)
    least = thresholds(unseen, examples, heads)
    report(unseen, examples, heads, least)
    crisis = [place for place, head in enumerate(heads) if head.startswith("crisis")]
    together = fit_together(examples, (unseen - least)[:, crisis].max(axis=1))
    say(f"together: {together}")
    if not given.look:
        made = learned(told, np.ones(len(examples), bool))
        least = np.maximum(least, above_golden(highest(made, told), examples, heads))
        pack_heads(made, numbers, heads, least, together, FOLDER)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder of labelled texts")
    parser.add_argument("--look", action="store_true", help="only print the figures")
    return parser.parse_args()


def named_heads(examples: list[Example]) -> list[str]:
    """A head for each rule and each family with enough texts that must be marked."""
    flagged = [example.rule for example in examples if example.flag and example.rule]
    names = set(flagged) | {rule.partition(".")[0] for rule in flagged}
    many = Counter(name for rule in flagged for name in names if f"{rule}.".startswith(f"{name}."))
    return sorted(name for name in names if many[name] >= FEWEST and not TABLED.match(name))


def crossed(told: Cases, examples: list[Example]) -> np.ndarray:
    """The highest score of each text by heads that never saw it."""
    fold = np.random.default_rng(SEED).permutation(len(examples))[twins(examples)] % FOLDS
    scores = np.zeros(told.truth.shape, np.float32)
    for number in range(FOLDS):
        made = learned(told, fold != number)
        scores[fold == number] = highest(made, told)[fold == number]
        sys.stderr.write(f"fold {number + 1} of {FOLDS}\n")
    return scores


def learned(told: Cases, seen: np.ndarray) -> Fit:
    """Fit on whole texts first, then on the passage of each marked text that tells most."""
    positive = np.asarray(told.truth[told.text] * told.whole[:, None])
    made = None
    for _ in range(PASSES):
        if made:
            positive = 0.5 * positive + 0.5 * telling(made, told)
        many = np.bincount(told.text)[told.text][:, None]
        negative = (told.truth[told.text] == 0) / np.sqrt(many)
        weight = told.weight[told.text] * (positive + negative) * seen[told.text][:, None]
        made = fit(told.counts, told.truth[told.text], balanced(weight, told.truth[told.text]))
    return made


def balanced(weight: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Marked texts together weigh a third of all."""
    marked, clear = (weight * truth).sum(axis=0), (weight * (1 - truth)).sum(axis=0)
    return weight * np.where(truth == 1, clear / np.maximum(marked, 1e-9) / 3, 1.0)


def telling(made: Fit, told: Cases) -> np.ndarray:
    """1 for the window with the highest score of each text that must be marked."""
    scores = made.scores(told.counts)
    best = np.zeros_like(scores)
    top = highest(made, told)[told.text]
    best[(scores >= top) & (told.truth[told.text] == 1)] = 1
    return best


def highest(made: Fit, told: Cases) -> np.ndarray:
    """The highest score of each text among windows that the Guard looks at."""
    scores = np.where((told.whole & ~short(told))[:, None], -np.inf, made.scores(told.counts))
    starts = np.flatnonzero(np.r_[True, told.text[1:] != told.text[:-1]])
    return np.maximum.reduceat(scores, starts, axis=0)


def short(told: Cases) -> np.ndarray:
    """Windows of texts so short that the whole is a window like others."""
    return (np.bincount(told.text) <= 6)[told.text]


def thresholds(unseen: np.ndarray, examples: list[Example], heads: list[str]) -> np.ndarray:
    """The lowest score at which few texts near the border and hardly any ordinary text are marked."""
    least = []
    for place, head in enumerate(heads):
        near = [unseen[i, place] for i, one in enumerate(examples) if near_border(one, head)]
        far = [unseen[i, place] for i, one in enumerate(examples) if ordinary(one, head)]
        least.append(max(np.quantile(near, 1 - CLEAR), np.quantile(far or near, 1 - ORDINARY)))
    return np.array(least) + 1e-3


def above_golden(seen: np.ndarray, examples: list[Example], heads: list[str]) -> np.ndarray:
    """Just above the score of every golden text that must stay clear of the head's family."""
    golden = np.array([[not one.fresh and near_border(one, head) for head in heads] for one in examples])
    return np.where(golden, seen, -np.inf).max(axis=0) + ROOM


def near_border(one: Example, head: str) -> bool:
    """Clear texts of the head's family."""
    return not one.flag and one.rule is not None and one.rule.partition(".")[0] == head.partition(".")[0]


def ordinary(one: Example, head: str) -> bool:
    """Ordinary texts; of forum answers only those without advice say something of that family."""
    return one.rule == "ordinary" or (one.rule is None and not (one.advises and head.startswith("advice")))


def report(unseen: np.ndarray, examples: list[Example], heads: list[str], least: np.ndarray) -> None:
    """Recall and false alarms of each head on texts it never saw, as a table."""
    say("| head | n | recall | false alarms near the border | AUROC |\n|---|---|---|---|---|")
    for place, head in enumerate(heads):
        marked = unseen[[one.flag and f"{one.rule}.".startswith(f"{head}.") for one in examples], place]
        near = unseen[[near_border(one, head) for one in examples], place]
        area = (marked[:, None] > near[None, :]).mean()
        recall, alarms = (marked > least[place]).mean(), (near > least[place]).mean()
        say(f"| {head} | {len(marked)} / {len(near)} | {recall:.2f} | {alarms:.3f} | {area:.3f} |")


def say(line: str) -> None:
    """One line of the figures."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
