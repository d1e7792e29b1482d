"""Seats: who may do what."""

from __future__ import annotations

from collections.abc import Sequence

from tabletop.session.acts import ACT_TYPES, Act, GiveOrder, Respond
from tabletop.session.refused import Refused, unknown
from tabletop.world.scenario import Scenario, Seat
from tabletop.world.world import World

MAY: dict[str, tuple[str, ...]] = {
    "facilitator": ACT_TYPES,
    "player": ("order", "respond", "take_back"),
    "evaluator": ("observation", "take_back"),
    "observer": (),
    "room": (),
}
"""The acts open to each role of a seat."""

EVERYBODY = "all"
"""The addressee that stands for every seat, also for those outside the coalition."""


PUBLIC_CHANNELS = (
    "press", "press conference", "social media", "government statement", "parliamentary record",
    "UN record", "weather report", "humanitarian notice",
)  # fmt: skip
"""Channels of injects that anybody can read or hear, whoever is addressed."""


def seat_of(scenario: Scenario, seat: str) -> Seat:
    """Return the seat with this id; raises ``Refused`` when there is none."""
    try:
        return scenario.seat(seat)
    except KeyError:
        raise unknown("seat", seat, [one.id for one in scenario.seats]) from None


def check_seat(world: World, seat: Seat, act: Act) -> None:
    """Make sure that a seat may do an act of this type for whom it is meant; raises ``Refused``."""
    if act.type not in MAY.get(seat.role, ()):
        who = ", ".join(role for role, acts in MAY.items() if act.type in acts)
        raise Refused(
            "seat",
            f"The seat {seat.name!r} ({seat.role}) may not do this.",
            f"It is for: {who}.",
        )
    if seat.role != "player":
        return
    if isinstance(act, GiveOrder):
        actor = act.order.get("actor")
        if actor not in seat.actors:
            raise Refused(
                "seat",
                f"The seat {seat.name!r} does not speak for {actor!r}.",
                f"It speaks for {_list(seat.actors)}.",
            )
    if isinstance(act, Respond) and not is_addressed(world, seat, act.inject):
        raise Refused(
            "seat",
            f"The inject {act.inject!r} is not addressed to the seat {seat.name!r}.",
            "A seat that it is addressed to can answer, or the facilitator.",
        )
    if isinstance(act, Respond) and is_red(world, seat):
        # Its options are the coalition's; Moscow learns of the event and acts by other means.
        raise Refused(
            "seat",
            f"The seat {seat.name!r} does not answer for the coalition.",
            "It may give orders of its own, or propose an answer to the facilitator.",
        )


def is_red(world: World, seat: Seat) -> bool:
    """Tell whether a seat speaks for adversaries only."""
    actors = world.index["actor"]
    own = [world.actors[actors[one]].role for one in seat.actors if one in actors]
    return bool(own) and all(role == "adversary" for role in own)


def is_addressed(world: World, seat: Seat, inject: str) -> bool:
    """Tell whether an inject is meant for a player's seat.

    It is when one of the seat's actors is addressed by name or through one of its groups, or when
    it goes to the coalition as a whole (an addressee that is neither actor nor group).  An unknown
    inject is left to be refused as unknown.
    """
    number = world.index["inject"].get(inject)
    if number is None:
        return True
    return reaches(world, seat, world.injects[number].addressees)


def reaches(world: World, seat: Seat, addressees: Sequence[str]) -> bool:
    """Tell whether something addressed to ``addressees`` reaches a seat (nobody: everybody)."""
    if seat.role in ("facilitator", "evaluator") or not addressees or EVERYBODY in addressees:
        return True
    actors = world.index["actor"]
    own = [world.actors[actors[one]] for one in seat.actors if one in actors]
    groups = {group for actor in world.actors for group in actor.groups}
    for one in addressees:
        if one in seat.actors or any(one in actor.groups for actor in own):
            return True
        if one not in actors and one not in groups and any(_allied(a.role) for a in own):
            return True
    return False


def _allied(role: str) -> bool:
    return role in ("lead", "core", "member", "candidate", "host", "guarantor")


def _list(names: Sequence[str]) -> str:
    return ", ".join(names) or "nobody"
