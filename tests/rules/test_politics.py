"""Laws of politics: who moves, who follows, who decides, and who goes home."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.rules import decisions, drivers, politics
from tabletop.rules.codes import (
    AUTHORISED,
    DEPLOYED,
    GOVERNMENT,
    PARLIAMENT,
    REFUSED,
    RETURNING,
    UNDECIDED,
)
from tabletop.rules.command import friction, lost_lead_factor
from tabletop.rules.orders import carry_out, parse_order
from tabletop.rules.turn import initial_state
from tabletop.world.luck import Luck
from tabletop.world.variables import NEVER
from tests.rules.order_cases import BDE, WORLD, number, open_state, put, stands


def _quiet():
    """A state in which every government stands where it started and no driver holds."""
    state = initial_state(WORLD)
    state.hu_government[:] = 0
    state.us_backstop[:] = 45
    state.ceasefire_status[:] = 0
    return state


def test_left_alone_nobody_moves():
    state = _quiet()
    before = state.willingness.copy()
    politics.drift(WORLD, state, Luck.of(1))
    assert np.allclose(state.willingness, before)


@given(st.sampled_from(WORLD.names["actor"]), st.floats(-40, 40))
def test_a_government_that_was_moved_comes_back_a_tenth_of_the_way(actor, by):
    state = _quiet()
    a = number("actor", actor)
    start = WORLD.actors[a].willingness
    state.willingness[:, a] = np.clip(start + by, 0, 100)
    moved = float(state.willingness[0, a]) - start
    politics.drift(WORLD, state, Luck.of(1))
    left = float(state.willingness[0, a]) - start
    assert left == pytest.approx(0.9 * moved, abs=abs(0.06 * moved) + 1e-9)


def test_others_follow_the_leading_nations_and_those_they_listen_to_most():
    state = _quiet()
    before = state.willingness.copy()
    put("willingness", 20, "actor:de")(state)
    politics.drift(WORLD, state, Luck.of(1))
    change = (state.willingness - before)[0]
    for follower in ("fr", "pl", "nl", "au"):
        assert change[number("actor", follower)] < 0.0
    assert change[number("actor", "pl")] < change[number("actor", "au")]
    assert change[number("actor", "ru")] == 0.0


def test_each_driver_moves_those_who_mind_it_and_nobody_else():
    low = _quiet()
    put("us_backstop", 20)(low)
    push = drivers.push(WORLD, low)[0]
    assert push[number("actor", "gb")] == -12
    assert push[number("actor", "pl")] == 0


def test_every_driver_of_the_world_reads_every_run_by_itself():
    batch = open_state().repeat(6)
    batch.us_backstop[:] = [10, 30, 45, 55, 65, 90]
    batch.mandate[:] = np.arange(6)
    batch.nato_flank_risk[:] = np.linspace(0, 100, 6)
    together = drivers.push(WORLD, batch)
    for run in range(6):
        assert drivers.push(WORLD, batch.take([run]))[0].tobytes() == together[run].tobytes()


@given(st.sampled_from(["legitimacy", "us_backstop", "domestic_support"]), st.floats(0, 99))
def test_support_legitimacy_and_backstop_help_every_vote_and_casualties_hurt_it(name, value):
    state = open_state()
    getattr(state, name)[:] = value
    less, _ = decisions.vote_odds(WORLD, state)
    getattr(state, name)[:] = value + 1
    more, _ = decisions.vote_odds(WORLD, state)
    assert (more >= less).all()
    state.casualties_recent[:] = 5
    hurt, _ = decisions.vote_odds(WORLD, state)
    assert (hurt < more).all() and (hurt > 0).all() and (hurt < 1).all()


def _seek(actor, **rulings):
    state = open_state()
    put("decision", "none", f"actor:{actor}")(state)
    order = parse_order({"type": "seek_authorisation", "actor": actor})
    assert carry_out(WORLD, state, order).tolist() == [0]
    return state


def _decide(state, turns, ruling=None, actor="de"):
    luck = Luck.of(3)
    stages = []
    for _ in range(turns):
        state.turn += 1
        luck.turn = int(state.turn[0])
        if ruling is not None:
            luck.rulings = {("vote", number("actor", actor)): ruling}
        decisions.decide(WORLD, state, luck)
        stages.append(int(state.decision[0, number("actor", actor)]))
    return stages


def test_a_government_that_needs_no_vote_decides_by_its_will():
    state = _seek("gb")
    assert _decide(state, 2, actor="gb") == [GOVERNMENT, AUTHORISED]
    unwilling = _seek("gb")
    put("willingness", 10, "actor:gb")(unwilling)
    assert _decide(unwilling, 2, actor="gb")[-1] == REFUSED


@pytest.mark.parametrize("ruling", [True, False])
def test_a_parliament_votes_after_its_government(ruling):
    stages = _decide(_seek("de"), 3, ruling)
    assert stages == [GOVERNMENT, PARLIAMENT, AUTHORISED if ruling else REFUSED]


def test_a_vote_on_units_that_stay_out_of_ukraine_is_the_light_mandate():
    state = _seek("de")
    _decide(state, 3, True)
    assert state.flag[0, number("flag", "de_mandate_light")] == 1
    assert state.flag[0, number("flag", "de_mandate")] == 0


def test_a_vote_is_a_contest_that_can_be_ruled_and_shows_its_terms():
    state = _seek("de")
    _decide(state, 2, None)
    ledger: list = []
    state.turn += 1
    decisions.decide(WORLD, state, Luck.of(3, turn=int(state.turn[0]), ledger=ledger))
    (vote,) = [entry for entry in ledger if entry.purpose == "vote"]
    assert vote.dimension == "actor" and vote.index == number("actor", "de")
    assert {name for name, _ in vote.terms} >= {"domestic support", "legitimacy", "casualties"}


def test_what_an_inject_has_decided_counts():
    state = open_state()
    put("decision", "none", "actor:de")(state)
    put("flag", 1, "flag:de_mandate")(state)
    decisions.decide(WORLD, state, Luck.of(1))
    assert state.decision[0, number("actor", "de")] == AUTHORISED
    put("flag", 1, "flag:de_vote_lost")(state)
    decisions.decide(WORLD, state, Luck.of(1))
    assert state.decision[0, number("actor", "de")] == REFUSED


@pytest.mark.parametrize("ruling", [True, False])
def test_france_votes_when_its_operation_lasts(ruling):
    state = open_state()
    stands("fr_light_bde_1", "kyiv")(state)
    fr = number("actor", "fr")
    state.turns_since_deploy[:, fr] = state.french_vote_turn + 1
    luck = Luck.of(1, turn=5, rulings={("vote_continue", fr): ruling})
    decisions.decide(WORLD, state, luck)
    politics.recall(WORLD, state, luck)
    assert state.flag[0, number("flag", "fr_authorised")] == int(ruling)
    assert state.recalled[0, fr] == int(not ruling)
    home = state.status[0, number("force", "fr_light_bde_1")]
    assert home == (DEPLOYED if ruling else RETURNING)


def test_an_authorisation_ends_and_an_unwilling_government_lets_it():
    state = open_state()
    put("authorised_until", 5, "actor:gb")(state)
    put("willingness", 5, "actor:gb")(state)
    decisions.decide(WORLD, state, Luck.of(1))
    assert state.decision[0, number("actor", "gb")] == REFUSED
    willing = open_state()
    put("authorised_until", 5, "actor:gb")(willing)
    decisions.decide(WORLD, willing, Luck.of(1))
    assert willing.decision[0, number("actor", "gb")] == AUTHORISED
    assert willing.authorised_until[0, number("actor", "gb")] > 5


def _recalled(*changes):
    state = open_state()
    state.decision[:] = UNDECIDED
    stands(BDE, "kyiv")(state)
    stands("pl_logistics_bn_1", "lviv")(state)
    stands("un_observer_coy_1", "kherson", 1)(state)
    for change in changes:
        change(state)
    politics.recall(WORLD, state, Luck.of(1, turn=5))
    names = ("gb", "pl", "un")
    return [bool(state.recalled[0, number("actor", name)]) for name in names], state


def test_nobody_goes_home_without_a_reason():
    assert _recalled()[0] == [False, False, False]


def test_flank_first_states_leave_ukraine_when_the_flank_is_at_risk():
    called, state = _recalled(put("nato_flank_risk", 61))
    assert called[:2] == [False, True]
    assert state.status[0, number("force", "pl_logistics_bn_1")] == RETURNING
    assert state.status[0, number("force", BDE)] == DEPLOYED


def test_without_kyivs_consent_the_mission_goes_home():
    called, _ = _recalled(put("ua_consent", 0))
    assert called == [True, True, True]


def test_observers_leave_when_the_truce_is_gone():
    called, _ = _recalled(put("ceasefire_status", "collapsed"))
    assert called == [False, False, True]


def test_when_cohesion_is_gone_the_unwilling_may_leave():
    changes = (put("cohesion", 5), put("willingness", 10), put("caveat", 0))
    state = open_state().repeat(200)
    state.decision[:] = UNDECIDED
    for change in (stands(BDE, "kyiv"), *changes):
        change(state)
    politics.recall(WORLD, state, Luck.of(1, 200, turn=5))
    share = state.recalled[:, number("actor", "gb")].mean()
    assert 0.2 < share < 0.6


def test_the_open_ended_mission_tires_and_a_review_clause_stops_that():
    def after(clause):
        state = open_state()
        state.review_clause[:] = clause
        state.turns_since_deploy[:] = 9
        state.info_environment[:] = 50
        state.domestic_support[:] = WORLD.traits.actor_numbers("domestic_support")
        politics.weary(WORLD, state, Luck.of(1))
        return state.domestic_support[0]

    assert (after(0) < after(1)).all()
    assert np.allclose(after(1), WORLD.traits.actor_numbers("domestic_support"))


def test_casualties_cost_support_of_those_who_are_there():
    state = open_state()
    state.casualties_recent[:] = 10
    put("turns_since_deploy", 2, "actor:gb")(state)
    before = state.domestic_support.copy()
    politics.weary(WORLD, state, Luck.of(1))
    fell = (before - state.domestic_support)[0]
    assert fell[number("actor", "gb")] > fell[number("actor", "fr")] + 5


def test_the_clock_of_a_deployment_runs_while_units_are_there():
    state = open_state()
    stands(BDE, "kyiv")(state)
    gb = number("actor", "gb")
    for expected in (1, 2):
        politics.count_deployment(WORLD, state, Luck.of(1))
        assert state.turns_since_deploy[0, gb] == expected
        assert state.commitment[0, gb] == 5
    state.status[:] = 0
    politics.count_deployment(WORLD, state, Luck.of(1))
    assert state.turns_since_deploy[0, gb] == 0 and state.commitment[0, gb] < 4


def test_contingents_and_caveats_rub_and_a_lost_lead_slows():
    state = open_state()
    put("command", "national")(state)
    before = friction(WORLD, state)[0]
    for force in ("es_infantry_bn_1", "nl_infantry_bn_1", "au_infantry_coy_1", BDE):
        stands(force, "kyiv")(state)
    assert friction(WORLD, state)[0] > before
    assert lost_lead_factor(WORLD, state)[0] == 1.0
    put("recalled", 1, "actor:fr")(state)
    assert lost_lead_factor(WORLD, state)[0] > 1.0


def test_influence_is_shared_out_and_outsiders_hear_nothing():
    heard = WORLD.influence.sum(axis=0)
    assert np.allclose(heard[heard > 0], 1.0)
    assert heard[number("actor", "ru")] == 0.0
    assert (np.diag(WORLD.influence) == 0.0).all()


def test_never_is_not_a_turn_to_wait_for():
    state = initial_state(WORLD)
    assert (state.decision_due == NEVER).all()
    decisions.decide(WORLD, state, Luck.of(1))
    assert not (state.decision == REFUSED).any()
