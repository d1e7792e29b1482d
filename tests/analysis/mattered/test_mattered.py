"""What mattered: a decisive act is found among idle ones, and idle ones get nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.analysis.demo import play_demo
from tabletop.analysis.mattered.account import account, to_json
from tabletop.analysis.mattered.again import Cancelled, play_again
from tabletop.analysis.mattered.effects import (
    beyond_noise,
    can_tell,
    interval,
    warning,
    what_mattered,
)
from tabletop.analysis.mattered.script import Omission, omissions, script_of
from tabletop.analysis.policies import find_policy
from tabletop.content.library import resolve, routes_of
from tabletop.rules.measures import MEASURES
from tabletop.rules.orders import judge, parse_order
from tabletop.session.acts import AdHoc, Advance, EndEx, GiveOrder, Ruling, StartEx, TakeBack
from tabletop.session.session import Session

IDLE = 40
WORLDS = 16


def fresh(path: Path) -> Session:
    spec = resolve("reassurance-force")
    arrays = routes_of(spec)
    assert arrays is not None
    return Session.create(path, spec, 5, dict(arrays))


def next_phase(session: Session, times: int = 1) -> None:
    for _ in range(times):
        session.submit(Advance(), "facilitator")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Forty offers of forces that nobody sends, and among them one decisive order."""
    session = fresh(tmp_path_factory.mktemp("planted") / "session.ttx")
    session.submit(StartEx(), "facilitator")
    next_phase(session)
    given = 0
    for force in session.world.forces:
        order = {"type": "offer", "actor": force.actor, "force": force.id}
        if given == IDLE or judge(session.world, session.state, parse_order(order))[0]:
            continue
        session.submit(GiveOrder(order=order), "facilitator")
        given += 1
        if given == 17:
            roe = {"type": "set_roe", "actor": "gb", "tier": 3, "level": 4}
            session.submit(GiveOrder(order=roe), "facilitator")
    assert given == IDLE
    next_phase(session, 2)
    session.submit(EndEx(reason="Enough."), "facilitator")
    return session


def test_a_decisive_order_is_found_among_forty_idle_ones(planted: Session) -> None:
    effects = what_mattered(planted.replay, WORLDS)
    assert effects.faithful
    kinds = [planted.entries[min(one.entries) - 1].act["order"]["type"] if one.kind == "order"
             else one.kind for one in effects.omissions]  # fmt: skip
    decisive = kinds.index("set_roe")
    idle = [i for i, kind in enumerate(kinds) if kind == "offer"]
    assert len(idle) == IDLE
    clear = ~effects.noise
    assert clear[decisive].any()
    assert not clear[idle].any()
    for m, name in enumerate(MEASURES):
        if clear[decisive, m]:
            first = effects.ranked(name)[0]
            assert kinds[first] in ("set_roe", "seat")
            assert (
                effects.low[decisive, m] <= effects.mean[decisive, m] <= effects.high[decisive, m]
            )
    text = account(effects, "Planted")
    assert "within noise" in text
    assert "Not a prediction" in text
    assert len(to_json(effects)["omissions"]) == len(effects.omissions)


@pytest.mark.parametrize(
    "policy", ["staff+opportunist", pytest.param("random_lawful", marks=pytest.mark.storm)]
)
def test_with_nothing_left_out_the_session_comes_out_as_it_was(policy: str, tmp_path: Path) -> None:
    spec = resolve("reassurance-force")
    done = play_demo(spec, tmp_path, arrays=routes_of(spec), turns=2, policy=find_policy(policy))
    with Session.open(done.session, read_only=True) as session:
        script = script_of(session.replay)
        assert len(script.turns) == 2
        played = play_again(session.world, session.replay.state_at(0), session.seed, [0, 1],
                            script, [frozenset()])  # fmt: skip
        assert played.digest == script.digest
        ends = [e for e in session.entries if e.phase == "feedback"]
        assert script.digest == ends[-1].digest


def test_what_was_taken_back_or_not_decided_is_no_part_of_the_script(tmp_path: Path) -> None:
    with fresh(tmp_path / "session.ttx") as session:
        session.submit(StartEx(), "facilitator")
        next_phase(session)
        roe = {"type": "set_roe", "actor": "gb", "tier": 3, "level": 4}
        gone = session.submit(GiveOrder(order=roe), "london").seq
        session.submit(TakeBack(entry=gone, reason="No."), "london")
        kept = session.submit(GiveOrder(order={**roe, "level": 3}), "london").seq
        next_phase(session, 3)
        next_phase(session)
        late = session.submit(GiveOrder(order={**roe, "level": 4}), "london").seq
        script = script_of(session.replay)
        entries = {seq for one in omissions(session.replay, script) for seq in one.entries}
        assert kept in entries
        assert not entries & {gone, late}


def test_leaving_a_ruling_out_lets_the_draw_stand(tmp_path: Path) -> None:
    with fresh(tmp_path / "session.ttx") as session:
        session.submit(StartEx(), "facilitator")
        next_phase(session, 2)
        one = next(o for o in session.proposals() if 0.02 < o.odds < 0.98)
        ruling = Ruling(purpose=one.purpose, index=one.index, result=not one.drawn, reason="So.")
        seq = session.submit(ruling, "facilitator").seq
        next_phase(session)
        script = script_of(session.replay)
        cases = [frozenset[int](), frozenset({seq})]
        with_it, without = (
            play_again(session.world, session.replay.state_at(0), session.seed, [0], script, [case])
            for case in cases
        )
        assert with_it.digest == session.digest
        assert without.digest != session.digest
        both = play_again(
            session.world, session.replay.state_at(0), session.seed, [0], script, cases
        )
        assert (both.measures[0] == with_it.measures[0]).all()
        assert (both.measures[1] == without.measures[0]).all()


