"""A survey of a state: what several measures need to know, worked out at most once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tabletop.rules.caveats import fighting_share
from tabletop.rules.coverage import usable
from tabletop.rules.measures.measure import INDEX, Floats, Measure, Parts
from tabletop.rules.membership import allied
from tabletop.rules.tasks import focus
from tabletop.world.state import State
from tabletop.world.world import World

LOWEST, HIGHEST = 0.0, 100.0


class Survey:
    """The measures of one state; arrays run over the runs.

    ``table`` holds the measures by name, so that one may stand on another.
    """

    def __init__(self, world: World, state: State, table: Mapping[str, Measure]) -> None:
        self.world = world
        self.state = state
        self.doctrine = world.doctrine
        self._table = table
        self._chosen = {(w.measure, w.term): w.value for w in world.scenario.weights}
        self._parts: dict[str, Parts] = {}
        self._values: dict[str, Floats] = {}

    def weights(self, name: str) -> dict[str, float]:
        """Return the weight of each term of a measure: the scenario's, or doctrine's, or 1."""
        return {
            term.name: self._chosen.get(
                (name, term.name), getattr(self.doctrine, term.weight) if term.weight else 1.0
            )
            for term in self._table[name].terms
        }

    def parts(self, name: str) -> Parts:
        """Return raw value and contribution of each term of a measure."""
        if name not in self._parts:
            measure = self._table[name]
            found = measure.work(self, self.weights(name))
            self._parts[name] = tuple(
                (self.spread(value), self.spread(adds)) for value, adds in found
            )
        return self._parts[name]

    def value(self, name: str) -> Floats:
        """Return a measure, [run]: the sum of its terms, held within 0 and, for an index, 100."""
        if name not in self._values:
            most = HIGHEST if self._table[name].unit == INDEX else np.inf
            self._values[name] = np.clip(self.total(name), LOWEST, most)
        return self._values[name]

    def total(self, name: str) -> Floats:
        """Return the sum of a measure's terms before it is held within its range, [run]."""
        total = np.zeros(self.state.runs)
        for _, adds in self.parts(name):
            total = total + adds
        return total

    def spread(self, value: Floats | float) -> Floats:
        """Return ``value`` as an array of numbers over the runs."""
        if isinstance(value, np.ndarray) and value.shape == (self.state.runs,):
            return np.asarray(value, dtype=np.float64)
        return np.full(self.state.runs, value, dtype=np.float64)

    # -- forces ------------------------------------------------------------------------------

    @cached_property
    def standing(self) -> Floats:
        """Share of its points that each mission force in the theatre brings, [run, force]."""
        return np.asarray(usable(self.world, self.state) * self.world.is_coalition)

    @cached_property
    def node_factor(self) -> Floats:
        """How much a place counts for the line, [node + 1]; the last is a force's home.

        1 near the line, falling with distance; half as much outside Ukraine.
        """
        d, geo = self.doctrine, self.world.geography
        beyond = np.asarray(geo.km_to_line, dtype=np.float64) - d.place_near_km
        near = np.clip(1.0 - beyond / d.place_fall_km, d.place_far, 1.0)
        return np.append(near * np.where(geo.node_in_ukraine, 1.0, d.score_outside), 0.0)

    @cached_property
    def node_inside(self) -> Floats:
        """1 in Ukraine, less outside it, nothing at home, [node + 1]."""
        inside = self.world.geography.node_in_ukraine
        return np.append(np.where(inside, 1.0, self.doctrine.score_outside), 0.0)

    @cached_property
    def place(self) -> Floats:
        """Place factor of each force, [run, force]."""
        return self.node_factor[self.state.at]

    @cached_property
    def inside(self) -> Floats:
        """Factor of each force for being in Ukraine, [run, force]."""
        return self.node_inside[self.state.at]

    def on_task(self, score: str) -> Floats:
        """Points of every standing force for a score as far as its task lets, [run, force]."""
        task = focus(self.world, self.state, score)
        return np.asarray(self.standing * self.world.points(score) * task)

    def points(self, score: str) -> Floats:
        """Sum of the points of all standing forces for a score, wherever they are, [run]."""
        return np.asarray(self.on_task(score).sum(axis=1))

    def placed_points(self, score: str) -> Floats:
        """Sum of the points of all standing forces for a score times their place factor, [run]."""
        return np.asarray((self.on_task(score) * self.place).sum(axis=1))

    @cached_property
    def coalition_denial(self) -> Floats:
        """Coalition denial points after distance and national caveats, [run]."""
        counted = self.on_task("deterrence_denial") * self.place
        return np.asarray((counted * fighting_share(self.world, self.state)).sum(axis=1))

    @cached_property
    def armed_presence(self) -> Floats:
        """Presence without its observers, who deter nobody, 0–100, [run] [seed 004]."""
        points = self.on_task("presence") * (self.place + self.inside)
        watching = (points * self.world.traits.observer).sum(axis=1)
        armed = 1.0 - share_of(watching, points.sum(axis=1))
        return np.asarray(self.value("presence") * armed)

    # -- actors ------------------------------------------------------------------------------

    @cached_property
    def contributors(self) -> NDArray[np.bool_]:
        """Members of the coalition that take part, [run, actor]."""
        willing = self.state.willingness >= self.doctrine.score_contributors_at_least
        return np.asarray(willing & allied(self.state))

    @cached_property
    def influence(self) -> Floats:
        """Influence of each actor, [actor]."""
        return self.world.traits.actor_numbers("influence")


def domain_mask(world: World, *domains: str) -> NDArray[np.bool_]:
    """Forces of the given domains, [force]; worked out once for each world."""
    kept: dict[tuple[str, ...], NDArray[np.bool_]] = vars(world).setdefault("domain_masks", {})
    if domains not in kept:
        found = [world.type_of(force).domain in domains for force in range(len(world.forces))]
        kept[domains] = np.array(found, dtype=np.bool_)
    return kept[domains]


def share_of(part: Floats, whole: Floats) -> Floats:
    """Return ``part / whole``, and 0 where the whole is 0."""
    return np.asarray(np.divide(part, whole, out=np.zeros(whole.shape), where=whole > 0.0))
