"""The coalition as an institution: who is in it, who leads, how it decides, what form it takes."""

from __future__ import annotations

import numpy as np
import pytest

from tabletop.rules.incidents import command_speed
from tabletop.rules.institution import institution_resolve
from tabletop.rules.mandate import odds as mandate_odds
from tabletop.rules.membership import sensitivity
from tabletop.rules.refusals import Refusal
from tabletop.rules.sustainment import relief_ratio, spare_money
from tabletop.world.variables import MANDATE
from tests.systems.playing import Table
from tests.worlds import real_world

BRIGADE = "gb_light_bde_1"


def table(**start: object) -> Table:
    return Table(real_world(), **start)


def speed(play: Table) -> float:
    return float(command_speed(play.world, play.state)[0])


def willing(play: Table, value: float = 90) -> Table:
    """Let every government be willing, and give the mission money."""
    play.put("willingness", value)
    play.put("pledged", 2000, "eu")
    return play


def send(play: Table, force: str, to: str) -> None:
    owner = force.split("_")[0]
    play.authorise(owner)
    play.order(type="offer", actor=owner, force=force)
    play.put("ready_turn", 0, force)
    play.order(type="deploy", actor=owner, force=force, to=to)


@pytest.mark.system("SS-001")
def test_no_member_blocks_the_others_unless_they_choose_a_rule_that_lets_it() -> None:
    play = table(hu_government="obstructive")
    play.put("willingness", 20, "pl")
    order = {"type": "set_roe", "actor": "gb", "tier": 3, "level": 3}
    bound = play.copy()
    play.order(**order)  # nobody asks Budapest or Warsaw
    bound.order(type="set_decision_rule", actor="gb", rule="consensus")
    assert bound.refused(**order) is Refusal.BLOCKED
    bound.put("willingness", 44)
    bound.order(type="set_decision_rule", actor="gb", rule="majority")
    assert bound.refused(**order) is Refusal.OUTVOTED
    chance = mandate_odds(play.world, play.state)[0][0]
    assert chance[MANDATE.index("treaty")] > 4 * chance[MANDATE.index("eu")]


@pytest.mark.system("SS-001")
def test_every_unit_needs_its_own_state_and_standing_alone_is_less_legitimate() -> None:
    play = table()
    play.order(type="offer", actor="gb", force=BRIGADE)
    go = {"type": "deploy", "actor": "gb", "force": BRIGADE, "to": "kyiv"}
    assert play.refused(**go) is Refusal.NOT_AUTHORISED
    alone, blessed, agreed = play.copy(), play.copy(), play.copy()
    blessed.put("mandate", "unsc")
    agreed.order(type="set_decision_rule", actor="fr", rule="consensus")
    for one in (alone, blessed, agreed):
        one.turn(3)
    felt = [one.measure("legitimacy") for one in (alone, agreed, blessed)]
    assert felt == sorted(felt) and felt[0] < felt[1]
    assert "consensus" in agreed.said()


@pytest.mark.system("SS-001")
def test_a_state_outside_opts_in_for_one_task_without_joining() -> None:
    play = willing(table(mandate="unsc"))
    send(play, "at_medical_role2_1", "lviv")
    play.turn(2)
    assert play.get("membership", "at") == "outside"
    assert play.get("status", "at_medical_role2_1") == "deployed"


@pytest.mark.system("SS-002")
def test_the_force_acts_half_as_fast_when_no_lead_provides_a_headquarters() -> None:
    play = table()
    assert play.get("headquarters", "gb") == play.get("headquarters", "fr") == 1
    assert play.refused(type="offer_headquarters", actor="es") is Refusal.NO_STAFF
    both, one = play.copy(), play.copy()
    one.order(type="offer_headquarters", actor="fr", provide=False)
    assert speed(one) == speed(both)  # the other still provides one
    lost = one.copy()
    lost.order(type="offer_headquarters", actor="gb", provide=False)
    assert speed(lost) < 0.7 * speed(one)
    for state in (both, lost):
        state.turn(3)
    assert "no longer provides a headquarters" in lost.said()
    assert lost.measure("credibility") < both.measure("credibility")
    lost.order(type="offer_headquarters", actor="gb")
    assert speed(lost) == speed(both)


