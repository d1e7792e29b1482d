"""The scene: where an exercise stands when an act is judged, and where it stands after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tabletop.session import acts
from tabletop.session.course import Done
from tabletop.world.luck import Luck, Outcome
from tabletop.world.state import State
from tabletop.world.world import World


@dataclass(frozen=True)
class Scene:
    """Where an exercise stands, with all that an act is judged against.

    ``opened`` is the state in which the present turn opened; ``done`` what has been done in it and
    still stands; ``seq`` the number of the last entry.  ``played`` is what the turn comes to when
    it is committed as it stands, where somebody has worked that out already.
    """

    world: World
    seed: int
    run: int
    state: State
    opened: State
    phase: str
    held: bool
    done: tuple[Done, ...]
    seq: int
    played: Result | None = None

    @property
    def turn(self) -> int:
        """The turn being played."""
        return int(self.state.turn[0])

    @property
    def rulings(self) -> dict[tuple[str, int], bool]:
        """The facilitator's decisions of this turn so far; the last on an outcome counts."""
        found: dict[tuple[str, int], bool] = {}
        for one in self.done:
            if isinstance(one.act, acts.Ruling):
                found[one.act.purpose, one.act.index] = one.act.result
        return found

    def luck(self, turn: int | None = None, **more: Any) -> Luck:
        """Return the luck of this turn (or of ``turn``)."""
        return Luck.of(self.seed, [self.run], turn=self.turn if turn is None else turn, **more)


@dataclass(frozen=True)
class Result:
    """Where the exercise stands after an act, and the contests that it decided."""

    state: State
    phase: str
    held: bool
    outcomes: tuple[Outcome, ...] = ()
