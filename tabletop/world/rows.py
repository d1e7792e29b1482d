"""Some rows of many arrays, each taken when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class Rows(Mapping[str, Array]):
    """The chosen rows of the arrays of a mapping, read-only.

    A rule reads a few dozen of some hundred variables, so only these are copied. An array holds
    what its source held when it was first read.
    """

    def __init__(self, source: Mapping[str, Array], chosen: NDArray[np.int64]) -> None:
        self._source, self._chosen = source, chosen
        self._taken: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        taken = self._taken.get(name)
        if taken is None:
            taken = np.take(self._source[name], self._chosen, axis=0)
            taken.flags.writeable = False
            self._taken[name] = taken
        return taken

    def __iter__(self) -> Iterator[str]:
        return iter(self._source)

    def __len__(self) -> int:
        return len(self._source)
