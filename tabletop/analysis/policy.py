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
    """Decides in many worlds at once, run by run, by the view of its side, never by the truth.

    ``view`` is a read-only State (:func:`tabletop.analysis.view.view_of`). What a policy decides
    for a run must not depend on any other run, and its chance only on ``luck``. ``side`` is
    ``coalition`` or ``red``.
    """

    @property
    def name(self) -> str:
        """The word by which it is asked for."""
        ...

    @property
    def says(self) -> str:
        """One sentence about what it does."""
        ...

    @property
    def side(self) -> str:
        """The side by whose view it decides."""
        ...

    def answer(self, world: World, view: State, luck: Luck) -> Answers:
        """Answer injects that wait for an answer."""
        ...

    def choose(self, world: World, view: State, luck: Luck) -> Orders:
        """Give the orders of a turn, in the order in which they are to be judged."""
        ...
