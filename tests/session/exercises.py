"""Exercises for tests: sessions of the small world, and a driver that plays them at random."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from tabletop.analysis.random_policy import RandomLawful
from tabletop.session import acts
from tabletop.session.acts import Act
from tabletop.session.refused import Refused
from tabletop.session.session import Session
from tabletop.world.geography import geography_arrays
from tabletop.world.luck import Luck
from tests.worlds import real_map_spec, small_spec

WHITE = "facilitator"
OFFER = {"type": "offer", "actor": "gb", "force": "gb_light_bde_1"}


class Ticking:
    """A clock that moves on a second at every look, and further or back when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@cache
def arrays() -> dict[str, NDArray[Any]]:
    """Return the geography arrays of the real map, worked out once."""
    return geography_arrays(real_map_spec())


def begin(path: Path, **scenario: Any) -> Session:
    """Create a session of the small world; keywords change the scenario."""
    spec = small_spec()
    seed = scenario.pop("seed", None)
    spec["scenario"].update(scenario)
    return Session.create(path, spec, seed, arrays(), clock=Ticking())


def to_phase(session: Session, phase: str, turn: int = 1) -> Session:
    """Play on, doing nothing, until a phase of a turn."""
    if session.phase == "planning":
        session.submit(acts.StartEx(), WHITE)
    while (session.turn, session.phase) != (turn, phase):
        session.submit(acts.Advance(), WHITE)
    return session


def random_act(session: Session, chance: random.Random) -> tuple[Act, str]:
    """Think of something that some seat might do now, lawful or not."""
    world = session.world
    inject = chance.choice(world.injects)
    entry = chance.randint(1, max(len(session.entries), 1))
    seats = [seat.id for seat in world.scenario.seats]
    outcomes = session.proposals() if session.phase == "adjudication" else ()
    one = chance.choice(outcomes) if outcomes else None
    order = _order(session, chance)
    makers: list[Callable[[], Act]] = [
        acts.Advance,
        acts.Advance,
        lambda: acts.GiveOrder(order=order),
        lambda: acts.GiveOrder(order=order),
        lambda: acts.GiveOrder(order={"type": "offer"}),
        lambda: acts.TakeBack(entry=entry),
        lambda: acts.Void(entry=entry, reason="A slip."),
        lambda: acts.Deliver(inject=inject.id),
        lambda: acts.Deliver(inject=inject.id, target="S03"),
        lambda: acts.Defer(inject=inject.id, turn=session.turn + 1, reason="Later."),
        lambda: acts.Skip(inject=inject.id, reason="No time."),
        lambda: acts.AdHoc(title="News", effects={"cohesion": chance.choice((-3, 2.5))}),
        lambda: acts.AdHoc(title="News", effects={"cohesoin": 1}),
        lambda: acts.Respond(inject=inject.id, option="a"),
        lambda: acts.Respond(inject=inject.id, words="We shall see."),
        lambda: acts.Ruling(purpose=one.purpose if one else "probe", index=one.index if one else 0,
                            result=chance.random() < 0.5, reason="The map says so."),
        lambda: acts.Observation(text="Slow.", rating="S"),
        lambda: acts.Hold(reason="Coffee."),
        lambda: acts.Resume(),
        acts.StartEx,
    ]  # fmt: skip
    by = WHITE if chance.random() < 0.7 else chance.choice(seats)
    return chance.choice(makers)(), by


def _order(session: Session, chance: random.Random) -> dict[str, Any]:
    """Think of an order: often a lawful one, else an offer that may not be."""
    world, state = session.world, session.state
    if session.phase == "orders" and chance.random() < 0.7:
        luck = Luck.of(chance.getrandbits(32), 1, turn=session.turn)
        lawful = RandomLawful().choose(world, state, luck)
        if lawful:
            return chance.choice(lawful)[0].model_dump(mode="json")
    force = chance.choice(world.forces)
    kind = chance.choice(("offer", "withdraw_offer"))
    return {"type": kind, "actor": force.actor, "force": force.id}


def play(session: Session, seed: int, tries: int) -> int:
    """Try so many random acts and return how many were refused."""
    chance = random.Random(seed)
    if session.phase == "planning":
        session.submit(acts.StartEx(), WHITE)
    refused = 0
    for _ in range(tries):
        if session.held:
            session.submit(acts.Resume(), WHITE)
        act, by = random_act(session, chance)
        try:
            session.submit(act, by)
        except Refused:
            refused += 1
    return refused
