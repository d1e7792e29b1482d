"""Timing and conditions: when the force may come, who agrees to it, and what it covers."""

from __future__ import annotations

import pytest

from tabletop.rules.codes import code
from tabletop.rules.refusals import Refusal
from tabletop.rules.turn import adjudicate, begin_turn, initial_state
from tabletop.world.luck import Luck
from tests.systems.playing import Table
from tests.worlds import real_world

BRIGADE = {"actor": "gb", "force": "gb_light_bde_1"}


def table(**start: object) -> Table:
    return Table(real_world(), **start)


def before_a_deal() -> Table:
    play = table(mission_phase="pre_deal", ceasefire_status="none")
    play.authorise("gb")
    play.put("pledged", 300, "gb")
    play.order(type="offer", **BRIGADE)
    return play


@pytest.mark.system("SS-043")
def test_no_unit_enters_before_an_agreement_and_all_may_after_it() -> None:
    play = before_a_deal()
    go = {"type": "deploy", "to": "lviv", **BRIGADE}
    assert play.refused(**go) is Refusal.PRE_DEAL
    assert play.refused(type="set_phase", actor="gb", phase="deploying") is Refusal.NO_TRUCE
    play.order(type="seek_agreement", actor="ua", status="ceasefire")
    play.turn(3, agreement=True)
    play.order(type="set_phase", actor="gb", phase="deploying")
    waiting = play.measure("escalation")
    play.order(**go)
    play.turn(6)
    assert play.get("status", "gb_light_bde_1") == "deployed"
    assert "from pre deal to deploying" in play.said()
    assert play.measure("presence") > 0
    assert play.measure("escalation") < waiting  # a war is more dangerous than a force in a truce


@pytest.mark.system("SS-044")
def test_an_early_entry_shapes_the_talks_and_costs_unity_and_calm() -> None:
    early, patient = before_a_deal(), before_a_deal()
    for play in (early, patient):
        play.put("ceasefire_status", "ceasefire")
        play.stand("gb_light_bde_1", "kyiv")
    early.order(type="make_statement", actor="gb", subject="early_entry")
    assert early.get("europe_seat") > patient.get("europe_seat")
    doubled = early.measure("escalation") - patient.measure("escalation")
    for play in (early, patient):
        play.turn()
    assert early.get("escalation") > patient.get("escalation")
    assert early.get("cohesion") < patient.get("cohesion")
    assert early.get("resolve_perception") > patient.get("resolve_perception")
    assert doubled > 0
    assert early.measure("cohesion") < patient.measure("cohesion")
    assert early.measure("legitimacy") < patient.measure("legitimacy")
    assert "Forces were sent before a deal." in early.said()


@pytest.mark.system("SS-044")
def test_the_inject_of_a_landing_before_a_deal_opens_the_way() -> None:
    play = before_a_deal()
    play.inject("INJ45", "a")
    play.order(type="deploy", to="lviv", **BRIGADE)
    play.turn(9)
    assert play.get("status", "gb_light_bde_1") == "deployed"


@pytest.mark.system("SS-045")
def test_kyiv_alone_invites_and_its_refusal_ends_the_mission() -> None:
    play = table(ru_patience=0, ru_confidence=100)
    play.stand("gb_light_bde_1", "kyiv")
    assert play.refused(type="invite", actor="ru", consent=False) is Refusal.NOT_HOST
    stays = play.copy()
    stays.turn()
    assert stays.get("status", "gb_light_bde_1") == "deployed"
    play.order(type="invite", actor="ua", consent=False)
    play.turn(3)
    assert play.get("status", "gb_light_bde_1") in ("returning", "home")
    assert play.get("coalition_people") < 0.1 * stays.get("coalition_people")
    assert "Kyiv has withdrawn its consent." in play.said()
    assert play.measure("legitimacy") < stays.measure("legitimacy")


@pytest.mark.system("SS-045")
def test_kyiv_may_keep_the_force_west_of_the_dnipro() -> None:
    play = table()
    play.authorise("gb")
    play.put("pledged", 300, "gb")
    play.stand("gb_light_bde_1", "lviv")
    play.order(type="limit", actor="ua", east=True)
    east = {"type": "redeploy", "to": "hub_fwd", **BRIGADE}
    if "hub_fwd" not in play.world.index["node"]:
        east["to"] = "poltava"
    assert play.refused(**east) is Refusal.EAST_LIMIT
    play.order(type="limit", actor="ua", east=False)
    play.order(**east)


