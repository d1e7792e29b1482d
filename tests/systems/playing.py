"""A table for one world: give orders, rule on contests, play turns, read what came of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from tabletop.rules.codes import AUTHORISED, DEPLOYED, code
from tabletop.rules.findings import Finding, findings
from tabletop.rules.measures import score
from tabletop.rules.orders import carry_out, parse_order
from tabletop.rules.refusals import Refusal
from tabletop.rules.triggers import deliver, respond
from tabletop.rules.turn import adjudicate, begin_turn, initial_state
from tabletop.rules.words import finding_sentence
from tabletop.world.luck import Luck, Outcome
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME, NEVER
from tabletop.world.world import World

CALM = {
    # Contests that are ruled to fail, so that nothing else happens while one thing is looked at.
    "probe", "offensive", "strike_wave", "sabotage", "influence_act", "ceasefire_collapses",
    "consent_withdrawn", "leave", "threat", "way_comes_off",
}  # fmt: skip


class Table:
    """One world in one run, with everything that was found in it so far.

    Contests named in ``CALM`` are ruled to fail unless a turn is told otherwise.
    """

    def __init__(self, world: World, **start: Any) -> None:
        self.world = world
        self.state: State = initial_state(world)
        self.luck = Luck.of(7)
        self.found: list[Finding] = []
        self.outcomes: list[Outcome] = []
        for name, value in start.items():
            self.put(name, value)
        self._begin()

    def _begin(self) -> None:
        begin_turn(self.world, self.state, self.luck)
        self.luck.turn = int(self.state.turn[0])
        self.before = self.state.copy()

    def look(self) -> None:
        """Count as given what stands now: findings of the turn begin here."""
        self.before = self.state.copy()

    def copy(self) -> Table:
        """Return another table that stands where this one does."""
        twin = object.__new__(Table)
        twin.__dict__ |= self.__dict__
        twin.state, twin.before = self.state.copy(), self.before.copy()
        twin.luck = Luck.of(7, turn=self.luck.turn)
        twin.found, twin.outcomes = list(self.found), list(self.outcomes)
        return twin

    def at(self, dimension: str, name: str) -> int:
        """Return the number of a name."""
        return self.world.index[dimension][name]

    def put(self, variable: str, value: Any, *where: str) -> None:
        """Set a variable; ``where`` names the places along its dimensions."""
        dims = BY_NAME[variable].per
        at = tuple(self.at(dim, name) for dim, name in zip(dims, where, strict=False))
        stored = code(variable, value) if isinstance(value, str) else value
        getattr(self.state, variable)[(slice(None), *at)] = stored

    def get(self, variable: str, *where: str) -> Any:
        """Return a variable as a number, or as its word."""
        var = BY_NAME[variable]
        at = tuple(self.at(dim, name) for dim, name in zip(var.per, where, strict=False))
        value = getattr(self.state, variable)[(0, *at)]
        return var.values[int(value)] if var.kind == "enum" else float(value)

    def stand(self, force: str, node: str, tier: int = 3) -> None:
        """Let a force stand at a node, its government in agreement."""
        f = self.at("force", force)
        self.state.status[:, f] = DEPLOYED
        self.state.at[:, f] = self.at("node", node)
        self.state.tier_of[:, f] = tier
        self.authorise(self.world.forces[f].actor)

    def authorise(self, *actors: str) -> None:
        """Give national authorisations without an end."""
        for actor in actors:
            self.state.decision[:, self.at("actor", actor)] = AUTHORISED
            self.state.authorised_until[:, self.at("actor", actor)] = NEVER

    def prepare(self, *actors: str) -> None:
        """Let governments be ready to send: willing, authorised, unbound, hosted and paid."""
        self.authorise(*actors)
        self.put("base_agreement", 1)
        self.put("pledged", 4000, "eu")
        for actor in actors:
            self.put("willingness", 90, actor)
            self.state.caveat[:, self.at("actor", actor)] = 0

    def send(self, force: str, to: str, tier: int = 3) -> None:
        """Offer and deploy a force by orders; it is there when the next turn has been played."""
        actor = self.world.forces[self.at("force", force)].actor
        self.order(type="offer", actor=actor, force=force)
        self.send_ready(force, to, tier)

    def send_ready(self, force: str, to: str, tier: int = 3) -> None:
        """Deploy a force that was offered; its time to get ready and to travel is let go by."""
        actor = self.world.forces[self.at("force", force)].actor
        self.put("ready_turn", 0, force)
        self.put("link_booked", 0)
        self.order(type="deploy", actor=actor, force=force, to=to, tier=tier)
        self.put("arrival_turn", int(self.get("turn")), force)

    def order(self, **order: Any) -> None:
        """Give an order, which must be lawful."""
        found = carry_out(self.world, self.state, parse_order(order)).tolist()
        assert found == [0], (order, Refusal(found[0]))

    def refused(self, **order: Any) -> Refusal:
        """Give an order, which must be refused, and return why."""
        before = self.state.digest()
        why = Refusal(carry_out(self.world, self.state, parse_order(order))[0])
        assert why is not Refusal.LAWFUL and self.state.digest() == before
        return why

    def inject(self, inject: str, option: str | None = None) -> None:
        """Deliver an inject and answer it with an option."""
        everywhere = np.ones(1, dtype=np.bool_)
        deliver(self.world, self.state, self.luck, inject, everywhere)
        if option is not None:
            respond(self.world, self.state, self.luck, inject, option, everywhere)

    def turn(self, turns: int = 1, **ruled: bool | tuple[str, bool]) -> None:
        """Play the turn to its end and open the next; ``ruled`` decides contests by purpose."""
        for _ in range(turns):
            rulings = {(name, i): False for name in CALM for i in range(400)}
            for name, result in ruled.items():
                rulings = {key: was for key, was in rulings.items() if key[0] != name}
                rulings |= self._rulings(name, result)
            ledger: list[Outcome] = []
            luck = Luck.of(7, turn=self.luck.turn, rulings=rulings, ledger=ledger)
            adjudicate(self.world, self.state, luck)
            self.outcomes = ledger
            self.found += findings(self.world, self.before, self.state, ledger)
            self._begin()

    def _rulings(self, name: str, result: bool | tuple[str, bool]) -> dict[tuple[str, int], bool]:
        if isinstance(result, tuple):
            where, yes = result
            for dimension in ("sector", "actor", "air_area", "link"):
                if where in self.world.index[dimension]:
                    return {(name, self.world.index[dimension][where]): yes}
            raise KeyError(where)
        return {(name, i): result for i in range(400)}

    def odds(self, purpose: str) -> float:
        """Return the odds of a contest of the last turn played."""
        return next(o.odds for o in self.outcomes if o.purpose == purpose)

    def said(self) -> str:
        """Return all findings as sentences."""
        return "\n".join(finding_sentence(self.world, one) for one in self.found)

    def measure(self, name: str) -> float:
        """Return a measure."""
        return float(score(self.world, self.state)[name][0])
