"""A small network over sparse features of a window of words, trained with plain numpy and Adagrad."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from training.matrices import OFFSETS, Table

Rows = slice | np.ndarray
ALL = slice(None)


@dataclass
class Recipe:
    """What was chosen by cross-validation on the training texts."""

    hidden: int = 32
    epochs: int = 8
    batch: int = 512
    rate: float = 0.05
    drop: float = 0.3
    drop_hidden: float = 0.3
    decay: float = 1e-6
    seed: int = 7


class Batch(NamedTuple):
    """Some tokens: features of the distinct words around them, which word stands where, features of the places."""

    words: csr_matrix
    dense: np.ndarray
    where: np.ndarray
    places: csr_matrix


class Network:
    """relu(sum over offsets of word features and vectors, and of placed features) → softmax."""

    def __init__(self, table: Table, labels: int, recipe: Recipe) -> None:
        self.recipe = recipe
        self.random = np.random.default_rng(recipe.seed)
        wide = OFFSETS * recipe.hidden
        self.words = self._small(table.words.shape[1], wide, 0.03)
        self.dense = self._small(table.dense.shape[1], wide, 0.03)
        self.places = self._small(table.places.shape[1], recipe.hidden, 0.03)
        self.bias = np.full(recipe.hidden, 0.1, np.float32)
        self.out = self._small(recipe.hidden, labels, 0.2)
        self.last = np.zeros(labels, np.float32)
        names = ("words", "dense", "places", "bias", "out", "last")
        self.squares = {name: np.full_like(getattr(self, name), 1e-2) for name in names}

    def _small(self, rows: int, columns: int, spread: float) -> np.ndarray:
        return self.random.normal(0, spread, (rows, columns)).astype(np.float32)

    def fit(self, table: Table) -> list[float]:
        """All epochs; the mean loss of each."""
        kept = np.flatnonzero(table.weights)
        losses = []
        for _ in range(self.recipe.epochs):
            order = self.random.permutation(kept)
            starts = range(0, len(order), self.recipe.batch)
            losses.append(float(np.mean([self._step(table, order[i : i + self.recipe.batch]) for i in starts])))
        return losses

    def chances(self, table: Table) -> np.ndarray:
        """The chance of each label for every token."""
        found = []
        for start in range(0, len(table.window), 4096):
            batch = taken(table, np.arange(start, min(start + 4096, len(table.window))))
            found.append(_softmax(np.maximum(self._sums(batch), 0) @ self.out + self.last))
        return np.concatenate(found)

    def _sums(self, batch: Batch) -> np.ndarray:
        """Before relu."""
        hidden = self.recipe.hidden
        by_word = batch.words @ self.words + batch.dense @ self.dense
        total = batch.places @ self.places + self.bias
        for offset in range(OFFSETS):
            total += by_word[batch.where[:, offset], offset * hidden : (offset + 1) * hidden]
        return total

    def _step(self, table: Table, rows: np.ndarray) -> float:
        """One batch forwards and backwards; returns its loss."""
        batch = taken(table, rows)
        batch = batch._replace(words=self._dropped(batch.words), places=self._dropped(batch.places))
        sums = self._sums(batch)
        kept = self._kept(sums.shape)
        active = np.maximum(sums, 0) * kept
        error = _softmax(active @ self.out + self.last)
        gold, weights, each = table.labels[rows], table.weights[rows], np.arange(len(rows))
        loss = float((-np.log(error[each, gold] + 1e-9) * weights).mean())
        error[each, gold] -= 1
        error *= weights[:, None] / len(rows)
        self._learn(batch, active, error, (error @ self.out.T) * kept * (sums > 0))
        return loss

    def _learn(self, batch: Batch, active: np.ndarray, error: np.ndarray, back: np.ndarray) -> None:
        self._update("out", ALL, active.T @ error)
        self._update("last", ALL, error.sum(axis=0))
        self._update("bias", ALL, back.sum(axis=0))
        self._sparse("places", batch.places, back)
        many, ones = len(back), np.ones(len(back), np.float32)
        shape = (batch.dense.shape[0], many)
        spread = [csr_matrix((ones, (batch.where[:, o], np.arange(many))), shape=shape) for o in range(OFFSETS)]
        by_word = np.hstack([matrix @ back for matrix in spread])
        self._update("dense", ALL, batch.dense.T @ by_word)
        self._sparse("words", batch.words, by_word)

    def _sparse(self, name: str, features: csr_matrix, error: np.ndarray) -> None:
        columns, places = np.unique(features.indices, return_inverse=True)
        shape = (features.shape[0], len(columns))
        compact = csr_matrix((features.data, places, features.indptr), shape=shape)
        self._update(name, columns, compact.T @ error)

    def _update(self, name: str, rows: Rows, gradient: np.ndarray) -> None:
        values, squares = getattr(self, name), self.squares[name]
        gradient = gradient + self.recipe.decay * values[rows]
        squares[rows] += gradient**2
        values[rows] -= self.recipe.rate * gradient / np.sqrt(squares[rows])

    def _kept(self, shape: tuple[int, ...]) -> np.ndarray:
        share = self.recipe.drop_hidden
        return (self.random.random(shape, np.float32) >= share).astype(np.float32) / np.float32(1 - share)

    def _dropped(self, features: csr_matrix) -> csr_matrix:
        share = self.recipe.drop
        kept = features.copy()
        kept.data = (self.random.random(len(kept.data)) >= share).astype(np.float32) / np.float32(1 - share)
        return kept


def taken(table: Table, rows: np.ndarray) -> Batch:
    """Some rows of a table."""
    kinds, where = np.unique(table.window[rows], return_inverse=True)
    return Batch(table.words[kinds], table.dense[kinds], where.reshape(-1, OFFSETS), table.places[rows])


def _softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)
