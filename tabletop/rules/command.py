"""Command: what many contingents, caveats and lost leads cost the unity and speed of the force."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.caveats import blocking_of
from tabletop.rules.codes import DEPLOYED
from tabletop.rules.membership import allied, counted, narrow
from tabletop.rules.movement import out_of_home
from tabletop.rules.tally import tally
from tabletop.world.state import State
from tabletop.world.variables import COMMAND, INTERVENTION_RULE
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

LEAD_NATION, UNDECIDED = COMMAND.index("lead_nation"), COMMAND.index("undecided")
UNWRITTEN = INTERVENTION_RULE.index("unwritten")


def contributors(world: World, state: State) -> Bools:
    """Members with units in the theatre or on the way to it, [run, actor]."""
    mine = out_of_home(state) & world.is_coalition[None]
    out = tally(state.runs, world.force_actor, mine, len(world.actors)) > 0.0
    return np.asarray(out & allied(state))


def friction(world: World, state: State) -> Floats:
    """Points of cohesion that contingents and their blocking caveats cost, [run].

    A point for every ``friction_contingents`` where no lead nations run the sectors [seed 000],
    and ``caveat_weight`` for each blocking caveat of a contributor (the brief, section 9).
    """
    part = contributors(world, state) & (counted(world, state) | ~narrow(state)[:, None])
    rub = np.floor(part.sum(axis=1) / world.doctrine.friction_contingents)
    rub = np.where(state.command == LEAD_NATION, 0.0, rub)
    return np.asarray(rub + world.doctrine.caveat_weight * blocking_of(world, state, part))


def open_questions(world: World, state: State) -> NDArray[np.int64]:
    """Count which of the three questions of command have no answer, [run] [seed 001].

    Who leads (no arrangement), who decides on force (no written rule, and no authority of the
    commander), who directs operations (no staff in place that could).
    """
    nobody = state.command == UNDECIDED
    authority = state.flag[:, world.index["flag"]["cdr_authority"]] != 0
    unsaid = (state.intervention_rule == UNWRITTEN) & ~authority
    staffs = (state.status == DEPLOYED) * (world.points("command") * world.is_coalition)[None]
    headless = staffs.sum(axis=1) < world.doctrine.command_points
    return np.asarray(nobody.astype(np.int64) + unsaid + headless)


def lost_lead_factor(world: World, state: State) -> Floats:
    """How many times longer it takes to act when a lead nation has left, [run] [seed 003]."""
    lost = ((state.recalled != 0) & world.is_lead[None]).any(axis=1)
    d = world.doctrine
    headless = ~(state.headquarters != 0).any(axis=1)
    factor = np.where(lost, d.delay_lost_lead, 1.0)
    return np.where(headless, d.delay_no_headquarters * factor, factor)
