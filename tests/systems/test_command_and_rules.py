"""Command, caveats, rules of engagement, prepared answers and the nuclear dimension."""

from __future__ import annotations

import pytest

from tabletop.rules.command import open_questions
from tabletop.rules.incidents import command_speed, contain_parts
from tabletop.rules.mandate import odds
from tabletop.rules.refusals import Refusal
from tabletop.world.variables import MANDATE
from tests.systems.playing import Table
from tests.worlds import real_world


def table(**start: object) -> Table:
    return Table(real_world(), **start)


def speed(play: Table) -> float:
    return float(command_speed(play.world, play.state)[0])


def contains(play: Table, sector: str = "kupiansk") -> float:
    """Chance that the coalition's land forces contain a probe."""
    land = contain_parts(play.world, play.state)[1]
    return float(land[0, play.at("sector", sector)])


def with_a_brigade(**start: object) -> Table:
    play = table(intervention_rule="automatic", **start)
    play.put("roe", 5, "T3")
    play.stand("gb_light_bde_1", "dnipro")
    play.turn()
    return play


@pytest.mark.system("SS-055")
def test_each_open_question_of_command_slows_the_force_down() -> None:
    play = table(intervention_rule="graded")
    clear = speed(play)
    assert open_questions(play.world, play.state)[0] == 0
    play.put("command", "undecided")
    leaderless = speed(play)
    play.put("intervention_rule", "unwritten")
    undecided = speed(play)
    for force in play.world.forces:
        if play.world.points("command")[play.at("force", force.id)] > 0:
            play.put("status", "home", force.id)
    headless = speed(play)
    assert open_questions(play.world, play.state)[0] == 3
    assert clear > leaderless > undecided > headless
    play.look()
    settled = play.copy()
    settled.order(type="set_command", actor="gb", command="lead_nation", emergency_authority=True)
    settled.stand("fr_hq_op_1", "paris")
    assert open_questions(settled.world, settled.state)[0] == 0
    for one in (play, settled):
        one.turn(2)
    assert settled.get("resolve_perception") > play.get("resolve_perception")
    assert settled.measure("credibility") > play.measure("credibility")
    assert "Command: from undecided to lead nation." in settled.said()


@pytest.mark.system("SS-055")
def test_a_slow_command_contains_a_probe_less_often() -> None:
    fast, slow = with_a_brigade(), with_a_brigade()
    slow.put("command", "undecided")
    assert contains(fast) > contains(slow) > 0


@pytest.mark.system("SS-056")
def test_nato_command_stops_when_washington_withdraws() -> None:
    play = with_a_brigade(us_backstop=45)
    own = play.copy()
    play.order(type="set_command", actor="gb", command="nato")
    assert contains(play) > contains(own)
    for one in (play, own):
        one.put("us_backstop", 12)
        one.turn(3)
    assert speed(play) == 0 and contains(play) == 0 and contains(own) > 0
    assert play.get("resolve_perception") < own.get("resolve_perception")
    assert play.measure("credibility") < own.measure("credibility")
    assert play.refused(type="set_command", actor="fr", command="nato") is Refusal.NO_CHANGE
    play.order(type="set_command", actor="fr", command="lead_nation")
    assert contains(play) > 0
    assert "Command: from lead nation to nato." in play.said()


@pytest.mark.system("SS-056")
def test_asking_nato_to_command_brings_its_mandate_nearer() -> None:
    asked, avoided = table(), table()
    asked.inject("INJ47", "c")
    avoided.inject("INJ47", "b")
    asked.put("us_backstop", 45)
    chances = [
        odds(play.world, play.state)[0][0, MANDATE.index("nato")] for play in (asked, avoided)
    ]
    assert asked.get("flag", "nato_c2_asked") == 1
    assert chances[0] > chances[1]


@pytest.mark.system("SS-057")
def test_units_under_a_blocking_caveat_do_not_count_until_it_is_talked_away() -> None:
    play = table()
    force = next(f.id for f in play.world.forces if f.actor == "es" and _fights(play, f.id))
    play.put("caveat", 1, "es", "no_combat")
    play.put("willingness", 70, "es")
    play.put("domestic_support", 60, "es")
    play.stand(force, "zaporizhzhia")
    bound = play.copy()
    bound.turn()
    play.order(type="negotiate_caveat", actor="es", caveat="no_combat")
    play.turn()
    assert sum(play.state.denial[0]) > sum(bound.state.denial[0])
    assert play.measure("cohesion") > bound.measure("cohesion")
    assert play.measure("denial") > bound.measure("denial")
    assert play.get("domestic_support", "es") < bound.get("domestic_support", "es")
    assert "Caveat lifted: " in play.said()
    fixed = {"type": "negotiate_caveat", "actor": "de", "caveat": "parliament_mandate"}
    assert play.refused(**fixed) is Refusal.CAVEAT_FIXED


