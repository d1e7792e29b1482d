"""Institution: the three at the head, long plans, waiting for Moscow, and the European pillar."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.codes import code
from tabletop.rules.drift import toward, values
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME, FLAGS, STRUCTURE
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

THREE = "E3"
PRE_DEAL = code("mission_phase", "pre_deal")
PEACE, AT_PEACE = code("deployment_condition", "peace"), code("ceasefire_status", "peace")
REQUEST = code("deployment_condition", "request")
LONGEST = BY_NAME["plan_horizon"].high
_EARLY = tuple(FLAGS).index("pre_deal")


def _three(world: World) -> NDArray[np.intp]:
    kept = vars(world).get("the_three")
    if kept is None:
        kept = vars(world)["the_three"] = np.flatnonzero(world.traits.group(THREE))
    found: NDArray[np.intp] = kept
    return found


def alignment(world: World, willingness: Floats) -> Floats:
    """How closely the three stand together, 0–100, from willingness [run, actor], [run]."""
    own = willingness[:, _three(world)]
    if not own.shape[1]:
        return np.full(len(own), BY_NAME["e3_alignment"].start)
    apart = own.max(axis=1) - own.min(axis=1)
    return np.asarray(np.clip(100.0 - world.doctrine.e3_spread * apart, 0.0, 100.0))


def first_alignment(world: World) -> float:
    """Alignment of the three with which the scenario's actors start."""
    kept = vars(world).get("first_alignment")
    if kept is None:
        start = world.traits.actor_numbers("willingness")[None]
        kept = vars(world)["first_alignment"] = float(alignment(world, start)[0])
    return float(kept)


def align(world: World, state: State, luck: Luck) -> None:
    """Joint texts and rows of the three wear off; what lasts is how near their wills are."""
    del luck
    target = alignment(world, state.willingness)
    state.e3_alignment = toward(state.e3_alignment, target, world.doctrine.e3_rate)
    state.clip("e3_alignment")


def three_unity(world: World, state: State) -> Floats:
    """What the three add to the unity of all, or take from it, [run] [seed 001]."""
    return np.asarray(world.doctrine.e3_unity * (state.e3_alignment - first_alignment(world)))


def decay(world: World, state: State) -> Floats:
    """Speed at which unity decays, as a factor: a structure slows it, [run] [seed 001]."""
    return values(world, "unity_decay", STRUCTURE)[state.structure]


def mature(world: World, state: State, luck: Luck) -> None:
    """The common plan of equipment is carried out, the faster the further it reaches."""
    del luck
    d = world.doctrine
    state.plan_progress = state.plan_progress + d.capability_step * state.plan_horizon / LONGEST
    state.clip("plan_progress")


def plan_cost(world: World, state: State) -> Floats:
    """Monthly cost of the common plan of equipment, EUR m, [run]."""
    return np.asarray(world.doctrine.capability_cost * state.plan_horizon)


def rotation_saved(world: World, state: State) -> Floats:
    """Share of the rotation factor that is left as the plan is carried out, [run]."""
    return np.asarray(1.0 - world.doctrine.capability_relief * state.plan_progress / 100.0)


def waits(world: World, state: State) -> Bools:
    """Tell where no unit may enter because the condition for deployment is not met, [run]."""
    early = state.flag[:, _EARLY] != 0
    before = (state.mission_phase == PRE_DEAL) & (state.deployment_condition != REQUEST)
    for_peace = (state.deployment_condition == PEACE) & (state.ceasefire_status != AT_PEACE)
    return np.asarray((before & ~early) | for_peace)


def wait(world: World, state: State, luck: Luck) -> None:
    """Each turn in which the force waits for Moscow to agree makes it less believed.

    Source: seed 001: who makes the deal a condition lets Moscow hold the trigger.
    """
    del luck
    waiting = waits(world, state)
    state.turns_waiting = np.where(waiting, state.turns_waiting + 1, 0)
    state.resolve_perception = state.resolve_perception - world.doctrine.waiting_resolve * waiting
    state.clip("turns_waiting", "resolve_perception")


def hedge(world: World, state: State) -> None:
    """Write which enablers neither America stands for nor Europe has built.

    Required European share = 100 − backstop [seed 000].
    """
    required = 100.0 - state.us_backstop
    built = state.eu_share.sum(axis=1) / max(state.eu_share.shape[1], 1)
    state.pillar_gap = np.maximum(required - built, 0.0)
    state.clip("pillar_gap")


def institution_resolve(world: World, state: State) -> Floats:
    """What long plans and missing enablers do to the picture of resolve, [run]."""
    d = world.doctrine
    plans = d.capability_resolve * state.plan_horizon / LONGEST
    return np.asarray(plans - d.pillar_resolve * (state.pillar_gap - d.pillar_reference))
