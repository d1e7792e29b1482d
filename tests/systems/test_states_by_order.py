"""Governments and the coalition from the order that is given to the measure that it moves."""

from __future__ import annotations

import pytest

from tabletop.rules.capitals import french_vote_turn
from tabletop.rules.incidents import command_speed
from tabletop.rules.institution import three_unity
from tabletop.rules.refusals import Refusal
from tests.systems.playing import Table
from tests.worlds import real_world

BRIGADE = "gb_light_bde_1"
ROE = {"type": "set_roe", "actor": "gb", "tier": 3, "level": 3}


def table(**start: object) -> Table:
    return Table(real_world(), **start)


def speed(play: Table) -> float:
    return float(command_speed(play.world, play.state)[0])


@pytest.mark.system("SS-001")
def test_the_willing_carry_a_vote_join_freely_and_each_asks_its_own_state() -> None:
    play = table()
    play.put("willingness", 80)
    play.order(type="set_decision_rule", actor="gb", rule="majority")
    play.order(**ROE)  # carried by those in favour
    play.put("membership", "candidate", "at")
    play.order(type="join", actor="at")
    assert play.get("membership", "at") == "member"
    play.put("decision", "none", "gb")
    play.put("pledged", 2000, "eu")
    play.order(type="offer", actor="gb", force=BRIGADE)
    go = {"type": "deploy", "actor": "gb", "force": BRIGADE, "to": "kyiv"}
    assert play.refused(**go) is Refusal.NOT_AUTHORISED
    alone = play.copy()
    play.order(type="seek_authorisation", actor="gb")
    assert alone.get("decision", "gb") == "none" != play.get("decision", "gb")
    for one in (play, alone):
        one.turn(4)
    assert play.get("decision", "gb") == "authorised" and alone.get("decision", "gb") == "none"
    play.send_ready(BRIGADE, "kyiv")
    for one in (play, alone):
        one.turn()
    assert play.measure("presence") > alone.measure("presence")
    assert "Rules of engagement (T3) rose from 2 to 3." in play.said()


@pytest.mark.system("SS-002")
def test_a_lead_that_has_gone_leads_no_more_and_one_that_commands_acts_sooner() -> None:
    play, gone = table(), table()
    gone.order(type="join", actor="gb", join=False)
    for one in (play, gone):
        one.turn()
    assert gone.get("headquarters", "gb") == 0 == gone.get("task_lead", "gb")
    assert speed(gone) < speed(play) and gone.measure("cohesion") < play.measure("cohesion")
    national = play.copy()
    national.order(type="set_command", actor="fr", command="national")
    assert speed(national) < speed(play)
    national.turn()
    assert "Command: from lead nation to national." in national.said()


@pytest.mark.system("SS-003")
def test_how_close_the_three_are_moves_the_unity_of_all() -> None:
    close, apart = table(), table()
    close.order(type="e3_call", actor="fr")
    apart.order(type="e3_call", actor="fr", result="open_row")
    assert three_unity(close.world, close.state)[0] > three_unity(apart.world, apart.state)[0]
    for play in (close, apart):
        # The same start, so that what the calls themselves brought is taken out.
        play.put("cohesion", 60)
        play.turn(2)
    assert close.get("cohesion") > apart.get("cohesion")
    assert close.measure("cohesion") > apart.measure("cohesion")
    assert "Alignment of London, Paris and Berlin" in apart.said()


@pytest.mark.system("SS-007")
def test_an_offer_taken_back_steps_down_the_ladder_and_is_noticed() -> None:
    kept = table()
    unit = "dk_infantry_bn_1"
    kept.prepare("dk")
    kept.order(type="offer", actor="dk", force=unit)
    kept.turn()
    assert kept.get("commitment", "dk") == 4
    back = kept.copy()
    back.order(type="withdraw_offer", actor="dk", force=unit)
    for play in (kept, back):
        play.turn()
    assert back.get("status", unit) == "home" and kept.get("status", unit) != "home"
    assert back.get("commitment", "dk") < 4
    assert back.get("resolve_perception") < kept.get("resolve_perception")
    assert back.get("trust", "dk") < kept.get("trust", "dk")
    assert back.measure("credibility") < kept.measure("credibility")
    assert "Commitment (Denmark) rose" in kept.said()


