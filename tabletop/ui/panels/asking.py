"""What panels ask for: acts made from plain words, and whether one may be done now.

The models of acts are loaded when the first act is made, so that the desk opens without them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from tabletop.session.acts import Act as Act
    from tabletop.session.moment import Moment


def act(type: str, **parts: Any) -> Act:
    """Make an act of a type, such as ``act("skip", inject="INJ04", reason="No time.")``.

    Raises ``ActFault`` when its parts do not make one.
    """
    from tabletop.session.acts import parse_act

    return parse_act({"type": type, **parts})


def order(order: Mapping[str, Any]) -> Act:
    """Make the act that gives an order."""
    return act("order", order=dict(order))


def is_facilitator(moment: Moment) -> bool:
    """Tell whether the moment is shown to the facilitator (or to nobody in particular)."""
    if moment.seat is None:
        return True
    return moment.world.scenario.seat(moment.seat).role == "facilitator"


def sees_all(moment: Moment) -> bool:
    """Tell whether the moment holds the truth and not one seat's view of it."""
    if moment.seat is None:
        return True
    return moment.world.scenario.seat(moment.seat).role in ("facilitator", "evaluator")


def speaks_for(moment: Moment) -> tuple[int, ...]:
    """List the numbers of the actors for whom the seat may give orders."""
    world = moment.world
    if is_facilitator(moment):
        return tuple(range(len(world.actors)))
    seat = world.scenario.seat(str(moment.seat))
    if seat.role != "player":
        return ()
    known = world.index["actor"]
    return tuple(known[one] for one in seat.actors if one in known)


def objection(moment: Moment, act: Act) -> str:
    """Say why the seat may not do an act now, in one or two sentences; empty when it may.

    Judges seat, phase and hold; whether an order itself is lawful is judged elsewhere.
    """
    from tabletop.session.phases import check_phase
    from tabletop.session.refused import Refused
    from tabletop.session.seats import check_seat

    if not moment.live:
        return QCoreApplication.translate(
            "Panel", "This is only looked at; nothing can be changed."
        )
    scenario = moment.world.scenario
    seats = [one for one in scenario.seats if one.role == "facilitator"]
    seat = scenario.seat(moment.seat) if moment.seat is not None else seats[0]
    try:
        check_seat(moment.world, seat, act)
        check_phase(act, moment.phase, moment.held, seat.role)
    except Refused as fault:
        return str(fault)
    return ""
