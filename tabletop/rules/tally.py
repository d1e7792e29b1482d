"""Sums over forces: what all forces at a node, in a sector or of an actor amount to."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK = 1 << 14
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
    first = _firsts(each, size)
    flat = np.empty((each, shape[1]), dtype=np.int64)
    for at in range(0, runs, each):
        some = sums[at : at + each]
        here = flat[: len(some)]
        np.add(where[at : at + each], first[: len(some)], out=here)
        these = amount[at : at + each].astype(np.float64, order="C", copy=False)
        np.add.at(some.reshape(-1), here.reshape(-1), these.reshape(-1))
    return np.ascontiguousarray(sums[:, 1:])


@lru_cache(maxsize=256)
def _firsts(rows: int, size: int) -> NDArray[np.int64]:
    """Return where each row's column 0 lies; what is dropped falls into the column before it."""
    found = np.arange(rows, dtype=np.int64)[:, None] * (size + 1) + 1
    found.setflags(write=False)
    return found
