"""The concept of the force: tasks, tiers, postures, size, the zone, means, relief and its name."""

from __future__ import annotations

import numpy as np
import pytest

from tabletop.rules.casualties import danger
from tabletop.rules.escalation import signature
from tabletop.rules.incidents import contain_parts, may_intervene, repel_odds
from tabletop.rules.refusals import Refusal
from tabletop.rules.russia import tripwire_chance
from tabletop.rules.strikes import guards, interception
from tabletop.rules.sustainment import relief_ratio
from tests.systems.playing import Table
from tests.worlds import real_world

BRIGADE, HEAVY, JET = "gb_light_bde_1", "gb_mech_bde_1", "gb_fighter_sqn_1"


def table(**start: object) -> Table:
    return Table(real_world(), **start)


def willing(play: Table, value: float = 90) -> Table:
    """Let every government be willing and all bases open, and give the mission money."""
    play.put("willingness", value)
    play.put("pledged", 2000, "eu")
    play.put("base_agreement", 1)
    return play


def ready(play: Table, force: str) -> dict[str, str]:
    """Let a force be offered, ready and authorised; return the beginning of its orders."""
    owner = force.split("_")[0]
    play.authorise(owner)
    play.order(type="offer", actor=owner, force=force)
    play.put("ready_turn", 0, force)
    return {"actor": owner, "force": force}


def send(play: Table, force: str, to: str, **more: object) -> None:
    play.order(type="deploy", to=to, **ready(play, force), **more)


def land(play: Table, sector: str = "S05") -> float:
    return float(contain_parts(play.world, play.state)[1][0, play.at("sector", sector)])


@pytest.mark.system("SS-020")
def test_a_unit_scores_for_the_task_it_is_put_to_and_for_no_other() -> None:
    play = willing(table())
    play.stand(HEAVY, "hub_dnipro")
    tasks = ("deter", "protect", "train")
    at = {task: play.copy() for task in ("all", *tasks)}
    for task in tasks:
        at[task].order(type="assign_task", actor="gb", force=HEAVY, task=task)
    for one in at.values():
        one.turn(2)
    presence = {task: one.measure("presence") for task, one in at.items()}
    assert presence["deter"] > presence["all"] > presence["protect"]
    covered = {task: one.state.presence.sum() for task, one in at.items()}
    assert covered["deter"] > covered["all"] > covered["protect"]
    protection = {task: one.get("force_protection") for task, one in at.items()}
    assert protection["protect"] > protection["all"] > protection["deter"]
    training = {task: one.get("training_throughput") for task, one in at.items()}
    assert training["train"] > training["all"] > training["deter"]
    assert "Task" in at["train"].said() and "train" in at["train"].said()
    watch = {"type": "assign_task", "actor": "gb", "force": HEAVY, "task": "watch"}
    assert play.refused(**watch) is Refusal.TASK_UNFIT


@pytest.mark.system("SS-021")
def test_the_tiers_answer_in_their_order_and_the_air_comes_last() -> None:
    play = willing(table(intervention_rule="automatic", air_posture="patrol"))
    play.stand(HEAVY, "hub_dnipro")
    play.stand(JET, "apt_boryspil", 4)
    play.turn(1, probe=True, probe_repelled=False)
    asked = [o.purpose for o in play.outcomes if o.purpose.startswith("probe")]
    assert asked == ["probe", "probe_repelled", "probe_contained"]
    (contained,) = [o for o in play.outcomes if o.purpose == "probe_contained"]
    parts = dict(contained.terms)
    assert list(parts) == ["Ukrainian reserve", "coalition land forces", "coalition air power"]
    assert parts["coalition land forces"] > 0 and parts["coalition air power"] > 0
    repelled = play.copy()
    repelled.turn(1, probe=True, probe_repelled=True)
    assert "probe_contained" not in [o.purpose for o in repelled.outcomes]
    assert "A Russian probe" in play.said()


