"""Laws of orders: what is refused leaves no trace, and what is lawful keeps the world whole."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.rules.orders import (
    ORDERS,
    THE_ONE,
    OrderFault,
    carry_out,
    destinations,
    judge,
    lawful,
    parse_order,
)
from tabletop.rules.orders.deployment import Deploy, Redeploy
from tabletop.rules.refusals import Refusal
from tabletop.rules.remedies import REFUSAL_WORDS
from tabletop.rules.turn import adjudicate, begin_turn, initial_state
from tabletop.rules.words import refusal_words
from tabletop.world.actors import CAVEATS
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.variables import ENABLERS
from tests.rules.order_cases import ACCEPTED, BDE, CASES, WORLD, Case, number, offered, open_state


def _after(changes: Any, state: State | None = None) -> State:
    state = open_state() if state is None else state
    for change in changes:
        change(state)
    return state


def _name(case: Case) -> str:
    return case.refusal.name.lower()


def _order_name(value: Any) -> str:
    return str(value["type"]) if isinstance(value, dict) else ""


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_each_refusal_is_met_and_leaves_no_trace(case):
    state = _after(case.before)
    before = state.digest()
    assert Refusal(carry_out(WORLD, state, parse_order(case.order))[0]) is case.refusal
    assert state.digest() == before


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_following_the_remedy_makes_the_order_lawful(case):
    state = _after(case.remedy, _after(case.before))
    order = parse_order(case.instead or case.order)
    assert Refusal(judge(WORLD, state, order)[0]) is Refusal.LAWFUL


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_runs_judged_by_themselves_meet_what_they_meet_among_all(case):
    order = parse_order(case.order)
    many = _after(case.before).repeat(6)
    many.put(np.arange(6) % 2 == 0, open_state().repeat(6))
    every = judge(WORLD, many, order)
    for asked in ([1], [0, 3], [1, 2, 5], range(5), range(6), []):
        runs = np.isin(np.arange(6), list(asked))
        if case.refusal is not Refusal.UNKNOWN_NAME:
            assert judge(WORLD, many, order, runs).tolist() == (every * runs).tolist()
        assert lawful(WORLD, many, order, runs).tolist() == (runs & (every == 0)).tolist()


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_each_refusal_says_why_and_what_would_help_in_full_sentences(case):
    state = _after(case.before)
    reason, remedy = refusal_words(WORLD, state, parse_order(case.order), case.refusal)
    for sentence in (reason, remedy):
        assert re.fullmatch(r"[A-Z0-9].*\.", sentence), sentence
        assert "{" not in sentence and "  " not in sentence


def test_every_refusal_has_a_case_and_words():
    assert {case.refusal for case in CASES} == set(Refusal) - {Refusal.LAWFUL}
    assert set(REFUSAL_WORDS) == set(Refusal)


def test_every_type_of_order_is_accepted_somewhere():
    assert {order["type"] for order, _ in ACCEPTED} == set(ORDERS)


@pytest.mark.parametrize(("data", "changes"), ACCEPTED, ids=_order_name)
def test_a_lawful_order_changes_something_and_keeps_the_world_whole(data, changes):
    state = _after(changes)
    before = state.digest()
    assert carry_out(WORLD, state, parse_order(data)).tolist() == [0]
    assert state.digest() != before
    assert state.faults() == []


@pytest.mark.parametrize(("data", "changes"), ACCEPTED, ids=_order_name)
def test_an_order_by_mask_changes_only_the_masked_runs_and_all_of_them_alike(data, changes):
    one = _after(changes)
    many = one.repeat(3)
    runs = np.array([False, True, False])
    carry_out(WORLD, many, parse_order(data), runs)
    untouched = one.digest()
    carry_out(WORLD, one, parse_order(data))
    assert many.take([0]).digest() == many.take([2]).digest() == untouched
    assert many.take([1]).digest() == one.digest()


@pytest.mark.parametrize(("data", "changes"), ACCEPTED, ids=_order_name)
def test_the_only_run_may_be_named_by_its_number_or_by_a_mask(data, changes):
    order = parse_order(data)
    if not order.only_indexes:
        return
    by_mask, by_number = _after(changes), _after(changes)
    order.carry_out(WORLD, by_mask, np.array([True]))
    order.carry_out(WORLD, by_number, THE_ONE)
    assert by_mask.digest() == by_number.digest()


def test_an_order_reads_back_from_its_own_data():
    for data, _ in ACCEPTED:
        order = parse_order(data)
        assert parse_order(order.model_dump()) == order


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"type": "nuke", "actor": "gb"},
        {"type": ["deploy"], "actor": "gb"},
        {"type": "deploy", "actor": "gb"},
        {"type": "deploy", "actor": "gb", "force": 3, "to": "kyiv"},
        {"type": "invite", "actor": "ua", "colour": "red"},
        {"type": "set_roe", "actor": "gb", "tier": 3, "level": 6},
        {"type": "fund", "actor": "gb", "amount": float("nan")},
        {"type": "fund", "actor": "gb"},
        {"type": "invite", "actor": "ua", "rationale": "x" * 301},
    ],
)
def test_what_is_no_order_is_a_fault_of_one_sentence(data):
    with pytest.raises(OrderFault, match=r"^[^\n]+\.$"):
        parse_order(data)


def test_a_refusal_in_one_run_does_not_stop_the_others():
    state = _after((offered(BDE),)).repeat(2)
    state.ua_consent[1] = 0
    order = parse_order({"type": "deploy", "actor": "gb", "force": BDE, "to": "kyiv"})
    assert carry_out(WORLD, state, order).tolist() == [Refusal.LAWFUL, Refusal.NO_CONSENT]
    assert state.status[:, number("force", BDE)].tolist() == [3, 1]


@pytest.mark.parametrize("force", [BDE, "gb_fighter_sqn_1", "gb_escort_ship_1", "ua_uaf_bde_1"])
@pytest.mark.parametrize("crowded", [False, True])
def test_the_map_shows_for_each_place_what_the_order_would_meet(force, crowded):
    state = open_state()
    if not force.startswith("ua"):
        offered(force)(state)
    if crowded:
        state.link_booked[:] = np.arange(state.link_booked.shape[1])[None]
    kind = Redeploy if force.startswith("ua") else Deploy
    shown = destinations(WORLD, state, number("force", force))
    assert len(shown) == len(WORLD.geography.nodes)
    for node, code in shown:
        to = WORLD.names["node"][node]
        order = kind(actor=force.split("_")[0], force=force, to=to)
        assert judge(WORLD, state, order)[0] == code, to


def _any_order() -> st.SearchStrategy[dict[str, Any]]:
    names = {key: st.sampled_from(WORLD.names[key]) for key in ("actor", "force", "node")}

    def owner(force: str) -> dict[str, Any]:
        return {"actor": force.split("_")[0], "force": force}

    def of(kind: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
        return st.fixed_dictionaries({"type": st.just(kind), **fields})

    def moved(kind: str) -> st.SearchStrategy[dict[str, Any]]:
        return st.builds(
            lambda force, to: {"type": kind, "to": to, **owner(force)},
            names["force"], names["node"],
        )  # fmt: skip

    def handled(kind: str) -> st.SearchStrategy[dict[str, Any]]:
        return st.builds(lambda force: {"type": kind, **owner(force)}, names["force"])

    actor, lead = names["actor"], st.sampled_from(["gb", "fr"])
    models = ["national", "lead_nation", "single_commander", "nato"]
    return st.one_of(
        handled("offer"), handled("withdraw_offer"), moved("deploy"), moved("deploy"),
        moved("redeploy"), handled("withdraw"), handled("train"),
        of("seek_authorisation", actor=actor), of("grant_authorisation", actor=actor),
        of("fund", actor=actor, amount=st.floats(0, 500),
           to=st.sampled_from(["mission", "ukraine", "reconstruction"])),
        of("fund", actor=st.just("eu"), package=st.just("eu_funding_tranche_1")),
        of("sign_base_agreement", actor=actor),
        of("negotiate_caveat", actor=actor, caveat=st.sampled_from(tuple(CAVEATS))),
        of("replace_enabler", actor=lead, enabler=st.sampled_from(ENABLERS),
           points=st.floats(0, 20)),
        of("set_roe", actor=lead, tier=st.integers(1, 4), level=st.integers(1, 5)),
        of("set_command", actor=lead, command=st.sampled_from(models)),
        of("make_statement", actor=actor,
           subject=st.sampled_from(["message", "review_clause", "nuclear_signal", "secretariat"])),
        of("seek_mandate", actor=lead, mandate=st.sampled_from(["unsc", "eu", "bilateral"])),
        of("sanction", actor=actor, package=st.sampled_from(["tighten", "oil", "snapback"])),
        of("address_parliament", actor=actor, act=st.sampled_from(["inform", "debate", "vote"])),
        of("seek_majority", actor=actor, offer=st.sampled_from(["talks", "duration", "size"])),
        of("set_troop_policy", actor=actor,
           policy=st.sampled_from(["refuse", "rear_only", "in_ukraine"])),
        of("lobby_congress", actor=actor),
        of("offer_role", actor=lead, partner=actor,
           role=st.sampled_from(["logistics_hub", "training_hub", "sea_command", "partner"])),
        of("mediate", actor=lead, one=actor, other=actor),
        of("set_effort", actor=lead, guarantee=st.just(4), pressure=st.just(2),
           support=st.just(0)),
        of("switch_track", actor=lead, track=st.sampled_from(["secure_peace", "help_fight"])),
        of("invite", actor=st.just("ua"), consent=st.booleans()),
        of("limit", actor=st.just("ua"), east=st.booleans()),
    )  # fmt: skip


@settings(max_examples=25)
@given(st.lists(st.lists(_any_order(), max_size=12), min_size=1, max_size=4), st.booleans())
def test_any_orders_over_any_turns_keep_every_variable_in_range(turns, opened):
    state = open_state() if opened else initial_state(WORLD)
    luck = Luck.of(11)
    for orders in turns:
        begin_turn(WORLD, state, luck)
        luck.turn = int(state.turn[0])
        for data in orders:
            before = state.digest()
            refused = carry_out(WORLD, state, parse_order(data))[0]
            assert not refused or state.digest() == before
            assert state.faults() == []
        adjudicate(WORLD, state, luck)
        assert state.faults() == []