@pytest.mark.system("SS-002")
def test_losing_a_lead_nation_slows_command() -> None:
    play = table()
    kept = play.copy()
    play.order(type="join", actor="gb", join=False)
    play.turn()
    kept.turn()
    assert speed(play) < 0.7 * speed(kept)
    assert play.measure("cohesion") < kept.measure("cohesion")


@pytest.mark.system("SS-003")
def test_one_text_of_the_three_unites_more_than_a_statement_and_a_row_divides() -> None:
    play = table()
    assert play.refused(type="e3_call", actor="pl") is Refusal.NOT_OF_THE_THREE
    single, text, row = play.copy(), play.copy(), play.copy()
    single.order(type="make_statement", actor="gb", subject="joint_text")
    text.order(type="e3_call", actor="gb")
    row.order(type="e3_call", actor="gb", result="open_row")
    assert row.get("domestic_support", "gb") > play.get("domestic_support", "gb")
    for one in (single, text, row):
        one.turn()
    assert text.get("cohesion") > single.get("cohesion") > row.get("cohesion")
    assert text.measure("cohesion") > single.measure("cohesion") > row.measure("cohesion")
    assert text.get("e3_alignment") > single.get("e3_alignment") > row.get("e3_alignment")
    assert "Alignment of London, Paris and Berlin fell" in row.said()
    fresh = text.get("e3_alignment") - single.get("e3_alignment")
    for one in (text, single):
        one.turn(6)
    # Words wear off; what lasts is how near the wills are.
    assert text.get("e3_alignment") - single.get("e3_alignment") < 0.6 * fresh
    row.put("e3_alignment", 30)
    assert row.refused(type="e3_call", actor="fr") is Refusal.THREE_APART


@pytest.mark.system("SS-004")
def test_poland_may_lead_logistics_and_sends_nobody_into_ukraine_for_it() -> None:
    play = table()
    for force in (BRIGADE, "gb_mech_bde_1", "fr_mech_bde_1", "fr_light_bde_1"):
        play.stand(force, "kyiv")
    shy = play.copy()
    shy.put("willingness", 15, "pl")
    invite = {"type": "invite_lead", "actor": "fr", "whom": "pl"}
    assert shy.refused(**invite) is Refusal.LEAD_UNWILLING
    alone = play.copy()
    play.order(**invite)
    for one in (play, alone):
        one.turn(4)
    assert "Poland leads a task." in play.said()
    assert play.get("cohesion") > alone.get("cohesion")
    assert play.get("supply_stock") > alone.get("supply_stock")
    assert play.measure("cohesion") > alone.measure("cohesion")
    assert play.get("coalition_people") == alone.get("coalition_people")


@pytest.mark.system("SS-005")
def test_the_roster_follows_willingness_and_makes_the_mission_more_legitimate() -> None:
    play = table()
    assert play.get("membership", "at") == "outside"
    play.put("willingness", 30, "at")
    small = play.copy()
    for lead in ("gb", "fr"):
        play.order(type="recruit", actor=lead, whom="at")
    assert play.get("membership", "at") == "candidate"
    play.turn(2)
    small.turn(2)
    assert play.get("membership", "at") == "member"
    assert "Standing in the coalition (Austria): from outside to member." in play.said()
    assert play.measure("legitimacy") > small.measure("legitimacy")
    play.put("willingness", 5, "at")
    play.turn()
    assert play.get("membership", "at") == "candidate"


@pytest.mark.system("SS-005")
def test_who_leaves_takes_its_units_home_and_costs_unity() -> None:
    play = willing(table())
    play.stand(BRIGADE, "kyiv")
    stays = play.copy()
    play.order(type="join", actor="gb", join=False)
    play.turn(2)
    stays.turn(2)
    assert play.get("membership", "gb") == "left"
    assert play.get("status", BRIGADE) in ("returning", "home")
    lead = {"type": "set_roe", "actor": "gb", "tier": 3, "level": 3}
    assert play.refused(**lead) is Refusal.NOT_LEAD
    assert play.measure("presence") < stays.measure("presence")
    assert play.measure("cohesion") < stays.measure("cohesion")


@pytest.mark.system("SS-005")
def test_a_scenario_may_start_with_either_roster_on_which_sources_disagree() -> None:
    outside, inside = table(), table()
    inside.put("membership", "member", "at")
    for one in (outside, inside):
        one.turn(2)
    assert inside.measure("legitimacy") > outside.measure("legitimacy")