@pytest.mark.system("SS-021")
def test_each_tier_has_its_own_forces_and_its_own_band() -> None:
    play = willing(table())
    go = ready(play, BRIGADE)
    for tier, why in ((1, Refusal.TIER_OF_OBSERVERS), (2, Refusal.TIER_OF_UKRAINE),
                      (4, Refusal.TIER_OF_AIRCRAFT)):  # fmt: skip
        assert play.refused(type="deploy", to="kyiv", tier=tier, **go) is why
    assert play.refused(type="deploy", to="kupiansk", tier=3, **go) is Refusal.OUTSIDE_TIER
    watching = play.copy()
    watching.stand("es_observer_coy_1", "kupiansk", 1)
    for one in (play, watching):
        one.turn()
    assert watching.measure("monitoring") > play.measure("monitoring")
    assert watching.state.denial.sum() == play.state.denial.sum() == 0


@pytest.mark.system("SS-022")
def test_observers_of_the_united_nations_need_a_mandate_and_both_sides_and_do_not_deter() -> None:
    play = willing(table())
    force = "monitors_observer_coy_1"
    go = ready(play, force)
    assert play.refused(type="deploy", to="kupiansk", **go) in (
        Refusal.CAVEAT_UN, Refusal.CAVEAT_BOTH_SIDES,
    )  # fmt: skip
    play.put("mandate", "monitors_treaty")
    without = play.copy()
    play.order(type="deploy", to="kupiansk", **go)
    for one in (play, without):
        one.turn(4)
    assert play.get("observers_deployed") == 1
    assert play.measure("monitoring") > without.measure("monitoring") + 1
    assert play.measure("legitimacy") > without.measure("legitimacy")
    assert play.measure("denial") == pytest.approx(without.measure("denial"), abs=0.5)
    assert play.state.denial.sum() == 0
    assert "Observers stand on the line." in play.said()
    play.put("ceasefire_status", "collapsed")
    play.turn()
    assert play.get("status", force) == "returning"


@pytest.mark.system("SS-023")
def test_the_ukrainian_army_is_the_first_defender_and_most_of_the_denial() -> None:
    play = willing(table())
    play.stand(HEAVY, "hub_dnipro")
    s05 = play.at("sector", "S05")
    moved = play.copy()
    there = [f.id for f in play.world.forces if f.type == "uaf_bde"]
    for force in there[:4]:
        if moved.get("at", force) != moved.at("node", "kramatorsk"):
            moved.order(type="redeploy", actor="ua", force=force, to="kramatorsk", tier=2)
    for one in (play, moved):
        one.turn(2)
    odds = [float(repel_odds(one.world, one.state)[0, s05]) for one in (play, moved)]
    assert moved.get("ua_strength", "S05") > play.get("ua_strength", "S05") and odds[1] > odds[0]
    assert play.get("ua_strength", "S05") > play.get("denial", "S05")
    weaker = play.copy()
    weaker.put("ua_army", 30)
    assert weaker.measure("denial") < play.measure("denial") - 5
    gone = play.copy()
    gone.put("status", "home", HEAVY)
    assert play.measure("denial") - gone.measure("denial") < 10


@pytest.mark.system("SS-024")
def test_near_the_line_a_unit_is_seen_and_in_time_and_in_danger() -> None:
    play = willing(table(intervention_rule="automatic"))
    near, far = play.copy(), play.copy()
    near.stand(HEAVY, "poltava")
    far.stand(HEAVY, "lviv")
    for one in (near, far):
        one.turn()
    assert near.measure("presence") > far.measure("presence")
    assert land(near) > land(far) == 0
    gb = play.at("actor", "gb")
    risk = [float(danger(one.world, one.state)[0, gb]) for one in (near, far)]
    assert risk[0] > 5 * risk[1]
    seen = [float(signature(one.world, one.state)[0]) for one in (near, far)]
    assert seen[0] > 1.5 * seen[1]
    assert near.measure("escalation") > far.measure("escalation")


@pytest.mark.system("SS-025")
def test_air_power_needs_bases_and_early_warning_and_is_provocative_far_forward() -> None:
    play = willing(table())
    patrol = {"type": "set_posture", "actor": "gb", "air_posture": "patrol"}
    assert play.refused(**patrol) is Refusal.NO_AIRCRAFT
    go = ready(play, JET)
    assert play.refused(type="deploy", to="kyiv", **go) is Refusal.NO_AIRFIELD
    play.stand(JET, "apt_boryspil", 4)
    alert = play.copy()
    play.order(**patrol)
    enforce = {"type": "set_posture", "actor": "gb", "air_posture": "enforcement"}
    blind = play.copy()
    blind.put("us_share", 0, "aew")
    assert blind.refused(**enforce) is Refusal.NO_AIR_ENABLERS
    zone = play.copy()
    zone.order(**enforce)
    for one in (alert, play, zone):
        one.turn(2)
    covers = [one.state.air_cover.sum() for one in (alert, play, zone)]
    assert covers[0] < covers[1] < covers[2]
    risks = [one.measure("escalation") for one in (alert, play, zone)]
    assert risks[0] < risks[1] < risks[2]
    assert "Air posture: from alert to patrol." in play.said()


