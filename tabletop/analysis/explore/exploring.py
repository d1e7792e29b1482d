"""Exploring from end to end: jobs that are still to be played, their parts, the joined file."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tabletop.analysis.explore.executors import Executor
from tabletop.analysis.explore.plan import Plan
from tabletop.analysis.explore.results import ResultSet
from tabletop.analysis.explore.store import Store
from tabletop.analysis.explore.summary import summary
from tabletop.session.record import canonical

Tell = Callable[[int, int], None]
"""Called with the number of jobs done and of all jobs."""


@dataclass(frozen=True, slots=True)
class Explored:
    """A finished exploration: its result, the files written, the seconds it took this time."""

    result: ResultSet
    written: tuple[Path, ...]
    seconds: float
    kept: int
    """Jobs that an earlier call had done."""


def explore(
    plan: Plan,
    out: Path,
    executor: Executor,
    *,
    command: Sequence[str] = (),
    given: Sequence[tuple[str, str, int]] = (),
    tell: Tell | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Explored | None:
    """Play a plan into ``out`` (Parquet), with a manifest and a summary beside it.

    What an earlier, broken-off call of the same plan has left is used. Returns None when
    ``cancelled`` says so between two jobs; what is done stays for the next call. Raises
    ``StoreFault`` when something else lies there, ``WorkersLost`` and ``OSError``.
    """
    began = time.monotonic()
    store = Store(out, plan)
    left = store.prepare()
    total = len(plan.jobs())
    done = kept = total - len(left)
    parts = executor.play(plan.to_bytes(), left)
    try:
        for job, part in parts:
            store.put(job, part)
            done += 1
            if tell is not None:
                tell(done, total)
            if done < total and cancelled():
                return None
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    store.finish()
    result = ResultSet(out)
    seconds = time.monotonic() - began
    written = (out, out.with_suffix(".json"), out.with_suffix(".md"))
    written[1].write_text(json.dumps(manifest(plan, command, seconds, kept), indent=2) + "\n")
    written[2].write_text(summary(result, given), encoding="utf-8")
    return Explored(result, written, seconds, kept)


def manifest(plan: Plan, command: Sequence[str], seconds: float, kept: int) -> dict[str, Any]:
    """Return what is needed to repeat an exploration and to know how it was made."""
    return {
        "plan": plan.digest,
        "scenario": plan.spec["scenario"]["id"],
        "scenario_digest": hashlib.sha256(canonical(plan.spec).encode()).hexdigest(),
        "software": plan.software,
        "seed": plan.seed,
        "first": plan.first,
        "runs": plan.runs,
        "turns": plan.turns,
        "cells": [
            {"policy": cell.policy, "variation": cell.variation.name,
             "doctrine": dict(cell.variation.doctrine), "initial": dict(cell.variation.initial)}
            for cell in plan.cells
        ],
        "events": dict(plan.events),
        "command": list(command),
        "seconds": round(seconds, 3),
        "jobs_kept_from_before": kept,
    }  # fmt: skip
