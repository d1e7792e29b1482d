"""Flank: what the mission takes away from the plans for NATO's own territory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.codes import DEPLOYED, MOVING
from tabletop.rules.concept import concept_flank
from tabletop.rules.drift import toward
from tabletop.rules.programmes import built
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World

Floats = NDArray[np.float64]


def replaced(world: World, state: State) -> Floats:
    """Brigades taken from plans that allies have replaced at home, [run] [seed 004]."""
    ally = world.traits.group("NATO")[world.force_actor]
    out = ((state.status == DEPLOYED) | (state.status == MOVING)) & ally[None]
    taken = (out * (world.force_count * world.is_brigade)[None]).sum(axis=1)
    return np.asarray(np.minimum(state.flank_backfill.sum(axis=1), taken))


def pinning(world: World, state: State) -> Floats:
    """Flank risk per point of the Ukrainian army, [run]: more once allies accept the argument.

    Holding Russian power in the south-east and saving the Ukrainian army helps NATO [seed 004].
    """
    d = world.doctrine
    argued = state.flag[:, world.index["flag"]["pinning_argued"]] != 0
    return np.where(argued, d.flank_army * d.pinning_factor, d.flank_army)


def flank_cost(world: World, state: State) -> Floats:
    """What backfill and reinforcement of the flank cost, EUR m a month, [run]."""
    d = world.doctrine
    kept = d.backfill_cost * state.flank_backfill.sum(axis=1)
    return np.asarray(kept + d.posture_flank_cost * state.flank_posture)


def stretch(world: World, state: State, luck: Luck) -> None:
    """Flank risk moves to 20 + 6 a brigade + 4 a long-range battery taken from plans.

    A strong Ukrainian army and a calm Belarusian axis lower it; only allies' units are
    double-hatted [seed 004].
    """
    d = world.doctrine
    ally = np.array(["NATO" in actor.groups for actor in world.actors])[world.force_actor]
    taken = ((state.status == DEPLOYED) | (state.status == MOVING)) & ally[None]
    weight = world.force_count * (
        d.flank_brigade * world.is_brigade + d.flank_battery * world.is_type("gbad_long")
    )
    target = (
        d.flank_base
        + (taken * weight[None]).sum(axis=1)
        - d.flank_brigade * replaced(world, state)
        - d.posture_flank * state.flank_posture
        - d.essi_flank * built(state, "essi")
        - pinning(world, state) * (state.ua_army - d.flank_army_reference)
        + d.flank_belarus * (state.by_tension - d.belarus_base)
        + concept_flank(world, state)
    )
    state.nato_flank_risk = toward(state.nato_flank_risk, target, d.flank_rate)
    state.clip("nato_flank_risk")
