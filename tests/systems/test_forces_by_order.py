"""Forces from the order that sends them to the measure they move: concept, tiers, tasks, flank."""

from __future__ import annotations

import pytest

from tabletop.rules.casualties import danger
from tabletop.rules.command import friction
from tabletop.rules.concept import concept_air
from tabletop.rules.incidents import contain_parts, repel_odds
from tabletop.rules.refusals import Refusal
from tabletop.rules.strikes import interception
from tests.systems.playing import Table
from tests.worlds import real_world

BRIGADE, HEAVY, JET = "gb_light_bde_1", "gb_mech_bde_1", "gb_fighter_sqn_1"
SENDERS = ("gb", "fr", "de", "dk", "nl", "nor", "ee", "es", "un", "monitors", "ie")


def table(**start: object) -> Table:
    """Everybody is ready to send; what is sent is sent by orders."""
    play = Table(real_world(), **start)
    play.prepare(*SENDERS)
    return play


def land(play: Table, sector: str = "S05") -> float:
    return float(contain_parts(play.world, play.state)[1][0, play.at("sector", sector)])


@pytest.mark.system("SS-020")
def test_a_force_that_is_sent_and_put_to_a_task_counts_for_that_task() -> None:
    guards, patrols = table(), table()
    for play, task in ((guards, "protect"), (patrols, "deter")):
        play.send(HEAVY, "hub_dnipro")
        play.turn()
        play.order(type="assign_task", actor="gb", force=HEAVY, task=task)
        play.turn()
    assert guards.get("force_protection") > patrols.get("force_protection")
    assert guards.measure("presence") < patrols.measure("presence")
    assert guards.measure("denial") < patrols.measure("denial")
    assert "Task" in guards.said()


@pytest.mark.system("SS-021")
def test_units_are_put_into_tiers_whose_rules_decide_what_they_may_do() -> None:
    play = table(intervention_rule="graded", mandate="unsc")
    play.send(HEAVY, "poltava")
    play.send("es_observer_coy_1", "kupiansk", tier=1)
    play.send("ie_observer_coy_1", "rzeszow")
    play.turn()
    assert play.get("tier_of", "es_observer_coy_1") == 1
    play.order(type="set_tier", actor="ie", force="ie_observer_coy_1", tier=1)
    assert play.get("tier_of", "ie_observer_coy_1") == 1
    why = play.refused(type="set_tier", actor="gb", force=HEAVY, tier=1)
    assert why is Refusal.TIER_OF_OBSERVERS
    bound, free = play.copy(), play.copy()
    free.order(type="set_roe", actor="gb", tier=3, level=4)
    for one in (bound, free):
        one.turn(probe=True, probe_repelled=False)
    assert free.get("roe", "T3") == 4 and land(free) > land(bound) == 0
    assert free.odds("probe_contained") > bound.odds("probe_contained")
    assert free.measure("escalation") > bound.measure("escalation")
    assert free.measure("deterrence") > bound.measure("deterrence")
    assert "has arrived at Poltava" in play.said()


@pytest.mark.system("SS-022")
def test_observers_come_once_their_mandate_has_been_sought_and_won() -> None:
    play = table()
    play.put("caveat", 1, "monitors", "un_mandate_required")
    force = "monitors_observer_coy_1"
    play.order(type="offer", actor="monitors", force=force)
    play.put("ready_turn", 0, force)
    go = {"type": "deploy", "actor": "monitors", "force": force, "to": "kupiansk", "tier": 1}
    assert play.refused(**go) is Refusal.CAVEAT_UN
    before = play.measure("monitoring"), play.measure("legitimacy"), play.measure("punishment")
    play.order(type="seek_mandate", actor="gb", mandate="monitors_treaty")
    play.turn(6, mandate=True)
    assert play.get("mandate") == "monitors_treaty"
    play.authorise("monitors")
    play.put("willingness", 90, "monitors")
    play.order(**go)
    play.turn(3)
    assert play.get("observers_deployed") == 1
    assert play.measure("monitoring") > before[0] and play.measure("legitimacy") > before[1]
    assert play.measure("punishment") == pytest.approx(before[2], abs=3)
    assert "Observers stand on the line." in play.said()


@pytest.mark.system("SS-023")
def test_ukrainian_brigades_that_are_moved_hold_their_sector_and_are_told() -> None:
    thin, thick = table(), table()
    free = [f.id for f in thick.world.forces if f.type == "uaf_bde"][:6]
    for force in free:
        if thick.get("at", force) != thick.at("node", "kramatorsk"):
            thick.order(type="redeploy", actor="ua", force=force, to="kramatorsk", tier=2)
    for play in (thin, thick):
        play.turn(2)
        play.put("ru_probe_appetite", 100)
        play.turn(probe=True, probe_repelled=True)
    s05 = thick.at("sector", "S05")
    held = [float(repel_odds(play.world, play.state)[0, s05]) for play in (thin, thick)]
    assert held[1] > held[0]
    assert thick.get("ua_strength", "S05") > thin.get("ua_strength", "S05")
    assert "was repelled; odds of repelling it" in thick.said()
    weak, strong = table(ua_army=30), table(ua_army=90)
    for play in (weak, strong):
        play.turn()
    assert strong.measure("denial") > weak.measure("denial") + 10