def _fights(play: Table, force: str) -> bool:
    world = play.world
    f = play.at("force", force)
    return bool(world.points("deterrence_denial")[f] > 0 and world.traits.on_ground[f])


@pytest.mark.system("SS-058")
def test_firmer_rules_deter_more_and_risk_more() -> None:
    tight, firm = table(), table()
    firm.order(type="set_roe", actor="gb", tier=3, level=5)
    for play in (tight, firm):
        play.stand("gb_light_bde_1", "dnipro")
        play.put("ceasefire_integrity", 50)
        play.turn(4)
    assert firm.measure("deterrence") > tight.measure("deterrence")
    assert firm.measure("escalation") > tight.measure("escalation")
    assert sum(firm.state.denial[0]) > sum(tight.state.denial[0])
    assert firm.state.violations_total.sum() >= tight.state.violations_total.sum()
    assert firm.get("escalation") > tight.get("escalation")
    assert "Rules of engagement (T3) rose from 2 to 5." in firm.said()
    over = {"type": "set_roe", "actor": "gb", "tier": 1, "level": 4}
    assert firm.refused(**over) is Refusal.OBSERVERS_UNARMED


@pytest.mark.system("SS-058")
def test_one_rule_on_drones_protects_the_hubs_and_adds_risk() -> None:
    play, other = table(), table()
    play.inject("INJ04", "a")
    other.inject("INJ04")
    assert play.get("flag", "roe_common") == 1 or play.get("force_protection") > other.get(
        "force_protection"
    )
    for one in (play, other):
        one.turn()
    assert play.get("force_protection") > other.get("force_protection")


@pytest.mark.system("SS-059")
def test_a_prepared_answer_comes_faster_and_counts() -> None:
    play, other = with_a_brigade(), with_a_brigade()
    play.order(type="prepare_response", actor="gb", event="probe", step="reserve")
    assert speed(play) > speed(other) and contains(play) > contains(other)
    for one in (play, other):
        one.turn(probe=True, probe_repelled=True)
    assert play.get("resolve_perception") > other.get("resolve_perception")
    assert play.get("ru_probe_appetite") < other.get("ru_probe_appetite")
    assert play.get("escalation") > other.get("escalation")
    assert play.measure("credibility") > other.measure("credibility")
    assert "Prepared answer to a probe: from none to reserve." in play.said()


@pytest.mark.system("SS-059")
def test_an_answer_without_means_and_one_taken_back_cost_resolve() -> None:
    play, silent = table(), table()
    play.order(type="prepare_response", actor="gb", event="probe", step="fires")
    play.turn(probe=True, probe_repelled=True)
    silent.turn(probe=True, probe_repelled=True)
    lost = silent.get("resolve_perception") - play.get("resolve_perception")
    assert lost > 3
    before = play.get("resolve_perception")
    play.order(type="prepare_response", actor="gb", event="probe", step="protest")
    assert play.get("resolve_perception") < before


@pytest.mark.system("SS-059")
def test_a_package_held_ready_is_used_by_the_prepared_snap_back() -> None:
    play, other = table(), table()
    for one in (play, other):
        one.order(type="sanction", actor="gb", package="snapback")
    play.order(type="prepare_response", actor="fr", event="probe", step="snapback")
    for one in (play, other):
        one.turn(probe=True, probe_repelled=True)
    assert play.get("flag", "snapback_ready") == 0 and other.get("flag", "snapback_ready") == 1
    assert play.measure("economic_pressure") > other.measure("economic_pressure")


@pytest.mark.system("SS-060")
def test_a_nuclear_signal_shows_resolve_raises_the_risk_and_costs_support() -> None:
    loud, silent = table(), table()
    for actor in ("gb", "fr"):
        loud.order(type="make_statement", actor=actor, subject="nuclear_signal")
    assert loud.refused(type="make_statement", actor="pl", subject="nuclear_signal")
    assert loud.get("nuclear_signal") == 2
    for play in (loud, silent):
        play.turn(3)
    assert loud.get("resolve_perception") > silent.get("resolve_perception")
    assert loud.measure("credibility") > silent.measure("credibility")
    risk = loud.measure("escalation") - silent.measure("escalation")
    assert risk > loud.get("resolve_perception") - silent.get("resolve_perception") - 6
    for actor in ("de", "es", "nl"):
        assert loud.get("domestic_support", actor) < silent.get("domestic_support", actor)
    assert "Nuclear signal rose" in loud.said()
    calm = loud.copy()
    calm.order(type="make_statement", actor="gb", subject="nuclear_silence")
    for play in (loud, calm):
        play.turn(3)
    assert calm.measure("escalation") < loud.measure("escalation")
    assert calm.get("nuclear_signal") == 0


@pytest.mark.system("SS-060")
def test_there_is_no_step_above_the_third() -> None:
    play = table(nuclear_signal=3)
    why = play.refused(type="make_statement", actor="fr", subject="nuclear_signal")
    assert why is Refusal.NO_CHANGE
