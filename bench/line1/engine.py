"""LINE-1 in this engine's own API: a State, an Order, the way in of all orders, and the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, Literal, cast

import numpy as np
from numpy.typing import NDArray

from bench.line1.workload import ACTORS, MOVES, NODES, ROOM, UNITS, Ground, Task
from tabletop.rules.orders import carry_out
from tabletop.rules.orders.base import ForceId, NodeId, Order
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.session.journal import Journal
from tabletop.session.record import Entry, sealed
from tabletop.world.state import State
from tabletop.world.world import World

VARIABLES = (
    ("turn", "<i4"), ("ended", "|i1"), ("stands_at", "<i4"), ("moves_left", "<i4"),
    ("fatigue", "<i4"), ("crowd", "<i4"),
)  # fmt: skip


@dataclass(frozen=True)
class LineWorld:
    """What the orders of LINE-1 read of a world."""

    index: dict[str, dict[str, int]]
    owner: NDArray[np.int32]
    cost: NDArray[np.int32]

    @classmethod
    def of(cls, ground: Ground) -> World:
        cost = np.zeros((NODES, NODES), dtype=np.int32)
        for a, ways in enumerate(ground.cost):
            for b, much in ways.items():
                cost[a, b] = much
        index = {
            "actor": {f"a{i}": i for i in range(ACTORS)},
            "force": {f"u{i}": i for i in range(UNITS)},
            "node": {f"n{i}": i for i in range(NODES)},
        }
        return cast(World, cls(index, np.array(ground.owner, dtype=np.int32), cost))


class Move(Order):
    """Send a unit along one link."""

    type: Literal["line1_move"] = "line1_move"
    force: ForceId
    to: NodeId
    touches: ClassVar[tuple[str, ...]] = ()
    only_indexes: ClassVar[bool] = True

    def _places(self, world: Any, state: State) -> tuple[int, int, NDArray[Any]]:
        unit, dest = world.index["force"][self.force], world.index["node"][self.to]
        return unit, dest, state.stands_at[:, unit]

    def examine(self, world: Any, state: State, judgement: Judgement) -> None:
        unit, dest, here = self._places(world, state)
        actor = world.index["actor"][self.actor]
        judgement.refuse(Refusal.NOT_YOURS, world.owner[unit] != actor)
        judgement.refuse(Refusal.NOT_DEPLOYABLE, world.cost[here, dest] == 0)
        judgement.refuse(Refusal.RESTING, state.moves_left[:, unit] <= 0)
        judgement.refuse(Refusal.ALREADY_THERE, state.crowd[:, dest] >= ROOM)

    def carry_out(self, world: Any, state: State, runs: NDArray[np.bool_]) -> None:
        unit, dest, here = self._places(world, state)
        left = here[runs]
        state.fatigue[runs, unit] += world.cost[left, dest]
        state.crowd[runs, left] -= 1
        state.crowd[runs, dest] += 1
        state.moves_left[runs, unit] -= 1
        state.stands_at[runs, unit] = dest


def begin(ground: Ground) -> State:
    """Return the opening state."""
    sizes = {"turn": (), "ended": (), "crowd": (NODES,)}
    arrays = {
        name: np.zeros((1, *sizes.get(name, (UNITS,))), dtype=dtype) for name, dtype in VARIABLES
    }
    arrays["stands_at"][0] = ground.node
    arrays["moves_left"][...] = MOVES
    np.add.at(arrays["crowd"][0], list(ground.node), 1)
    return State(arrays, VARIABLES)


def data_of(task: Task) -> dict[str, Any]:
    """Return an order as it comes in: plain data."""
    return {"type": "line1_move", "actor": f"a{task.actor}", "force": f"u{task.unit}",
            "to": f"n{task.dest}"}  # fmt: skip


def play(world: World, state: State, turn: int, data: dict[str, Any]) -> None:
    """Take one order through the engine: read it, judge it, carry it out."""
    if int(state.turn[0]) != turn:
        state.turn[...] = turn
        state.moves_left[...] = MOVES
    order = Move.model_validate(data)
    codes = carry_out(world, state, order)
    if codes[0]:
        raise ValueError(Refusal(int(codes[0])).name)


def journal(path: Path, ground: Ground) -> Journal:
    """Create a session file for the game."""
    arrays = {"node": np.array(ground.node)}
    return Journal.create(path, spec={"bench": "LINE-1"}, ground=arrays, start=begin(ground),
                          seed=1)  # fmt: skip


def entry_of(
    record: Journal, before: State, after: State, task: Task, data: dict[str, Any]
) -> Entry:
    """Seal one order as the next entry of the record, as a session does."""
    return sealed(
        seq=len(record.entries) + 1, at=datetime.now(UTC).isoformat(timespec="milliseconds"),
        by=f"a{task.actor}", turn=min(task.turn, 520), phase="orders",
        act={"type": "order", "order": data}, findings=(), outcomes=(),
        delta=before.delta(after), digest=after.digest(), prev=record.head,
    )  # fmt: skip


def record_one(world: World, record: Journal, state: State, task: Task) -> State:
    """Judge an order, seal it and write it down; when this returns it is on disk."""
    data = data_of(task)
    after = state.copy()
    play(world, after, task.turn, data)
    record.append(entry_of(record, state, after, task, data), after)
    return after
