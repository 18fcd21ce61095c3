"""How much the rules' confidence and the heads' scores count in crisis texts, fitted on texts new to both."""

import numpy as np

from hearten_guard.data import MEMBER
from hearten_guard.document import Document
from hearten_guard.heads.crisis import by_rules, logit
from hearten_guard.rules.crisis import crisis
from hearten_guard.types import Purpose
from training.heads_texts import Example

ROUNDS, STEP, LEAST = 4000, 0.3, 0.05
CLEAR, ORDINARY = 0.03, 0.002


def rules_odds(example: Example) -> float:
    """What the rules alone say of a text, as log odds."""
    document = Document.read(example.text, Purpose(example.purpose))
    return logit(by_rules(document, [*crisis(document)]))


def fit_together(examples: list[Example], margins: np.ndarray) -> dict[str, float]:
    """bias, rules, heads of `hearten_guard.heads.crisis.together`; margins: the surest crisis head's, unseen."""
    kept = [i for i, one in enumerate(examples) if one.purpose in MEMBER and _tells(one)]
    odds = np.array([rules_odds(examples[i]) for i in kept])
    seen = np.stack([odds, margins[kept]], axis=1)
    truth = np.array([examples[i].flag for i in kept], float)
    slopes = _logistic(seen, truth)
    sums = seen @ slopes
    near = [total for total, i in zip(sums, kept, strict=True) if examples[i].rule and not examples[i].flag]
    far = [total for total, i in zip(sums, kept, strict=True) if not examples[i].rule]
    least = max(np.quantile(near, 1 - CLEAR), np.quantile(far, 1 - ORDINARY))
    return {"bias": float(-least), "rules": float(slopes[0]), "heads": float(slopes[1])}


def _tells(one: Example) -> bool:
    """Fresh crisis texts and ordinary talk."""
    return one.rule is None or (one.fresh and one.rule.startswith("crisis"))


def _logistic(seen: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Slopes of a logistic regression, either side weighing the same; neither slope below `LEAST`."""
    weight = np.where(truth == 1, 0.5 / truth.sum(), 0.5 / (1 - truth).sum())
    slopes, bias = np.array([0.5, 0.5]), 0.0
    for _ in range(ROUNDS):
        error = weight * (1 / (1 + np.exp(-(seen @ slopes + bias))) - truth)
        slopes = np.maximum(slopes - STEP * (error @ seen), LEAST)
        bias -= STEP * error.sum()
    return slopes