@pytest.mark.system("SS-026")
def test_a_declared_size_caps_the_force_and_saves_money_and_relief() -> None:
    play = willing(table())
    for force in ("gb_mech_bde_1", "fr_light_bde_1"):
        play.stand(force, "kyiv")
    large = play.copy()
    play.order(type="set_size", actor="gb", size="light")
    large.order(type="set_size", actor="gb", size="heavy")
    for one in (play, large):
        go = ready(one, "fr_mech_bde_1")
        if one is play:
            assert one.refused(type="deploy", to="lviv", **go) is Refusal.OVER_SIZE
        else:
            one.order(type="deploy", to="lviv", **go)
        one.turn(5)
    assert play.get("coalition_people") <= 10000 < large.get("coalition_people")
    assert large.measure("presence") > play.measure("presence")
    assert large.measure("cost") > play.measure("cost")
    assert large.get("sustain_ratio") < play.get("sustain_ratio")
    assert "Size of the force: from open to light." in play.said()


@pytest.mark.system("SS-027")
def test_many_small_contingents_rub_unless_lead_nations_run_the_sectors() -> None:
    play = willing(table())
    for force in ("gb_light_bde_1", "nl_infantry_bn_1", "dk_infantry_bn_1", "nor_infantry_bn_1",
                  "be_infantry_coy_1", "ee_infantry_coy_1", "lt_infantry_coy_1",
                  "lv_infantry_coy_1"):  # fmt: skip
        play.stand(force, "kyiv")
    play.put("caveat", 0)
    lead, single = play.copy(), play.copy()
    single.put("command", "national")
    for one in (lead, single):
        one.put("cohesion", 60)
        one.turn(4)
    alone = willing(table(command="national"))
    alone.put("caveat", 0)
    few = alone.copy()
    few.put("command", "lead_nation")
    for one in (alone, few):
        one.put("cohesion", 60)
        one.turn(4)
    # National control has its own bonus; what is left is the rub of eight contingents.
    gain = alone.get("cohesion") - few.get("cohesion")
    assert single.get("cohesion") - lead.get("cohesion") < gain - 0.3
    assert single.measure("cohesion") - lead.measure("cohesion") < (
        alone.measure("cohesion") - few.measure("cohesion")
    )


@pytest.mark.system("SS-027")
def test_no_state_sends_a_mass_army_where_contingents_are_capped() -> None:
    play = willing(table())
    play.order(type="set_size", actor="fr", contingent=4800)
    go = ready(play, HEAVY)
    assert play.refused(type="deploy", to="kyiv", **go) is Refusal.OVER_CONTINGENT
    send(play, BRIGADE, "kyiv")
    play.turn(4)
    assert 0 < play.get("coalition_people") < 6000 and "Most people of one state" in play.said()


@pytest.mark.system("SS-028")
def test_a_thin_tripwire_invites_tests_and_what_stands_behind_it_frightens() -> None:
    play = willing(table())
    wire = play.copy()
    wire.order(type="set_posture", actor="gb", force_posture="tripwire")
    ready(wire, HEAVY)
    ready(wire, "fr_mech_bde_1")
    bare = wire.copy()
    for force in (HEAVY, "fr_mech_bde_1"):
        bare.order(type="withdraw_offer", actor=force[:2], force=force)
    for one in (play, wire, bare):
        one.turn(1, probe=True)
    assert wire.get("standby_brigades") == 2 and bare.get("standby_brigades") == 0
    assert bare.odds("probe") > wire.odds("probe") > play.odds("probe")
    thick = np.ones(1)
    assert tripwire_chance(wire.world, wire.state, thick)[0] < 0
    assert wire.measure("punishment") > bare.measure("punishment")
    weak = wire.copy()
    weak.put("us_backstop", 5)
    assert weak.measure("punishment") < wire.measure("punishment")
    assert "Brigades on standby" in wire.said()


