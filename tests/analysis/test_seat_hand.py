"""A policy plays one seat by what that seat sees."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tabletop.analysis import policies
from tabletop.analysis.policy import Answers, Orders
from tabletop.analysis.seat_hand import acts_for, policies_for, side_of
from tabletop.content.library import resolve, routes_of
from tabletop.rules.orders import parse_order
from tabletop.session.acts import Advance, Deliver, GiveOrder, Respond, StartEx
from tabletop.session.refused import Refused
from tabletop.session.session import Session
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World


class Spy:
    """Remembers what it was shown; orders firmness of two countries, one of them unlawfully."""

    name, says, side = "spy", "Looks about.", "coalition"

    def __init__(self) -> None:
        self.seen: list[State] = []

    def answer(self, world: World, view: State, luck: Luck) -> Answers:
        self.seen.append(view)
        return []

    def choose(self, world: World, view: State, luck: Luck) -> Orders:
        orders = [{"type": "set_roe", "actor": actor, "tier": 3, "level": level}
                  for actor, level in (("gb", 4), ("fr", 4), ("gb", 2))]  # fmt: skip
        return [(parse_order(order), np.array([True])) for order in orders]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A session in orders of turn 1."""
    spec = resolve("reassurance-force")
    arrays = routes_of(spec)
    assert arrays is not None
    made = Session.create(tmp_path / "s.ttx", spec, 7, dict(arrays))
    made.submit(StartEx(), "facilitator")
    for inject in made.due():
        made.submit(Deliver(inject=inject), "facilitator")
    made.submit(Advance(), "facilitator")
    return made


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Spy:
    found = Spy()
    monkeypatch.setattr(policies, "POLICIES", {**policies.POLICIES, "spy": found})
    return found


def test_a_policy_sees_what_its_seat_sees_and_only_its_actors_order(
    session: Session, spy: Spy
) -> None:
    moment = session.moment("london")
    found = list(acts_for(moment, "spy"))
    assert [state.digest() for state in spy.seen] == [moment.state.digest()]
    assert spy.seen[0].digest() != session.state.digest()
    assert [act.order["actor"] for act in found if isinstance(act, GiveOrder)] == ["gb"]
    assert "spy" in str(found[0].order["rationale"])  # type: ignore[attr-defined]


def test_what_it_does_is_recorded_as_its_seat_s(session: Session) -> None:
    """Something may be refused: what a seat did just before, or another, can stand against it."""
    seats = [s.id for s in session.world.scenario.seats if s.role == "player" and s.id != "moscow"]
    given = refused = 0
    for seat in seats:
        for act in acts_for(session.moment(seat), "staff"):
            try:
                entry = session.submit(act, seat)
            except Refused:
                refused += 1
                continue
            assert entry.by == seat
            given += isinstance(act, GiveOrder | Respond)
    assert given > 10 * max(1, refused) / 3


def test_nothing_is_done_outside_brief_and_orders_and_orders_only_in_orders(
    session: Session, spy: Spy
) -> None:
    moment = session.moment("london")
    assert list(acts_for(replace(moment, phase="brief"), "spy")) == []
    assert spy.seen
    assert list(acts_for(replace(moment, phase="feedback"), "spy")) == []
    with pytest.raises(ValueError, match="player"):
        list(acts_for(session.moment("facilitator"), "spy"))


def test_a_seat_is_played_by_policies_of_its_side(session: Session) -> None:
    world = session.world
    assert side_of(world, world.scenario.seat("moscow")) == "red"
    red = policies_for(world, world.scenario.seat("moscow"))
    blue = policies_for(world, world.scenario.seat("london"))
    assert "reckless" in red
    assert "staff" in blue
    assert not set(red) & set(blue)
    assert list(acts_for(session.moment("london"), "reckless")) == []
