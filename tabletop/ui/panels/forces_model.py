"""What the panel of forces shows, and where a force may be sent, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from tabletop.world.forces import Force, ForceType
from tabletop.world.variables import FORCE_STATUS, NEVER

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.world.world import World

OUT = ("readying", "moving", "deployed", "returning")
"""Where a force is that has left the pool at home."""


@dataclass(frozen=True)
class ForceRow:
    """A force as it stands; ``at`` and ``bound_for`` are node numbers or -1."""

    number: int
    force: Force
    kind: ForceType
    actor: int
    actor_name: str
    code: str
    people: int
    status: str
    at: int
    bound_for: int
    place: str
    tier: int
    readiness: float
    strength: float
    arrival: int | None
    ready: int | None
    turns_deployed: int
    paid: bool


@dataclass(frozen=True)
class Destination:
    """A place to which a force may be sent: ``code`` is the refusal it would meet, 0 lawful."""

    node: int
    name: str
    code: int
    tier: int
    km_to_line: float
    turns: int | None


@dataclass(frozen=True)
class Filter:
    """Which forces are wanted: of an actor (None: all), in a state, fitting a search."""

    actor: int | None = None
    status: str = ""
    text: str = ""

    def wants(self, row: ForceRow) -> bool:
        """Tell whether a force is wanted."""
        if self.actor is not None and row.actor != self.actor:
            return False
        if self.status == "out" and row.status not in OUT:
            return False
        if self.status not in ("", "out", row.status):
            return False
        words = " ".join((row.force.name, row.force.id, row.kind.name, row.kind.domain,
                          row.actor_name, row.place, row.status)).casefold()  # fmt: skip
        return all(part in words for part in self.text.casefold().split())


_NEAREST = ("moving", "deployed", "readying", "returning", "offered", "home", "lost")
"""States of a force in the order in which people ask for them."""


def force_rows(moment: Moment) -> list[ForceRow]:
    """List all forces: those of the coalition that are out first, then by state, then as written.

    The parties' own armies stand along the line all the time; they come after what the coalition
    has sent.
    """
    roles = [actor.role for actor in moment.world.actors]
    rows = [_row(moment, i) for i in range(len(moment.world.forces))]

    def place(row: ForceRow) -> tuple[int, int]:
        party = roles[row.actor] in ("host", "adversary") and row.status in OUT
        return (_NEAREST.index("offered") if party else _NEAREST.index(row.status), row.number)

    return sorted(rows, key=place)


def _row(moment: Moment, i: int) -> ForceRow:
    world, state = moment.world, moment.state
    actor = int(world.force_actor[i])
    status = FORCE_STATUS[int(state.status[0, i])]
    at, to = int(state.at[0, i]), int(state.bound_for[0, i])
    arrival, ready = int(state.arrival_turn[0, i]), int(state.ready_turn[0, i])
    moves = status in ("moving", "returning")
    waits = status in ("offered", "readying")
    return ForceRow(
        number=i, force=world.forces[i], kind=world.type_of(i), actor=actor,
        actor_name=world.actors[actor].name, code=actor_code(world, actor),
        people=int(world.force_people[i]), status=status,
        at=at, bound_for=to, place=place_words(world, status, at, to),
        tier=int(state.tier_of[0, i]),
        readiness=float(state.readiness[0, i]), strength=float(state.strength[0, i]),
        arrival=arrival if moves and 0 <= arrival < NEVER else None,
        ready=ready if waits and moment.turn < ready < NEVER else None,
        turns_deployed=int(state.turns_deployed[0, i]), paid=bool(state.paid[0, i]),
    )  # fmt: skip


def actor_code(world: World, actor: int) -> str:
    """Return the few letters by which the map names an actor."""
    one = world.actors[actor]
    return (one.iso2 or one.id).upper()[:6]


def place_words(world: World, status: str, at: int, to: int) -> str:
    """Say where a force is and where it goes: ``Lviv``, ``Lviv → Kyiv``, ``→ Kyiv`` or nothing."""
    nodes = world.geography.nodes
    here = nodes[at].name if 0 <= at < len(nodes) else ""
    there = nodes[to].name if 0 <= to < len(nodes) and status in ("readying", "moving") else ""
    if there:
        return f"{here} → {there}".strip()
    return here


def destination_rows(moment: Moment, force: int, tier: int | None = None) -> list[Destination]:
    """List every place for a force, the lawful ones first, each group from west to east.

    ``tier`` is the tier it would stand in, None the usual one at each place.
    """
    from tabletop.rules.movement import journey
    from tabletop.rules.orders.deployment import destinations
    from tabletop.rules.orders.moves import usual_tiers

    world, state = moment.world, moment.state
    places = np.arange(len(world.geography.nodes))
    way = journey(world, state, force, places)
    usual = usual_tiers(world, force, places)
    nodes = world.geography.nodes
    found = [
        Destination(
            node, nodes[node].name, code, int(usual[node]) if tier is None else tier,
            float(world.geography.km_to_line[node]),
            int(way.turns[0, node]) if way.possible[0, node] else None,
        )
        for node, code in destinations(world, state, force, tier)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.code != 0, nodes[one.node].lon))


def usual_tier(moment: Moment, force: int, node: int) -> int:
    """Return the tier (1 to 4) in which a force of this type usually serves at a node."""
    from tabletop.rules.orders.moves import usual_tiers

    return int(usual_tiers(moment.world, force, np.array([node]))[0])


def sending(
    moment: Moment, force: int, node: int, tier: int, intent: str = "", rationale: str = ""
) -> dict[str, Any]:
    """Return the order that sends a force to a place: a redeployment when it stands somewhere."""
    world = moment.world
    status = FORCE_STATUS[int(moment.state.status[0, force])]
    return {
        "type": "redeploy" if status == "deployed" else "deploy",
        "actor": world.forces[force].actor, "force": world.forces[force].id,
        "to": world.geography.nodes[node].id, "tier": tier,
        "intent": intent, "rationale": rationale,
    }  # fmt: skip


class Reasons:
    """Why places are not lawful for a force, worked out when first asked for."""

    def __init__(self, moment: Moment, force: int) -> None:
        self._say = lru_cache(maxsize=None)(self._find)
        self._moment, self._force = moment, force

    def of(self, place: Destination) -> tuple[str, str]:
        """Return reason and remedy; empty texts for a lawful place."""
        return self._say(place) if place.code else ("", "")

    def _find(self, place: Destination) -> tuple[str, str]:
        from tabletop.rules.orders import parse_order
        from tabletop.ui.spoken import refusal_words

        moment = self._moment
        order = parse_order(sending(moment, self._force, place.node, place.tier))
        return refusal_words(moment.world, moment.state, order, place.code)


def usual_orders(row: ForceRow) -> tuple[str, ...]:
    """List the types of order that make sense for a force where it stands, the likeliest first."""
    return {
        "home": ("offer",),
        "offered": ("send", "withdraw_offer"),
        "readying": ("send", "withdraw", "withdraw_offer"),
        "moving": ("withdraw",),
        "deployed": ("send", "withdraw", "set_tier"),
    }.get(row.status, ())