@pytest.mark.system("SS-006")
def test_a_kernel_is_faster_and_firmer_and_a_broad_coalition_more_legitimate() -> None:
    broad = table()
    kernel = broad.copy()
    kernel.order(type="set_breadth", actor="fr", breadth="kernel")
    assert speed(kernel) > speed(broad)
    for one in (broad, kernel):
        one.turn(4)
    assert kernel.get("cohesion") > broad.get("cohesion")
    assert kernel.measure("legitimacy") < broad.measure("legitimacy") - 1
    assert kernel.get("willingness", "it") < broad.get("willingness", "it")  # left out
    assert "Breadth of the coalition: from broad to kernel." in kernel.said()


@pytest.mark.system("SS-007")
def test_each_rung_of_commitment_needs_its_step_at_home_and_going_down_shows() -> None:
    play = table()
    play.put("willingness", 20, "es")
    up = {"type": "commit", "actor": "es", "level": 3}
    assert play.refused(**up) is Refusal.UNWILLING
    play.put("willingness", 60, "es")
    play.put("domestic_support", 40, "es")
    assert play.refused(**up) is Refusal.SUPPORT_LOW
    play.put("domestic_support", 60, "es")
    level = play.copy()
    play.order(**up)
    assert play.get("resolve_perception") > level.get("resolve_perception")
    high = play.copy()
    play.turn()
    assert "Commitment (Spain) rose" in play.said()
    play.order(type="commit", actor="es", level=1)
    high.turn()
    assert play.get("resolve_perception") < high.get("resolve_perception")
    assert play.measure("credibility") < high.measure("credibility")


@pytest.mark.system("SS-007")
def test_the_last_rungs_follow_from_units() -> None:
    play = willing(table())
    send(play, "dk_infantry_bn_1", "kyiv")
    assert play.get("commitment", "dk") == 4
    assert play.refused(type="commit", actor="dk", level=1) is Refusal.BOUND_BY_FORCES
    play.turn(4)
    assert play.get("commitment", "dk") == 5


@pytest.mark.system("SS-008")
def test_only_what_was_offered_can_be_sent_and_each_kind_helps_in_its_way() -> None:
    play = willing(table())
    play.put("base_agreement", 1)
    play.authorise("gb", "nl", "de", "es")
    go = {"type": "deploy", "actor": "gb", "force": BRIGADE, "to": "kyiv"}
    assert play.refused(**go) is Refusal.NOT_OFFERED
    before = play.copy()
    send(play, BRIGADE, "kyiv")  # land
    send(play, "gb_fighter_sqn_1", "rzeszow")  # air
    send(play, "tr_mcm_group_1", "constanta")  # sea
    send(play, "dk_training_bn_1", "lviv")  # training
    send(play, "es_demining_coy_1", "lviv")  # demining
    play.order(type="fund", actor="gb", amount=100)  # money
    play.order(type="fund", actor="de", package="de_regen_bde_1")  # equipment
    play.turn(4)
    before.turn(4)
    assert play.measure("presence") > before.measure("presence")
    assert play.state.sea_cover.sum() > before.state.sea_cover.sum()
    assert play.state.air_cover.sum() > before.state.air_cover.sum()
    assert play.get("training_throughput") > before.get("training_throughput")
    assert play.get("money_paid") > before.get("money_paid")
    assert "has arrived at Kyiv" in play.said()


@pytest.mark.system("SS-009")
def test_a_force_sent_on_a_poor_plan_comes_late_and_unready() -> None:
    play = willing(table())
    hasty = play.copy()
    hasty.put("plan_maturity", 10)
    for one in (play, hasty):
        send(one, BRIGADE, "kyiv")
    late = hasty.get("arrival_turn", BRIGADE) - play.get("arrival_turn", BRIGADE)
    assert late >= 3
    assert hasty.get("readiness", BRIGADE) < play.get("readiness", BRIGADE) - 10
    for one in (play, hasty):
        one.turn(3)
    assert hasty.measure("credibility") < play.measure("credibility")


@pytest.mark.system("SS-009")
def test_planning_turns_make_the_plan_mature() -> None:
    play = willing(table(plan_maturity=10))
    idle = play.copy()
    play.order(type="assign_staff", actor="gb", work="operations")
    for one in (play, idle):
        one.turn(4)
    assert play.get("plan_maturity") > 45 > 25 > idle.get("plan_maturity")
    assert "Plan of operations rose" in play.said()
    for one in (play, idle):
        send(one, BRIGADE, "kyiv")
    arrives = play.get("arrival_turn", BRIGADE)
    assert arrives < idle.get("arrival_turn", BRIGADE)
    for one in (play, idle):
        one.turn(int(arrives - one.get("turn")) + 1)
    assert play.measure("presence") > idle.measure("presence")


