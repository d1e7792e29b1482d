"""What an exploration says: distributions, odds, time to an event, regret between its cells.

World *i* of every cell had the same luck, so cells are compared world by world.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.analysis.explore.plan import Plan, plan_of
from tabletop.analysis.explore.store import PLAN
from tabletop.rules.measures import MEASURES

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

QUANTILES = (0.05, 0.5, 0.95)
Z95 = 1.959963984540054
"""Standard errors to either side that hold 95 % of a normal distribution."""


class ResultFault(Exception):
    """A file is no whole result of an exploration; one sentence says why."""


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` of ``trials`` worlds, with Wilson's 95 % interval for the odds behind them."""

    hits: int
    trials: int

    @property
    def odds(self) -> float:
        """Share of the worlds; not a number when there were none."""
        return self.hits / self.trials if self.trials else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson score interval (E. B. Wilson, 1927) at 95 %; 0 to 1 when there were none."""
        if not self.trials:
            return 0.0, 1.0
        n, p, z = self.trials, self.odds, Z95
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        reach = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - reach), min(1.0, middle + reach)


class ResultSet:
    """A finished exploration, read from its file column by column.

    Arrays are [cell, run, turn]; turn 0 of an array is the first turn played.
    """

    def __init__(self, path: Path) -> None:
        """Open a result; raises ``ResultFault`` when it is none or not whole."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        self.path = path
        try:
            self._file = pq.ParquetFile(path)
            noted = (self._file.schema_arrow.metadata or {})[PLAN]
            self.plan: Plan = plan_of(noted)
        except KeyError:
            raise ResultFault(f"{path} holds no exploration") from None
        except (OSError, ValueError, pa.ArrowException) as fault:
            raise ResultFault(f"{path} cannot be read as an exploration: {fault}") from None
        plan = self.plan
        self.shape = (len(plan.cells), plan.runs, plan.turns)
        if self._file.metadata.num_rows != math.prod(self.shape):
            raise ResultFault(f"{path} is not whole")
        self._kept: dict[str, NDArray[Any]] = {}

    def column(self, name: str) -> NDArray[Any]:
        """Return a column as [cell, run, turn]; raises ``KeyError`` when there is none."""
        if name not in self.names:
            raise KeyError(name)
        if name not in self._kept:
            read = self._file.read(columns=[name]).column(0)
            self._kept[name] = np.array(read.to_numpy(zero_copy_only=False)).reshape(self.shape)
        return self._kept[name]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of all columns."""
        return tuple(self._file.schema_arrow.names)

    @cached_property
    def events(self) -> tuple[str, ...]:
        """Names of what was watched for, the end of a world last."""
        return (*self._marked("event_"), "ended")

    @cached_property
    def conditions(self) -> tuple[str, ...]:
        """Names of the scenario's conditions of success and failure."""
        return self._marked("held_")

    def _marked(self, mark: str) -> tuple[str, ...]:
        return tuple(name.removeprefix(mark) for name in self.names if name.startswith(mark))

    def happening(self, event: str) -> Bools:
        """Tell in which turns an event or condition holds; raises ``KeyError`` for another name."""
        for column in (f"event_{event}", f"held_{event}", event):
            if column in self.names:
                return self.column(column).astype(np.bool_)
        raise KeyError(event)

    def first(self, event: str) -> NDArray[np.int64]:
        """Return the number of turns played until an event first holds, [cell, run]; 0: never."""
        holds = self.happening(event)
        return np.where(holds.any(axis=2), holds.argmax(axis=2) + 1, 0)

    def quantiles(self, name: str, at: tuple[float, ...] = QUANTILES) -> Floats:
        """Return quantiles of a column over worlds, [quantile, cell, turn]."""
        return np.asarray(np.quantile(self.column(name).astype(np.float64), at, axis=1))

    def odds(self, cell: int, event: str, by: int | None = None) -> Share:
        """Return in how many worlds of a cell an event came, within the first ``by`` turns."""
        came = self._by(cell, event, by)
        return Share(int(came.sum()), len(came))

    def odds_at_end(self, cell: int, event: str) -> Share:
        """Return in how many worlds of a cell an event or condition holds after the last turn."""
        holds = self.happening(event)[cell, :, -1]
        return Share(int(holds.sum()), len(holds))

    def odds_given(
        self, cell: int, event: str, given: str, by: int | None = None, absent: bool = False
    ) -> Share:
        """Return the odds of ``event`` among worlds in which ``given`` came within ``by`` turns.

        With ``absent``, among those in which it did not.
        """
        chosen = self._by(cell, given, by) ^ absent
        came = self._by(cell, event, None)[chosen]
        return Share(int(came.sum()), len(came))

    def _by(self, cell: int, event: str, by: int | None) -> Bools:
        first = self.first(event)[cell]
        most = self.plan.turns if by is None else by
        return np.asarray((first > 0) & (first <= most))

    def standing(self, cell: int, event: str) -> tuple[Floats, Floats, Floats]:
        """Return the share of worlds without an event after each turn, with its 95 % interval.

        Every world is watched to the end, so this is Kaplan and Meier's curve without censoring.
        """
        shares = [self.odds(cell, event, turn + 1) for turn in range(self.plan.turns)]
        bounds = [share.interval for share in shares]
        return (
            np.array([1.0 - share.odds for share in shares]),
            np.array([1.0 - high for _, high in bounds]),
            np.array([1.0 - low for low, _ in bounds]),
        )

    def regret(self, measure: str) -> Floats:
        """Return how much worse each cell did than the best cell of the same world, [cell, run].

        In units of the measure at the last turn; 0 where the cell was the best.
        """
        last = self.column(measure)[:, :, -1].astype(np.float64)
        if MEASURES[measure].better == "high":
            return np.asarray(last.max(axis=0) - last)
        return np.asarray(last - last.min(axis=0))

    def digest(self, cell: int, run: int) -> str:
        """Return the digest of a world's last State; raises ``KeyError`` for another world."""
        if not (0 <= cell < self.shape[0] and 0 <= run - self.plan.first < self.shape[1]):
            raise KeyError(f"cell {cell}, world {run}")
        return str(self.column("digest")[cell, run - self.plan.first, -1])

    def to_json(self) -> Mapping[str, Any]:
        """Return measures at the last turn as ``tabletop explore --json`` prints them."""
        cells = [
            {
                name: {
                    f"p{round(100 * q):02d}": round(float(value), 3)
                    for q, value in zip(QUANTILES, self.quantiles(name)[:, cell, -1], strict=True)
                }
                for name in MEASURES
            }
            for cell in range(self.shape[0])
        ]
        return {"measures": cells[0], "cells": [
            {"policy": cell.policy, "variation": cell.variation.name, "measures": found}
            for cell, found in zip(self.plan.cells, cells, strict=True)
        ]}  # fmt: skip
