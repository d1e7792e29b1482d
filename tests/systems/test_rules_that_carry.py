"""Rules without which a system would stop working: what each adds, seen by itself."""

from __future__ import annotations

import pytest

from tabletop.analysis.final_test import final_test
from tabletop.rules.command import friction
from tabletop.rules.drivers import push
from tabletop.rules.escalation import signature
from tabletop.rules.incidents import contain_parts, may_intervene
from tabletop.rules.mandate import odds
from tabletop.rules.plans import haste
from tabletop.rules.tracks import fade
from tabletop.world.variables import MANDATE
from tests.systems.playing import Table
from tests.worlds import real_world

BRIGADE, HEAVY = "gb_light_bde_1", "gb_mech_bde_1"


def table(**start: object) -> Table:
    play = Table(real_world(), **start)
    play.prepare("gb", "fr", "es")
    return play


def chance(play: Table, route: str) -> float:
    return float(odds(play.world, play.state)[0][0, MANDATE.index(route)])


def provocation(play: Table) -> float:
    return float(signature(play.world, play.state)[0])


@pytest.mark.system("SS-002", "SS-005", "SS-045")
def test_a_lead_that_is_shown_out_provides_no_headquarters_and_is_called_home() -> None:
    stays = table()
    stays.send(BRIGADE, "kyiv")
    stays.turn()
    out = stays.copy()
    before = stays.measure("legitimacy")
    out.order(type="invite", actor="ua", consent=False)
    for play in (stays, out):
        play.turn(2)
    assert out.get("recalled", "gb") == 1 and out.get("headquarters", "gb") == 0
    assert stays.get("recalled", "gb") == 0 and stays.get("headquarters", "gb") == 1
    assert out.get("status", BRIGADE) in ("returning", "home")
    assert stays.measure("legitimacy") == pytest.approx(before, abs=3)
    assert out.measure("legitimacy") < before - 3
    assert "calls its units home" in out.said()


@pytest.mark.system("SS-001", "SS-013")
def test_a_rule_of_consensus_makes_decisions_more_legitimate_and_slower() -> None:
    leads = table()
    all_agree = leads.copy()
    all_agree.order(type="set_decision_rule", actor="gb", rule="consensus")
    for play in (leads, all_agree):
        play.turn(4)
    assert all_agree.get("decision_rule") == "consensus"
    assert all_agree.measure("legitimacy") > leads.measure("legitimacy")
    assert "Decision rule: from lead nations to consensus." in all_agree.said()


@pytest.mark.system("SS-032", "SS-049", "SS-054")
def test_a_neutral_model_finds_more_votes_in_the_council_and_a_more_patient_moscow() -> None:
    hubs, blue = table(), table()
    blue.order(type="set_posture", actor="gb", force_posture="observers")
    assert chance(blue, "monitors_treaty") > chance(hubs, "monitors_treaty") > 0
    assert chance(blue, "treaty") == chance(hubs, "treaty")
    neutral, allied = table(), table()
    neutral.order(type="set_composition", actor="gb", composition="neutral")
    for play in (neutral, allied):
        # What the offer itself brought is taken out: what is left is how Moscow comes to see it.
        play.put("ru_patience", 45)
        play.turn(4)
    assert neutral.get("ru_acceptance") > allied.get("ru_acceptance")
    assert neutral.get("ru_patience") > allied.get("ru_patience") + 0.5
    assert neutral.measure("escalation") <= allied.measure("escalation")
    assert "Composition offered: from open to neutral." in neutral.said()


@pytest.mark.system("SS-044", "SS-051", "SS-053")
def test_how_provocative_a_force_looks_follows_its_phase_and_its_mandate() -> None:
    play = table()
    play.send(BRIGADE, "kyiv")
    play.turn()
    early = play.copy()
    early.order(type="make_statement", actor="gb", subject="early_entry")
    d = play.world.doctrine
    assert provocation(early) == pytest.approx(d.signature_early * provocation(play))
    allied, agreed = play.copy(), play.copy()
    for one, route in ((allied, "nato"), (agreed, "treaty")):
        one.put("us_backstop", 60)
        one.order(type="seek_mandate", actor="gb", mandate=route)
        one.turn(6, mandate=True)
        assert one.get("mandate") == route
    assert provocation(allied) > provocation(agreed) > 0
    assert early.measure("escalation") > play.measure("escalation")
    assert allied.measure("escalation") > agreed.measure("escalation")
    assert "Forces were sent before a deal." in early.said() or early.get("flag", "pre_deal")


