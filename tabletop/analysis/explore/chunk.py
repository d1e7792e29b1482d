"""Playing a share of an exploration: from a plan and a job to rows, one for each world and turn."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tabletop.analysis.explore.plan import Job, Plan, plan_of
from tabletop.analysis.play import play_turns
from tabletop.analysis.policies import find_policy
from tabletop.content.library import world_of
from tabletop.rules.conditions import compile_condition
from tabletop.rules.ending import held
from tabletop.rules.measures import MEASURES, score
from tabletop.rules.turn import initial_state
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World

if TYPE_CHECKING:
    import pyarrow

TALLIES = ("probes", "violations_total", "breached")
"""Variables of sectors that are added up over the line for each turn."""
KEPT = ("us_backstop", "coalition_people")
"""Variables of the whole exercise that are kept for each turn."""
COMPRESSION = "zstd"


def play_job(plan: Plan, job: Job) -> pyarrow.Table:
    """Play a job; the rows are ordered by run, then by turn (see :func:`schema`)."""
    import pyarrow as pa

    world, state, luck = begin(plan, job)
    policy = find_policy(plan.cells[job.cell].policy)
    columns: dict[str, list[NDArray[Any]]] = {name: [] for name in schema(plan).names}
    last = np.full(job.runs, None, dtype=object)
    for turn in play_turns(world, state, luck, plan.turns, policy):
        for name, values in row_of(plan, world, turn).items():
            columns[name].append(values)
        over = np.flatnonzero((turn.ended != 0) & (last == None))  # noqa: E711  # by element
        last[over] = turn.take(over).digests()
    going = np.flatnonzero(last == None)  # noqa: E711  # by element
    last[going] = state.take(going).digests()
    runs, turns = job.runs, plan.turns
    arrays: dict[str, Any] = {
        name: np.stack(parts, axis=1).ravel() for name, parts in columns.items() if parts
    }
    arrays["cell"] = np.full(runs * turns, job.cell)
    arrays["run"] = np.repeat(np.arange(job.first, job.first + runs), turns)
    # A digest proves a world only as a whole: it stands in the row of its last turn.
    arrays["digest"] = [last[i // turns] if i % turns == turns - 1 else None
                        for i in range(runs * turns)]  # fmt: skip
    return pa.table(
        [pa.array(arrays[field.name]).cast(field.type) for field in schema(plan)],
        schema=schema(plan),
    )


def begin(plan: Plan, job: Job) -> tuple[World, State, Luck]:
    """Return the world of a job's cell, and the state and luck of its runs at the start."""
    world = world_of_cell(plan, job.cell)
    start = initial_state(world) if plan.start is None else State.unpack(plan.start)
    runs = np.arange(job.first, job.first + job.runs)
    return world, start.repeat(job.runs), Luck.of(plan.seed, runs)


def row_of(plan: Plan, world: World, state: State) -> dict[str, NDArray[Any]]:
    """Return what is kept of a turn: column → [run]."""
    found: dict[str, NDArray[Any]] = {"turn": state.turn.copy(), **score(world, state)}
    found |= {name: getattr(state, name).sum(axis=1) for name in TALLIES}
    found |= {name: getattr(state, name).copy() for name in KEPT}
    found |= {name: value_of(world, state, name) for name in plan.columns}
    for name, when in plan.events:
        found[f"event_{name}"] = compile_condition(when, world.index)(state)
    found |= {f"held_{name}": values for name, values in held(world, state).items()}
    found["ended"] = state.ended != 0
    return found


def value_of(world: World, state: State, column: str) -> NDArray[Any]:
    """Return a variable by its name as conditions write it, ``tension[kupiansk]``; [run].

    Raises ``KeyError`` for a name that is none.
    """
    name, _, inside = column.partition("[")
    array: NDArray[Any] = getattr(state, name)
    words = [word.strip() for word in inside.rstrip("]").split(",")] if inside else []
    from tabletop.world.variables import BY_NAME

    dims = BY_NAME[name].per
    if len(dims) != len(words):
        raise KeyError(f"{name} is counted over {', '.join(dims) or 'nothing'}")
    for dim, word in zip(dims, words, strict=True):
        if word not in world.index[dim]:
            raise KeyError(f"there is no {dim.replace('_', ' ')} {word!r}")
        array = array[:, world.index[dim][word]]
    return array.copy()


def schema(plan: Plan) -> pyarrow.Schema:
    """Return names and types of the columns of an exploration.

    ``cell``, ``run``, ``turn``; every measure; sums over the line; variables asked for; events and
    the scenario's conditions (true or false in that turn); ``ended``; in the row of the last turn
    the ``digest`` of the State then, or when the world ended.
    """
    import pyarrow as pa

    spec = plan.spec["scenario"]
    conditions = [one["id"] for kind in ("success", "failure") for one in spec.get(kind, ())]
    return pa.schema([
        ("cell", pa.int16()), ("run", pa.int64()), ("turn", pa.int16()),
        *((name, pa.float32()) for name in MEASURES),
        *((name, pa.int32()) for name in TALLIES),
        *((name, pa.float32()) for name in (*KEPT, *plan.columns)),
        *((f"event_{name}", pa.bool_()) for name, _ in plan.events),
        *((f"held_{name}", pa.bool_()) for name in conditions),
        ("ended", pa.bool_()), ("digest", pa.string()),
    ])  # fmt: skip


def part_of(plan_bytes: bytes, job: Job) -> bytes:
    """Play a job and return its rows as the bytes of a Parquet file; what workers are asked for."""
    import pyarrow.parquet as pq

    held_bytes = io.BytesIO()
    pq.write_table(play_job(_plan(plan_bytes), job), held_bytes, compression=COMPRESSION)
    return held_bytes.getvalue()


@lru_cache(maxsize=2)
def _plan(data: bytes) -> Plan:
    return plan_of(data)


_last: list[tuple[Plan, int, World]] = []


def world_of_cell(plan: Plan, cell: int) -> World:
    """Return the world of a cell; the last one is kept, since jobs come cell by cell."""
    for kept_plan, kept_cell, world in tuple(_last):
        if kept_plan is plan and kept_cell == cell:
            return world
    world = world_of(plan.scenario_of(cell))
    _last[:] = [(plan, cell, world)]
    return world
