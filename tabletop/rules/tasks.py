"""Tasks: a force put to one task gains in it and scores for no other; and being fit for war."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.codes import code
from tabletop.world.forces import SCORES
from tabletop.world.state import State
from tabletop.world.variables import TASKS
from tabletop.world.world import World

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

SCORES_OF = {
    "deter": ("presence", "deterrence_denial", "deterrence_punishment"),
    "watch": ("monitoring", "isr"),
    "protect": ("protection", "air_defence"),
    "train": ("training",),
    "guard": ("protection",),
    "embed": ("training",),
}
"""What each task is about [seed 000, 002, 003]; other scores, such as logistics, stay."""

ALL, GUARD, EMBED = code("task", "all"), code("task", "guard"), code("task", "embed")
OF_TASKS = {score for scores in SCORES_OF.values() for score in scores}


def focus(world: World, state: State, score: str) -> Floats | float:
    """Factor on the points of a score that the task of each force leaves, [run, force] or 1."""
    # Where no force has a task, every factor is 1.
    if not state.task.any():
        return 1.0
    return _table(world)[:, SCORES.index(score)][state.task]


def _table(world: World) -> Floats:
    """Factor of each task on each score, [task, score]."""
    kept = vars(world).get("task_factors")
    if kept is None:
        kept = np.ones((len(TASKS), len(SCORES)))
        for task, own in SCORES_OF.items():
            for i, score in enumerate(SCORES):
                if score in OF_TASKS:
                    kept[TASKS.index(task), i] = world.doctrine.task_focus * (score in own)
        vars(world)["task_factors"] = kept
    found: Floats = kept
    return found


def guarding(world: World, state: State) -> Floats | float:
    """Factor on the protection of a place by forces that guard it, [run, force] or 1."""
    if not state.task.any():
        return 1.0
    gain = world.doctrine.task_guard / world.doctrine.task_focus
    return np.asarray(np.where(state.task == GUARD, gain, 1.0))


def near_line(world: World, state: State) -> Bools:
    """Embedded teams that work near the line, [run, force]."""
    geo = world.geography
    close = geo.node_in_ukraine & (geo.km_to_line <= world.doctrine.embed_km)
    return np.asarray((state.task == EMBED) & (state.at >= 0) & close[np.maximum(state.at, 0)])


def embedding(world: World, state: State) -> Floats | float:
    """Factor on the training of teams embedded near the line, [run, force] or 1."""
    if not state.task.any():
        return 1.0
    return np.where(near_line(world, state), world.doctrine.task_embed, 1.0)


def embed_danger(world: World, state: State) -> Floats | float:
    """Factor on the danger to teams embedded near the line, [run, force] or 1."""
    if not state.task.any():
        return 1.0
    return np.where(near_line(world, state), world.doctrine.embed_danger, 1.0)


def suits(world: World, force: int, task: str) -> bool:
    """Tell whether a force has any points for a task."""
    own = SCORES_OF.get(task, SCORES)
    return any(float(world.points(score)[force]) > 0.0 for score in own)


def war_share(world: World, state: State, standing: Floats) -> Floats:
    """Share of its denial that the coalition's land force keeps in combat, 0–1, [run].

    ``standing`` is the share of its points that each force brings [run, force]. Source: seed 004:
    European forces are not yet shaped for a long war of high intensity.
    """
    ground = world.traits.on_ground & world.is_coalition
    weight = standing * (world.points("deterrence_denial") * ground)[None]
    whole = weight.sum(axis=1)
    mean = (weight * state.adapted).sum(axis=1) / np.where(whole > 0.0, whole, 1.0)
    mean = np.where(whole > 0.0, mean, 100.0)
    return np.asarray(1.0 - world.doctrine.unadapted_loss * (1.0 - mean / 100.0))