@pytest.mark.system("SS-024")
def test_a_unit_moved_forward_is_seen_in_time_and_in_danger() -> None:
    far = table(intervention_rule="automatic")
    far.send(HEAVY, "lviv")
    far.turn()
    near = far.copy()
    near.order(type="redeploy", actor="gb", force=HEAVY, to="poltava")
    for play in (near, far):
        play.turn(4)
    gb = near.at("actor", "gb")
    assert near.get("at", HEAVY) == near.at("node", "poltava")
    assert danger(near.world, near.state)[0, gb] > 5 * danger(far.world, far.state)[0, gb]
    assert land(near) > land(far) == 0
    assert near.get("denial", "S05") > far.get("denial", "S05")
    for name in ("presence", "escalation", "denial"):
        assert near.measure(name) > far.measure(name)
    assert "has arrived at Poltava" in near.said()


@pytest.mark.system("SS-025")
def test_squadrons_that_are_based_and_ordered_to_fly_are_the_last_answer() -> None:
    play = table(intervention_rule="automatic")
    for force in (JET, "gb_fighter_sqn_2", "fr_fighter_sqn_1"):
        play.send(force, "apt_boryspil", tier=4)
    play.turn()
    ground, flying = play.copy(), play.copy()
    for one, posture in ((ground, "off"), (flying, "patrol")):
        one.order(type="set_posture", actor="gb", air_posture=posture)
        one.order(type="set_roe", actor="gb", tier=4, level=5)
        one.turn(probe=True, probe_repelled=False)
    air = [contain_parts(one.world, one.state)[2].max() for one in (ground, flying)]
    assert air[1] > air[0] == 0
    assert flying.odds("probe_contained") > ground.odds("probe_contained")
    assert flying.state.air_cover.sum() > ground.state.air_cover.sum()
    assert flying.measure("escalation") > ground.measure("escalation")
    assert "Air posture: from alert to patrol." in flying.said()


@pytest.mark.system("SS-027")
def test_lead_nations_take_the_rub_out_of_many_small_contingents() -> None:
    play = table(command="national", cohesion=60)
    play.state.caveat[:] = 0
    for force in ("gb_light_bde_1", "nl_infantry_bn_1", "dk_infantry_bn_1", "nor_infantry_bn_1",
                  "ee_infantry_coy_1"):  # fmt: skip
        play.send(force, "kyiv")
    play.turn()
    led = play.copy()
    led.order(type="set_command", actor="gb", command="lead_nation")
    assert led.get("command") == "lead_nation"
    for one in (play, led):
        one.put("cohesion", 60)
        one.turn(4)
    rub = [float(friction(one.world, one.state)[0]) for one in (play, led)]
    assert rub[0] >= rub[1] + 1
    # What national control is worth in itself is taken out: the rub of five contingents is left.
    own = play.world.doctrine.cohesion_command_national
    own -= play.world.doctrine.cohesion_command_lead_nation
    assert play.get("cohesion") - led.get("cohesion") < own
    assert play.measure("presence") == pytest.approx(led.measure("presence"), abs=0.5)
    assert "Command: from national to lead nation." in led.said()


@pytest.mark.system("SS-029")
def test_an_air_concept_shoots_down_more_with_the_same_means() -> None:
    play = table(ceasefire_integrity=40)
    for force in ("fr_gbad_long_1", "nor_gbad_medium_1"):
        play.send(force, "kyiv")
    play.send(JET, "apt_boryspil", tier=4)
    play.turn()
    hubs, air = play.copy(), play.copy()
    air.order(type="set_posture", actor="gb", force_posture="air_sea")
    assert concept_air(air.world, air.state).max() > concept_air(hubs.world, hubs.state).max()
    area = int(play.world.geography.air_area_of_node[play.at("node", "kyiv")])
    for one in (hubs, air):
        one.turn(2, strike_wave=True)
    shot = [float(interception(one.world, one.state)[0, area]) for one in (hubs, air)]
    assert shot[1] > shot[0]
    assert air.get("civilian_harm") < hubs.get("civilian_harm")
    assert air.get("energy_state") > hubs.get("energy_state")
    assert air.measure("civilian_protection") > hubs.measure("civilian_protection")
    assert "A wave of strikes hit" in air.said()


@pytest.mark.system("SS-032")
def test_blue_helmets_are_chosen_sent_and_deter_nobody() -> None:
    empty = table(mandate="monitors_treaty", ru_patience=60)
    blue = empty.copy()
    blue.order(type="set_posture", actor="gb", force_posture="observers")
    for n in (1, 2):
        blue.send(f"un_observer_coy_{n}", "kherson", tier=1)
        blue.send(f"monitors_observer_coy_{n}", "kupiansk", tier=1)
    for one in (blue, empty):
        one.turn(2)
    assert blue.get("observers_deployed") == 1
    assert blue.measure("monitoring") > empty.measure("monitoring") + 2
    assert blue.measure("legitimacy") > empty.measure("legitimacy")
    assert blue.measure("denial") == pytest.approx(empty.measure("denial"), abs=0.5)
    assert "Force posture: from hubs to observers." in blue.said()


