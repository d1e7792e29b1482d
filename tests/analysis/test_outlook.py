"""The outlook spreads the next turns, shows no roll to come, and compares under equal luck."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tabletop.analysis.outlook import (
    QUANTILES,
    Comparison,
    Question,
    Stale,
    compare,
    look_on,
    luck_of,
)
from tabletop.content.library import load_world, resolve, routes_of
from tabletop.rules.measures import MEASURES, score
from tabletop.rules.orders import parse_order
from tabletop.rules.refusals import Refusal
from tabletop.rules.turn import initial_state
from tabletop.session.acts import Advance, Ruling, StartEx
from tabletop.session.session import Session
from tabletop.world.world import World

WORLDS, TURNS = 60, 3
FIRM = {"type": "set_roe", "actor": "gb", "tier": 3, "level": 4}


@pytest.fixture(scope="module")
def world() -> World:
    return load_world("reassurance-force")


def asked(world: World, **more: object) -> Question:
    found = {"world": world, "state": initial_state(world), "phase": "planning", "seed": 5,
             "rulings": {}, "worlds": WORLDS, "turns": TURNS, **more}  # fmt: skip
    return Question(**found)  # type: ignore[arg-type]


def test_an_outlook_gives_a_fan_for_every_measure_and_odds_for_every_sector(world: World) -> None:
    found = look_on(asked(world))
    assert found.turns == (0, 1, 2, 3)
    assert set(found.fans) == set(MEASURES)
    now = score(world, initial_state(world))
    for name, fan in found.fans.items():
        assert fan.shape == (len(QUANTILES), TURNS + 1)
        assert (np.diff(fan, axis=0) >= 0.0).all()
        assert (fan[:, 0] == now[name][0]).all()
    assert found.probe.shape == found.breach.shape == (world.sizes["sector"],)
    assert ((found.probe >= 0.0) & (found.probe <= 1.0)).all()
    assert found.probe.max() > 0.0
    odds = [share for _, share in found.injects]
    assert odds == sorted(odds, reverse=True)
    assert 0.0 < odds[0] <= 1.0


def test_asking_again_gives_the_same_answer_and_leaves_the_moment_alone(world: World) -> None:
    question = asked(world, policy="staff+opportunist")
    before = question.state.digest()
    first, second = look_on(question), look_on(question)
    assert all((first.fans[name] == second.fans[name]).all() for name in MEASURES)
    assert question.state.digest() == before


def test_no_world_of_an_outlook_has_the_luck_of_the_session(world: World) -> None:
    for seed in (0, 5, 20260119):
        assert luck_of(seed, 3).seed != seed
    assert luck_of(1, 3).seed != luck_of(2, 3).seed


def test_a_turn_in_hand_is_played_on_from_where_it_stands(tmp_path: Path) -> None:
    spec = resolve("reassurance-force")
    arrays = routes_of(spec)
    assert arrays is not None
    with Session.create(tmp_path / "s.ttx", spec, 5, dict(arrays)) as session:
        session.submit(StartEx(), "facilitator")
        for phase in ("brief", "orders", "adjudication"):
            assert session.phase == phase
            found = look_on(asked(session.world, state=session.state, phase=phase, turns=2))
            assert found.turns == (0, 1, 2)
            if phase != "adjudication":
                session.submit(Advance(), "facilitator")
        one = next(o for o in session.proposals() if o.purpose == "probe" or o.odds > 0.0)
        session.submit(
            Ruling(purpose=one.purpose, index=one.index, result=True, reason="x"), "facilitator"
        )
        found = look_on(asked(session.world, state=session.state, phase="feedback", turns=2))
        assert found.turns == (1, 2, 3)


def test_a_ruling_holds_in_every_world(world: World) -> None:
    state = initial_state(world)
    state.turn[:] = 1
    sector = int(state.pressure[0].argmax())
    odds = {
        result: look_on(asked(world, state=state, phase="adjudication", turns=1,
                              rulings={("probe", sector): result})).probe[sector]
        for result in (True, False)
    }  # fmt: skip
    assert odds[False] == 0.0
    assert odds[True] >= odds[False]


def test_a_comparison_is_of_equal_luck(world: World) -> None:
    state = initial_state(world)
    state.turn[:] = 1
    found = compare(asked(world, state=state, phase="orders"), parse_order(FIRM))
    assert isinstance(found, Comparison)
    plain = look_on(asked(world, state=state, phase="orders"))
    assert all((found.without.fans[name] == plain.fans[name]).all() for name in MEASURES)
    assert [one.measure for one in found.differences] == list(MEASURES)
    clear = [one for one in found.differences if one.is_clear]
    assert clear
    for one in found.differences:
        assert one.low <= one.mean <= one.high
        assert one.up + one.down <= 1.0
    calm = {one.measure for one in found.differences if one.mean == 0.0}
    assert calm, "an order about rules of engagement moves not every measure"


def test_an_unlawful_order_is_told_by_its_code(world: World) -> None:
    state = initial_state(world)
    state.turn[:] = 1
    code = compare(asked(world, state=state, phase="orders"), parse_order({**FIRM, "level": 2}))
    assert code == Refusal.NO_CHANGE


def test_a_stale_outlook_stops(world: World) -> None:
    calls = []

    def stale() -> bool:
        calls.append(1)
        return len(calls) > 1

    with pytest.raises(Stale):
        look_on(asked(world), stale)
    assert len(calls) == 2
