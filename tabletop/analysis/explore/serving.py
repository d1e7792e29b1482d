"""Explorations in a process of their own, for a window: play one, read one, open a world of one.

Messages are tuples over a pipe. In come ``("explore", Asked)``, ``("pace", (Asked, policies))``,
``("read", path)`` and ``("open", (path, cell, run, out))``; out go ``("part", (done, of))``,
``("pace", {policy: Pace})``, ``("read", Shown)``, ``("opened", path)`` and ``("fault", sentence)``.
Ending the process at any time is the way to stop an exploration: what is done lies on the disk, and
the same question goes on from there.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tabletop.analysis.explore.asking import (
    Asked,
    AskedFault,
    check_given,
    command_words,
    plan_from,
)
from tabletop.analysis.explore.executors import WorkersLost, executor
from tabletop.analysis.explore.exploring import explore
from tabletop.analysis.explore.opening import WorldDiffers, open_world
from tabletop.analysis.explore.origin import Origin, OriginFault, of_scenario, of_session
from tabletop.analysis.explore.pace import paces
from tabletop.analysis.explore.plan import Plan
from tabletop.analysis.explore.results import ResultFault, ResultSet
from tabletop.analysis.explore.store import StoreFault
from tabletop.analysis.policies import PolicyFault, sealed_name
from tabletop.rules.measures import MEASURES
from tabletop.session.journal import JournalFault

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
NICE = 5
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a window shows of a result.

    ``last`` is each measure after the last turn [cell, run]; ``fans`` its ``QUANTILES``
    [quantile, cell, turn]; ``firsts`` the number of turns until an event first came [cell, run],
    0 where it never did; ``regret`` how much worse a cell did than the best one of the same world,
    mean and 95 % quantile [2, cell].
    """

    path: Path
    title: str
    cells: tuple[str, ...]
    first: int
    turns: int
    last: Mapping[str, Floats]
    fans: Mapping[str, Floats]
    firsts: Mapping[str, NDArray[np.int64]]
    regret: Mapping[str, Floats]
    says: Mapping[str, str] = field(default_factory=dict)
    """What the scenario says of its conditions, and the conditions of other events."""
    ends: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    """For each condition of the scenario whether it holds after the last turn, [cell, run]."""

    @property
    def runs(self) -> int:
        """Worlds of each cell."""
        return int(next(iter(self.last.values())).shape[1])


def plan_of(asked: Asked) -> Plan:
    """Return the plan that is asked for; raises ``AskedFault``, ``OriginFault``, ``JournalFault``.

    A policy that is named by a file is sealed with the digest of what stands in it now.
    """
    origin = origin_of(asked)
    plan = plan_from(
        origin.spec, origin.start, seed=asked.seed, runs=asked.runs,
        turns=min(asked.turns, origin.turns_left),
        policies=[sealed_name(name) for name in asked.policies], varied=asked.varied,
        initial=asked.initial, first=asked.first, events=asked.events, columns=asked.columns,
    )  # fmt: skip
    for given in asked.given:
        check_given(given, plan)
    return plan


def origin_of(asked: Asked) -> Origin:
    """Return where an exploration begins."""
    if asked.session is None:
        return of_scenario(asked.spec)
    return of_session(asked.session, asked.entry, asked.branch)


def shown(path: Path) -> Shown:
    """Read a result; raises ``ResultFault``."""
    result = ResultSet(path)
    plan = result.plan
    return Shown(
        path, str(plan.spec["scenario"]["title"]), tuple(cell.title for cell in plan.cells),
        plan.first, plan.turns,
        {name: result.column(name)[:, :, -1].astype(np.float64) for name in MEASURES},
        {name: result.quantiles(name, QUANTILES) for name in MEASURES},
        {name: result.first(name) for name in (*result.events, *result.conditions)},
        {name: _regret(result, name) for name in MEASURES}, dict(plan.events) | _says(plan),
        {name: result.happening(name)[:, :, -1] for name in result.conditions},
    )  # fmt: skip


def _says(plan: Plan) -> dict[str, str]:
    scenario = plan.spec["scenario"]
    return {
        one["id"]: str(one.get("says", one["when"]))
        for kind in ("success", "failure") for one in scenario.get(kind, ())
    }  # fmt: skip


def _regret(result: ResultSet, name: str) -> Floats:
    found = result.regret(name)
    return np.stack([found.mean(axis=1), np.quantile(found, 0.95, axis=1)])


def serve(connection: Connection) -> None:
    """Answer questions, one after another, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the desk
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)  # workers are ended together with this process
    if hasattr(os, "nice"):
        os.nice(NICE)
    while True:
        try:
            kind, what = connection.recv()
            answer(connection, kind, what)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def answer(connection: Connection, kind: str, what: Any) -> None:
    """Answer one question; whatever is at fault is told in a sentence."""
    try:
        if kind == "explore":
            _explore(connection, what)
        elif kind == "pace":
            asked, policies = what
            connection.send(("pace", paces(origin_of(asked), policies, asked.seed)))
        elif kind == "read":
            connection.send(("read", shown(what)))
        else:
            path, cell, run, out = what
            open_world(ResultSet(path), cell, run, out)
            connection.send(("opened", out))
    except (WorldDiffers, OriginFault, JournalFault, StoreFault, ResultFault, WorkersLost,
            PolicyFault) as fault:  # fmt: skip
        connection.send(("fault", str(fault)))
    except AskedFault as fault:
        connection.send(("fault", f"{fault.part}: {fault}"))
    except ModuleNotFoundError as fault:
        connection.send(("fault", f"{fault.name} is not installed; a cluster needs the extra "
                         "“cluster”"))  # fmt: skip
    except (OSError, ValueError, LookupError, MemoryError) as fault:
        if isinstance(fault, (BrokenPipeError, ConnectionResetError)):
            raise
        connection.send(("fault", f"{type(fault).__name__}: {fault}"))


def _explore(connection: Connection, asked: Asked) -> None:
    """Play a question, telling how far it is, and read what came of it."""
    plan = plan_of(asked)
    asked.out.parent.mkdir(parents=True, exist_ok=True)

    def tell(done: int, of: int) -> None:
        connection.send(("part", (done, of)))

    origin = str(asked.spec["scenario"]["id"]) if asked.session is None else (
        f"{asked.session}@{asked.entry}")  # fmt: skip
    explore(plan, asked.out, executor(asked.workers, asked.scheduler),
            command=command_words(asked, origin), given=asked.given, tell=tell)  # fmt: skip
    connection.send(("read", shown(asked.out)))
