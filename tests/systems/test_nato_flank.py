"""Effect on NATO and its flank: what the mission takes, what replaces it, and what covers whom."""

from __future__ import annotations

import pytest

from tabletop.rules.refusals import Refusal
from tests.systems.playing import Table
from tests.worlds import real_world


def table(**start: object) -> Table:
    return Table(real_world(), **start)


def with_brigades(*forces: str) -> Table:
    play = table()
    for force in forces:
        play.stand(force, "dnipro")
    return play


TWO = ("gb_light_bde_1", "fr_light_bde_1")


@pytest.mark.system("SS-119")
def test_each_brigade_taken_from_plans_adds_risk_until_it_is_replaced() -> None:
    none, one, two, replaced = (
        table(), with_brigades(TWO[0]), with_brigades(*TWO), with_brigades(*TWO)
    )  # fmt: skip
    why = replaced.refused(type="backfill_flank", actor="ie", brigades=1)
    assert why is Refusal.NOT_AN_ALLY
    assert replaced.refused(type="backfill_flank", actor="gb", brigades=9) is Refusal.NO_BRIGADE
    replaced.order(type="backfill_flank", actor="gb", brigades=1)
    support = replaced.get("domestic_support", "gb")
    for play in (none, one, two, replaced):
        play.turn(5)
    risks = [play.get("nato_flank_risk") for play in (none, one, two)]
    assert risks == sorted(risks) and risks[0] + 4 < risks[2]
    assert replaced.get("nato_flank_risk") < two.get("nato_flank_risk")
    assert replaced.measure("flank") < two.measure("flank")
    assert replaced.measure("cost") > two.measure("cost")
    assert support < 100 and "Brigades replaced at home" in replaced.said()


@pytest.mark.system("SS-120")
def test_a_strong_ukrainian_army_lowers_the_risk_more_once_allies_accept_it() -> None:
    weak, strong, argued = table(ua_army=40), table(ua_army=90), table(ua_army=90)
    no = weak.refused(type="make_statement", actor="gb", subject="argue_pinning")
    assert no is Refusal.ARMY_WEAK
    argued.order(type="make_statement", actor="gb", subject="argue_pinning")
    for play in (weak, strong, argued):
        play.turn(3)
    assert argued.get("nato_flank_risk") < strong.get("nato_flank_risk")
    assert strong.get("nato_flank_risk") < weak.get("nato_flank_risk")
    assert argued.measure("flank") < strong.measure("flank") < weak.measure("flank")
    assert "Allies accept that the force helps NATO" in argued.said()


@pytest.mark.system("SS-121")
def test_a_flank_at_risk_calls_units_home_unless_it_is_reinforced() -> None:
    bare, firm = table(), table()
    firm.order(type="reinforce_flank", actor="gb", level=3)
    force = next(
        f.id for f in bare.world.forces
        if f.actor in ("lt", "ee", "lv", "fi", "pl", "ro") and f.type == "infantry_coy"
    )  # fmt: skip
    actor = bare.world.forces[bare.at("force", force)].actor
    for play in (bare, firm):
        play.put("caveat", 1, actor, "flank_first")
        play.put("nato_flank_risk", 59)
        play.stand(force, "lviv")
        for name in (*TWO, "gb_mech_bde_1", "fr_mech_bde_1", "de_mech_bde_1"):
            play.stand(name, "dnipro")
        play.put("by_tension", 100)
        play.turn()
    assert firm.get("nato_flank_risk") < bare.get("nato_flank_risk")
    for _ in range(5):
        for play in (bare, firm):
            play.put("by_tension", 100)
            play.turn()
    assert bare.get("status", force) in ("returning", "home")
    assert firm.get("status", force) == "deployed"
    assert firm.measure("flank") < bare.measure("flank")
    assert firm.measure("cost") > bare.measure("cost")
    assert "Reinforcement of the flank rose from 0 to 3" in firm.said()


@pytest.mark.system("SS-122")
def test_an_attack_on_a_contingent_brings_in_nobody_by_itself() -> None:
    after: dict[str, Table] = {}
    for answer in ("undefined", "national", "coalition", "consult_nato"):
        play = table()
        play.stand("gb_light_bde_1", "dnipro")
        play.put("ua_strength", 0)
        if answer != "undefined":
            play.order(type="set_attack_answer", actor="gb", answer=answer)
        # A probe that has to be contained, and losses of the contingent in it.
        play.state.casualties_coalition += 30
        play.turn(probe=True, probe_repelled=False, probe_contained=True)
        after[answer] = play
    plain = after["undefined"]
    assert plain.get("mandate") == "bilateral" and plain.get("command") != "nato"
    assert after["coalition"].get("resolve_perception") > plain.get("resolve_perception")
    assert after["coalition"].measure("credibility") > plain.measure("credibility")
    assert after["coalition"].measure("escalation") > plain.measure("escalation")
    assert plain.get("cohesion") < after["national"].get("cohesion")
    assert after["national"].get("cohesion") < after["coalition"].get("cohesion")
    assert after["consult_nato"].get("nato_flank_risk") > plain.get("nato_flank_risk")
    said = after["coalition"].said()
    assert "Who answers an attack on a contingent: from undefined to coalition." in said
