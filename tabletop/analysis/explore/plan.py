"""What an exploration plays: cells of a table, each the same numbered worlds under one assumption.

A plan is plain data. Its digest names it, so that a broken-off exploration goes on only with the
plan it was begun with, and every worker plays the very same worlds.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import tabletop
from tabletop.session.record import canonical

CHUNK = 500
"""Worlds that are played at once; part of the plan, so that no split changes a file."""

EVENTS: tuple[tuple[str, str], ...] = (
    ("probe", "sum(probes) > 0"),
    ("breach", "sum(breached) > 0"),
    ("us_withdraws", "us_backstop <= 20"),
)
"""What is watched for in every world, as conditions of the content language."""


@dataclass(frozen=True, slots=True)
class Variation:
    """One set of assumptions: doctrine entries and start values that replace the scenario's."""

    name: str = "as it is"
    doctrine: Mapping[str, float] = field(default_factory=dict)
    initial: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """Worlds under one variation, decided by one policy."""

    policy: str
    variation: Variation = Variation()

    @property
    def title(self) -> str:
        """Name of the cell for tables."""
        return self.policy if self.variation == Variation() else (
            f"{self.policy}, {self.variation.name}"
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Job:
    """A share of a plan: worlds ``first`` … ``first + runs - 1`` of one cell."""

    number: int
    cell: int
    first: int
    runs: int


@dataclass(frozen=True, slots=True)
class Plan:
    """An exploration.

    ``spec`` is the resolved scenario; ``start`` a packed State of one run to begin from, None for
    the scenario's own start. World *i* of every cell has run number ``first + i`` and so the same
    luck. ``events`` are (name, condition), ``columns`` further variables to keep for each turn.
    """

    spec: Mapping[str, Any]
    seed: int
    runs: int
    turns: int
    cells: tuple[Cell, ...]
    first: int = 0
    start: bytes | None = None
    events: tuple[tuple[str, str], ...] = EVENTS
    columns: tuple[str, ...] = ()
    chunk: int = CHUNK
    software: str = tabletop.__version__

    def jobs(self) -> list[Job]:
        """List the shares in the order in which the result has them."""
        starts = range(self.first, self.first + self.runs, self.chunk)
        end = self.first + self.runs
        pairs = [(cell, at) for cell in range(len(self.cells)) for at in starts]
        return [
            Job(number, cell, at, min(self.chunk, end - at))
            for number, (cell, at) in enumerate(pairs)
        ]

    def scenario_of(self, cell: int) -> dict[str, Any]:
        """Return the resolved scenario with the variation of a cell put in."""
        varied = self.cells[cell].variation
        scenario = {
            **self.spec["scenario"],
            "initial": {**self.spec["scenario"].get("initial", {}), **varied.initial},
        }
        doctrine = {**self.spec.get("doctrine", {}), **varied.doctrine}
        return {**self.spec, "scenario": scenario, "doctrine": doctrine}

    def to_bytes(self) -> bytes:
        """Return the plan as canonical JSON, which :func:`plan_of` reads."""
        return canonical({
            "format": 1, "software": self.software, "seed": self.seed, "first": self.first,
            "runs": self.runs, "turns": self.turns, "chunk": self.chunk,
            "start": None if self.start is None else base64.b64encode(self.start).decode(),
            "events": [list(event) for event in self.events], "columns": list(self.columns),
            "cells": [
                {"policy": cell.policy, "variation": cell.variation.name,
                 "doctrine": dict(cell.variation.doctrine),
                 "initial": dict(cell.variation.initial)}
                for cell in self.cells
            ],
            "spec": self.spec,
        }).encode()  # fmt: skip

    @property
    def digest(self) -> str:
        """SHA-256 of the plan, as 64 hex digits."""
        return hashlib.sha256(self.to_bytes()).hexdigest()


def plan_of(data: bytes) -> Plan:
    """Read a plan; raises ``ValueError`` when the bytes are none."""
    try:
        raw = json.loads(data)
        if raw["format"] != 1:
            raise ValueError(f"a plan of format {raw['format']}, not 1")
        cells = tuple(
            Cell(one["policy"], Variation(one["variation"], one["doctrine"], one["initial"]))
            for one in raw["cells"]
        )
        start = None if raw["start"] is None else base64.b64decode(raw["start"], validate=True)
        return Plan(
            spec=raw["spec"], seed=int(raw["seed"]), runs=int(raw["runs"]),
            turns=int(raw["turns"]), cells=cells, first=int(raw["first"]), start=start,
            events=tuple((str(name), str(when)) for name, when in raw["events"]),
            columns=tuple(raw["columns"]), chunk=int(raw["chunk"]), software=raw["software"],
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError(f"no plan of an exploration: {fault!r}") from None
