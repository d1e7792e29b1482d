"""Orders of capitals at home: parliament, parties, troop policy, and Congress."""

from __future__ import annotations

from typing import ClassVar, Literal

from tabletop.rules.capitals import GROUND, in_ukraine, inform_turns
from tabletop.rules.caveats import holders, holds
from tabletop.rules.codes import DEPLOYED, IN_UKRAINE, REAR_ONLY, REFUSE, code
from tabletop.rules.decisions import FRANCE
from tabletop.rules.mandate import basis, basis_now
from tabletop.rules.membership import allied
from tabletop.rules.movement import out_of_home
from tabletop.rules.orders.base import Bools, Order, add, flag, speak, spoken
from tabletop.rules.politics import out_any
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.rules.withdrawal import send_home
from tabletop.world.state import State
from tabletop.world.variables import TROOP_POLICY
from tabletop.world.world import World

TREATY = code("mandate", "treaty")


class AddressParliament(Order):
    """Inform parliament of the operation in time, debate it, or vote early on going on."""

    type: Literal["address_parliament"] = "address_parliament"
    act: Literal["inform", "debate", "vote"] = "inform"
    touches: ClassVar[tuple[str, ...]] = ("domestic_support", "majority", "french_vote_turn")
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Parliament is informed within days; only France votes to continue [seed 004]."""
        actor = self.number(world)
        if self.act == "debate":
            judgement.refuse(Refusal.SPOKEN, spoken(state, actor))
            return
        if self.act == "vote":
            judgement.refuse(Refusal.NO_VOTE_DUE, world.actors[actor].id != FRANCE)
            judgement.refuse(Refusal.NO_CHANGE, flag(world, state, "fr_authorised"))
            deployed = (world.force_actor == actor) & world.is_coalition
            here = ((state.status == DEPLOYED) & deployed[None]).any(axis=1)
            judgement.refuse(Refusal.NO_UNITS_OUT, ~here)
            return
        judgement.refuse(Refusal.NO_CHANGE, state.parliament_informed[:, actor] != 0)
        judgement.refuse(Refusal.NO_UNITS_OUT, ~out_any(world, state)[:, actor])
        late = state.turns_since_deploy[:, actor] > inform_turns(world)
        judgement.refuse(Refusal.TOO_LATE, late)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Informed in time helps every later vote; a debate wins support and the parties."""
        actor, d = self.number(world), world.doctrine
        if self.act == "inform":
            state.parliament_informed[runs, actor] = 1
            state.domestic_support[runs, actor] += d.inform_support
        elif self.act == "debate":
            speak(state, actor, runs)
            state.domestic_support[runs, actor] += d.debate_support
            state.majority[runs, actor] += d.debate_majority
        else:
            state.french_vote_turn[runs] = state.turns_since_deploy[runs, actor]


class SeekMajority(Order):
    """Win the parties for a vote: by talks, or at the price of a short or a small mission."""

    type: Literal["seek_majority"] = "seek_majority"
    offer: Literal["talks", "duration", "size"] = "talks"
    touches: ClassVar[tuple[str, ...]] = ("majority",)
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """There must be a vote to win, and each price is paid once [seed 000]."""
        actor = self.number(world)
        votes = holders(world, state, "parliament_mandate")[:, actor]
        judgement.refuse(Refusal.NO_VOTE_DUE, ~(votes | (world.actors[actor].id == FRANCE)))
        judgement.refuse(Refusal.SPOKEN, spoken(state, actor))
        if self.offer != "talks":
            judgement.refuse(Refusal.NO_CHANGE, holds(world, state, actor, _PRICE[self.offer]))

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The parties back the government more firmly; a price becomes a caveat."""
        actor, d = self.number(world), world.doctrine
        speak(state, actor, runs)
        won = d.majority_talks if self.offer == "talks" else d.majority_bargain
        state.majority[runs, actor] += won
        if self.offer != "talks":
            state.caveat[runs, actor, world.index["caveat"][_PRICE[self.offer]]] = 1


_PRICE = {"duration": "clear_exit", "size": "small_footprint"}


class SetTroopPolicy(Order):
    """Decide where the actor's units may go: nowhere, not into Ukraine, or into Ukraine."""

    type: Literal["set_troop_policy"] = "set_troop_policy"
    policy: Literal["refuse", "rear_only", "in_ukraine"]
    touches: ClassVar[tuple[str, ...]] = ("domestic_support", "resolve_perception")

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Into Ukraine only with a mandate, support, will and, where asked, the backstop."""
        actor, d = self.number(world), world.doctrine
        judgement.refuse(Refusal.NOT_MEMBER, ~allied(state)[:, actor])
        aim = TROOP_POLICY.index(self.policy)
        judgement.refuse(Refusal.NO_CHANGE, state.troop_policy[:, actor] == aim)
        judgement.refuse(Refusal.SPOKEN, spoken(state, actor))
        if aim == IN_UKRAINE:
            weak = basis_now(world, state) < basis(world)[TREATY]
            judgement.refuse(Refusal.POLICY_MANDATE, weak)
            needs = holds(world, state, actor, "us_backstop_required")
            alone = needs & (state.us_backstop < d.backstop_needed)
            judgement.refuse(Refusal.POLICY_BACKSTOP, alone)
            unwilling = state.willingness[:, actor] < d.negotiate_willingness
            judgement.refuse(Refusal.UNWILLING, unwilling)
            low = state.domestic_support[:, actor] < d.negotiate_support
            judgement.refuse(Refusal.SUPPORT_LOW, low)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """A step forward costs support at home, a step back resolve, and brings units home."""
        actor, d = self.number(world), world.doctrine
        aim = TROOP_POLICY.index(self.policy)
        back = runs & (state.troop_policy[:, actor] > aim)
        forward = runs & ~back & (aim == IN_UKRAINE)
        state.domestic_support[forward, actor] -= d.negotiate_cost
        add(state.resolve_perception, back, -d.withdraw_resolve)
        state.troop_policy[runs, actor] = aim
        state.caveat[runs, actor, world.index["caveat"][GROUND]] = int(aim <= REAR_ONLY)
        mine = (world.force_actor == actor) & world.is_coalition
        leaving = out_of_home(state) if aim == REFUSE else in_ukraine(world, state)
        send_home(world, state, leaving & mine[None] & back[:, None])
        speak(state, actor, runs)


class LobbyCongress(Order):
    """Work on Congress: the next shift of American policy comes closer more likely."""

    type: Literal["lobby_congress"] = "lobby_congress"
    touches: ClassVar[tuple[str, ...]] = ("us_congress",)
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """One initiative a turn, by a member or the host [seed 000, 003, 004]."""
        actor = self.number(world)
        fit = allied(state)[:, actor] | (actor == world.traits.host_actor)
        judgement.refuse(Refusal.NOT_MEMBER, ~fit)
        judgement.refuse(Refusal.SPOKEN, spoken(state, actor))

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The mood of Congress rises; it comes to rest again with time."""
        speak(state, self.number(world), runs)
        add(state.us_congress, runs, world.doctrine.congress_lobby)