@pytest.mark.system("SS-029")
def test_an_air_concept_protects_civilians_and_cannot_stop_a_probe_on_the_ground() -> None:
    play = willing(table(intervention_rule="automatic"))
    ground = play.copy()
    play.order(type="set_posture", actor="gb", force_posture="air_sea")
    go = ready(play, HEAVY)
    assert play.refused(type="deploy", to="hub_dnipro", **go) is Refusal.POSTURE_FORBIDS
    for force in (JET, "fr_fighter_sqn_1"):
        play.stand(force, "apt_boryspil", 4)
    for force in ("de_gbad_medium_1", "fr_gbad_long_1"):
        play.stand(force, "kyiv")  # batteries belong to the concept
    ground.stand(HEAVY, "hub_dnipro")
    ground.stand("fr_mech_bde_1", "poltava")
    for one in (play, ground):
        one.turn(2)
    assert play.measure("civilian_protection") > ground.measure("civilian_protection") + 2
    assert land(play) < 0.3 * land(ground)
    assert play.measure("denial") < ground.measure("denial")
    assert "Force posture" in play.said()


@pytest.mark.system("SS-030")
def test_several_brigades_in_the_east_deny_best_and_cost_most() -> None:
    play = willing(table(intervention_rule="graded"))
    hubs = play.copy()
    for force, node in (("gb_mech_bde_1", "poltava"), ("gb_light_bde_1", "hub_dnipro"),
                        ("fr_mech_bde_1", "pavlohrad"), ("fr_light_bde_1", "poltava")):  # fmt: skip
        play.stand(force, node)
    still = play.copy()
    play.order(type="set_posture", actor="gb", force_posture="multi_brigade")
    play.order(type="set_roe", actor="gb", tier=3, level=3)
    still.order(type="set_roe", actor="gb", tier=3, level=3)
    assert may_intervene(play.world, play.state, 2)[0]
    assert not may_intervene(still.world, still.state, 2)[0]
    for one in (play, still, hubs):
        one.turn(4)
    assert play.measure("denial") > hubs.measure("denial") + 5
    for risk in ("escalation", "flank", "cost"):
        assert play.measure(risk) > hubs.measure(risk)
    assert play.get("escalation") > still.get("escalation")
    assert play.get("nato_flank_risk") > still.get("nato_flank_risk")
    assert "Force posture: from hubs to multi brigade." in play.said()


@pytest.mark.system("SS-030")
def test_a_reserve_at_short_notice_is_sooner_there_and_dearer() -> None:
    play = willing(table(intervention_rule="automatic"))
    play.stand(HEAVY, "poltava")
    slow = play.copy()
    play.order(type="set_reserve", actor="gb", hours=12)
    slow.order(type="set_reserve", actor="gb", hours=96)
    for one in (play, slow):
        one.turn()
    assert land(play) > 1.5 * land(slow)
    assert play.measure("cost") > slow.measure("cost")
    assert "Notice of the reserve fell from 48 to 12 hours." in play.said()


@pytest.mark.system("SS-031")
def test_a_written_rule_lets_the_force_act_and_a_vague_one_keeps_unity() -> None:
    play = willing(table(intervention_rule="unwritten"))
    play.stand(HEAVY, "poltava")
    tables = {"unwritten": play}
    for rule in ("ambiguous", "graded", "automatic"):
        tables[rule] = play.copy()
        tables[rule].order(type="set_intervention_rule", actor="gb", rule=rule)
    unity = [one.get("cohesion") for one in tables.values()]
    assert unity == sorted(unity, reverse=True) and unity[0] > unity[-1] + 3
    for one in tables.values():
        one.turn(3)
    clear = [one.measure("credibility") for one in tables.values()]
    assert clear[-1] > clear[1] > clear[0]
    assert land(tables["automatic"]) > 0 == land(tables["ambiguous"])
    assert "Intervention rule: from unwritten to automatic." in tables["automatic"].said()


