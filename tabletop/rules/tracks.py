"""Tracks: guarantee, pressure and support together, promises kept, and what stays afterwards."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.drift import saturation, values
from tabletop.rules.incidents import may_intervene
from tabletop.rules.membership import allied
from tabletop.rules.politics import COMMITTED
from tabletop.rules.russia import BROKEN
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import FORCE_POSTURE, SUPPORT_TRACK, TIERS
from tabletop.world.world import World

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

EFFORT_POINTS = 6
"""Points of effort that the leads share among the three tracks."""

TRACKS = ("guarantee", "pressure", "support")
HELP_FIGHT = SUPPORT_TRACK.index("help_fight")
_T3 = TIERS.index("T3")


def yields(world: World, state: State) -> dict[str, Floats]:
    """What each track yields beyond an even share of effort, [run] by track; 0 when all are even.

    Its share of effort, times what the two others have left of it: a track that gets less than
    ``effort_neglect`` takes the others down with it [seed 004].
    """
    share = {name: getattr(state, f"effort_{name}") / EFFORT_POINTS for name in TRACKS}
    left = {name: np.minimum(share[name] / world.doctrine.effort_neglect, 1.0) for name in TRACKS}
    found = {}
    for name in TRACKS:
        others = [left[other] for other in TRACKS if other != name]
        found[name] = np.asarray(share[name] * others[0] * others[1] - 1.0 / len(TRACKS))
    return found


def share_effort(world: World, state: State, luck: Luck) -> None:
    """Effort moves resolve, pressure and equipment; the help to fight brings more equipment."""
    del luck
    d = world.doctrine
    gain = yields(world, state)
    fights = state.support_track == HELP_FIGHT
    state.resolve_perception += d.effort_resolve * gain["guarantee"]
    state.sanction_pressure += d.effort_sanctions * gain["pressure"]
    state.ua_equipment += d.effort_equipment * gain["support"] + d.track_equipment * fights
    state.clip("resolve_perception", "sanction_pressure", "ua_equipment")


def rebuild(world: World, state: State, luck: Luck) -> None:
    """Money for reconstruction helps society and acceptance; by itself it deters nobody.

    Source: seed 000 and 003 (guarantees without troops, offered by Italy and others).
    """
    del luck
    d = world.doctrine
    effect = saturation(state.reconstruction.sum(axis=1), d.rebuild_scale)
    state.ua_resilience += d.rebuild_resilience * effect
    state.legitimacy += d.rebuild_legitimacy * effect
    state.clip("ua_resilience", "legitimacy")


def contributors(world: World, state: State) -> Bools:
    """Members who have committed themselves or would send a contingent, [run, actor]."""
    committed = state.commitment >= COMMITTED
    willing = state.willingness >= world.doctrine.offer_contingent
    return np.asarray((committed | willing) & allied(state) & (state.recalled == 0))


def too_few(world: World, state: State, posture: int | NDArray[np.int8]) -> Bools:
    """Tell where too few members or lead nations stand behind a posture, [run].

    No European state can set up such a force alone [seed 001, 004].
    """
    ready = contributors(world, state)
    members = values(world, "posture_members", FORCE_POSTURE)[posture]
    leads = np.where(members > 0.0, world.doctrine.posture_leads, 0.0)
    short = ready.sum(axis=1) < members
    return np.asarray(short | ((ready & world.is_lead[None]).sum(axis=1) < leads))


def stand_behind(world: World, state: State, luck: Luck) -> None:
    """A posture behind which too few stand, and a clear promise not kept, cost resolve.

    A breakthrough in a covered sector to which tier 3 may not answer breaks the promise, the more
    so the clearer it was [seed 003, 004].
    """
    del luck
    d = world.doctrine
    hollow = too_few(world, state, state.force_posture)
    state.resolve_perception -= d.posture_hollow * hollow
    broken = ((state.probe_stage == BROKEN) & (state.covered == 1)).any(axis=1)
    broken &= ~may_intervene(world, state, _T3)
    given = np.maximum(state.clarity - d.promise_clarity, 0.0) / (100.0 - d.promise_clarity)
    state.resolve_perception -= d.promise_cost * given * broken
    state.clip("resolve_perception")


def fade(world: World, state: State) -> None:
    """Attention goes elsewhere: a part of all pledges and of all aid is lost in a turn."""
    left = 1.0 - world.doctrine.attention_fade
    state.pledged *= left
    state.ua_aid *= left
    state.reconstruction *= left
