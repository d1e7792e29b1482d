"""The world: everything that stays the same during an exercise, ready for the rules as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import proxy

import numpy as np
from numpy.typing import NDArray

from tabletop.world.actors import CAVEATS, Actor, actor_of, influence
from tabletop.world.doctrine import Doctrine
from tabletop.world.forces import SCORES, Force, ForceType, force_type_of, pool
from tabletop.world.geography import Geography
from tabletop.world.injects import Inject, inject_of
from tabletop.world.register import ENTRIES
from tabletop.world.scenario import Scenario, scenario_of
from tabletop.world.traits import Traits
from tabletop.world.variables import ARMS, ENABLERS, FLAGS, PROGRAMMES, TIERS, WAYS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

COALITION_ROLES = ("lead", "core", "member", "candidate")


@dataclass(frozen=True)
class World:
    """The fixed part of an exercise.  Arrays are named after what they count over.

    ``spec`` is the resolved scenario that a session file embeds.
    """

    spec: Mapping[str, Any]
    scenario: Scenario
    geography: Geography
    actors: tuple[Actor, ...]
    force_types: Mapping[str, ForceType]
    forces: tuple[Force, ...]
    injects: tuple[Inject, ...]
    doctrine: Doctrine

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """The names along every dimension, in index order."""
        geo = self.geography
        return {
            "actor": tuple(a.id for a in self.actors),
            "sector": tuple(s.id for s in geo.sectors),
            "force": tuple(f.id for f in self.forces),
            "node": tuple(n.id for n in geo.nodes),
            "link": tuple(link.id for link in geo.links),
            "inject": tuple(i.id for i in self.injects),
            "enabler": ENABLERS,
            "tier": TIERS,
            "programme": PROGRAMMES,
            "arms": ARMS,
            "way": WAYS,
            "air_area": tuple(a.id for a in geo.air_areas),
            "sea_area": tuple(a.id for a in geo.sea_areas),
            "caveat": tuple(CAVEATS),
            "flag": tuple(FLAGS),
            "red_line": tuple(
                f"{a.id}_{n}" for a in self.actors for n, _ in enumerate(a.red_lines, 1)
            ),
        }

    @cached_property
    def index(self) -> Mapping[str, Mapping[str, int]]:
        """Index number of every name along every dimension.

        Sectors answer to their slug as well, links also to ``from-to`` in either direction.
        """
        found = {
            dim: {name: i for i, name in enumerate(names)} for dim, names in self.names.items()
        }
        for i, sector in enumerate(self.geography.sectors):
            found["sector"][sector.slug] = i
        for i, link in enumerate(self.geography.links):
            found["link"].setdefault(f"{link.a}-{link.b}", i)
            found["link"].setdefault(f"{link.b}-{link.a}", i)
        return found

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """Length of every dimension."""
        return {dim: len(names) for dim, names in self.names.items()}

    def actor(self, actor: str) -> int:
        """Return the index of an actor; raises ``KeyError`` when there is none."""
        return self.index["actor"][actor]

    def type_of(self, force: int) -> ForceType:
        """Return the type of the force with this index."""
        return self.force_types[self.forces[force].type]

    def _by_type(self, read: Any, dtype: str = "f8") -> Any:
        return np.array([read(self.force_types[f.type]) for f in self.forces], dtype=dtype)

    @cached_property
    def force_actor(self) -> Ints:
        """Actor index of each force, [force]."""
        return np.array([self.actor(f.actor) for f in self.forces], dtype="i8")

    @cached_property
    def force_count(self) -> Floats:
        """Units that each force stands for, [force]."""
        return np.array([f.count for f in self.forces], dtype="f8")

    @cached_property
    def force_points(self) -> Floats:
        """Points of every force at full strength, [force, score] in the order of ``SCORES``."""
        points = np.zeros((len(self.forces), len(SCORES)))
        for i, force in enumerate(self.forces):
            for name, value in self.force_types[force.type].scores:
                points[i, SCORES.index(name)] = value * force.count
        return points

    def points(self, score: str) -> Floats:
        """Points of every force for one score, [force]; raises ``ValueError`` for another word."""
        return np.ascontiguousarray(self.force_points[:, SCORES.index(score)])

    @cached_property
    def force_people(self) -> Floats:
        """People in each force, [force]."""
        return np.asarray(self._by_type(lambda t: t.personnel) * self.force_count)

    @cached_property
    def force_cost(self) -> Floats:
        """Cost of each force in the theatre in EUR m a month, [force]."""
        return np.asarray(self._by_type(lambda t: t.monthly_cost) * self.force_count)

    @cached_property
    def force_setup(self) -> Floats:
        """One-off cost of sending each force in EUR m, [force]."""
        return np.asarray(self._by_type(lambda t: t.setup_cost) * self.force_count)

    @cached_property
    def force_signature(self) -> Floats:
        """How provocative each force looks to Russia, 0–10 a unit, [force]."""
        return np.asarray(self._by_type(lambda t: t.signature) * self.force_count)

    @cached_property
    def force_exposure(self) -> Floats:
        """How exposed each force is, 0–10, [force]."""
        return np.asarray(self._by_type(lambda t: t.exposure))

    @cached_property
    def force_trains(self) -> Floats:
        """Trains needed to move each force, [force]."""
        return np.asarray(self._by_type(lambda t: t.trains) * self.force_count)

    @cached_property
    def force_support(self) -> Floats:
        """Logistic load of each force in points a month, [force]."""
        return np.asarray(self._by_type(lambda t: t.support_load) * self.force_count)

    @cached_property
    def force_ready_turns(self) -> Ints:
        """Turns that each force needs to get ready at normal pace, [force]."""
        days = self._by_type(lambda t: t.ready_days)
        return np.asarray(np.ceil(days / self.scenario.turn_days), dtype="i8")

    @cached_property
    def is_brigade(self) -> Bools:
        """Coalition forces that count as a brigade, [force]."""
        return np.asarray(
            self._by_type(lambda t: t.echelon == "brigade" and t.side == "coalition", "?")
        )

    @cached_property
    def is_land(self) -> Bools:
        """Forces of the land domain, [force]."""
        return np.asarray(self._by_type(lambda t: t.domain == "land", "?"))

    def is_type(self, *types: str) -> Bools:
        """Mask of the forces of the given types, [force]."""
        return np.array([f.type in types for f in self.forces], dtype="?")

    @cached_property
    def side(self) -> NDArray[np.str_]:
        """Side of each force (coalition, us, ukraine, russia), [force]."""
        return np.array([self.force_types[f.type].side for f in self.forces])

    @cached_property
    def is_coalition(self) -> Bools:
        """Forces that belong to the mission (coalition or American), [force]."""
        return np.asarray((self.side == "coalition") | (self.side == "us"))

    @cached_property
    def is_member(self) -> Bools:
        """Actors that are in the coalition, [actor]."""
        return np.array([a.role in COALITION_ROLES and a.kind == "state" for a in self.actors])

    @cached_property
    def is_lead(self) -> Bools:
        """Lead nations of the coalition, [actor]."""
        return np.array([a.role == "lead" for a in self.actors])

    @cached_property
    def actor_home(self) -> Ints:
        """Node where each actor's units assemble, [actor]; -1 when it has none."""
        index = self.index["node"]
        return np.array([index.get(a.home, -1) for a in self.actors], dtype="i8")

    @cached_property
    def traits(self) -> Traits:
        """What forces, places and actors are fit for."""
        return Traits(proxy(self))  # or neither would be freed before garbage is looked for

    @cached_property
    def influence(self) -> Floats:
        """How much of a change in one actor another listens to, [actor, actor], columns sum to 1.

        Entry (a, b) is the weight of ``a`` among all that ``b`` listens to.
        """
        return influence(self.actors)


def build(spec: Mapping[str, Any], geography: Geography) -> World:
    """Build the world from a resolved scenario and its geography.

    ``spec`` has the keys ``scenario``, ``actors``, ``force_types``, ``injects`` and ``doctrine``
    (overrides by entry name), as ``content/schema.py`` checked them.
    """
    actors = tuple(actor_of(a) for a in spec["actors"])
    types = {t["id"]: force_type_of(t) for t in spec["force_types"]}
    return World(
        spec=spec, scenario=scenario_of(spec["scenario"]), geography=geography, actors=actors,
        force_types=types, forces=pool(actors, types),
        injects=tuple(inject_of(i) for i in spec["injects"]),
        doctrine=Doctrine(ENTRIES, spec["doctrine"], spec.get("doctrine_in_force")),
    )  # fmt: skip