@pytest.mark.system("SS-032")
def test_rejected_models_may_be_chosen_and_bring_acceptance_but_no_denial() -> None:
    play = willing(table(mandate="monitors_treaty"))
    play.put("ru_patience", 60)
    force = play.copy()
    play.order(type="set_posture", actor="gb", force_posture="observers")
    go = ready(play, BRIGADE)
    assert play.refused(type="deploy", to="kyiv", **go) is Refusal.POSTURE_FORBIDS
    empty = play.copy()
    for n in range(1, 5):
        play.stand(f"osce_civ_monitors_{n}", "kupiansk", 1)
        play.stand(f"un_observer_coy_{n}", "kherson", 1)
    force.stand(BRIGADE, "poltava")
    for one in (play, empty, force):
        one.turn(3)
    assert play.measure("monitoring") > empty.measure("monitoring") + 3
    assert play.measure("legitimacy") > empty.measure("legitimacy")
    assert play.state.denial.sum() == 0 < force.state.denial.sum()
    assert force.measure("denial") > play.measure("denial")
    for measure in ("denial", "deterrence"):
        assert play.measure(measure) == pytest.approx(empty.measure(measure), abs=0.5)


@pytest.mark.system("SS-033")
def test_a_zone_calms_the_line_under_watch_and_costs_ukrainian_ground() -> None:
    play = willing(table(ru_patience=60, ua_politics=60))
    narrow = play.copy()
    zone = {"type": "set_zone", "actor": "fr", "km": 30}
    stubborn = play.copy()
    stubborn.put("ru_patience", 10)
    assert stubborn.refused(**zone) is Refusal.MOSCOW_DECLINES
    stubborn.put("ru_patience", 60)
    stubborn.put("ua_politics", 30)
    assert stubborn.refused(**zone) is Refusal.KYIV_DECLINES
    play.order(**zone)
    watched = play.copy()
    for n, node in enumerate(("kupiansk", "kramatorsk", "orikhiv", "kherson"), 1):
        for owner in ("un", "monitors"):
            watched.stand(f"{owner}_observer_coy_{n}", node, 1)
    assert play.get("ua_politics") == 60 - 30 * play.world.doctrine.zone_politics
    for one in (play, narrow, watched):
        one.turn(5)
    breaches = [one.state.violations_total.sum() for one in (narrow, play, watched)]
    assert breaches[0] > breaches[1] >= breaches[2]
    assert play.get("ua_strength", "S05") < narrow.get("ua_strength", "S05")
    assert play.measure("resilience") < narrow.measure("resilience")
    assert "Width of the demilitarised zone rose from 0 to 30 km." in play.said()


@pytest.mark.system("SS-034")
def test_guards_keep_a_hub_whole_and_are_missing_elsewhere() -> None:
    play = willing(table(ceasefire_integrity=40))
    play.stand("nl_infantry_bn_1", "hub_west")
    play.stand("dk_infantry_bn_1", "hub_west")
    patrols, hub = play.copy(), play.at("node", "hub_west")
    for owner in ("nl", "dk"):
        force = f"{owner}_infantry_bn_1"
        play.order(type="assign_task", actor=owner, force=force, task="guard")
        patrols.order(type="assign_task", actor=owner, force=force, task="deter")
    shield = [float(guards(one.world, one.state)[0, hub]) for one in (play, patrols)]
    assert shield[0] > shield[1] + 5
    anywhere = play.copy()
    for owner in ("nl", "dk"):
        force = f"{owner}_infantry_bn_1"
        anywhere.order(type="assign_task", actor=owner, force=force, task="protect")
    assert shield[0] > float(guards(anywhere.world, anywhere.state)[0, hub]) > shield[1]
    area = play.world.geography.air_areas[play.world.geography.air_area_of_node[hub]].id
    for one in (play, patrols):
        one.turn(2, strike_wave=(area, True))
    assert play.get("node_damage", "hub_west") < patrols.get("node_damage", "hub_west")
    assert play.measure("presence") < patrols.measure("presence")
    assert "A wave of strikes hit" in play.said()


@pytest.mark.system("SS-035")
def test_squadrons_and_batteries_shoot_down_more_over_their_area() -> None:
    play = willing(table(ceasefire_integrity=40, mission_phase="deployed"))
    bare = play.copy()
    for force in ("fr_gbad_long_1", "nor_gbad_medium_1", "nor_gbad_medium_2"):
        play.stand(force, "kyiv")
    play.stand(JET, "apt_boryspil", 4)
    play.order(type="set_posture", actor="gb", air_posture="patrol")
    area = int(play.world.geography.air_area_of_node[play.at("node", "kyiv")])
    name = play.world.geography.air_areas[area].id
    for one in (play, bare):
        one.turn(2, strike_wave=(name, True))
    shot = [float(interception(one.world, one.state)[0, area]) for one in (play, bare)]
    assert shot[0] > shot[1] + 0.1
    assert play.get("civilian_harm") < bare.get("civilian_harm")
    assert play.get("energy_state") > bare.get("energy_state")
    assert play.measure("civilian_protection") > bare.measure("civilian_protection")


