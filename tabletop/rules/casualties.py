"""Casualties: what standing in the theatre costs in people."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.codes import DEPLOYED
from tabletop.rules.drift import poisson, values
from tabletop.rules.russia import BROKEN, CONTAINED
from tabletop.rules.tally import tally, where_they_are
from tabletop.rules.tasks import embed_danger
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import NSATU_SCOPE
from tabletop.world.world import World

Floats = NDArray[np.float64]


def danger(world: World, state: State) -> Floats:
    """Expected dead and seriously wounded of each actor in a turn, [run, actor]."""
    weight = force_danger(world, state)
    return tally(state.runs, world.force_actor, weight, world.sizes["actor"])


def force_danger(world: World, state: State) -> Floats:
    """Expected dead and seriously wounded of each force in a turn, [run, force].

    People × exposure × closeness to the line × tension there, more where a probe was fought and
    less behind good protection.
    """
    d = world.doctrine
    geo = world.geography
    near = np.where(geo.node_in_ukraine, np.exp(-geo.km_to_line / d.danger_km), 0.0)
    sector = geo.node_sector
    heat = np.where(sector[None] >= 0, state.tension[:, np.maximum(sector, 0)], 0.0) / 100.0
    fought = np.where(sector[None] >= 0, state.probe_stage[:, np.maximum(sector, 0)], 0)
    heat = heat + d.danger_fight * ((fought == CONTAINED) | (fought == BROKEN))
    here = (state.status == DEPLOYED) & (state.at >= 0) & world.is_coalition[None]
    at = np.maximum(state.at, 0)
    risk = np.maximum(where_they_are(near[None] * heat, at), _embedded(world, state))
    shield = 1.0 - d.danger_shield * state.force_protection / 100.0
    worth = world.force_people * world.force_exposure * d.danger_rate
    weight = np.where(here, risk * worth[None], 0.0) * shield[:, None]
    return np.asarray(weight * embed_danger(world, state))


def _embedded(world: World, state: State) -> Floats:
    """Danger to training forces that go where the brigades are, [run, force].

    Their closeness by the scope of training × the mean tension of the line [seed 003].
    """
    near = values(world, "nsatu_near", NSATU_SCOPE)[state.nsatu_scope]
    line = world.geography.sector_on_line
    heat = (state.tension * line[None]).sum(axis=1) / max(int(line.sum()), 1) / 100.0
    trains = world.points("training") > 0.0
    return np.asarray((near * heat)[:, None] * trains[None])


def suffer(world: World, state: State, luck: Luck) -> None:
    """The coalition's dead and wounded of the turn are drawn actor by actor and counted.

    They and their equipment are missing in the forces that stood in danger.
    ``casualties_recent`` covers this turn and the last, injects included.
    """
    weight = force_danger(world, state)
    mean = tally(state.runs, world.force_actor, weight, world.sizes["actor"])
    drawn = poisson(luck.uniform("casualties", world.sizes["actor"]), mean).astype(np.int32)
    state.casualties += drawn
    state.casualties_coalition += drawn.sum(axis=1, dtype=np.int32)
    state.clip("casualties", "casualties_coalition")
    _thin(world, state, weight, drawn / np.maximum(mean, np.finfo(np.float64).tiny))
    new = np.maximum(state.casualties_coalition - state.casualties_before, 0)
    state.casualties_recent = new + state.casualties_last
    state.casualties_last = new
    state.casualties_before = state.casualties_coalition
    state.clip("casualties_recent")


def _thin(world: World, state: State, weight: Floats, ratio: Floats) -> None:
    """Take losses from the strength of the forces in danger, each by its part of the danger.

    ``ratio`` is what each actor has lost against what was expected, [run, actor].
    """
    lost = weight * ratio[:, world.force_actor] / np.maximum(world.force_people, 1.0)[None]
    share = np.minimum(world.doctrine.strength_casualty * lost, 1.0)
    state.strength = state.strength * (1.0 - share)