@pytest.mark.system("SS-008")
def test_money_that_is_pledged_flows_and_a_package_goes_to_kyiv() -> None:
    gives, keeps = table(), table()
    for play in (gives, keeps):
        play.put("pledged", 0)
        play.prepare("de")
        play.put("pledged", 0, "eu")
    gives.order(type="fund", actor="gb", amount=90)
    gives.order(type="fund", actor="de", package="de_regen_bde_1")
    assert gives.get("pledged", "gb") == 90
    for play in (gives, keeps):
        play.turn(3)
    assert gives.get("funding_gap") < keeps.get("funding_gap")
    assert gives.get("money_paid") > keeps.get("money_paid")
    assert gives.measure("sustainability") > keeps.measure("sustainability")
    assert gives.state.ua_equipment[0] + gives.state.ua_training[0] > (
        keeps.state.ua_equipment[0] + keeps.state.ua_training[0]
    )
    assert "Money pledged to the mission (United Kingdom)" in gives.said()


@pytest.mark.system("SS-013", "SS-015", "SS-016")
@pytest.mark.parametrize(
    "form",
    [
        {"type": "arrange", "actor": "fr", "what": "legal_status"},
        {"type": "arrange", "actor": "fr", "what": "eurogroup"},
        {"type": "make_statement", "actor": "fr", "subject": "permanent_treaty"},
    ],
)
def test_whatever_pools_powers_costs_support_at_home_and_is_told(form: dict[str, str]) -> None:
    play = table()
    play.put("willingness", 80)
    play.order(type="make_statement", actor="gb", subject="secretariat")
    play.stand(BRIGADE, "kyiv")
    play.look()
    free = play.copy()
    play.order(**form)
    lost = (free.state.domestic_support - play.state.domestic_support)[0]
    assert lost[play.at("actor", "fr")] > lost[play.at("actor", "nl")] > 0
    assert lost[play.at("actor", "hu")] == 0
    for one in (play, free):
        one.turn()
    assert play.get("domestic_support", "fr") < free.get("domestic_support", "fr")
    assert play.measure("domestic_support") < free.measure("domestic_support")
    words = ("legal personality", "Eurogroup has been founded", "treaty")
    assert any(word in play.said() for word in words)


@pytest.mark.system("SS-012", "SS-031", "SS-124")
def test_a_written_rule_and_a_lasting_form_make_the_guarantee_clearer_turn_by_turn() -> None:
    loose, lasting, written = table(clarity=40), table(clarity=40), table(clarity=40)
    lasting.order(type="make_statement", actor="gb", subject="permanent_treaty")
    written.order(type="set_intervention_rule", actor="gb", rule="automatic")
    for play in (loose, lasting, written):
        play.put("clarity", 40)
        play.turn(5)
    clear = [play.get("clarity") for play in (loose, lasting, written)]
    assert written.get("clarity") > loose.get("clarity")
    assert clear[1] > clear[0] + 1 and clear[2] > clear[0] + 5
    assert written.measure("credibility") > loose.measure("credibility")
    assert lasting.measure("credibility") > loose.measure("credibility")
    assert "Clarity rose" in written.said()


@pytest.mark.system("SS-055")
def test_an_answer_to_the_second_question_makes_the_force_faster() -> None:
    play = table(intervention_rule="unwritten")
    open_end = play.copy()
    play.order(type="set_intervention_rule", actor="gb", rule="graded")
    assert speed(play) > speed(open_end)
    for one in (play, open_end):
        one.turn(2)
    assert play.get("resolve_perception") > open_end.get("resolve_perception")
    assert play.measure("credibility") > open_end.measure("credibility")
    assert "Intervention rule: from unwritten to graded." in play.said()


@pytest.mark.system("SS-057")
def test_a_caveat_forbids_weighs_on_unity_and_may_be_talked_away() -> None:
    play = table()
    play.prepare("es")
    play.put("domestic_support", 60, "es")
    play.put("caveat", 1, "es", "no_ground_in_ukraine")
    play.put("troop_policy", "rear_only", "es")
    play.order(type="offer", actor="es", force="es_infantry_bn_1")
    play.put("ready_turn", 0, "es_infantry_bn_1")
    go = {"type": "deploy", "actor": "es", "force": "es_infantry_bn_1", "to": "lviv"}
    assert play.refused(**go) is Refusal.CAVEAT_GROUND
    bound = play.copy()
    play.order(type="negotiate_caveat", actor="es", caveat="no_ground_in_ukraine")
    play.order(**go)
    play.put("arrival_turn", 1, "es_infantry_bn_1")
    for one in (play, bound):
        one.turn(2)
    assert play.get("status", "es_infantry_bn_1") == "deployed"
    assert play.measure("presence") > bound.measure("presence")
    assert play.measure("cohesion") > bound.measure("cohesion")
    assert "Caveat lifted: " in play.said()


