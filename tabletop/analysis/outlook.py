"""The outlook: how the next turns spread over many worlds, from the moment that is on screen.

Worlds have a luck of their own, never the session's: no outlook shows the rolls to come, and
asking again gives the same answer.  An order in hand is judged by pairs of worlds of equal luck,
with it and without it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tabletop.analysis.play import decide, deliver_due, play_turn
from tabletop.analysis.policies import find_policy
from tabletop.rules.measures import MEASURES, score
from tabletop.rules.orders import Order, carry_out, judge
from tabletop.rules.turn import adjudicate
from tabletop.session.phases import PLAY
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World

Floats = NDArray[np.float64]

WORLDS, TURNS = 1000, 6
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
Z95 = 1.959963984540054


class Stale(Exception):
    """Nobody waits for this outlook any more."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """How the next turns spread when nothing else is decided, or as a policy decides.

    ``turns`` are the turn numbers, the present one first; ``fans`` give for each measure its
    ``QUANTILES`` [quantile, turn]; ``probe`` and ``breach`` the odds of each sector [sector] within
    the horizon; ``injects`` those likeliest to come, with their odds.
    """

    turns: tuple[int, ...]
    fans: Mapping[str, Floats]
    probe: Floats
    breach: Floats
    injects: tuple[tuple[str, float], ...]
    worlds: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What an order changes: for each measure after the last turn, with minus without.

    ``mean`` with its 95 % interval ``low`` to ``high`` over pairs of worlds; ``better`` and
    ``worse`` are the shares of pairs in which the measure went up and down.
    """

    measure: str
    mean: float
    low: float
    high: float
    up: float
    down: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out nought."""
        return self.low > 0.0 or self.high < 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outlook without and with an order in hand, under the same luck."""

    without: Outlook
    with_order: Outlook
    differences: tuple[Difference, ...]
    probe: Floats
    breach: Floats
    """Change of the odds of each sector, [sector]."""


@dataclass(frozen=True, slots=True)
class Question:
    """A moment to look on from: the state of one run, the phase, rulings made, and how to look.

    ``seed`` is the session's; the outlook makes its own from it. ``state`` may be what a seat
    sees: the outlook is then that seat's.
    """

    world: World
    state: State
    phase: str
    seed: int
    rulings: Mapping[tuple[str, int], bool]
    policy: str = "hold"
    worlds: int = WORLDS
    turns: int = TURNS


@dataclass(frozen=True, slots=True)
class Looked:
    """An outlook, and every measure of every world after its last turn: measure → [run]."""

    outlook: Outlook
    last: Mapping[str, Floats]


def look_on(question: Question, stale: Callable[[], bool] = lambda: False) -> Outlook:
    """Play the next turns; raises ``Stale`` when ``stale`` says so between two turns."""
    return look(question, (), stale).outlook


def look(
    question: Question, orders: Sequence[Order] = (), stale: Callable[[], bool] = lambda: False
) -> Looked:
    """Play the next turns once these orders are given; an unlawful one changes nothing."""
    horizon = _Horizon(question, orders, stale)
    return Looked(horizon.outlook(), horizon.last)


def compare(
    question: Question, order: Order, stale: Callable[[], bool] = lambda: False
) -> Comparison | int:
    """Look on with and without an order, or return the code of its refusal."""
    code = int(judge(question.world, question.state, order)[0])
    if code:
        return code
    return differ(look(question, (), stale), look(question, (order,), stale))


def differ(without: Looked, then: Looked) -> Comparison:
    """Compare two outlooks on the same question, world by world."""
    first, second = without.outlook, then.outlook
    return Comparison(
        first, second, _differences(without.last, then.last),
        second.probe - first.probe, second.breach - first.breach,
    )  # fmt: skip


def luck_of(seed: int, worlds: int) -> Luck:
    """Return the luck of outlooks: keyed by the session's seed, but never the session's own."""
    own = hashlib.blake2b(f"outlook {seed}".encode(), digest_size=8).digest()
    return Luck.of(int.from_bytes(own, "little") >> 1, worlds)


class _Horizon:
    """The next turns of many worlds."""

    def __init__(
        self, question: Question, orders: Sequence[Order], stale: Callable[[], bool]
    ) -> None:
        self.question = question
        self.stale = stale
        self.policy = find_policy(question.policy)
        self.luck = luck_of(question.seed, question.worlds)
        now = question.state.take([0])
        now.ended[...] = 0  # what EndEx ended would have gone on
        for order in orders:
            carry_out(question.world, now, order)
        self.state = now.repeat(question.worlds)
        self.counts = now.probes[0].copy(), now.inject_count[0].copy()
        self.was_broken = now.breached[0] != 0
        self.last: dict[str, Floats] = {}

    def outlook(self) -> Outlook:
        """Play the turns and sum up."""
        world, state = self.question.world, self.state
        now = score(world, state.take([0]))
        fans = {name: [np.full(len(QUANTILES), now[name][0])] for name in MEASURES}
        turns = [int(state.turn[0])]
        broken = np.zeros((state.runs, world.sizes["sector"]), dtype=np.bool_)
        for step in range(self.question.turns):
            if self.stale():
                raise Stale
            self._play(step)
            broken |= (state.breached != 0) & ~self.was_broken[None]
            turns.append(int(state.turn[0]))
            self.last = score(world, state)
            for name, values in self.last.items():
                fans[name].append(np.quantile(values, QUANTILES))
        if turns[0] == turns[1]:  # the turn in hand was decided: what stands now is before it
            turns[0] -= 1
        probed = (state.probes > self.counts[0][None]).mean(axis=0)
        came = (state.inject_count > self.counts[1][None]).mean(axis=0)
        return Outlook(
            tuple(turns), {name: np.stack(values, axis=1) for name, values in fans.items()},
            probed, broken.mean(axis=0), self._likely(came), state.runs,
        )  # fmt: skip

    def _play(self, step: int) -> None:
        """Play a turn; the one in hand goes on from where it stands."""
        world, state, luck = self.question.world, self.state, self.luck
        phase = self.question.phase
        if step or phase not in PLAY or phase == "feedback":
            play_turn(world, state, luck, self.policy)
            return
        luck.turn = int(state.turn[0])
        if phase == "brief":
            deliver_due(world, state, luck)
        if phase != "adjudication":
            decide(world, state, luck, self.policy)
        luck.rulings = self.question.rulings
        adjudicate(world, state, luck)
        luck.rulings = {}

    def _likely(self, came: Floats) -> tuple[tuple[str, float], ...]:
        names = self.question.world.names["inject"]
        order = sorted(range(len(names)), key=lambda i: (-came[i], i))
        return tuple((names[i], float(came[i])) for i in order if came[i] > 0.0)


def _differences(
    without: Mapping[str, Floats], then: Mapping[str, Floats]
) -> tuple[Difference, ...]:
    found = []
    for name in MEASURES:
        change = then[name] - without[name]
        mean, pairs = float(change.mean()), len(change)
        reach = Z95 * float(change.std(ddof=1)) / np.sqrt(pairs) if pairs > 1 else np.inf
        found.append(Difference(
            name, mean, mean - reach, mean + reach,
            float((change > 0.0).mean()), float((change < 0.0).mean()),
        ))  # fmt: skip
    return tuple(found)
