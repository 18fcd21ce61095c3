"""Trained heads as the small whole numbers that the Guard ships, and their thresholds as a table."""

from array import array
from pathlib import Path

import numpy as np

from hearten_guard.tagger.store import key, write
from training.heads_fit import Fit
from training.pack import whole

MOST = 60_000
HEADER = (
    "# Made by guard/training/heads.py; not written by hand. One lane of weights.bin per head, in this order.\n"
)


def pack_heads(
    made: Fit,
    numbers: dict[str, int],
    heads: list[str],
    least: np.ndarray,
    together: dict[str, float],
    out: Path,
) -> None:
    """`weights.bin` with the names that tell most, and `data/heads.toml`."""
    scale = np.quantile(np.abs(made.weights), 0.9999, axis=0) / 127
    small = whole(made.weights / scale, 1, 127)
    strength = np.abs(small.astype(np.int16)).max(axis=1)
    limit = max(3, int(np.sort(strength)[-MOST])) if len(strength) > MOST else 3
    kept = {key(name): place for name, place in numbers.items() if strength[place] > limit}
    rows = (small[list(kept.values())].astype(np.int16) + 128).astype(np.uint8)
    write(out / "weights.bin", {"keys": array("I", kept), "rows": array("B", rows.tobytes())})
    lines = [
        f'[heads."{head}"]\nbias = {made.bias[i]:.4f}\nscale = {scale[i]:.6f}\nleast = {least[i]:.3f}\n'
        for i, head in enumerate(heads)
    ]
    lines.append("[together]\n" + "".join(f"{name} = {value:.4f}\n" for name, value in together.items()))
    (out.parent / "heads.toml").write_text(HEADER + "\n".join(lines))
