"""Derivation: everything that follows from where the forces stand."""

from __future__ import annotations

from tabletop.rules import coverage
from tabletop.rules.concept import stand_by
from tabletop.rules.institution import hedge
from tabletop.rules.russia import array_strength
from tabletop.rules.ukraine import deploy_strength
from tabletop.world.state import State
from tabletop.world.world import World


def derive(world: World, state: State) -> None:
    """Work out presence, denial, monitoring, cover, counts and both armies' strength by sector."""
    coverage.derive(world, state)
    stand_by(world, state)
    hedge(world, state)
    deploy_strength(world, state)
    array_strength(world, state)
    state.clip("presence", "denial", "monitoring", "air_cover", "sea_cover")