def test_a_world_without_an_act_does_not_depend_on_the_others(planted: Session) -> None:
    script = script_of(planted.replay)
    cases = [one.entries for one in omissions(planted.replay, script)][10:20]
    start = planted.replay.state_at(0)
    together = play_again(planted.world, start, planted.seed, range(5), script, cases)
    alone = play_again(planted.world, start, planted.seed, [3], script, [cases[7]])
    assert (together.measures[7, 3] == alone.measures[0, 0]).all()


def test_an_ad_hoc_inject_can_matter(tmp_path: Path) -> None:
    with fresh(tmp_path / "session.ttx") as session:
        session.submit(StartEx(), "facilitator")
        row = AdHoc(
            title="Row", text="A row.", channel="press", sender="x", addressees=["all"],
            effects={"cohesion": -20},
        )  # fmt: skip
        session.submit(row, "facilitator")
        next_phase(session, 3)
        effects = what_mattered(session.replay, 8)
        column = list(MEASURES).index("cohesion")
        assert effects.mean[0, column] < -5.0
        assert not effects.noise[0, column]


def test_work_that_is_no_longer_wanted_stops(planted: Session) -> None:
    with pytest.raises(Cancelled):
        what_mattered(planted.replay, 4, tell=lambda done, total: False)


def test_a_session_without_a_decided_turn_says_so(tmp_path: Path) -> None:
    with fresh(tmp_path / "session.ttx") as session, pytest.raises(ValueError, match="no turn"):
        what_mattered(session.replay)


@settings(max_examples=10)
@given(st.integers(0, 10_000))
def test_noise_is_rarely_taken_for_an_effect(seed: int) -> None:
    """Twenty idle omissions with symmetric noise: hardly ever one is called an effect."""
    noise = np.random.default_rng(seed).normal(size=(20, 32)) * 0.01
    assert beyond_noise(noise, level=1e-3).sum() == 0


def test_false_findings_stay_below_the_level() -> None:
    noise = np.random.default_rng(1).standard_t(3, size=(60, 10, 24))
    false = [beyond_noise(family).any() for family in noise]
    assert np.mean(false) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 60)


def test_a_steady_difference_is_an_effect_and_a_rare_one_is_not() -> None:
    steady = np.full(32, 0.1) + np.random.default_rng(2).normal(size=32) * 0.05
    rare = np.zeros(32)
    rare[:3] = 5.0
    assert beyond_noise(np.stack([steady, rare, np.zeros(32)])).tolist() == [True, False, False]


def test_the_interval_is_students() -> None:
    values = np.array([1.0, 2.0, 4.0, 5.0])
    mean, low, high = interval(values.reshape(1, 4, 1))
    reach = 3.182446305 * np.std(values, ddof=1) / 2.0
    assert mean[0, 0] == pytest.approx(3.0)
    assert (low[0, 0], high[0, 0]) == pytest.approx((3.0 - reach, 3.0 + reach))


@given(st.integers(2, 30), st.integers(1, 400))
def test_worlds_can_tell_something_exactly_when_the_clearest_effect_would_pass(
    worlds: int, cases: int
) -> None:
    """All idle but one, which has the same effect in every world: nothing is clearer."""
    difference = np.zeros((cases, worlds))
    difference[cases // 2] = 1.0
    assert beyond_noise(difference)[cases // 2] == can_tell(worlds, cases)


def test_among_a_thousand_acts_a_clear_one_is_still_found() -> None:
    difference = np.zeros((1100, 24))
    difference[987] = 1.0
    assert np.flatnonzero(beyond_noise(difference)).tolist() == [987]


def test_too_few_worlds_are_warned_of_with_the_number_that_is_enough(planted: Session) -> None:
    cases = len(omissions(planted.replay, script_of(planted.replay)))
    said = warning(planted.replay, 1)
    assert said.startswith("In 1 world no effect")
    enough = int(said.rpartition(" ")[2].rstrip("."))
    assert warning(planted.replay, enough) == ""
    assert f"among {cases} acts" in warning(planted.replay, enough - 1)


def test_progress_grows_through_the_pairs_to_the_end(planted: Session) -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    what_mattered(planted.replay, 2, tell)
    done = [one for one, _ in told]
    assert done == sorted(done)
    assert len({total for _, total in told}) == 1
    assert told[-1][0] == told[-1][1]


def test_an_answer_and_its_inject_are_no_pair(tmp_path: Path) -> None:
    """Without the inject the answer falls too: that the two together do no more says nothing."""
    spec = resolve("reassurance-force")
    done = play_demo(spec, tmp_path, arrays=routes_of(spec), turns=3, policy=find_policy("staff"))
    with Session.open(done.session, read_only=True) as session:
        of_inject: dict[str, list[Omission]] = {}
        for one in omissions(session.replay, script_of(session.replay)):
            if one.kind in ("deliver", "respond"):
                inject = session.entries[min(one.entries) - 1].act["inject"]
                of_inject.setdefault(inject, []).append(one)
        both = [one for acts in of_inject.values() if len(acts) == 2 for one in acts]
        assert len(both) > 2
        effects = what_mattered(session.replay, WORLDS, left_out=both)
        assert (~effects.noise).any(axis=1).sum() > 2
        assert not [pair for pair in effects.pairs if pair.one // 2 == pair.other // 2]
