"""Orders of the host nation: whether the force may come, and how far it may go."""

from __future__ import annotations

from typing import ClassVar, Literal

from tabletop.rules.orders.base import Bools, Order, add, flag, set_flag
from tabletop.rules.refusals import Codes, Judgement, Refusal
from tabletop.world.state import State
from tabletop.world.world import World


class HostOrder(Order):
    """An order that only the host nation gives."""

    def refuse(self, world: World, state: State) -> Codes:
        """Refuse as :meth:`Order.refuse` does, and first of all when another actor asks."""
        judgement = Judgement.of(state)
        judgement.refuse(Refusal.NOT_HOST, self.number(world) != world.traits.host_actor)
        self.examine(world, state, judgement)
        return judgement.codes


class Invite(HostOrder):
    """Give or withdraw Kyiv's consent to the force; without it the mission goes home."""

    type: Literal["invite"] = "invite"
    consent: bool = True
    touches: ClassVar[tuple[str, ...]] = ("resolve_perception",)
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """It must change something [seed 000, 003]."""
        judgement.refuse(Refusal.NO_CHANGE, (state.ua_consent != 0) == self.consent)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Consent is given or gone at once."""
        state.ua_consent[runs] = int(self.consent)
        if not self.consent:
            add(state.resolve_perception, runs, -world.doctrine.posture_resolve)


class Limit(HostOrder):
    """Accept or lift a cap that keeps coalition forces west of the Dnipro."""

    type: Literal["limit"] = "limit"
    east: bool = True
    touches: ClassVar[tuple[str, ...]] = ("resolve_perception", "ru_patience")
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """It must change something."""
        judgement.refuse(Refusal.NO_CHANGE, flag(world, state, "east_limit") == self.east)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """A cap buys patience in Moscow and costs resolve; lifting it does the reverse."""
        set_flag(world, state, "east_limit", runs, int(self.east))
        sign = 1.0 if self.east else -1.0
        add(state.resolve_perception, runs, -sign * world.doctrine.cap_resolve)
        add(state.ru_patience, runs, sign * world.doctrine.cap_patience)
