"""From forces to places and back: what all forces at a place amount to, what holds where one is."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK = 1 << 13
"""Forces that are added up at once: so many that all they need stays in the processor's cache."""


def tally(runs: int, index: NDArray[Any], weight: NDArray[Any], size: int) -> NDArray[np.float64]:
    """Add up ``weight`` [run, force] by ``index`` [run, force] or [force]; shape [run, size].

    An index of -1 is dropped. Every sum is taken within its run and in the order of the forces,
    so a run's result does not depend on how many runs there are. Raises ``ValueError`` when an
    index is not below ``size``.
    """
    shape = (runs, index.shape[-1])
    if index.size and int(index.max()) >= size:
        raise ValueError(f"index {int(index.max())} is not below {size}")
    where, amount = np.broadcast_to(index, shape), np.broadcast_to(weight, shape)
    sums = np.zeros((runs, size + 1))
    each = max(1, min(runs, BLOCK // max(1, shape[1])))
    # Column 0 of each run takes what is dropped.
    first = _starts(each, size + 1) + 1
    flat = np.empty((each, shape[1]), dtype=np.int64)
    for at in range(0, runs, each):
        some = sums[at : at + each]
        here = flat[: len(some)]
        np.add(where[at : at + each], first[: len(some)], out=here)
        these = amount[at : at + each].astype(np.float64, order="C", copy=False)
        np.add.at(some.reshape(-1), here.reshape(-1), these.reshape(-1))
    return np.ascontiguousarray(sums[:, 1:])


def where_they_are(table: NDArray[Any], index: NDArray[Any]) -> NDArray[Any]:
    """Return what ``table`` [run, place] says at each force's ``index`` [run, force].

    Raises ``ValueError`` when an index is no column of the table.
    """
    runs, size = table.shape
    if index.size and not 0 <= int(index.min()) <= int(index.max()) < size:
        raise ValueError(f"an index is not in 0 … {size - 1}")
    return table.reshape(-1).take(index + _starts(runs, size))


@lru_cache
def _starts(rows: int, size: int) -> NDArray[np.int64]:
    """Return where each row of a table begins, [row, 1]; shared, not to be written."""
    found = np.arange(rows, dtype=np.int64)[:, None] * size
    found.setflags(write=False)
    return found
