"""Ukraine: its army, arms, training and skies, its demands, its anchors and whom it trusts."""

from __future__ import annotations

import pytest

from tabletop.rules.casualties import danger
from tabletop.rules.refusals import Refusal
from tabletop.rules.spirit import election_odds
from tabletop.rules.strikes import interception
from tests.systems.playing import Table
from tests.worlds import real_world

TRAINERS = ("gb_training_bn_2", "gb_training_bn_3", "fr_training_bn_2")


def table(**start: object) -> Table:
    return Table(real_world(), **start)


def strength(play: Table) -> float:
    return float(play.state.ua_strength.sum())


def shot_down(play: Table, area: str) -> float:
    return float(interception(play.world, play.state)[0, play.at("air_area", area)])


@pytest.mark.system("SS-071")
def test_the_army_regenerates_only_as_fast_as_its_weakest_pillar() -> None:
    pillars = {"ua_army": 55, "ua_training": 40, "ua_equipment": 75, "ua_money": 75}
    rich, trained = table(**pillars), table(**pillars)
    rich.order(type="fund", actor="gb", to="ukraine", amount=315)
    for play in (rich, trained):
        play.turn(0)
    for name in TRAINERS:
        trained.stand(name, "hub_west")
    rich.turn(3)
    for _ in range(3):
        trained.order(type="train", actor="gb", force="gb_training_bn_2")
        trained.turn()
    assert rich.get("ua_money") > 70 and rich.get("ua_army") < 55
    assert trained.get("ua_army") > rich.get("ua_army")
    assert strength(trained) > strength(rich)
    for name in ("resilience", "denial"):
        assert trained.measure(name) > rich.measure(name)
    assert "Ukrainian army fell" in rich.said()


@pytest.mark.system("SS-072")
def test_training_units_raise_the_number_of_brigades_that_can_be_trained() -> None:
    few, many = table(ua_training=45, ua_army=50), table(ua_training=45, ua_army=50)
    for name in TRAINERS:
        many.stand(name, "hub_west")
    for play in (few, many):
        play.turn(4)
    assert many.get("training_throughput") > few.get("training_throughput") + 1
    assert many.get("ua_training") > few.get("ua_training")
    assert many.measure("resilience") > few.measure("resilience")
    assert "Brigades in training rose" in many.said()


@pytest.mark.system("SS-073")
def test_without_depots_western_systems_fall_out_of_use() -> None:
    worn, kept = table(sustainment_level=30), table(sustainment_level=30)
    for play in (worn, kept):
        play.put("logistics_capacity", 40)
    kept.order(type="fund_programme", actor="de", programme="depots", amount=60)
    for play in (worn, kept):
        for _ in range(4):
            play.turn()
    assert kept.get("sustainment_level") > worn.get("sustainment_level") + 5
    low, full = table(sustainment_level=20), table(sustainment_level=60)
    for play in (low, full):
        play.turn()
    assert low.get("ua_air_defence") < full.get("ua_air_defence")
    assert strength(low) < strength(full)
    for name in ("resilience", "civilian_protection"):
        assert low.measure(name) < full.measure(name)
    assert "Upkeep of Western systems rose" in kept.said()
    assert kept.refused(type="fund_programme", actor="mt", programme="depots", amount=900) is (
        Refusal.OVER_LIMIT
    )


@pytest.mark.system("SS-074")
def test_a_joint_line_costs_now_and_delivers_after_four_to_eight_turns() -> None:
    without, opened = table(), table()
    opened.order(type="fund_programme", actor="de", programme="joint_production", amount=120)
    none, line = [], []
    for _ in range(10):
        for play, seen in ((without, none), (opened, line)):
            play.turn()
            seen.append(play.get("ua_equipment"))
    gained = [b - a for a, b in zip(none, line, strict=True)]
    assert gained[3] == pytest.approx(0) and gained[5] > 0 and gained[9] > gained[6] > gained[5]
    assert opened.get("programme_progress", "joint_production") == 100
    assert opened.refused(type="fund", actor="de", to="mission", amount=5000) is Refusal.OVER_LIMIT
    assert "Progress of a programme (joint production) rose" in opened.said()
    shared = table()
    shared.inject("INJ14", "b")
    shared.turn(8)
    assert shared.get("programme_progress", "joint_production") == 100