@pytest.mark.system("SS-036")
def test_littoral_ships_sail_freely_and_others_need_turkey() -> None:
    play = willing(table())
    idle = play.copy()
    go = ready(play, "gb_escort_ship_1")
    assert play.refused(type="deploy", to="constanta", **go) is Refusal.STRAITS_CLOSED
    send(play, "ro_mcm_group_1", "constanta")
    send(play, "tr_mcm_group_1", "constanta")
    play.put("domestic_support", 60, "tr")
    play.order(type="negotiate_caveat", actor="tr", caveat="montreux_strict")
    play.order(type="deploy", to="constanta", **go)
    for one in (play, idle):
        one.turn(5)
    assert play.state.sea_cover.sum() > idle.state.sea_cover.sum() + 10
    assert play.get("maritime_access") > idle.get("maritime_access") + 2
    assert "Freedom of the Black Sea corridor" in play.said()
    assert play.measure("cost") > idle.measure("cost")


@pytest.mark.system("SS-037")
def test_without_a_base_agreement_nothing_is_staged_and_the_lines_set_the_pace() -> None:
    play = willing(table())
    play.put("base_agreement", 0, "ro")
    play.look()
    go = ready(play, "fr_mech_bde_1")
    assert play.refused(type="deploy", to="galati", **go) is Refusal.NO_BASE
    play.order(type="sign_base_agreement", actor="ro")
    play.order(type="deploy", to="galati", **go)
    wide = willing(table())
    worn = wide.copy()
    worn.state.link_capacity[:] = 30
    for one in (wide, worn):
        send(one, HEAVY, "lviv")
    assert worn.get("arrival_turn", HEAVY) > wide.get("arrival_turn", HEAVY)
    turns = int(wide.get("arrival_turn", HEAVY))
    for one in (wide, worn):
        one.turn(turns)
    assert wide.measure("presence") > worn.measure("presence")
    play.turn(1)
    assert "Romania has signed a base agreement." in play.said()


@pytest.mark.system("SS-038")
def test_trainers_speed_regeneration_and_embedded_ones_more_so_in_more_danger() -> None:
    play = willing(table())
    none = play.copy()
    trainers = ("dk_training_bn_1", "nl_training_bn_1", "gb_training_bn_2")
    for force in trainers:
        play.stand(force, "poltava")
    teams, school = play.copy(), play.copy()
    for force in trainers:
        owner = force[:2]
        teams.order(type="assign_task", actor=owner, force=force, task="embed")
        school.order(type="assign_task", actor=owner, force=force, task="train")
    dk = play.at("actor", "dk")
    risk = [float(danger(one.world, one.state)[0, dk]) for one in (play, teams)]
    assert risk[1] > 1.5 * risk[0]
    for one in (none, play, school, teams):
        one.turn(4)
    taught = [one.get("ua_training") for one in (none, play, school, teams)]
    assert taught == sorted(taught) and len(set(taught)) == len(taught)
    assert play.measure("resilience") >= none.measure("resilience")
    before = play.get("ua_training")
    play.order(type="train", actor="dk", force="dk_training_bn_1")
    assert play.get("ua_training") > before
    assert "embed" in teams.said()


@pytest.mark.system("SS-039")
def test_a_niche_that_fills_a_gap_is_worth_more_than_one_more_infantry_unit() -> None:
    play = willing(table())
    for force in (BRIGADE, "fr_light_bde_1", HEAVY):
        play.stand(force, "poltava")
    more, niche = play.copy(), play.copy()
    more.stand("nl_infantry_bn_1", "poltava")
    niche.stand("gb_logistics_bn_1", "lviv")
    for one in (play, more, niche):
        one.turn()
    gains = [one.get("denial", "S05") - play.get("denial", "S05") for one in (more, niche)]
    assert gains[1] > gains[0] > 0
    for one in (more, niche):
        one.turn(3)
    assert niche.measure("sustainability") >= more.measure("sustainability")
    assert niche.get("supply_stock") >= more.get("supply_stock")


