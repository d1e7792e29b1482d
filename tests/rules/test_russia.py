"""Laws of Russia's behaviour: opportunity, pressure, probes and attacks."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tabletop.rules.incidents import contain_parts, repel_odds
from tabletop.rules.russia import (
    BROKEN,
    attack,
    denial_share,
    deterrence,
    intend,
    opportunity,
    press,
    probe,
)
from tabletop.rules.turn import initial_state
from tabletop.world.luck import Luck, Outcome
from tabletop.world.state import State
from tests.rules.random_states import random_state
from tests.worlds import small_world

WORLD = small_world()
SECTORS = WORLD.sizes["sector"]


def probed(state: State, seed: int = 1) -> tuple[State, list[Outcome]]:
    ledger: list[Outcome] = []
    after = state.copy()
    probe(WORLD, after, Luck.of(seed, state.runs, turn=1, ledger=ledger))
    return after, ledger


def breakthrough_odds(state: State) -> np.ndarray:
    """Chance of a breakthrough in each sector, [run, sector], before anything is drawn."""
    d = WORLD.doctrine
    drive = d.probe_drive * state.ru_probe_appetite / 100
    happens = d.probe_base + drive * (d.probe_resolve - state.resolve_perception / 100)
    weight = opportunity(WORLD, state)
    chosen = weight / np.maximum(weight.sum(axis=1, keepdims=True), 1e-12)
    own, land, air = contain_parts(WORLD, state)
    through = (1 - repel_odds(WORLD, state)) * (1 - own) * (1 - land) * (1 - air)
    return np.asarray(happens[:, None] * chosen * through)


@given(st.integers(0, 100_000), st.integers(0, SECTORS - 1), st.floats(0, 200))
def test_more_presence_never_raises_the_odds_that_a_probe_breaks_through_there(
    seed: int, sector: int, more: float
) -> None:
    state = random_state(WORLD, seed)
    state.presence[:] = np.minimum(state.presence, 60)
    before = breakthrough_odds(state)[0, sector]
    state.presence[0, sector] += more
    assert breakthrough_odds(state)[0, sector] <= before + 1e-12
    state.denial[0, sector] += more
    assert breakthrough_odds(state)[0, sector] <= before + 1e-12
    state.ua_strength[0, sector] = min(state.ua_strength[0, sector] + more, 200)
    assert breakthrough_odds(state)[0, sector] <= before + 1e-12


@given(st.integers(0, 100_000), st.integers(0, SECTORS - 1), st.floats(0, 200))
def test_more_presence_never_brings_more_pressure_or_appetite(
    seed: int, sector: int, more: float
) -> None:
    thin = random_state(WORLD, seed)
    thin.presence[:] = np.minimum(thin.presence, 60)
    thick = thin.copy()
    thick.presence[0, sector] += more
    for state in (thin, thick):
        intend(WORLD, state, Luck.of(1, turn=1))
        press(WORLD, state, Luck.of(1, turn=1))
    assert thick.ru_probe_appetite[0] <= thin.ru_probe_appetite[0] + 1e-9
    assert thick.pressure[0, sector] <= thin.pressure[0, sector] + 1e-9
    assert thick.tension[0, sector] <= thin.tension[0, sector] + 1e-9


def test_the_chance_of_a_probe_at_the_start_is_about_a_fifth_to_a_quarter() -> None:
    _, ledger = probed(initial_state(WORLD))
    assert 0.2 < ledger[0].odds < 0.26
    assert ledger[0].purpose == "probe" and ledger[0].dimension == "sector"


def test_at_most_one_sector_is_probed_in_a_turn_and_never_a_hopeless_one() -> None:
    state = initial_state(WORLD, 400)
    state.ru_probe_appetite[:] = 100
    state.resolve_perception[:] = 0
    state.by_tension[:] = 0
    after, _ = probed(state)
    count = (after.probe_stage == BROKEN).sum(axis=1)
    assert set(count.tolist()) == {0, 1}
    belarus = [s.neighbour == "BY" for s in WORLD.geography.sectors]
    assert after.probes[:, belarus].sum() == 0


def test_probes_fall_where_presence_is_thin() -> None:
    state = initial_state(WORLD, 2000)
    contact = [i for i, s in enumerate(WORLD.geography.sectors) if s.kind == "contact"]
    thin, thick = contact[:2], contact[2:]
    state.presence[:, thick] = 60
    after, _ = probed(state)
    assert after.probes[:, thin].mean() > 3 * after.probes[:, thick].mean()


@given(st.integers(0, 100_000))
def test_firmness_and_denial_deter(seed: int) -> None:
    state = random_state(WORLD, seed)
    before = deterrence(WORLD, state)[0]
    assert 0 <= before <= 100
    for name in ("resolve_perception", "cohesion", "clarity", "us_backstop", "denial"):
        firmer = state.copy()
        getattr(firmer, name)[:] += 10
        assert deterrence(WORLD, firmer)[0] >= before - 1e-12
    assert (denial_share(WORLD, state) <= 1).all()


def test_confidence_rises_as_america_leaves_and_the_coalition_quarrels() -> None:
    calm, alone, quarrel = (initial_state(WORLD) for _ in range(3))
    alone.us_backstop[:] = 10
    quarrel.cohesion[:] = 30
    for state in (calm, alone, quarrel):
        intend(WORLD, state, Luck.of(1, turn=1))
    assert alone.ru_confidence[0] > calm.ru_confidence[0]
    assert quarrel.ru_confidence[0] > calm.ru_confidence[0]


def test_time_is_on_russias_side_before_a_ceasefire() -> None:
    peace, war = initial_state(WORLD), initial_state(WORLD)
    war.ceasefire_status[:] = 0
    for state in (peace, war):
        intend(WORLD, state, Luck.of(1, turn=1))
    gained = war.ru_confidence[0] - peace.ru_confidence[0]
    assert np.isclose(gained, WORLD.doctrine.confidence_of_time)


def test_an_attack_needs_two_turns_in_which_it_seems_to_pay() -> None:
    state = initial_state(WORLD, 200)
    state.ru_confidence[:] = 100
    state.resolve_perception[:] = 0
    first, second = Luck.of(1, 200, turn=1), Luck.of(1, 200, turn=2)
    attack(WORLD, state, first)
    assert (state.offensive_turns == 1).all() and state.ceasefire_integrity.min() == 80
    attack(WORLD, state, second)
    opened = state.ceasefire_integrity < 80
    assert 0.5 < opened.mean() < 1
    assert (state.offensive_turns[opened] == 0).all()
    assert (state.breached.sum(axis=1)[~opened] == 0).all()
    assert state.faults() == []


def test_a_deterred_russia_does_not_attack() -> None:
    state = initial_state(WORLD, 50)
    state.ru_confidence[:] = 40
    for turn in (1, 2, 3):
        attack(WORLD, state, Luck.of(1, 50, turn=turn))
    assert state.offensive_turns.max() == 0 and state.breached.sum() == 0


def test_pressure_moves_by_no_more_than_its_step() -> None:
    state = initial_state(WORLD)
    before = state.pressure.copy()
    state.ru_probe_appetite[:] = 100
    press(WORLD, state, Luck.of(1, turn=1))
    assert np.abs(state.pressure - before).max() <= WORLD.doctrine.pressure_step + 1e-12


def test_denial_seen_with_resolve_eases_pressure() -> None:
    weak, firm = initial_state(WORLD), initial_state(WORLD)
    weak.resolve_perception[:], firm.resolve_perception[:] = 0, 100
    for state in (weak, firm):
        for turn in range(20):
            press(WORLD, state, Luck.of(1, turn=turn))
    assert (firm.pressure < weak.pressure).all()
    firmer = firm.copy()
    firmer.denial[:] += 60
    for turn in range(20):
        press(WORLD, firmer, Luck.of(1, turn=turn))
    assert (firmer.pressure <= firm.pressure).all()
    assert (firmer.pressure < firm.pressure).any()


def test_no_sector_is_left_in_peace_and_the_inviting_ones_least() -> None:
    state = initial_state(WORLD, 3)
    state.pressure[:] = 0
    state.resolve_perception[:] = 100
    for _ in range(20):
        press(WORLD, state, Luck.of(1, 3))
    assert (state.pressure > 0).all()
    inviting = np.argsort(opportunity(WORLD, state)[0] * (1 - denial_share(WORLD, state)[0]))
    assert state.pressure[0, inviting[-1]] == state.pressure[0].max()
    firm, soft = state.copy(), state.copy()
    soft.resolve_perception[:] = 20
    for one in (firm, soft):
        press(WORLD, one, Luck.of(1, 3))
    assert (firm.pressure < soft.pressure).all()
