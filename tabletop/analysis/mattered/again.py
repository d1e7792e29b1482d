"""Playing a script again in many worlds at once, each with something left out.

Acts stay where they were in the session. One that is not lawful in some world, because what it
rested on is missing there, is dropped there and counted; nobody decides anything anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tabletop.analysis.mattered.script import Script, ScriptTurn
from tabletop.rules import triggers
from tabletop.rules.effects import compile_effects
from tabletop.rules.measures import MEASURES, score
from tabletop.rules.orders import carry_out, parse_order
from tabletop.rules.turn import adjudicate, begin_turn
from tabletop.session import acts
from tabletop.session.course import Done
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import INJECT_STATUS
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

ROWS = 1500
"""Worlds played at once, which bounds memory."""
_DELIVERED = INJECT_STATUS.index("delivered")


class Cancelled(Exception):
    """The caller no longer wants the result."""


@dataclass(frozen=True, slots=True)
class Played:
    """Measures after the last turn, [case, world, measure]; acts dropped as unlawful, [case]."""

    measures: Floats
    dropped: Floats
    digest: str
    """Digest of the first world of the first case."""


def play_again(
    world: World,
    start: State,
    seed: int,
    runs: Sequence[int],
    script: Script,
    cases: Sequence[frozenset[int]],
    tell: Callable[[int, int], bool] | None = None,
) -> Played:
    """Play the script in the worlds ``runs`` once for every case of entries left out.

    World j of every case has the same luck. ``tell`` is called with worlds × turns done and in
    all, and stops the work by returning False: raises ``Cancelled``.
    """
    each = max(1, ROWS // len(runs))
    shares = [cases[i : i + each] for i in range(0, len(cases), each)]
    total = len(cases) * len(runs) * len(script.turns)
    parts, dropped, done, digest = [], [], 0, ""
    for share in shares:
        table = _Table(world, start, seed, runs, share)
        for turn in script.turns:
            table.play(turn)
            done += len(share) * len(runs)
            if tell is not None and not tell(done, total):
                raise Cancelled
        parts.append(table.measures())
        dropped.append(table.dropped.reshape(len(share), len(runs)).mean(axis=1))
        digest = digest or table.state.take([0]).digest()
    return Played(np.concatenate(parts), np.concatenate(dropped), digest)


class _Table:
    """Some cases × worlds as the rows of one State, case by case."""

    def __init__(
        self,
        world: World,
        start: State,
        seed: int,
        runs: Sequence[int],
        cases: Sequence[frozenset[int]],
    ) -> None:
        self.world = world
        self.shape = (len(cases), len(runs))
        rows = len(cases) * len(runs)
        self.state = start.repeat(rows)
        self.luck = Luck.of(seed, np.tile(np.asarray(runs), len(cases)))
        self.cases = cases
        self.dropped = np.zeros(rows)

    def play(self, turn: ScriptTurn) -> None:
        """Play one turn of the script in every row."""
        over = self.state.ended.astype(bool)
        before = self.state.copy() if over.any() else None
        begin_turn(self.world, self.state, self.luck)
        self.luck.turn = int(self.state.turn[0])
        for done in turn.before:
            self._do(done)
        rulings = {
            (one.act.purpose, one.act.index): (one.act.result, self._in(one))
            for one in turn.before if isinstance(one.act, acts.Ruling)
        }  # fmt: skip
        luck = replace(
            self.luck,
            rulings={key: result for key, (result, _) in rulings.items()},
            ruled_in={key: where for key, (_, where) in rulings.items()},
        )
        adjudicate(self.world, self.state, luck)
        for done in turn.after:
            self._do(done)
        if before is not None:
            # A session ends with its world: where it has ended, nothing of this turn happened.
            turn_now = self.state.turn.copy()
            self.state.put(over, before)
            self.state.turn = turn_now

    def _in(self, done: Done) -> Bools:
        """Tell in which rows an act is not left out, [row]."""
        there = np.array([done.seq not in case for case in self.cases], dtype=np.bool_)
        return np.asarray(np.repeat(there, self.shape[1]) & (self.state.ended == 0))

    def _do(self, done: Done) -> None:
        world, state, act, runs = self.world, self.state, done.act, self._in(done)
        if not runs.any():
            return
        if isinstance(act, acts.GiveOrder):
            codes = carry_out(world, state, parse_order(act.order), runs)
            self.dropped += runs & (codes != 0)
        elif isinstance(act, acts.Deliver):
            number = world.index["inject"][act.inject]
            target = None
            if act.target is not None:
                aim = triggers.table(world).rows[number].target.dimension
                target = world.index[aim][act.target]
            triggers.deliver(world, state, self.luck, number, runs, target)
        elif isinstance(act, acts.Respond):
            number = world.index["inject"][act.inject]
            asked = runs & (state.inject_status[:, number] == _DELIVERED)
            self.dropped += runs & ~asked
            if asked.any():
                triggers.respond(world, state, self.luck, number, act.option, asked)
        elif isinstance(act, acts.AdHoc):
            compile_effects(act.effects.items(), world.index).apply(world, state, runs)
        elif isinstance(act, acts.Defer):
            triggers.defer(world, state, act.inject, act.turn, runs)
        elif isinstance(act, acts.Skip):
            triggers.skip(world, state, act.inject, runs)

    def measures(self) -> Floats:
        """Return every measure, [case, world, measure]."""
        scores = score(self.world, self.state)
        return np.stack([scores[name].reshape(self.shape) for name in MEASURES], axis=2)
