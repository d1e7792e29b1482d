"""Playing many worlds at once: the facilitator is automatic, a policy decides for everybody."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tabletop.analysis.policies import Team, members
from tabletop.analysis.policy import Policy
from tabletop.analysis.view import chance_of, view_of
from tabletop.rules import triggers
from tabletop.rules.orders import carry_out
from tabletop.rules.turn import adjudicate, begin_turn
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World


def play_turns(
    world: World, state: State, luck: Luck, turns: int, policy: Policy | Team
) -> Iterator[State]:
    """Play ``turns`` turns in place and yield the state after each.

    It is always the same State that is yielded: copy what is to be kept.
    """
    for _ in range(turns):
        play_turn(world, state, luck, policy)
        yield state


def play_turn(world: World, state: State, luck: Luck, policy: Policy | Team) -> None:
    """Play one turn in place: due injects, the policy's answers and orders, adjudication."""
    begin_turn(world, state, luck)
    luck.turn = int(state.turn[0])
    deliver_due(world, state, luck)
    decide(world, state, luck, policy)
    adjudicate(world, state, luck)


def decide(world: World, state: State, luck: Luck, policy: Policy | Team) -> None:
    """Let a policy, or each of a team, answer injects and give orders, by the view of its side."""
    own = chance_of(luck)
    for one in members(policy):
        view = view_of(world, state, luck, one.side)
        for inject, option, runs in one.answer(world, view, own):
            triggers.respond(world, state, luck, inject, option, runs)
    for one in members(policy):
        view = view_of(world, state, luck, one.side)
        for order, runs in one.choose(world, view, own):
            carry_out(world, state, order, runs)


def deliver_due(world: World, state: State, luck: Luck) -> None:
    """Deliver every inject that is due, in the order of the MSEL."""
    due = triggers.due(world, state, luck)
    for inject in np.flatnonzero(due.any(axis=0)).tolist():
        triggers.deliver(world, state, luck, inject, due[:, inject])
