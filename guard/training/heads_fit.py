"""Logistic heads, all at once: sparse counts of names times weights, full-batch, the same each time."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

ROUNDS, STEP, HOLD = 80, 0.1, 2e-5
_FIRST, _SECOND = 0.9, 0.99


@dataclass(slots=True)
class Fit:
    """weights: names × heads; bias: one per head."""

    weights: np.ndarray
    bias: np.ndarray

    def scores(self, counts: sparse.csr_matrix) -> np.ndarray:
        return np.asarray(counts @ self.weights) + self.bias


def fit(counts: sparse.csr_matrix, truth: np.ndarray, weight: np.ndarray, hold: float = HOLD) -> Fit:
    """Adam on the weighted logistic loss; `hold` pulls weights to 0. truth, weight: windows × heads."""
    share = weight / weight.sum(axis=0)
    turned = counts.T.tocsr()
    both = [np.zeros((counts.shape[1], truth.shape[1]), np.float32), np.zeros(truth.shape[1], np.float32)]
    means = [np.zeros_like(part) for part in both]
    squares = [np.zeros_like(part) for part in both]
    for turn in range(1, ROUNDS + 1):
        chance = 1 / (1 + np.exp(-(np.asarray(counts @ both[0]) + both[1])))
        error = (share * (chance - truth)).astype(np.float32)
        slopes = [np.asarray(turned @ error) + hold * both[0], error.sum(axis=0)]
        for part, slope, mean, square in zip(both, slopes, means, squares, strict=True):
            mean += (1 - _FIRST) * (slope - mean)
            square += (1 - _SECOND) * (slope**2 - square)
            root = np.sqrt(square / (1 - _SECOND**turn)) + 1e-7
            part -= STEP * mean / (1 - _FIRST**turn) / root
    return Fit(both[0], both[1])
