"""Programmes: what several states pay for now and have only turns later."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.drift import values
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import ENABLERS, FLAGS, PROGRAMMES
from tabletop.world.world import World

Floats = NDArray[np.float64]

_LINE_OPEN = tuple(FLAGS).index("joint_production")
_LINE = PROGRAMMES.index("joint_production")
_ELSA, _ESSI = PROGRAMMES.index("elsa"), PROGRAMMES.index("essi")
_STRIKE, _SHIELD = ENABLERS.index("strike"), ENABLERS.index("missile_defence")


def built(state: State, programme: str) -> Floats:
    """How far a programme has been built up, 0–1, [run]."""
    return np.asarray(state.programme_progress[:, PROGRAMMES.index(programme)] / 100.0)


def output(world: World, state: State) -> Floats:
    """Part of its full output that the joint production line delivers, 0–1, [run].

    Nothing leaves a line before ``programme_first`` of it stands [seed 003: after 4–8 turns].
    """
    first = world.doctrine.programme_first
    stands = built(state, "joint_production")
    return np.asarray(np.clip((stands - first) / (1.0 - first), 0.0, 1.0))


def develop(world: World, state: State, luck: Luck) -> None:
    """Programmes grow with the money that is paid and wear where nothing is.

    Full pay completes one in ``programme_lead`` turns; a line that an inject has opened is paid
    for. Long-range strike and the shield add to the European shares as they grow [seed 004].
    """
    del luck
    d = world.doctrine
    cost, lead = (values(world, f"programme_{w}", PROGRAMMES) for w in ("cost", "lead"))
    paid = state.programme_money.sum(axis=1) / cost[None]
    paid[:, _LINE] = np.maximum(paid[:, _LINE], state.flag[:, _LINE_OPEN])
    pace = np.minimum(paid, 1.0)
    before = state.programme_progress.copy()
    wear = values(world, "programme_decay", PROGRAMMES)[None] * (1.0 - pace) * before
    state.programme_progress = before + 100.0 / lead[None] * pace - wear
    state.clip("programme_progress")
    grown = (state.programme_progress - before) / 100.0
    state.eu_share[:, _STRIKE] += d.elsa_share * grown[:, _ELSA]
    state.eu_share[:, _SHIELD] += d.essi_share * grown[:, _ESSI]
    state.clip("eu_share")
