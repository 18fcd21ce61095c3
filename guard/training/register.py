"""The weights that tell a report from talk."""

import csv
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from hearten_guard.tagger.register import manner
from hearten_guard.tagger.tokens import Sight
from training import corpora

PIECE = 1200


def fit_register(data: Path) -> np.ndarray:
    """One weight per share of `manner`, then the bias."""
    reports = [piece for text in corpora.court(data / "tab/train.json") for piece in _pieces(text.text)]
    talk = [text.text for text in corpora.tweets(data / "wnut17/wnut17train.conll")]
    talk += _advice(data / "advice/needadvice_train.tsv")
    rows = np.array([manner(Sight(text)) for text in reports + talk])
    gold = np.array([1] * len(reports) + [0] * len(talk))
    model = LogisticRegression(C=1.0, class_weight="balanced", max_iter=1000).fit(rows, gold)
    return np.append(model.coef_[0], model.intercept_)


def _pieces(text: str) -> list[str]:
    return [text[i : i + PIECE] for i in range(0, len(text), PIECE)]


def _advice(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        sentences = [max(row, key=len) for row in csv.reader(file, delimiter="\t") if row]
    return [" ".join(sentences[i : i + 5]) for i in range(0, len(sentences), 5)]