@pytest.mark.system("SS-040")
def test_who_has_depth_relieves_its_units_and_who_has_not_wears_them_out() -> None:
    play = willing(table())
    deep, thin = play.copy(), play.copy()
    group = "ca_battlegroup_1"
    for one, force in ((deep, BRIGADE), (thin, group)):
        one.stand(force, "kyiv")
        one.put("turns_deployed", 12, force)
        one.put("readiness", 60, force)
        one.look()
    ratio = [
        float(relief_ratio(one.world, one.state)[0, one.at("actor", actor)])
        for one, actor in ((deep, "gb"), (thin, "ca"))
    ]
    assert ratio[0] >= 1 > ratio[1]
    assert thin.refused(type="relieve", actor="ca", force=group) is Refusal.NO_RELIEF
    deep.order(type="relieve", actor="gb", force=BRIGADE)
    assert deep.get("turns_deployed", BRIGADE) == 0 and deep.get("readiness", BRIGADE) >= 80
    for one in (deep, thin):
        one.turn(6)
    assert deep.get("readiness", BRIGADE) > 85 and thin.get("readiness", group) < 50
    everything = deep.copy()
    for f, one_force in enumerate(play.world.forces):
        if play.world.is_member[play.world.force_actor[f]] and play.world.traits.deployable[f]:
            everything.stand(one_force.id, "lviv")
    deep.turn()
    everything.turn()
    assert everything.get("sustain_ratio") < 1 < deep.get("sustain_ratio")
    assert everything.measure("sustainability") < deep.measure("sustainability")
    thin.look()
    thin.order(type="withdraw", actor="ca", force=group)
    thin.turn(2)
    assert "Canada: " in thin.said()
    assert thin.get("status", group) in ("returning", "home")


@pytest.mark.system("SS-041")
def test_forces_not_shaped_for_a_long_war_lose_denial_in_combat_until_they_train() -> None:
    play = willing(table(intervention_rule="automatic"))
    play.stand(HEAVY, "poltava")
    raw, hard = play.copy(), play.copy()
    for _ in range(2):
        hard.order(type="prepare", actor="gb", force=HEAVY)
    gained = hard.get("adapted", HEAVY) - raw.get("adapted", HEAVY)
    home = play.copy()
    home.order(type="prepare", actor="gb", force=BRIGADE)
    assert gained > 2 * (home.get("adapted", BRIGADE) - raw.get("adapted", BRIGADE))
    for one in (raw, hard):
        one.put("readiness", 80, HEAVY)
        one.turn(1, probe=True, probe_repelled=False)
    assert land(hard) > land(raw)
    assert "Fitness for a long war" in hard.said()
    odds = {o.purpose: o.odds for o in hard.outcomes if o.purpose == "probe_contained"}
    less = {o.purpose: o.odds for o in raw.outcomes if o.purpose == "probe_contained"}
    assert odds and odds["probe_contained"] > less["probe_contained"]
    assert hard.get("adapted", HEAVY) > raw.get("adapted", HEAVY)
    held, lost = hard.copy(), raw.copy()
    held.turn(1, probe=True, probe_repelled=False, probe_contained=True)
    lost.turn(1, probe=True, probe_repelled=False, probe_contained=False)
    assert held.measure("credibility") > lost.measure("credibility")


@pytest.mark.system("SS-042")
def test_what_the_mission_is_called_decides_who_can_sell_it() -> None:
    play = willing(table())
    play.stand(BRIGADE, "kyiv")
    blue, war = play.copy(), play.copy()
    blue.order(type="name_mission", actor="fr", label="peacekeeping")
    war.order(type="name_mission", actor="fr", label="war_fighting")
    assert war.get("clarity") < play.get("clarity")
    for one in (play, blue, war):
        one.turn(5)
    for measure in ("domestic_support", "legitimacy"):
        assert blue.measure(measure) > play.measure(measure) > war.measure(measure)
    firm = [one.get("resolve_perception") for one in (blue, play, war)]
    assert firm == sorted(firm)
    assert "Name of the mission: from reassurance to peacekeeping." in blue.said()
