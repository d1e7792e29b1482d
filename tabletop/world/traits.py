"""What forces, places and actors are fit for, as arrays worked out once from the fixed world."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tabletop.world.forces import SCORES

if TYPE_CHECKING:
    from tabletop.world.world import World

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

MONEY, TRAINING, NICHE, CONTINGENT, BRIGADE = range(5)
"""Levels of what a government is asked for, from least to most."""

_SMALL = ("company", "team", "flight", "battery", "ship", "group", "package")


class Traits:
    """Masks and numbers that follow from the content alone; every array is read-only by custom."""

    def __init__(self, world: World) -> None:
        self._world = world

    def _points(self, *scores: str) -> Floats:
        columns = [SCORES.index(score) for score in scores]
        return np.asarray(self._world.force_points[:, columns].sum(axis=1))

    def _domain(self, *domains: str) -> Bools:
        world = self._world
        return np.array([world.type_of(f).domain in domains for f in range(len(world.forces))])

    @cached_property
    def on_ground(self) -> Bools:
        """Forces that stand on land: land, civil and cyber units and port security, [force]."""
        return np.asarray(self._domain("land", "civil", "cyber", "sea") & ~self.ship)

    @cached_property
    def flies(self) -> Bools:
        """Air forces, [force]."""
        return self._domain("air")

    @cached_property
    def ship(self) -> Bools:
        """Forces that sail, [force]."""
        world = self._world
        kinds = [world.type_of(f) for f in range(len(world.forces))]
        return np.array([k.domain == "sea" and k.echelon in ("ship", "group") for k in kinds])

    @cached_property
    def package(self) -> Bools:
        """Money, equipment and other packages that do not move as units, [force]."""
        return self._domain("support")

    @cached_property
    def deployable(self) -> Bools:
        """Forces that move on the map, [force]."""
        world = self._world
        return np.array([world.type_of(f).deployable for f in range(len(world.forces))])

    @cached_property
    def combat(self) -> Bools:
        """Forces that can fight, [force]."""
        return self._points("deterrence_denial", "deterrence_punishment") > 0.0

    @cached_property
    def armed(self) -> Bools:
        """Forces with weapons of war, air defence and warships included, [force]."""
        return np.asarray(self.combat | (self._points("air_defence", "maritime") > 0.0))

    @cached_property
    def observer(self) -> Bools:
        """Unarmed forces that watch from the ground, [force]."""
        watches = self._points("monitoring") > 0.0
        return np.asarray(
            watches & self._domain("land", "civil") & ~self.combat & self._world.is_coalition
        )

    @cached_property
    def fires(self) -> Bools:
        """Long-range fires on the ground, [force]."""
        punishes = self._points("deterrence_punishment") > 0.0
        return np.asarray(punishes & self.on_ground & ~self._echelon("brigade"))

    def _echelon(self, *echelons: str) -> Bools:
        world = self._world
        return np.array([world.type_of(f).echelon in echelons for f in range(len(world.forces))])

    @cached_property
    def level(self) -> Ints:
        """What sending the force asks of its government, [force]: MONEY … BRIGADE."""
        level = np.full(len(self._world.forces), CONTINGENT)
        level[self._echelon(*_SMALL) | ~self.combat] = NICHE
        training = (self._points("training") > 0.0) & ~self.combat
        level[training | self._echelon("base", "hq")] = TRAINING
        standby = self._world.force_exposure <= 1.0
        level[self._echelon("brigade", "division") & ~standby] = BRIGADE
        level[self._echelon("money")] = MONEY
        return level

    @cached_property
    def support(self) -> tuple[tuple[Floats, Floats], ...]:
        """For each type that others need: units of it and who needs it, both [force].

        The second is the weight of the need among all needs of the force, so they sum to 1.
        """
        world = self._world
        kinds = [world.type_of(f) for f in range(len(world.forces))]
        wanted = sorted({name for kind in kinds for name in kind.needs})
        found = []
        for name in wanted:
            gives = world.is_type(name) * world.force_count
            needs = [kind.needs.count(name) / max(len(kind.needs), 1) for kind in kinds]
            found.append((gives, self._read(needs) * world.is_coalition))
        return tuple(found)

    @cached_property
    def own_army(self) -> Bools:
        """Forces of Ukraine and of its adversaries, to which coalition rules do not apply."""
        return ~np.asarray(self._world.is_coalition)

    @cached_property
    def airfield(self) -> Bools:
        """Places where aircraft can be based, [node]."""
        return self._node_type("airport") | self._node_type("airdef")

    @cached_property
    def harbour(self) -> Bools:
        """Places where ships can lie, [node]."""
        kinds = ("port", "spod", "naval", "maritime", "chokepoint")
        return np.asarray(np.any([self._node_type(kind) for kind in kinds], axis=0))

    @cached_property
    def gateways(self) -> Ints:
        """Crossings and junctions by which a journey may be led, as node numbers."""
        geo = self._world.geography
        usable = geo.node_usable & (self._node_type("crossing") | self._node_type("rail_gauge"))
        return np.flatnonzero(usable)

    def _node_type(self, kind: str) -> Bools:
        return np.array([kind in node.types for node in self._world.geography.nodes])

    @cached_property
    def black_sea(self) -> Bools:
        """Places behind the Turkish Straits, [node]."""
        geo = self._world.geography
        shores = np.array([n.country in ("UA", "RO", "BG", "MD", "GE") for n in geo.nodes])
        return np.asarray((shores & self.harbour) | (geo.sea_area_of_node >= 0))

    @cached_property
    def littoral(self) -> Bools:
        """Actors on the Black Sea, whose warships pass the Straits freely, [actor]."""
        return self.group("littoral") | self.group("host")

    def group(self, name: str) -> Bools:
        """Mask of the actors that belong to a group such as ``EU``, [actor]."""
        return np.array([name in actor.groups for actor in self._world.actors])

    @cached_property
    def adversary(self) -> Bools:
        """Russia and those who stand with it, [actor]."""
        return np.array([actor.role == "adversary" for actor in self._world.actors])

    @cached_property
    def stranger(self) -> Bools:
        """Adversaries and powers outside, who do not speak for the coalition's cause, [actor]."""
        outside = np.array([actor.role == "external" for actor in self._world.actors])
        return np.asarray(self.adversary | outside)

    @cached_property
    def organisation(self) -> Bools:
        """Organisations and groups of states, [actor]."""
        return np.array([actor.kind in ("org", "group") for actor in self._world.actors])

    @cached_property
    def node_host(self) -> Ints:
        """Actor on whose land a place lies, [node]; -1 when it is no actor of the exercise."""
        land = {actor.iso2: i for i, actor in enumerate(self._world.actors) if actor.iso2}
        return np.array([land.get(n.country, -1) for n in self._world.geography.nodes])

    @cached_property
    def staging(self) -> Bools:
        """Places outside Ukraine whose use needs a base agreement, [node]."""
        geo = self._world.geography
        zones = ("staging", "border", "neighbour", "maritime")
        abroad = np.array([node.zone in zones for node in geo.nodes])
        return np.asarray(abroad & ~geo.node_in_ukraine & geo.node_usable)

    @cached_property
    def host_actor(self) -> int:
        """Number of the host nation (Ukraine); -1 when the exercise has none."""
        hosts = [i for i, actor in enumerate(self._world.actors) if actor.role == "host"]
        return hosts[0] if hosts else -1

    def actor_numbers(self, read: str) -> Floats:
        """Read one numeric attribute of every actor, [actor]."""
        return self._read([getattr(actor, read) for actor in self._world.actors])

    @staticmethod
    def _read(values: list[Any]) -> Floats:
        return np.array(values, dtype="f8")
