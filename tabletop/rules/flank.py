"""Flank: what the mission takes away from the plans for NATO's own territory."""

from __future__ import annotations

import numpy as np

from tabletop.rules.codes import DEPLOYED, MOVING
from tabletop.rules.drift import toward
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World


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
        - d.flank_army * (state.ua_army - d.flank_army_reference)
        + d.flank_belarus * (state.by_tension - d.belarus_base)
    )
    state.nato_flank_risk = toward(state.nato_flank_risk, target, d.flank_rate)
    state.clip("nato_flank_risk")
