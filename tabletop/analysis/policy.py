"""What a policy is: somebody who answers injects and gives orders for every seat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World

if TYPE_CHECKING:
    from tabletop.rules.orders import Order

Bools = NDArray[np.bool_]
Answers = list[tuple[int, int, Bools]]
"""Inject number, option number, and in which runs it is given."""
Orders = list[tuple["Order", Bools]]
"""An order, and in which runs it is given."""


class Policy(Protocol):
    """Decides in many worlds at once, run by run; it may look only at what a seat may see.

    What it decides for a run must not depend on any other run.
    """

    name: str
    says: str

    def answer(self, world: World, state: State, luck: Luck) -> Answers:
        """Answer injects that wait for an answer."""
        ...

    def choose(self, world: World, state: State, luck: Luck) -> Orders:
        """Give the orders of a turn, in the order in which they are to be judged."""
        ...
