"""Records made by hand: a journal needs no rules, only states that differ."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from tabletop.session.journal import Journal
from tabletop.session.record import Entry, sealed, stamp
from tabletop.world.state import State
from tabletop.world.variables import DIMENSIONS

SIZES = {**dict.fromkeys(DIMENSIONS, 2), "actor": 3, "sector": 4, "force": 5, "node": 6}
SPEC: dict[str, Any] = {"format": 1, "scenario": {"id": "hands", "title": "Kharkiv – “línea”"}}
GROUND = {"node_xy": np.arange(12.0).reshape(6, 2), "names": np.array(["a", "bc"])}
NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)


def start() -> State:
    """Return the state before the first entry."""
    return State.blank(SIZES, 1)


def begin(path: Path, **more: Any) -> Journal:
    """Create a journal by hand."""
    return Journal.create(path, spec=SPEC, ground=GROUND, start=start(), seed=7, **more)


def changed(state: State, number: int) -> State:
    """Return a state that differs from ``state`` in a way that depends on ``number``."""
    after = state.copy()
    after.tension[0, number % SIZES["sector"]] = (number * 7) % 100
    after.casualties[0, number % SIZES["actor"]] = number
    return after


def next_entry(journal: Journal, before: State, after: State, text: str = "noted") -> Entry:
    """Make the entry that follows the last one of a journal."""
    last = journal.entries[-1].at if journal.entries else ""
    return sealed(
        seq=len(journal.entries) + 1,
        at=stamp(NOW + timedelta(seconds=len(journal.entries)), last), by="facilitator", turn=1,
        phase="brief",
        act={"type": "observation", "text": text, "objective": None, "rating": None, "about": None},
        findings=({"kind": "change", "numbers": {"before": 0.1}},), outcomes=(),
        delta=before.delta(after), digest=after.digest(), prev=journal.head,
    )  # fmt: skip


def write(journal: Journal, count: int) -> State:
    """Write ``count`` entries and return the last state."""
    state = start()
    for entry in journal.entries:
        state.apply(entry.delta)
    for number in range(count):
        after = changed(state, len(journal.entries) + number)
        journal.append(next_entry(journal, state, after), after)
        state = after
    return state


def file_of(path: Path, count: int) -> State:
    """Write a closed session file with ``count`` entries."""
    journal = begin(path)
    state = write(journal, count)
    journal.close()
    return state
