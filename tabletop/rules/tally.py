"""Sums over forces: what all forces at a node, in a sector or of an actor amount to."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def tally(runs: int, index: NDArray[Any], weight: NDArray[Any], size: int) -> NDArray[np.float64]:
    """Add up ``weight`` [run, force] by ``index`` [run, force] or [force]; shape [run, size].

    An index of -1 is dropped. Every sum is taken within its run and in the order of the forces,
    so a run's result does not depend on how many runs there are. Raises ``ValueError`` when an
    index is not below ``size``.
    """
    shape = (runs, index.shape[-1])
    where = np.broadcast_to(index, shape)
    if where.size and int(where.max()) >= size:
        raise ValueError(f"index {int(where.max())} is not below {size}")
    # Column 0 of each run takes what is dropped.
    column = np.arange(runs, dtype=np.int64)[:, None] * (size + 1) + 1
    flat = np.add(where, column, dtype=np.int64)
    amount = np.broadcast_to(weight, shape).astype(np.float64, order="C", copy=False)
    sums = np.bincount(flat.ravel(), amount.ravel(), minlength=runs * (size + 1))
    return np.ascontiguousarray(sums.reshape(runs, size + 1)[:, 1:])