@pytest.mark.system("SS-010")
def test_what_leaders_decide_between_summits_costs_unity() -> None:
    play = table()
    order = {"type": "set_intervention_rule", "actor": "gb", "rule": "graded"}
    alone, together = play.copy(), play.copy()
    together.put("next_summit", 1)
    alone.order(**order)
    together.order(**order)
    assert together.get("cohesion") - alone.get("cohesion") == play.world.doctrine.summit_price


@pytest.mark.system("SS-010")
def test_a_summit_meets_in_its_turn_does_what_it_was_called_for_and_comes_again() -> None:
    play = table()
    quiet = play.copy()
    play.order(type="call_summit", actor="fr", agenda="unity")
    assert play.get("next_summit") == 2
    play.turn(2)
    quiet.turn(2)
    assert play.get("cohesion") > quiet.get("cohesion") + 1
    assert play.measure("cohesion") > quiet.measure("cohesion")
    assert play.get("last_summit") == 2 and play.get("next_summit") == 8
    assert "Turn of the last summit" in play.said()
    assert play.refused(type="call_summit", actor="gb") is Refusal.SUMMIT_LATELY
    quiet.turn(6)
    assert quiet.get("last_summit") == 6  # the calendar holds by itself
    money = table()
    money.order(type="call_summit", actor="gb", agenda="money")
    before = money.state.pledged.sum()
    money.turn(2)
    assert money.state.pledged.sum() > before


@pytest.mark.system("SS-011")
@pytest.mark.parametrize("lacking", ["plan_mandate", "plan_money", "plan_manpower"])
def test_the_least_advanced_of_mandate_money_and_manpower_holds_deployment_up(lacking) -> None:
    play = willing(table(plan_mandate=90, plan_money=90, plan_manpower=90, plan_maturity=90))
    held = play.copy()
    held.put(lacking, 5)
    for one in (play, held):
        send(one, BRIGADE, "kyiv")
        one.turn(4)
    assert play.get("status", BRIGADE) == "deployed"
    assert held.get("status", BRIGADE) == "moving"
    assert held.measure("presence") < play.measure("presence")
    work = lacking.removeprefix("plan_")
    held.order(type="assign_staff", actor="gb", work=work)
    held.turn(3)
    assert held.get(lacking) > 35 and "Plan of" in held.said()


@pytest.mark.system("SS-011")
def test_complete_plans_let_forces_get_ready_sooner() -> None:
    play = willing(table())
    good = play.copy()
    for name in ("plan_mandate", "plan_money", "plan_manpower", "plan_maturity"):
        good.put(name, 100)
    for one in (play, good):
        one.order(type="offer", actor="gb", force="gb_mech_bde_1")
    assert good.get("ready_turn", "gb_mech_bde_1") < play.get("ready_turn", "gb_mech_bde_1")


@pytest.mark.system("SS-012")
def test_a_permanent_structure_slows_the_decay_of_unity_and_costs_sovereignty() -> None:
    play = table(cohesion=75)
    loose = play.copy()
    play.order(type="make_statement", actor="gb", subject="permanent_treaty")
    assert play.get("domestic_support", "de") < loose.get("domestic_support", "de")
    for one in (play, loose):
        one.put("cohesion", 75)
        one.put("willingness", 25)
        one.turn(4)
    assert play.get("cohesion") > loose.get("cohesion") + 3
    assert play.measure("cohesion") > loose.measure("cohesion")
    assert "treaty" in play.said()