@pytest.mark.system("SS-062", "SS-063")
def test_a_word_with_washington_and_a_purchase_keep_its_means_here() -> None:
    silent, asked, bought = table(), table(), table()
    for actor in ("gb", "fr", "de"):
        asked.order(type="make_statement", actor=actor, subject="ask_washington")
    bought.prepare("de", "nl")
    for actor in ("de", "nl"):
        bought.put("ua_aid", 0, actor)
        bought.order(type="buy_american", actor=actor, amount=40)
    for play in (silent, asked, bought):
        play.turn(6)
    assert asked.get("us_clarity") > silent.get("us_clarity")
    assert bought.get("us_backstop") > silent.get("us_backstop")
    assert bought.get("us_share", "isr") > silent.get("us_share", "isr")
    assert asked.measure("credibility") > silent.measure("credibility")
    assert asked.measure("punishment") > silent.measure("punishment")
    assert "American arms bought" in bought.said()


@pytest.mark.system("SS-099")
def test_a_president_in_crisis_decides_at_his_own_pace_and_pays_less() -> None:
    play = table(ceasefire_integrity=90)
    play.put("domestic_support", 10, "fr")
    play.put("pledged", 40, "fr")
    calm = table(ceasefire_integrity=90)
    calm.put("pledged", 40, "fr")
    for one in (play, calm):
        one.put("decision", "none", "fr")
        one.order(type="seek_authorisation", actor="fr")
        due = one.get("decision_due", "fr")
        one.turn(int(due - one.get("turn")) + 1)
        assert one.get("decision", "fr") == "authorised"
    assert play.get("pledged", "fr") < calm.get("pledged", "fr") == 40
    assert play.measure("domestic_support") <= calm.measure("domestic_support")
    assert "authorised" in play.said()


@pytest.mark.system("SS-098")
def test_the_months_of_the_french_vote_are_a_number_of_the_scenario() -> None:
    assert french_vote_turn(real_world()) == 8


@pytest.mark.system("SS-100")
def test_berlin_decides_after_a_mandate_and_a_vote_and_sends_its_trainers() -> None:
    play = table(us_backstop=60)
    play.put("willingness", 75, "de")
    play.put("domestic_support", 60, "de")
    play.put("pledged", 2000, "eu")
    ask = {"type": "set_troop_policy", "actor": "de", "policy": "in_ukraine"}
    assert play.refused(**ask) is Refusal.POLICY_MANDATE
    stays = play.copy()
    play.order(type="seek_mandate", actor="gb", mandate="treaty")
    play.order(type="seek_authorisation", actor="de")
    for one in (play, stays):
        for _ in range(4):
            one.put("us_backstop", 60)
            one.put("domestic_support", 60, "de")
            one.turn(mandate=True, vote=True)
    assert play.get("mandate") == "treaty" and play.get("decision", "de") == "authorised"
    play.put("us_backstop", 60)
    play.order(**ask)
    play.send("de_training_bn_1", "lviv")
    for one in (play, stays):
        one.turn()
    assert play.get("status", "de_training_bn_1") == "deployed"
    assert play.measure("presence") > stays.measure("presence")
    assert "authorised" in play.said() or "Mandate: from bilateral to treaty." in play.said()


@pytest.mark.system("SS-102")
def test_a_spanish_majority_is_sought_priced_voted_and_felt_at_home() -> None:
    bare, sought = table(), table()
    for play in (bare, sought):
        play.put("willingness", 60, "es")
        play.put("decision", "none", "es")
        play.stand("es_infantry_bn_1", "lviv")
    sought.order(type="seek_majority", actor="es", offer="duration")
    assert sought.get("majority", "es") > bare.get("majority", "es")
    for play in (bare, sought):
        play.put("decision", "none", "es")
        play.order(type="seek_authorisation", actor="es")
        for _ in range(12):
            if play.get("decision", "es") in ("authorised", "refused"):
                break
            play.turn(vote=("es", play is sought))
    assert sought.get("decision", "es") == "authorised" and bare.get("decision", "es") == "refused"
    assert sought.get("caveat", "es", "clear_exit") == 1
    for play in (bare, sought):
        play.turn(2)
    assert sought.measure("presence") > bare.measure("presence")
    assert "Backing of the parties (Spain) rose" in sought.said()
