"""Laws of incidents: the tiers answer in order, breaches wear, evidence and eyes attribute."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.rules.attribution import attribute, attribution_odds, error_odds, gather_evidence
from tabletop.rules.codes import DEPLOYED
from tabletop.rules.coverage import derive
from tabletop.rules.enablers import build_in_europe
from tabletop.rules.findings import findings
from tabletop.rules.incidents import (
    command_speed,
    contain_parts,
    may_intervene,
    mended,
    record,
    repel_odds,
    respond,
    restore,
    violate,
    worn,
)
from tabletop.rules.russia import BROKEN, CONTAINED, REPELLED
from tabletop.rules.turn import initial_state
from tabletop.rules.words import finding_sentence
from tabletop.world.doctrine import Doctrine
from tabletop.world.luck import Luck, Outcome
from tabletop.world.register import ENTRIES
from tabletop.world.state import State
from tabletop.world.variables import AIR_POSTURE, COMMAND, ENABLERS, INTERVENTION_RULE
from tests.rules.random_states import random_state
from tests.worlds import small_world

WORLD = small_world()
SECTOR = WORLD.index["sector"]["kupiansk"]
RUNS = 300


def under_probe(runs: int = RUNS) -> State:
    state = initial_state(WORLD, runs)
    state.probe_stage[:, SECTOR] = BROKEN
    return state


def answer(state: State, **rulings: bool) -> list[Outcome]:
    ledger: list[Outcome] = []
    ruled = {(purpose, SECTOR): result for purpose, result in rulings.items()}
    respond(WORLD, state, Luck.of(4, state.runs, turn=1, rulings=ruled, ledger=ledger))
    return ledger


def test_the_ukrainian_army_answers_alone_and_first() -> None:
    state = under_probe()
    firm = state.copy()
    firm.roe[:] = 5
    firm.denial[:] = 100
    firm.air_posture[:] = AIR_POSTURE.index("enforcement")
    assert (repel_odds(WORLD, firm) == repel_odds(WORLD, state)).all()
    ledger = answer(state, probe_repelled=True)
    assert [o.purpose for o in ledger] == ["probe_repelled"]
    assert (state.probe_stage[:, SECTOR] == REPELLED).all()
    assert state.breached.sum() == 0


def test_the_reserve_and_the_coalition_come_after_it() -> None:
    state = under_probe()
    ledger = answer(state, probe_repelled=False, probe_contained=True)
    assert [o.purpose for o in ledger] == ["probe_repelled", "probe_contained"]
    assert (state.probe_stage[:, SECTOR] == CONTAINED).all()
    lost = under_probe()
    answer(lost, probe_repelled=False, probe_contained=False)
    assert (lost.probe_stage[:, SECTOR] == BROKEN).all()
    assert (lost.breached[:, SECTOR] == 1).all() and lost.breached.sum() == RUNS
    assert (lost.resolve_perception < state.resolve_perception).all()
    assert (lost.ceasefire_integrity < state.ceasefire_integrity).all()


def test_the_coalition_fights_only_where_its_rules_its_word_and_the_sector_allow() -> None:
    state = under_probe(1)
    state.denial[:] = 50
    state.air_cover[:] = 50
    state.air_posture[:] = AIR_POSTURE.index("enforcement")

    def parts() -> tuple[float, float]:
        _, land, air = contain_parts(WORLD, state)
        return float(land[0, SECTOR]), float(air[0, SECTOR])

    state.roe[:] = 2
    state.intervention_rule[:] = INTERVENTION_RULE.index("unwritten")
    assert parts() == (0, 0)
    state.roe[:, 2] = 5
    land, air = parts()
    assert land > 0 and air == 0
    state.roe[:, 3] = 5
    assert parts()[1] > 0
    state.air_posture[:] = AIR_POSTURE.index("off")
    assert parts()[1] == 0
    state.covered[:, SECTOR] = 0
    assert parts() == (0, 0)


def test_observers_never_fight() -> None:
    state = initial_state(WORLD)
    state.roe[:] = 5
    force = WORLD.index["force"]["fr_observer_coy_1"]
    state.status[:, force] = DEPLOYED
    state.at[:, force] = WORLD.index["node"]["kramatorsk"]
    state.tier_of[:, force] = 1
    before, repelled = contain_parts(WORLD, state), repel_odds(WORLD, state)
    derive(WORLD, state)
    after = contain_parts(WORLD, state)
    for one, other in zip(before, after, strict=True):
        assert (other <= one + 1e-12).all()
    assert (repel_odds(WORLD, state) == repelled).all()
    assert state.observers_deployed[0] == 1 and state.monitoring.max() > 0


def test_a_clearer_rule_asks_for_lower_rules_of_engagement() -> None:
    state = initial_state(WORLD, len(INTERVENTION_RULE))
    state.intervention_rule[:] = np.arange(len(INTERVENTION_RULE))
    allowed = []
    for level in range(1, 6):
        state.roe[:, 2] = level
        allowed.append(may_intervene(WORLD, state, 2).tolist())
    for lower, higher in pairwise(allowed):
        assert all(b or not a for a, b in zip(lower, higher, strict=True))
    for by_rule in allowed:
        assert by_rule == sorted(by_rule)
    assert allowed[-1] == [True] * 4 and allowed[0] == [False] * 4


def test_command_is_fast_or_slow_by_its_model() -> None:
    state = initial_state(WORLD, len(COMMAND))
    state.command[:] = np.arange(len(COMMAND))
    national, lead, single, nato, undecided = command_speed(WORLD, state)
    assert undecided < national
    assert national < lead < single == nato
    state.flag[:, WORLD.index["flag"]["cdr_authority"]] = 1
    assert command_speed(WORLD, state)[0] > lead
    state.us_backstop[:] = 20
    assert command_speed(WORLD, state)[3] == 0
    slow = initial_state(WORLD)
    slow.recalled[:, WORLD.is_lead] = 1
    assert command_speed(WORLD, slow)[0] < lead


def test_a_breach_lasts_until_it_is_restored() -> None:
    state = initial_state(WORLD, RUNS)
    state.breached[:, SECTOR] = 1
    restore(WORLD, state, Luck.of(1, RUNS, turn=1))
    assert 0 < state.breached[:, SECTOR].mean() < 1
    held = initial_state(WORLD, 1)
    restore(WORLD, held, Luck.of(1, 1, turn=1))
    assert held.breached.sum() == 0


def breaches(**changes: float) -> float:
    state = initial_state(WORLD, RUNS)
    for name, value in changes.items():
        getattr(state, name)[:] = value
    violate(WORLD, state, Luck.of(2, RUNS, turn=1))
    assert state.faults() == []
    return float(state.violations.mean())


def test_breaches_rise_with_tension_and_fall_with_monitoring_and_peace() -> None:
    usual = breaches(tension=40, monitoring=0)
    assert breaches(tension=80, monitoring=0) > usual > breaches(tension=10, monitoring=0)
    assert breaches(tension=40, monitoring=100) < usual
    assert breaches(tension=40, monitoring=0, ceasefire_status=2) < usual
    assert breaches(tension=40, monitoring=0, ceasefire_status=4) > 2 * usual
    assert breaches(tension=40, monitoring=0, ceasefire_integrity=20) > usual


def test_the_total_adds_up_the_turns() -> None:
    state = initial_state(WORLD)
    state.violations[:] = 2
    record(WORLD, state, Luck.of(1))
    record(WORLD, state, Luck.of(1))
    assert (state.violations_total == 4).all()


@given(st.integers(0, 100_000), st.floats(0, 100), st.floats(0, 100))
def test_withdrawing_american_surveillance_never_improves_the_odds_of_attribution(
    seed: int, one: float, other: float
) -> None:
    more = random_state(WORLD, seed)
    less = more.copy()
    isr = ENABLERS.index("isr")
    more.us_share[:, isr], less.us_share[:, isr] = max(one, other), min(one, other)
    for turn in range(4):
        for state in (more, less):
            build_in_europe(WORLD, state, Luck.of(1, turn=turn))
            gather_evidence(WORLD, state, Luck.of(1, turn=turn))
        assert (less.isr_coverage <= more.isr_coverage + 1e-9).all()
        better, _ = attribution_odds(WORLD, more)
        worse, _ = attribution_odds(WORLD, less)
        assert (worse <= better + 1e-9).all()
        assert (error_odds(WORLD, less)[0] >= error_odds(WORLD, more)[0] - 1e-9).all()


@given(st.integers(0, 100_000))
def test_the_terms_of_attribution_add_up_to_its_odds(seed: int) -> None:
    state = random_state(WORLD, seed)
    for reckon in (attribution_odds, error_odds):
        odds, terms = reckon(WORLD, state)
        total = np.zeros_like(odds)
        for value in terms.values():
            total = total + value
        assert np.allclose(odds, np.clip(total, 0, 1))


@pytest.mark.parametrize("named", [True, False])
def test_a_named_culprit_is_deterred_and_an_unnamed_one_encouraged(named: bool) -> None:
    state = initial_state(WORLD)
    state.violations[:, SECTOR] = 5
    before = state.copy()
    rulings = {("attributed", SECTOR): named, ("misattributed", SECTOR): False}
    attribute(WORLD, state, Luck.of(1, turn=1, rulings=rulings))
    assert state.attributed[0, SECTOR] == named and state.attributed.sum() == named
    assert (state.ru_probe_appetite[0] < before.ru_probe_appetite[0]) == named
    assert (state.resolve_perception[0] > before.resolve_perception[0]) == named
    assert (state.info_environment[0] > before.info_environment[0]) == named


def test_a_wrong_attribution_encourages_and_costs_trust_and_acceptance() -> None:
    right = initial_state(WORLD)
    right.violations[:, SECTOR] = 5
    wrong, before = right.copy(), right.copy()
    for state, error in ((right, False), (wrong, True)):
        rulings = {("attributed", SECTOR): True, ("misattributed", SECTOR): error}
        attribute(WORLD, state, Luck.of(1, turn=1, rulings=rulings))
    assert right.misattributed.sum() == 0 and wrong.misattributed[0, SECTOR] == 1
    assert wrong.ru_probe_appetite[0] > before.ru_probe_appetite[0] > right.ru_probe_appetite[0]
    assert wrong.legitimacy[0] < right.legitimacy[0]
    assert wrong.info_environment[0] < before.info_environment[0] < right.info_environment[0]
    (fact,) = [f for f in findings(WORLD, before, wrong) if f.kind == "misattributed"]
    assert fact.audience == ("facilitator",)
    assert finding_sentence(WORLD, fact).endswith("was wrong.")


def test_quiet_sectors_need_no_finding() -> None:
    state = initial_state(WORLD)
    before = state.copy()
    ledger: list[Outcome] = []
    attribute(WORLD, state, Luck.of(1, turn=1, ledger=ledger))
    assert ledger == []
    assert set(before.changed(state)) == set()


def test_a_ceasefire_comes_to_rest_between_its_ends_and_how_well_it_mends_sways_it_gently():
    def settled(mend: float, breaches: int) -> float:
        world = replace(WORLD, doctrine=Doctrine(ENTRIES, {"integrity_mend": mend}))
        state = initial_state(world)
        eyes = np.zeros(1)
        for _ in range(300):
            gain = mended(world, state, eyes) - worn(world, state, np.full(1, breaches))
            state.ceasefire_integrity = state.ceasefire_integrity + gain
        return float(state.ceasefire_integrity[0])

    for breaches in (3, 10, 40):
        found = [settled(mend, breaches) for mend in (2.0, 3.0, 4.0)]
        assert found == sorted(found)
        assert found[0] > 5.0 and found[-1] < 99.0
        assert found[-1] - found[0] < 30.0
    assert settled(3.0, 3) > settled(3.0, 10) > settled(3.0, 40)