@pytest.mark.system("SS-013")
def test_with_a_legal_status_bases_are_signed_at_once_and_money_flows_further() -> None:
    play = table()
    status = {"type": "arrange", "actor": "fr", "what": "legal_status"}
    assert play.refused(**status) is Refusal.NO_STRUCTURE
    play.order(type="make_statement", actor="gb", subject="secretariat")
    play.put("base_agreement", 0)
    play.put("willingness", 60)
    play.put("pledged", 300, "nor")
    nations = play.copy()
    play.order(**status)
    for one in (play, nations):
        one.order(type="sign_base_agreement", actor="pl")
    assert nations.get("base_agreement", "ro") == 0 and play.get("base_agreement", "ro") == 1
    gb = play.at("actor", "gb")
    free = [float(spare_money(one.world, one.state, gb)[0]) for one in (play, nations)]
    assert free[0] > free[1]
    for one in (play, nations):
        for force in ("gb_mech_bde_1", "gb_light_bde_1", "fr_mech_bde_1", "fr_light_bde_1"):
            one.stand(force, "kyiv")
        one.turn(2)
    assert "The coalition has a legal personality." in play.said()
    assert play.get("funding_gap") < nations.get("funding_gap")
    assert play.measure("sustainability") >= nations.measure("sustainability")


@pytest.mark.system("SS-014")
def test_a_long_plan_of_equipment_saves_rotation_slowly_and_lets_others_expect_more() -> None:
    play = willing(table())
    for force in ("gb_mech_bde_1", "gb_light_bde_1"):
        play.stand(force, "kyiv")
    short = play.copy()
    assert play.refused(type="adopt_plan", actor="fr", years=15) is Refusal.NO_EUROGROUP
    play.order(type="arrange", actor="fr", what="eurogroup")
    play.order(type="adopt_plan", actor="gb", years=15)
    assert play.measure("cost") > short.measure("cost")
    gb = play.at("actor", "gb")
    for one in (play, short):
        one.put("plan_mandate", 50)
        one.turn(12)
    assert 20 < play.get("plan_progress") < 40
    relief = [relief_ratio(one.world, one.state)[0, gb] for one in (play, short)]
    assert relief[0] > relief[1]
    assert play.get("resolve_perception") > short.get("resolve_perception")
    assert "Reach of the plan of equipment rose from 0 to 15" in play.said()


@pytest.mark.system("SS-015")
def test_pooling_costs_support_most_where_sovereignty_is_dear_and_control_gives_it_back() -> None:
    play = table(cohesion=70)
    free = play.copy()
    dear = sensitivity(play.world, play.state)[0]
    assert dear[play.at("actor", "gb")] > dear[play.at("actor", "nl")]
    play.order(type="set_command", actor="gb", command="single_commander")
    lost = (free.state.domestic_support - play.state.domestic_support)[0]
    assert lost[play.at("actor", "gb")] > lost[play.at("actor", "nl")] > 0
    assert lost[play.at("actor", "hu")] == 0
    play.stand(BRIGADE, "kyiv")
    free.stand(BRIGADE, "kyiv")
    assert play.measure("domestic_support") < free.measure("domestic_support")
    assert speed(play) > speed(free)
    play.order(type="set_command", actor="gb", command="lead_nation")
    assert np.allclose(play.state.domestic_support, free.state.domestic_support)


@pytest.mark.system("SS-016")
def test_eight_members_found_a_eurogroup_and_that_opens_long_plans() -> None:
    play = willing(table(), 49)
    found = {"type": "arrange", "actor": "fr", "what": "eurogroup"}
    assert play.refused(**found) is Refusal.TOO_FEW_MEMBERS
    for name in ("fr", "de", "nl", "be", "dk", "se", "ee"):
        play.put("willingness", 60, name)
    assert play.refused(**found) is Refusal.TOO_FEW_MEMBERS
    play.put("willingness", 60, "lt")
    play.order(**found)
    play.order(type="adopt_plan", actor="fr", years=10)
    play.turn()
    assert "A defence Eurogroup has been founded." in play.said()
    assert play.measure("cost") > table().measure("cost")


@pytest.mark.system("SS-017")
def test_who_waits_for_moscow_is_believed_less_each_turn() -> None:
    play = willing(table(mission_phase="pre_deal", ceasefire_status="none"))
    play.put("mission_phase", "pre_deal")
    waiting, bold = play.copy(), play.copy()
    bold.order(type="set_condition", actor="fr", condition="request")
    for one in (waiting, bold):
        one.put("resolve_perception", 50)
        one.turn(4)
    assert waiting.get("turns_waiting") == 4 and bold.get("turns_waiting") == 0
    assert waiting.get("resolve_perception") < bold.get("resolve_perception") - 3
    assert waiting.measure("credibility") < bold.measure("credibility")
    assert "Waiting for Moscow" in waiting.said()
    go = {"type": "deploy", "actor": "gb", "force": BRIGADE, "to": "kyiv"}
    for one in (waiting, bold):
        one.authorise("gb")
        one.order(type="offer", actor="gb", force=BRIGADE)
    assert waiting.refused(**go) is Refusal.PRE_DEAL
    bold.order(**go)