@pytest.mark.system("SS-046", "SS-011")
def test_what_was_planned_is_offered_sooner_ready() -> None:
    play = table(plan_mandate=55, plan_money=100, plan_manpower=100, plan_maturity=100)
    idle = play.copy()
    play.order(type="assign_staff", actor="gb", work="mandate")
    for one in (play, idle):
        one.turn(3)
        one.prepare("gb")
        one.order(type="offer", actor="gb", force=HEAVY)
    assert haste(play.world, play.state)[0] < haste(idle.world, idle.state)[0] <= 1
    assert play.get("ready_turn", HEAVY) <= idle.get("ready_turn", HEAVY)
    assert play.get("plan_mandate") > idle.get("plan_mandate")
    assert "Plan of mandates" in play.said() or "Plan of" in play.said()


@pytest.mark.system("SS-047", "SS-058")
def test_land_forces_help_where_the_guarantee_and_their_rules_let_them() -> None:
    play = table(intervention_rule="graded")
    play.send(HEAVY, "poltava")
    play.turn()
    assert not may_intervene(play.world, play.state, 2)[0]
    firm = play.copy()
    firm.order(type="set_roe", actor="gb", tier=3, level=4)
    assert may_intervene(firm.world, firm.state, 2)[0]
    bare = firm.copy()
    for sector in ("S04", "S05", "S06"):
        bare.order(type="set_coverage", actor="gb", sector=sector, covered=False)
    for one in (play, firm, bare):
        one.turn()
    land = [contain_parts(one.world, one.state)[1][0, one.at("sector", "S05")]
            for one in (play, firm, bare)]  # fmt: skip
    assert land[1] > 0 == land[0] == land[2]
    assert firm.get("denial", "S05") > 0
    assert firm.measure("deterrence") > play.measure("deterrence")
    assert "The guarantee no longer covers" in bare.said()


@pytest.mark.system("SS-057")
def test_a_blocking_caveat_of_a_contributor_rubs() -> None:
    play = table()
    play.send("es_infantry_bn_1", "lviv")
    play.turn()
    bound = play.copy()
    bound.put("caveat", 1, "es", "no_combat")
    rub = [float(friction(one.world, one.state)[0]) for one in (play, bound)]
    assert rub[1] == pytest.approx(rub[0] + play.world.doctrine.caveat_weight)
    for one in (play, bound):
        one.turn(2)
    assert bound.get("cohesion") < play.get("cohesion")
    assert bound.measure("cohesion") < play.measure("cohesion")


@pytest.mark.system("SS-058", "SS-033")
def test_breaches_happen_where_it_is_tense_and_a_zone_makes_them_fewer() -> None:
    calm, tense = (
        table(ceasefire_integrity=90, tension=5),
        table(ceasefire_integrity=30, tension=80),
    )
    tense.put("ru_patience", 60)
    tense.put("ua_politics", 60)
    zone = tense.copy()
    zone.order(type="set_zone", actor="fr", km=30)
    for play in (calm, tense, zone):
        play.turn(4)
    breaches = [play.state.violations_total.sum() for play in (calm, zone, tense)]
    assert breaches == sorted(breaches) and breaches[0] < breaches[2]
    assert tense.get("ceasefire_integrity") < calm.get("ceasefire_integrity")
    assert tense.measure("escalation") > calm.measure("escalation")
    assert "of the ceasefire at" in tense.said()


@pytest.mark.system("SS-060", "SS-118")
def test_what_a_signal_stirred_up_settles_and_what_stands_goes_on() -> None:
    silent, loud = table(escalation=20), table(escalation=20)
    loud.order(type="make_statement", actor="gb", subject="nuclear_signal")
    at_once = loud.get("escalation")
    for play in (silent, loud):
        play.turn(5)
    assert at_once > 20
    assert loud.get("escalation") != at_once and silent.get("escalation") != 20
    assert loud.get("escalation") > silent.get("escalation")
    assert loud.measure("escalation") > silent.measure("escalation")
    assert "Nuclear signal rose" in loud.said()


