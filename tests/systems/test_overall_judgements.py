"""Overall judgements: what the sources ask to be scored, each played to its consequence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tabletop.analysis.final_test import final_test
from tabletop.rules.orders import OrderFault
from tabletop.rules.refusals import Refusal
from tabletop.rules.words import finding_sentence
from tests.systems.playing import Table
from tests.worlds import real_world


def table(**start: Any) -> Table:
    return Table(real_world(), **start)


FORCE = ("gb_light_bde_1", "fr_light_bde_1", "gb_mech_bde_1", "fr_mech_bde_1")


# -- divisions ---------------------------------------------------------------------------------


@pytest.mark.system("SS-123")
def test_contingents_leave_a_divided_coalition() -> None:
    united, divided = table(cohesion=60), table(cohesion=5)
    for play in (united, divided):
        play.stand("nl_infantry_bn_1", "kyiv")
        play.put("willingness", 10, "nl")
        play.turn(leave=("nl", True))
    assert united.get("recalled", "nl") == 0
    assert divided.get("status", "nl_infantry_bn_1") == "returning"
    assert divided.measure("presence") < united.measure("presence")
    assert "calls its units home" in divided.said()


@pytest.mark.system("SS-123")
def test_mediation_closes_a_part_of_the_distance_between_two_governments() -> None:
    left, brought = table(), table()
    pair = {"one": "fr", "other": "de"}
    assert brought.refused(
        type="mediate", actor="nl", **pair
    ) is Refusal.NOT_LEAD  # fmt: skip
    apart = brought.get("willingness", "fr") - brought.get("willingness", "de")
    brought.order(type="mediate", actor="gb", **pair)
    assert brought.refused(type="mediate", actor="gb", **pair) is Refusal.SPOKEN
    assert 0 < brought.get("willingness", "fr") - brought.get("willingness", "de") < apart
    for play in (left, brought):
        play.turn()
    assert brought.measure("cohesion") > left.measure("cohesion")
    brought.put("willingness", brought.get("willingness", "fr") - 5, "de")
    assert brought.refused(type="mediate", actor="gb", **pair) is Refusal.NO_QUARREL
    assert "Willingness (Germany) rose" in brought.said()


# -- clarity and credibility -------------------------------------------------------------------


def promised(clarity: float, rule: str = "unwritten") -> Table:
    return table(clarity=clarity, intervention_rule=rule, roe=2)


@pytest.mark.system("SS-124")
def test_clear_red_lines_deter() -> None:
    vague, clear = table(), table()
    for play in (vague, clear):
        for force in FORCE:
            play.stand(force, "kyiv")
    for _ in range(2):
        clear.order(type="make_statement", actor="gb", subject="red_lines")
        clear.order(type="make_statement", actor="fr", subject="red_lines")
        for play in (vague, clear):
            play.turn()
    assert clear.get("resolve_perception") > vague.get("resolve_perception")
    assert clear.measure("credibility") > vague.measure("credibility")
    assert clear.measure("deterrence") > vague.measure("deterrence")
    for play in (vague, clear):
        play.turn(probe=True, probe_repelled=True)
    assert clear.odds("probe") < vague.odds("probe")
    assert "Clarity rose" in clear.said()


@pytest.mark.system("SS-124")
def test_a_clear_guarantee_that_is_not_kept_costs_more_than_a_vague_one() -> None:
    lost = {}
    for clarity in (40.0, 95.0):
        kept, broken = promised(clarity), promised(clarity)
        kept.turn(probe=True, probe_repelled=True)
        broken.turn(probe=True, probe_repelled=False, probe_contained=False)
        lost[clarity] = kept.get("resolve_perception") - broken.get("resolve_perception")
        assert "broke through" in broken.said()
        assert broken.measure("credibility") < kept.measure("credibility")
    assert lost[95.0] > lost[40.0] + 5


@pytest.mark.system("SS-125")
def test_size_and_composition_make_a_force_credible() -> None:
    symbolic, bare, whole, alone = table(), table(), table(), table(us_backstop=0)
    symbolic.stand("nl_infantry_bn_1", "kyiv")
    for play in (bare, whole, alone):
        for force in FORCE:
            play.stand(force, "kyiv")
    for play in (whole, alone):
        for i, force in enumerate(play.world.forces):
            if force.actor in ("gb", "fr") and force.type in ("fighter_sqn", "fires_long"):
                node = "apt_boryspil" if play.world.traits.flies[i] else "kyiv"
                play.stand(force.id, node, 4 if play.world.traits.flies[i] else 3)
    for play in (symbolic, bare, whole, alone):
        play.put("pledged", 500, "gb")
        play.put("pledged", 500, "fr")
        play.turn()
    assert symbolic.measure("credibility") < bare.measure("credibility")
    assert bare.measure("credibility") < whole.measure("credibility")
    assert alone.measure("punishment") < whole.measure("punishment")
    assert alone.measure("credibility") < whole.measure("credibility")
    assert symbolic.get("resolve_perception") < bare.get("resolve_perception")
    for play in (symbolic, whole):
        play.turn(probe=True, probe_repelled=True)
    assert whole.odds("probe") < symbolic.odds("probe")
    assert "Credibility of the guarantee rose" in whole.said()


# -- afterwards --------------------------------------------------------------------------------


@pytest.mark.system("SS-126")
def test_the_final_test_asks_what_holds_once_attention_has_gone() -> None:
    # A quiet world that is well held, and one in which Moscow sees nothing to fear.
    firm = table(ceasefire_integrity=100, resolve_perception=95, ru_confidence=10, us_backstop=80,
                 cohesion=90, ru_probe_appetite=5, escalation=5)  # fmt: skip
    for force in FORCE:
        firm.stand(force, "kyiv")
    weak = table(ceasefire_integrity=40, resolve_perception=5, ru_confidence=95, ua_army=20,
                 us_backstop=0, cohesion=10, ru_probe_appetite=95)  # fmt: skip
    held, lost = (final_test(p.world, p.state, 3, 40) for p in (firm, weak))
    assert held.months == lost.months == 24
    assert held.lasted > lost.lasted
    assert lost.attacked > 0.5
    assert held.measures != lost.measures
    said = finding_sentence(firm.world, held.finding())
    assert said.startswith("24 months after the exercise") and said.endswith(".")
    none = finding_sentence(firm.world, replace(held, lasted=0.0).finding())
    assert none.endswith("in none did it outlast the exercise by a turn.")


@pytest.mark.system("SS-126")
def test_the_final_test_leaves_the_exercise_alone_and_goes_on_after_endex() -> None:
    play = table()
    before = play.state.digest()
    first = final_test(play.world, play.state, 3, 10)
    assert play.state.digest() == before
    assert final_test(play.world, play.state, 3, 10) == first
    play.put("ended", 1)
    assert final_test(play.world, play.state, 3, 10) == first


# -- tracks ------------------------------------------------------------------------------------


@pytest.mark.system("SS-127")
def test_when_talks_fail_the_track_of_arms_and_sanctions_opens() -> None:
    play = table(ceasefire_status="ceasefire", ru_patience=60)
    fight = {"type": "switch_track", "actor": "gb", "track": "help_fight"}
    assert play.refused(**fight) is Refusal.TALKS_ON
    play.inject("INJ48", None)
    play.put("ceasefire_status", "collapsed")
    waits = play.copy()
    pledged, aid = play.get("pledged", "gb"), play.get("ua_aid", "gb")
    play.order(**fight)
    assert play.get("pledged", "gb") < pledged and play.get("ua_aid", "gb") > aid
    assert play.refused(
        type="switch_track", actor="gb", track="secure_peace"
    ) is Refusal.NO_CEASEFIRE  # fmt: skip
    for one in (play, waits):
        one.turn(4)
    assert play.get("ua_equipment") > waits.get("ua_equipment")
    assert play.measure("economic_pressure") > waits.measure("economic_pressure")
    assert play.measure("resilience") >= waits.measure("resilience")
    assert "from secure peace to help fight" in play.said()
    play.put("ceasefire_status", "ceasefire")
    more = play.get("ua_aid", "gb")
    play.order(type="switch_track", actor="gb", track="secure_peace")
    assert play.get("ua_aid", "gb") < more


@pytest.mark.system("SS-128")
def test_no_state_sets_up_an_intervention_force_alone() -> None:
    play = table()
    alone = play.copy()
    alone.put("willingness", 40)
    alone.put("willingness", 90, "gb")
    alone.put("commitment", 1)
    big = {"type": "set_posture", "actor": "gb", "force_posture": "multi_brigade"}
    assert alone.refused(**big) is Refusal.TOO_FEW
    alone.put("willingness", 90, "fr")
    assert alone.refused(**big) is Refusal.TOO_FEW, "two leads are not enough either"
    play.order(**big)
    left = play.copy()
    left.put("willingness", 40)
    left.put("commitment", 1)
    for one in (play, left):
        one.turn()
    assert left.get("resolve_perception") < play.get("resolve_perception") - 1
    assert left.measure("credibility") <= play.measure("credibility")
    assert "Force posture: from hubs to multi brigade" in play.said()


@pytest.mark.system("SS-129")
def test_a_neglected_track_takes_the_others_down_with_it() -> None:
    even, bent, blind = table(), table(), table()
    bent.order(type="set_effort", actor="gb", guarantee=3, pressure=2, support=1)
    blind.order(type="set_effort", actor="gb", guarantee=6, pressure=0, support=0)
    for play in (even, bent, blind):
        play.turn(4)
    names = ("resolve_perception", "sanction_pressure", "ua_equipment")
    for name in names:
        assert blind.get(name) < even.get(name), name
    assert bent.get("ua_equipment") < even.get("ua_equipment")
    for measure in ("credibility", "economic_pressure"):
        assert blind.measure(measure) < even.measure(measure)
    assert blind.measure("resilience") <= even.measure("resilience")
    assert "Effort on pressure" in blind.said()


@pytest.mark.system("SS-129")
def test_effort_is_six_points_that_are_all_shared_out() -> None:
    with pytest.raises(OrderFault, match="6 points"):
        table().order(type="set_effort", actor="gb", guarantee=4, pressure=3, support=2)
    assert table().refused(type="set_effort", actor="gb") is Refusal.NO_CHANGE


@pytest.mark.system("SS-130")
def test_guarantees_without_troops_help_society_and_acceptance_and_deter_nobody() -> None:
    bare, gives = table(), table()
    for actor in ("it", "de", "jp"):
        gives.put("willingness", 70, actor)
        bare.put("willingness", 70, actor)
        gives.order(type="fund", actor=actor, to="reconstruction", amount=20)
    train = {"type": "offer_role", "actor": "fr", "role": "training_hub", "partner": "pl"}
    gives.order(**train)
    denial = gives.measure("denial"), bare.measure("denial")
    assert denial[0] == denial[1]
    for play in (bare, gives):
        play.turn(3)
    assert gives.get("ua_resilience") > bare.get("ua_resilience")
    assert gives.measure("resilience") > bare.measure("resilience")
    assert gives.measure("legitimacy") > bare.measure("legitimacy")
    assert gives.measure("punishment") == pytest.approx(bare.measure("punishment"), abs=0.5)
    assert gives.measure("presence") == bare.measure("presence")
    assert "Money for reconstruction (Italy)" in gives.said()
