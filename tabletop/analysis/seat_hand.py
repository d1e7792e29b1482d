"""One seat of a live exercise played by a policy, by what that very seat sees.

The acts are done as the seat, so the record, the rules about who may do what, and taking back work
as with a person. A policy decides for its whole side; only orders of the seat's own actors count.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tabletop.analysis.policies import POLICIES, find_policy, members
from tabletop.analysis.policy import Policy
from tabletop.analysis.view import COALITION, RED, chance_of
from tabletop.rules.orders import judge
from tabletop.session.acts import Act, GiveOrder, Respond
from tabletop.session.moment import Moment
from tabletop.session.seats import is_addressed, is_red
from tabletop.world.luck import Luck
from tabletop.world.scenario import Seat
from tabletop.world.world import World

BY_POLICY = "Given by the policy “{name}”, which plays this seat."
PHASES = ("brief", "orders")
"""When a seat that is played acts: it answers in both and gives orders in the second."""


def side_of(world: World, seat: Seat) -> str:
    """Return the side of a player's seat."""
    return RED if is_red(world, seat) else COALITION


def policies_for(world: World, seat: Seat) -> tuple[str, ...]:
    """Return the names of the policies that can play a seat: those of its side."""
    side = side_of(world, seat)
    return tuple(name for name, policy in POLICIES.items() if policy.side == side)


def acts_for(moment: Moment, policy: str, run: int = 0) -> Iterator[Act]:
    """Yield what a policy does at a moment as its seat: answers first, then orders.

    ``moment`` is what the seat sees (``visible_to``); the policy sees nothing else. An order that
    is not lawful by what the seat sees is left out. Raises ``KeyError`` for an unknown policy and
    ``ValueError`` for a seat that is no player's.
    """
    world = moment.world
    if moment.seat is None or world.scenario.seat(moment.seat).role != "player":
        raise ValueError("only a player's seat can be played by a policy")
    seat = world.scenario.seat(moment.seat)
    luck = chance_of(Luck.of(moment.seed, np.array([run]), turn=moment.turn))
    if moment.phase not in PHASES:
        return
    side = side_of(world, seat)
    for one in members(find_policy(policy)):
        if one.side == side:
            yield from _answers(moment, seat, one, luck)
            if moment.phase == "orders":
                yield from _orders(moment, seat, one, luck)


def _answers(moment: Moment, seat: Seat, policy: Policy, luck: Luck) -> Iterator[Act]:
    world = moment.world
    for number, option, runs in policy.answer(world, moment.state, luck):
        asked = world.injects[number]
        if runs[0] and is_addressed(world, seat, asked.id):
            yield Respond(inject=asked.id, option=asked.options[option].id)


def _orders(moment: Moment, seat: Seat, policy: Policy, luck: Luck) -> Iterator[Act]:
    world, words = moment.world, BY_POLICY.format(name=policy.name)
    for order, runs in policy.choose(world, moment.state, luck):
        if not runs[0] or order.actor not in seat.actors or judge(world, moment.state, order)[0]:
            continue
        data = order.model_dump(mode="json")
        yield GiveOrder(order={**data, "rationale": data.get("rationale") or words})