@pytest.mark.system("SS-075")
def test_each_class_of_arms_has_its_use_and_long_reach_its_price() -> None:
    plain, armed, reach = table(), table(), table()
    armed.order(type="deliver_arms", actor="gb", arms="air_defence", credit=True)
    armed.order(type="deliver_arms", actor="fr", arms="aircraft")
    armed.order(type="deliver_arms", actor="fr", arms="artillery", credit=True)
    cash, credit = table(), table()
    cash.order(type="deliver_arms", actor="gb", arms="air_defence")
    credit.order(type="deliver_arms", actor="gb", arms="air_defence", credit=True)
    assert plain.get("ua_aid", "gb") < credit.get("ua_aid", "gb") < cash.get("ua_aid", "gb")
    reach.order(type="deliver_arms", actor="gb", arms="long_range")
    assert reach.get("domestic_support", "gb") < plain.get("domestic_support", "gb")
    assert reach.refused(type="deliver_arms", actor="de", arms="long_range") is Refusal.UNWILLING
    assert reach.refused(type="deliver_arms", actor="gb", arms="long_range") is Refusal.SPOKEN
    for play in (plain, armed, reach):
        play.turn(2)
    assert armed.get("ua_air_defence") > plain.get("ua_air_defence")
    assert armed.get("ua_equipment") > plain.get("ua_equipment")
    assert armed.measure("civilian_protection") > plain.measure("civilian_protection")
    assert reach.measure("escalation") > plain.measure("escalation")
    assert "Stock of arms (air defence) rose" in armed.said()


@pytest.mark.system("SS-076")
def test_lifting_the_limits_on_strikes_punishes_and_escalates() -> None:
    bound, free = table(ceasefire_status="none"), table(ceasefire_status="none")
    assert free.refused(type="set_strike_policy", actor="pl", policy="free") is Refusal.NOT_LEAD
    free.order(type="set_strike_policy", actor="gb", policy="free")
    for play in (bound, free):
        play.turn(3)
    assert free.measure("punishment") > bound.measure("punishment") + 5
    assert free.measure("escalation") > bound.measure("escalation")
    assert free.get("ru_revenue") < bound.get("ru_revenue")
    assert "Strikes into Russia: from forbidden to free." in free.said()
    resolve = free.get("resolve_perception")
    free.order(type="set_strike_policy", actor="fr", policy="forbidden")
    assert free.get("resolve_perception") < resolve


@pytest.mark.system("SS-077")
def test_an_army_bled_before_any_deal_collapses_with_its_society_unless_reinforced() -> None:
    low = {"ceasefire_status": "none", "ua_army": 25.5, "ua_resilience": 20, "ua_training": 20,
           "ua_equipment": 26, "ua_money": 26}  # fmt: skip
    left, truce, helped = table(**low), table(**low), table(**low)
    truce.put("ceasefire_status", "ceasefire")
    truce.put("ua_army", 26)
    helped.put("ua_training", 40)
    for name in TRAINERS:
        helped.stand(name, "hub_west")
    helped.order(type="deliver_arms", actor="gb", arms="artillery")
    for play in (left, helped):
        play.turn()
    assert left.get("ended") == 1 and helped.get("ended") == 0
    assert left.measure("resilience") < helped.measure("resilience")
    assert "The exercise has reached its end." in left.said()
    worn, resting = table(ceasefire_status="none"), table()
    for play in (worn, resting):
        play.turn()
    assert worn.get("ua_army") < resting.get("ua_army")


@pytest.mark.system("SS-077")
def test_both_readings_of_six_hundred_thousand_can_be_played() -> None:
    shield, cap = table(), table(ua_army_size=600)
    for play in (shield, cap):
        play.turn()
    assert strength(cap) < strength(shield)
    conceded = table()
    conceded.order(type="answer_demand", actor="ua", demand="limits", answer="accept")
    conceded.turn()
    assert conceded.get("ua_army_size") == 600
    assert "Agreed size of the Ukrainian army fell from 800 to 600" in conceded.said()


@pytest.mark.system("SS-078")
def test_trainers_inside_ukraine_train_more_and_stand_in_danger() -> None:
    abroad, forward = table(ua_training=45), table(ua_training=45)
    for play in (abroad, forward):
        for name in TRAINERS:
            play.stand(name, "hub_west")
    unwelcome = table(ua_consent=0)
    why = unwelcome.refused(type="set_training_scope", actor="gb", scope="west")
    assert why is Refusal.NO_CONSENT
    forward.order(type="set_training_scope", actor="gb", scope="forward")
    for play in (abroad, forward):
        play.turn(3)
    assert forward.get("training_throughput") > abroad.get("training_throughput")
    assert forward.measure("resilience") > abroad.measure("resilience")
    assert forward.measure("escalation") > abroad.measure("escalation")
    gb = forward.at("actor", "gb")
    risks = [danger(play.world, play.state)[0, gb] for play in (abroad, forward)]
    assert risks[1] > 2 * risks[0]
    assert "Where trainers work: from abroad to forward." in forward.said()