@pytest.mark.system("SS-017")
def test_a_meeker_condition_keeps_even_a_ceasefire_from_being_enough() -> None:
    play = willing(table())
    play.order(type="set_condition", actor="gb", condition="peace")
    play.authorise("gb")
    play.order(type="offer", actor="gb", force=BRIGADE)
    go = {"type": "deploy", "actor": "gb", "force": BRIGADE, "to": "kyiv"}
    assert play.refused(**go) is Refusal.PRE_DEAL
    play.put("ceasefire_status", "peace")
    play.order(**go)


@pytest.mark.system("SS-018")
def test_liaison_teams_take_friction_from_natos_plans_and_add_acceptance() -> None:
    play = table(us_backstop=20)
    nato = {"type": "arrange", "actor": "gb", "what": "nato_liaison"}
    assert play.refused(**nato) is Refusal.BACKSTOP_LOW
    play.put("us_backstop", 45)
    alone = play.copy()
    play.order(**nato)
    play.order(type="arrange", actor="fr", what="eu_liaison")
    for one in (play, alone):
        one.turn(4)
    assert play.get("nato_flank_risk") < alone.get("nato_flank_risk")
    assert play.measure("flank") < alone.measure("flank")
    assert play.measure("legitimacy") > alone.measure("legitimacy")
    assert "NATO sends a liaison team." in play.said()


@pytest.mark.system("SS-019")
def test_the_european_pillar_must_fill_what_america_leaves() -> None:
    play = willing(table())
    stays, goes, built = play.copy(), play.copy(), play.copy()
    for one in (goes, built):
        one.put("us_backstop", 10)
    built.put("pledged", 4000, "eu")
    for enabler in ("isr", "strike", "lift", "missile_defence"):
        built.order(type="replace_enabler", actor="fr", enabler=enabler, points=5)
    for one in (stays, goes, built):
        one.turn(6)
    assert goes.get("pillar_gap") > stays.get("pillar_gap") + 15
    assert built.get("pillar_gap") < goes.get("pillar_gap") - 10
    assert stays.get("resolve_perception") > goes.get("resolve_perception")
    assert built.get("resolve_perception") > goes.get("resolve_perception")
    assert built.measure("credibility") > goes.measure("credibility")
    assert "Missing enablers rose" in goes.said()
    covered = goes.copy()
    covered.put("eu_share", 100, "nuclear")
    for one in (goes, covered):
        one.put("resolve_perception", 40)
        one.turn()
    assert covered.get("resolve_perception") > goes.get("resolve_perception")
    believed = [institution_resolve(one.world, one.state)[0] for one in (covered, goes)]
    assert believed[0] > believed[1]


@pytest.mark.system("SS-013", "SS-016")
def test_a_treaty_with_majority_decision_gives_the_coalition_a_person_and_a_vote() -> None:
    play = willing(table())
    loose = play.copy()
    play.inject("INJ51", "a")
    loose.inject("INJ51", "c")
    assert play.get("decision_rule") == "majority" and play.get("legal_status") == 1
    play.order(type="adopt_plan", actor="fr", years=15)  # a treaty carries it as a Eurogroup does
    assert loose.refused(type="adopt_plan", actor="fr", years=15) is Refusal.NO_EUROGROUP
    for one in (play, loose):
        one.turn(2)
    assert play.measure("legitimacy") > loose.measure("legitimacy")
    assert "Decision rule: from lead nations to majority." in play.said()


@pytest.mark.system("SS-002", "SS-003", "SS-017")
def test_injects_move_headquarters_the_three_and_the_condition_for_deployment() -> None:
    play = table()
    play.inject("INJ18", "c")
    assert play.get("headquarters", "fr") == 0 and play.get("headquarters", "gb") == 1
    signed, silent = table(), table()
    signed.inject("INJ13", "a")
    silent.inject("INJ13", "b")
    assert signed.get("e3_alignment") > silent.get("e3_alignment")
    for one in (signed, silent):
        one.turn(2)
    assert signed.measure("cohesion") > silent.measure("cohesion")
    early = willing(table(mission_phase="pre_deal"))
    early.inject("INJ45", "a")
    assert early.get("deployment_condition") == "request"
    send(early, BRIGADE, "kyiv")
