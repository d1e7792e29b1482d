"""Orders towards Washington: assurances, limited support, and arms for cash."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from tabletop.rules.america import NO_PROMISE
from tabletop.rules.membership import allied
from tabletop.rules.orders.base import Bools, CollectiveOrder, Order, flag, set_flag
from tabletop.rules.orders.money import MOST_MONEY
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.rules.sustainment import committed, funding_limit
from tabletop.world.state import State
from tabletop.world.variables import NEVER, PROMISE
from tabletop.world.world import World


class SeekPromise(CollectiveOrder):
    """Seek an American assurance: a statement, a written text or a treaty; the answer takes turns.

    Whatever Washington gives is an endorsement of the force as well.
    """

    type: Literal["seek_promise"] = "seek_promise"
    form: Literal["statement", "written", "treaty"]
    touches: ClassVar[tuple[str, ...]] = ("us_promise_due",)
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """One request at a time, for more than there is [seed 000, 002, 003]."""
        judgement.refuse(Refusal.NO_CHANGE, state.us_promise >= PROMISE.index(self.form))
        judgement.refuse(Refusal.PROMISE_SOUGHT, state.us_promise_sought != NO_PROMISE)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Washington considers it."""
        state.us_promise_sought[runs] = PROMISE.index(self.form)
        due = np.minimum(state.turn + int(world.doctrine.promise_turns), NEVER)
        state.us_promise_due[runs] = due[runs]


class RequestSupport(CollectiveOrder):
    """Ask Washington for limited support in the air or at sea, without troops, or give it back."""

    type: Literal["request_support"] = "request_support"
    support: Literal["air", "sea"]
    wanted: bool = True
    touches: ClassVar[tuple[str, ...]] = ()
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Washington lends only while its backing stands [seed 003]."""
        judgement.refuse(Refusal.NO_CHANGE, flag(world, state, self._flag) == self.wanted)
        if self.wanted:
            low = state.us_backstop < world.doctrine.option_backstop
            judgement.refuse(Refusal.SUPPORT_NOT_LENT, low)

    @property
    def _flag(self) -> str:
        return f"us_{self.support}_option"

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """American aircraft or ships help from now on, and Europe pays its part."""
        set_flag(world, state, self._flag, runs, int(self.wanted))


class BuyAmerican(Order):
    """Buy American arms for cash, or decline: a monthly sum that the mission must find."""

    type: Literal["buy_american"] = "buy_american"
    amount: Annotated[float, Field(ge=0, le=MOST_MONEY, allow_inf_nan=False)]
    touches: ClassVar[tuple[str, ...]] = ("us_arms",)
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Members buy, as far as their governments are willing to pay [seed 001]."""
        actor = self.number(world)
        judgement.refuse(Refusal.NOT_LEAD, ~allied(state)[:, actor])
        held = state.us_arms[:, actor]
        judgement.refuse(Refusal.NO_CHANGE, held == self.amount)
        limit = funding_limit(world, state)[:, actor]
        other = committed(state)[:, actor] - held
        raised = held < self.amount
        judgement.refuse(Refusal.OVER_LIMIT, raised & (other + self.amount > limit))

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The orders stand until they are changed."""
        state.us_arms[runs, self.number(world)] = self.amount