@pytest.mark.system("SS-047")
def test_a_sector_outside_the_guarantee_gives_no_guarantee() -> None:
    play = table(intervention_rule="automatic")
    play.put("roe", 5)
    play.stand("gb_light_bde_1", "dnipro")
    inside = play.copy()
    for sector in play.world.names["sector"][:8]:
        play.order(type="set_coverage", actor="gb", sector=sector, covered=False)
    for one in (play, inside):
        one.turn()
    assert sum(play.get("denial", s) for s in play.world.names["sector"][:8]) == 0
    assert sum(inside.get("denial", s) for s in inside.world.names["sector"][:8]) > 0
    assert play.measure("credibility") < inside.measure("credibility")
    assert "The guarantee no longer covers" in play.said()
    play.put("europe_seat", 10)
    back = {"type": "set_coverage", "actor": "gb", "sector": play.world.names["sector"][0]}
    assert play.refused(**back) is Refusal.SEAT_LOW
    play.put("europe_seat", 60)
    play.order(**back)
    play.turn()
    assert play.get("denial", play.world.names["sector"][0]) > 0


@pytest.mark.system("SS-048")
def test_a_truce_a_peace_and_a_frozen_line_are_kept_differently() -> None:
    world, runs = real_world(), 40
    breaches = {}
    for status in ("peace", "ceasefire", "frozen", "none"):
        state, luck = initial_state(world, runs), Luck.of(3, runs)
        state.ceasefire_status[:] = code("ceasefire_status", status)
        begin_turn(world, state, luck)
        luck.turn = 1
        adjudicate(world, state, luck)
        breaches[status] = state.violations_total.sum()
    assert breaches["peace"] < breaches["ceasefire"] < breaches["frozen"] < breaches["none"]


@pytest.mark.system("SS-048")
def test_talks_lead_from_one_state_of_the_agreement_to_another_or_fail() -> None:
    play = table(ceasefire_integrity=60)
    play.order(type="seek_agreement", actor="ua", status="peace")
    assert (
        play.refused(type="seek_agreement", actor="us", status="frozen") is Refusal.TALKS_UNDER_WAY
    )
    lost = play.copy()
    play.turn(3, agreement=True)
    lost.turn(3, agreement=False)
    assert play.get("ceasefire_status") == "peace" and lost.get("ceasefire_status") == "ceasefire"
    assert play.get("ceasefire_integrity") > lost.get("ceasefire_integrity")
    assert play.get("ru_patience") > lost.get("ru_patience")
    assert "Agreement: from ceasefire to peace." in play.said()
    assert play.measure("escalation") < lost.measure("escalation")


@pytest.mark.system("SS-048")
def test_a_frozen_line_is_easier_to_have_than_a_peace() -> None:
    odds = {}
    for status in ("frozen", "peace"):
        play = table()
        play.order(type="seek_agreement", actor="us", status=status)
        play.turn(2)
        play.turn()
        odds[status] = play.odds("agreement")
    assert odds["peace"] < odds["frozen"]


@pytest.mark.system("SS-046")
def test_a_force_planned_before_the_guns_fall_silent_comes_sooner_and_fitter() -> None:
    arrivals: dict[bool, int] = {}
    told: dict[bool, str] = {}
    plans: dict[bool, float] = {}
    readiness: dict[bool, float] = {}
    presence: dict[bool, list[float]] = {}
    for planned in (True, False):
        play = before_a_deal()
        play.put("plan_maturity", 15)
        if planned:
            play.order(type="assign_staff", actor="gb", work="operations")
        play.turn(5)
        play.put("ceasefire_status", "ceasefire")
        play.order(type="set_phase", actor="fr", phase="deploying")
        play.order(type="deploy", to="lviv", **BRIGADE)
        readiness[planned] = play.get("readiness", BRIGADE["force"])
        waited = 0
        while play.get("status", BRIGADE["force"]) != "deployed":
            play.turn()
            waited += 1
            assert waited < 15
            presence.setdefault(planned, []).append(play.measure("presence"))
        arrivals[planned] = waited
        told[planned] = play.said()
        plans[planned] = play.get("plan_maturity")
    assert arrivals[True] < arrivals[False]
    assert readiness[True] > readiness[False]
    assert "Plan of operations rose" in told[True]
    assert plans[True] > plans[False] + 15
    soon = arrivals[True] - 1
    assert presence[True][soon] > presence[False][soon]