@pytest.mark.system("SS-079")
def test_a_declared_zone_shields_its_area_as_long_as_a_rule_lets_allies_shoot() -> None:
    play = table(ceasefire_integrity=40)
    areas = play.world.names["air_area"]
    area = areas[0]
    for force in ("gb_fighter_sqn_1", "gb_fighter_sqn_2", "fr_fighter_sqn_1"):
        play.stand(force, "rzeszow", 4)
    play.turn()
    why = play.refused(type="declare_zone", actor="gb", area=area)
    assert why is Refusal.NO_INTERCEPTION_RULE
    play.put("flag", 1, "roe_common")
    open_sky, zone = play.copy(), play.copy()
    for name in areas:
        zone.order(type="declare_zone", actor="gb", area=name)
    assert shot_down(zone, area) > shot_down(open_sky, area)
    lapsed = zone.copy()
    lapsed.put("flag", 0, "roe_common")
    assert shot_down(lapsed, area) == pytest.approx(shot_down(open_sky, area))
    for one in (open_sky, zone):
        one.turn(strike_wave=True)
    assert zone.get("civilian_harm") < open_sky.get("civilian_harm")
    assert zone.state.node_damage.sum() < open_sky.state.node_damage.sum()
    assert zone.measure("civilian_protection") > open_sky.measure("civilian_protection")
    assert zone.get("escalation") > open_sky.get("escalation")
    assert "is a declared air-defence zone." in zone.said()


@pytest.mark.system("SS-080")
def test_washington_bars_the_way_into_nato_while_the_union_is_a_slow_anchor() -> None:
    adrift, anchored = table(hu_government="cooperative"), table(hu_government="cooperative")
    blocked = table(hu_government="obstructive")
    why = adrift.refused(type="demarche", actor="gb", errand="support_nato_track")
    assert why is Refusal.WASHINGTON_BLOCKS
    why = blocked.refused(type="demarche", actor="eu", errand="support_accession")
    assert why is Refusal.NO_UNANIMITY
    why = adrift.refused(type="demarche", actor="gb", errand="support_accession")
    assert why is Refusal.NOT_IN_UNION
    for _ in range(4):
        for actor in ("eu", "fr", "de", "pl"):
            anchored.order(type="demarche", actor=actor, errand="support_accession")
        adrift.turn()
        anchored.turn()
    assert anchored.get("eu_accession") > adrift.get("eu_accession") + 20
    assert anchored.get("ua_politics") > adrift.get("ua_politics")
    assert anchored.get("ua_money") > adrift.get("ua_money")
    assert anchored.measure("resilience") > adrift.measure("resilience")
    assert "Way into the Union rose" in anchored.said()
    open_door = table(us_backstop=80)
    open_door.order(type="demarche", actor="gb", errand="support_nato_track")
    assert open_door.get("nato_track") > adrift.get("nato_track")


@pytest.mark.system("SS-081")
def test_kyiv_withdraws_consent_when_its_demands_are_not_met() -> None:
    play = table(ua_satisfaction=8, us_pressure_on_ua=90)
    heard = play.copy()
    for actor in ("gb", "fr", "pl", "de"):
        heard.order(type="demarche", actor=actor, errand="consult_kyiv")
    play.turn(consent_withdrawn=True)
    heard.turn(consent_withdrawn=True)
    assert play.get("ua_consent") == 0 and heard.get("ua_consent") == 1
    assert play.measure("legitimacy") < heard.measure("legitimacy")
    assert "Kyiv has withdrawn its consent." in play.said()


@pytest.mark.system("SS-081")
def test_presence_pressure_and_protected_skies_please_kyiv_and_limits_do_not() -> None:
    plain, pleased, limited = table(), table(), table()
    pleased.put("sanction_pressure", 80)
    for force in ("gb_light_bde_1", "fr_light_bde_1", "fr_gbad_long_1"):
        pleased.stand(force, "kyiv")
    limited.order(type="limit", actor="ua", east=True)
    limited.order(type="answer_demand", actor="ua", demand="arms", answer="accept")
    for play in (plain, pleased, limited):
        play.turn(3)
    assert limited.get("ua_satisfaction") < plain.get("ua_satisfaction")
    assert plain.get("ua_satisfaction") < pleased.get("ua_satisfaction")
    assert "Satisfaction of Kyiv" in limited.said()