@pytest.mark.system("SS-035")
def test_batteries_and_patrols_that_are_sent_guard_the_sky_over_their_area() -> None:
    bare, full = table(ceasefire_integrity=40), table(ceasefire_integrity=40)
    for force in ("fr_gbad_long_1", "nor_gbad_medium_1", "nor_gbad_medium_2"):
        full.send(force, "kyiv")
    for force in (JET, "gb_fighter_sqn_2"):
        full.send(force, "apt_boryspil", tier=4)
    for play in (bare, full):
        play.turn()
    grounded = full.copy()
    full.order(type="set_posture", actor="gb", air_posture="patrol")
    for play in (bare, grounded, full):
        play.turn(2, strike_wave=True)
    shot = [interception(one.world, one.state).max() for one in (bare, grounded, full)]
    assert shot[0] < shot[1] < shot[2]
    assert full.get("civilian_harm") < grounded.get("civilian_harm") < bare.get("civilian_harm")
    protected = [one.measure("civilian_protection") for one in (bare, grounded, full)]
    assert protected == sorted(protected)
    assert "A wave of strikes hit" in full.said()


@pytest.mark.system("SS-038", "SS-071", "SS-072")
def test_training_units_that_are_sent_raise_what_the_pipeline_turns_out() -> None:
    idle, taught = table(ua_training=45, ua_army=50), table(ua_training=45, ua_army=50)
    for force in ("dk_training_bn_1", "nl_training_bn_1", "gb_training_bn_2", "gb_training_bn_3"):
        taught.send(force, "hub_west")
    for play in (idle, taught):
        play.turn()
    pushed = taught.copy()
    for _ in range(3):
        pushed.order(type="train", actor="gb", force="gb_training_bn_2")
        for play in (idle, taught, pushed):
            play.turn()
    assert taught.get("training_throughput") > idle.get("training_throughput") + 1
    reached = [play.get("ua_training") for play in (idle, taught, pushed)]
    assert reached == sorted(reached) and len(set(reached)) == 3
    strength = [play.measure("resilience") for play in (idle, taught, pushed)]
    assert strength[0] < strength[1] <= strength[2]
    assert "Brigades in training rose" in taught.said()


@pytest.mark.system("SS-039")
def test_a_niche_that_is_offered_and_sent_closes_a_gap_of_the_force() -> None:
    base = table(supply_stock=15, logistics_capacity=20)
    for force in (BRIGADE, "fr_light_bde_1", HEAVY, "fr_mech_bde_1"):
        base.send(force, "lviv")
    more, niche = base.copy(), base.copy()
    more.send("nl_infantry_bn_1", "lviv")
    niche.send("gb_logistics_bn_1", "lviv")
    niche.send("de_logistics_bn_1", "lviv")
    for play in (more, niche):
        play.turn(3)
    assert niche.get("logistics_capacity") > more.get("logistics_capacity")
    assert niche.get("supply_stock") > more.get("supply_stock")
    assert niche.measure("sustainability") > more.measure("sustainability")
    assert "has arrived at Lviv" in niche.said()


@pytest.mark.system("SS-105", "SS-121")
def test_a_flank_state_that_sent_units_takes_them_back_when_its_own_border_is_at_risk() -> None:
    calm = table()
    calm.put("caveat", 1, "ee", "flank_first")
    calm.send("ee_infantry_coy_1", "kyiv")
    calm.turn(2)
    assert calm.get("commitment", "ee") == 5
    afraid = calm.copy()
    afraid.put("nato_flank_risk", 95)
    afraid.put("by_tension", 100)
    for play in (calm, afraid):
        play.turn()
    assert afraid.get("status", "ee_infantry_coy_1") == "returning"
    assert afraid.get("red_line", "ee_1") == 1
    assert afraid.get("recalled", "ee") == 1 and calm.get("recalled", "ee") == 0
    assert afraid.measure("flank") > calm.measure("flank")
    assert "calls its units home" in afraid.said()


@pytest.mark.system("SS-125")
def test_a_force_composed_by_orders_is_believed_by_what_it_is_made_of() -> None:
    token, whole = table(), table()
    token.send("nl_infantry_bn_1", "kyiv")
    for force in (BRIGADE, "fr_light_bde_1", HEAVY, "fr_mech_bde_1", "fr_fires_long_1"):
        whole.send(force, "kyiv")
    whole.send(JET, "apt_boryspil", tier=4)
    for play in (token, whole):
        play.turn(2)
    assert whole.get("resolve_perception") > token.get("resolve_perception")
    for name in ("credibility", "deterrence", "punishment", "denial"):
        assert whole.measure(name) > token.measure(name)
    for play in (token, whole):
        play.turn(probe=True, probe_repelled=True)
    assert whole.odds("probe") < token.odds("probe")
    assert "Credibility of the guarantee rose" in whole.said()
