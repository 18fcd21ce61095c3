"""Groups of words that are used alike, from the vectors that the tagger ships."""

from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans, MiniBatchKMeans

from hearten_guard.heads.kinds import pack
from hearten_guard.tagger.store import FOLDER, read, write

FREQUENT, GROUPS, WIDER, SEED = 40_000, 1_200, 120, 7


def write_words(out: Path) -> None:
    """`words.bin`: narrow groups of the frequent words, and wide groups of those."""
    arrays = read(FOLDER / "vectors.bin")
    ranks = np.array(arrays["ranks"])
    vectors = np.array(arrays["vectors"], np.float32).reshape(len(ranks), -1)
    places = np.argsort(ranks)[:FREQUENT]
    kept = vectors[places] / np.maximum(np.linalg.norm(vectors[places], axis=1, keepdims=True), 1)
    narrow = MiniBatchKMeans(GROUPS, random_state=SEED, n_init=1, batch_size=4096, max_iter=60).fit(kept)
    wide = KMeans(WIDER, random_state=SEED, n_init=1).fit(narrow.cluster_centers_)
    numbers = np.array(arrays["keys"], np.int64)[places]
    groups = {int(number): int(group) for number, group in zip(numbers, narrow.labels_, strict=True)}
    out.mkdir(parents=True, exist_ok=True)
    write(out / "words.bin", pack(groups, [int(group) for group in wide.labels_]))