@pytest.mark.system("SS-082")
def test_trusted_leaders_help_ukrainians_to_shrug_off_rumours() -> None:
    plain, visited, broken = table(), table(), table()
    assert plain.get("trust", "fr") == 58
    for play, visits in ((visited, True), (plain, False)):
        for _ in range(3):
            for actor in ("gb", "fr", "de", "pl", "it", "nl"):
                if visits:
                    play.order(type="make_statement", actor=actor, subject="visit")
            play.turn()
    before = broken.get("trust", "gb")
    broken.order(type="withdraw", actor="gb", force="gb_training_bn_1")
    assert broken.get("trust", "gb") == before - plain.world.doctrine.trust_broken
    assert visited.odds("influence_act") < plain.odds("influence_act")
    assert visited.measure("resilience") > plain.measure("resilience")
    assert "Ukrainians' trust (France) rose" in visited.said()


@pytest.mark.system("SS-077")
def test_an_army_in_good_spirit_fights_and_recruits_better_than_a_worn_one() -> None:
    alone, beside = table(ua_morale=60), table(ua_morale=60)
    beside.prepare("gb", "fr")
    alone.prepare("gb", "fr")
    for force in ("gb_light_bde_1", "gb_mech_bde_1", "fr_light_bde_1"):
        beside.send(force, "kyiv")
    for play in (alone, beside):
        play.turn(5)
    assert beside.get("ua_morale") > alone.get("ua_morale") + 1
    assert strength(beside) > strength(alone)
    war = table(ceasefire_status="none", ua_morale=60)
    war.turn(4)
    assert war.get("ua_morale") < alone.get("ua_morale") - 3
    low, high = table(ua_morale=20), table(ua_morale=90)
    for play in (low, high):
        play.turn(2)
    assert strength(high) > 1.1 * strength(low)
    assert high.get("ua_training") > low.get("ua_training")
    assert "Ukrainian morale" in low.said()
    assert high.get("ua_army") > low.get("ua_army")
    assert high.measure("denial") > low.measure("denial")
    assert high.measure("resilience") > low.measure("resilience")


@pytest.mark.system("SS-045", "SS-080")
def test_a_vote_is_called_in_a_truce_held_after_its_turns_and_may_be_disrupted() -> None:
    call = {"type": "demarche", "actor": "ua", "errand": "call_election"}
    at_war = table(ceasefire_status="none")
    assert at_war.refused(**call) is Refusal.NO_CEASEFIRE
    play = table()
    assert play.refused(**{**call, "actor": "gb"}) is Refusal.NOT_HOST
    quiet = play.copy()
    play.order(**call)
    turns = int(play.get("ua_election_in"))
    assert play.refused(**call) is Refusal.SPOKEN
    for one in (play, quiet):
        for _ in range(turns):
            one.put("ceasefire_integrity", 80)
            one.turn()
    assert "election" not in {o.purpose for o in play.outcomes}
    good, bad, off = play.copy(), play.copy(), play.copy()
    off.put("ceasefire_integrity", 10)
    for one, result in ((good, True), (bad, False), (off, True), (quiet, True)):
        one.look()
        one.turn(election=result)
    assert good.get("ua_election") == "orderly" and bad.get("ua_election") == "disrupted"
    assert off.get("ua_election") == quiet.get("ua_election") == "none"
    politics = [one.get("ua_politics") for one in (bad, quiet, good)]
    assert politics == sorted(politics) and politics[0] < politics[1] < politics[2]
    assert off.get("ua_politics") < quiet.get("ua_politics")
    assert good.measure("resilience") > quiet.measure("resilience") > bad.measure("resilience")
    assert good.measure("legitimacy") > bad.measure("legitimacy")
    assert "Last election in Ukraine: from none to orderly." in good.said()


@pytest.mark.system("SS-045")
def test_a_friendly_room_and_observers_make_an_orderly_vote_likelier() -> None:
    odds = []
    for info, integrity in ((20, 50), (50, 80), (80, 95)):
        play = table(info_environment=info, ceasefire_integrity=integrity)
        odds.append(float(election_odds(play.world, play.state)[0][0]))
    assert odds == sorted(odds) and 0 < odds[0] < odds[2] <= 1
    asked = table()
    asked.inject("INJ29", "a")
    assert asked.get("ua_election_in") == asked.world.doctrine.election_turns
