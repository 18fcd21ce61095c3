"""The weights that tell a report from talk."""

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
    sentences = [text.text for text in corpora.advice(data / "advice")]
    talk += [" ".join(sentences[i : i + 5]) for i in range(0, len(sentences), 5)]
    rows = np.array([manner(Sight(text)) for text in reports + talk])
    gold = np.array([1] * len(reports) + [0] * len(talk))
    model = LogisticRegression(C=1.0, class_weight="balanced", max_iter=1000).fit(rows, gold)
    return np.append(model.coef_[0], model.intercept_)


def _pieces(text: str) -> list[str]:
    return [text[i : i + PIECE] for i in range(0, len(text), PIECE)]