@pytest.mark.system("SS-105", "SS-121")
def test_a_flank_at_risk_makes_its_states_less_willing_before_they_leave() -> None:
    calm, afraid = table(), table()
    afraid.put("nato_flank_risk", 100)
    fi, pt = (afraid.at("actor", name) for name in ("fi", "pt"))
    felt = push(afraid.world, afraid.state)[0] - push(calm.world, calm.state)[0]
    assert felt[fi] < 0 == felt[pt]
    for _ in range(4):
        afraid.put("nato_flank_risk", 100)
        for play in (calm, afraid):
            play.turn()
    assert afraid.get("willingness", "fi") < calm.get("willingness", "fi") - 1
    assert afraid.measure("cohesion") < calm.measure("cohesion")
    assert afraid.measure("flank") > calm.measure("flank")
    firm = afraid.copy()
    firm.order(type="reinforce_flank", actor="gb", level=3)
    firm.turn()
    assert firm.get("flank_posture") == 3 and "Reinforcement of the flank rose" in firm.said()


@pytest.mark.system("SS-108", "SS-087")
def test_members_press_by_themselves_when_the_union_cannot() -> None:
    plain, pressed = table(hu_government="obstructive"), table(hu_government="obstructive")
    for actor in ("fr", "de", "gb", "pl"):
        pressed.put("willingness", 80, actor)
        pressed.order(type="sanction", actor=actor, package="tighten")
    assert pressed.get("sanctions", "fr") > plain.get("sanctions", "fr")
    for play in (plain, pressed):
        play.turn(4)
    assert pressed.get("sanction_pressure") > plain.get("sanction_pressure")
    assert pressed.measure("economic_pressure") > plain.measure("economic_pressure")
    assert "Own sanctions (France) rose" in pressed.said()


@pytest.mark.system("SS-079")
def test_patrols_give_a_declared_zone_its_teeth() -> None:
    alert = table(ceasefire_integrity=40)
    alert.put("flag", 1, "roe_common")
    for force in ("gb_fighter_sqn_1", "gb_fighter_sqn_2", "fr_fighter_sqn_1"):
        alert.send(force, "apt_boryspil", tier=4)
    alert.turn()
    area = alert.world.names["air_area"][
        alert.world.geography.air_area_of_node[alert.at("node", "kyiv")]
    ]
    alert.order(type="declare_zone", actor="gb", area=area)
    patrol = alert.copy()
    patrol.order(type="set_posture", actor="gb", air_posture="patrol")
    for play in (alert, patrol):
        play.turn(2, strike_wave=True)
    cover = [play.get("air_cover", area) for play in (alert, patrol)]
    assert cover[1] > cover[0] > 0
    assert patrol.get("civilian_harm") < alert.get("civilian_harm")
    assert patrol.measure("civilian_protection") > alert.measure("civilian_protection")
    assert "is a declared air-defence zone." in patrol.said()


@pytest.mark.system("SS-124", "SS-063")
def test_what_is_clear_impresses_moscow_turn_by_turn() -> None:
    vague, clear = table(clarity=30), table(clarity=30)
    clear.order(type="set_intervention_rule", actor="gb", rule="automatic")
    for play in (vague, clear):
        # What the text itself brought on the day is taken out.
        play.put("resolve_perception", 45)
        play.turn(5)
    assert clear.get("clarity") > vague.get("clarity") + 5
    assert clear.get("resolve_perception") > vague.get("resolve_perception") + 0.5
    assert clear.get("resolve_perception") != 45 != vague.get("resolve_perception")
    assert clear.measure("credibility") > vague.measure("credibility")
    assert "Clarity rose" in clear.said()


@pytest.mark.system("SS-126")
def test_money_that_nobody_defends_any_more_is_what_goes_first() -> None:
    play = table(resolve_perception=60)
    play.put("pledged", 0)
    play.look()
    play.order(type="fund", actor="gb", amount=60)
    play.turn(2)
    found = final_test(play.world, play.state, 3, 20)
    now, then = next(
        (was, after) for name, was, after in found.measures if name == "sustainability"
    )
    assert now == pytest.approx(play.measure("sustainability"))
    assert then < 0.5 * now
    fading = play.copy()
    fade(fading.world, fading.state)
    assert fading.get("pledged", "gb") < play.get("pledged", "gb") == 60
    assert "Money pledged to the mission (United Kingdom) rose" in play.said()
