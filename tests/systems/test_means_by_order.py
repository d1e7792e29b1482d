"""Means, markets and Moscow from the order that is given to the measure that it moves."""

from __future__ import annotations

import pytest

from tabletop.analysis.final_test import final_test
from tabletop.rules.flank import flank_cost
from tabletop.rules.mandate import odds, turns_needed
from tabletop.rules.refusals import Refusal
from tabletop.rules.tracks import yields
from tabletop.world.variables import MANDATE
from tests.systems.playing import Table
from tests.worlds import real_world

BRIGADE = "gb_light_bde_1"


def table(**start: object) -> Table:
    return Table(real_world(), **start)


def chance(play: Table, route: str) -> float:
    return float(odds(play.world, play.state)[0][0, MANDATE.index(route)])


# -- mandates ----------------------------------------------------------------------------------


@pytest.mark.system("SS-049", "SS-053", "SS-108")
def test_each_route_has_its_own_time_and_its_own_odds_and_members_may_stop_some() -> None:
    blocked = table()
    union = {"type": "demarche", "actor": "de", "errand": "buy_veto"}
    free = blocked.copy()
    free.order(**union)
    assert 0 < chance(blocked, "eu") < chance(free, "eu")
    assert 0 < chance(blocked, "nato") < chance(free, "nato")
    assert chance(blocked, "treaty") == chance(free, "treaty") > chance(free, "unsc") > 0
    due = {}
    for route in ("bilateral", "treaty", "unsc"):
        play = table(mandate="none")
        play.order(type="seek_mandate", actor="gb", mandate=route)
        due[route] = play.get("mandate_due") - play.get("turn")
        needed = int(turns_needed(play.world)[MANDATE.index(route)])
        assert due[route] == needed >= 1
        play.turn(needed + 1, mandate=True)
        assert play.get("mandate") == route
        assert play.measure("legitimacy") > table(mandate="none").measure("legitimacy")
        assert f"Mandate: from none to {route}." in play.said()
    assert due["bilateral"] < due["treaty"] < due["unsc"]


@pytest.mark.system("SS-050")
def test_the_union_speaks_for_the_force_once_its_veto_is_gone() -> None:
    play = table(hu_government="obstructive")
    stays = play.copy()
    play.order(type="demarche", actor="de", errand="buy_veto")
    play.order(type="seek_mandate", actor="gb", mandate="eu")
    for one in (play, stays):
        one.turn(6, mandate=True)
    assert play.get("mandate") == "eu" != stays.get("mandate")
    assert play.measure("legitimacy") > stays.measure("legitimacy") + 2
    assert "Mandate: from bilateral to eu." in play.said()


@pytest.mark.system("SS-101")
def test_an_italian_unit_waits_for_the_united_nations_and_then_comes() -> None:
    play = table()
    play.authorise("it")
    play.put("pledged", 400, "it")
    play.put("base_agreement", 1)
    play.put("willingness", 90, "it")
    play.order(type="offer", actor="it", force="it_observer_coy_1")
    go = {"type": "deploy", "actor": "it", "force": "it_observer_coy_1", "to": "kherson",
          "tier": 1}  # fmt: skip
    assert play.refused(**go) is Refusal.CAVEAT_UN
    waits = play.copy()
    play.order(type="seek_mandate", actor="fr", mandate="monitors_treaty")
    for one in (play, waits):
        one.turn(6, mandate=True)
        one.put("willingness", 90, "it")
        one.put("domestic_support", 60, "it")
    assert play.get("flag", "unsc_monitors") == 1 and play.get("mandate") == "monitors_treaty"
    play.order(type="set_troop_policy", actor="it", policy="in_ukraine")
    play.send_ready("it_observer_coy_1", "kherson", 1)
    for one in (play, waits):
        one.turn()
    assert play.get("status", "it_observer_coy_1") == "deployed"
    for name in ("legitimacy", "monitoring"):
        assert play.measure(name) > waits.measure(name)
    assert "Mandate: from bilateral to monitors treaty." in play.said().replace("_", " ")


# -- neighbours, enablers, flank ---------------------------------------------------------------


@pytest.mark.system("SS-103", "SS-106")
def test_neighbours_sign_and_host_and_the_chain_of_supply_carries_more() -> None:
    bare = table()
    for actor in ("pl", "ro"):
        bare.put("base_agreement", 0, actor)
        bare.put("willingness", 60, actor)
    bare.look()
    hub = bare.copy()
    role = {"type": "offer_role", "actor": "gb", "role": "logistics_hub", "partner": "pl"}
    hub.order(type="sign_base_agreement", actor="pl")
    hub.order(type="sign_base_agreement", actor="ro")
    hub.order(**role)
    for play in (bare, hub):
        play.prepare("gb", "fr")
        play.put("base_agreement", float(play is hub), "pl")
        play.put("base_agreement", float(play is hub), "ro")
        for force in (BRIGADE, "fr_light_bde_1", "gb_mech_bde_1", "fr_mech_bde_1"):
            play.send(force, "lviv")
        play.put("supply_stock", 20)
        play.turn(3)
    assert hub.get("hub_role", "pl") == "logistics"
    assert hub.get("logistics_capacity") > bare.get("logistics_capacity")
    assert hub.measure("sustainability") >= bare.measure("sustainability")
    assert "Poland has signed a base agreement." in hub.said()


@pytest.mark.system("SS-104", "SS-036")
def test_turkey_commands_at_sea_and_may_open_the_straits() -> None:
    play = table()
    play.prepare("gb")
    play.put("willingness", 60, "tr")
    play.put("domestic_support", 60, "tr")
    shut = play.copy()
    play.order(type="offer_role", actor="fr", role="sea_command", partner="tr")
    play.order(type="negotiate_caveat", actor="tr", caveat="montreux_strict")
    play.send("gb_escort_ship_1", "constanta")
    shut.order(type="offer", actor="gb", force="gb_escort_ship_1")
    shut.put("ready_turn", 0, "gb_escort_ship_1")
    go = {"type": "deploy", "actor": "gb", "force": "gb_escort_ship_1", "to": "constanta"}
    assert shut.refused(**go) is Refusal.STRAITS_CLOSED
    for one in (play, shut):
        one.turn(2)
    assert play.state.sea_cover.sum() > shut.state.sea_cover.sum()
    assert play.get("maritime_access") > shut.get("maritime_access")
    assert play.measure("cost") > shut.measure("cost")
    assert "Turkey commands the mission at sea" in play.said()


@pytest.mark.system("SS-067", "SS-068", "SS-069")
def test_programmes_that_are_funded_by_order_bear_fruit_after_long_turns() -> None:
    idle, elsa, essi = (table(us_backstop=15) for _ in range(3))
    for play, programme, shares in (
        (elsa, "elsa", {"fr": 90, "de": 90, "it": 40}), (essi, "essi", {"de": 140, "nl": 40}),
    ):  # fmt: skip
        for actor, share in shares.items():
            play.put("willingness", 80, actor)
            play.put("ua_aid", 0, actor)
            play.order(type="fund_programme", actor=actor, programme=programme, amount=share)
            assert play.get("programme_money", actor, programme) == share
    for play in (idle, elsa, essi):
        play.prepare("fr")
        play.send("fr_fighter_sqn_1", "apt_boryspil", tier=4)
        play.turn(10)
    assert elsa.get("programme_progress", "elsa") > idle.get("programme_progress", "elsa") + 20
    assert elsa.get("eu_share", "strike") > idle.get("eu_share", "strike")
    assert elsa.measure("punishment") > idle.measure("punishment")
    assert essi.get("eu_share", "missile_defence") > idle.get("eu_share", "missile_defence")
    assert essi.get("nato_flank_risk") < idle.get("nato_flank_risk")
    assert essi.measure("flank") < idle.measure("flank")
    assert "Progress of a programme (elsa) rose" in elsa.said()


@pytest.mark.system("SS-061", "SS-066")
def test_replaced_surveillance_and_a_promise_that_is_sought_tell_in_the_end() -> None:
    base = table(us_backstop=40)
    base.put("pledged", 2000, "eu")
    built, asked = base.copy(), base.copy()
    built.order(type="replace_enabler", actor="gb", enabler="isr", points=5)
    for play in (base, built):
        play.turn(4)
    asked.order(type="seek_promise", actor="gb", form="statement")
    asked.turn(4, us_promise=True)
    for play in (base, built):
        play.turn(2)
    assert built.get("eu_share", "isr") > base.get("eu_share", "isr")
    assert built.get("isr_coverage") > base.get("isr_coverage")
    assert built.measure("monitoring") > base.measure("monitoring")
    assert asked.get("us_promise") == "statement"
    assert "American assurance: from none to statement." in asked.said()


@pytest.mark.system("SS-121")
def test_a_reinforced_flank_costs_money_every_month() -> None:
    bare, firm = table(nato_flank_risk=50), table(nato_flank_risk=50)
    firm.order(type="reinforce_flank", actor="gb", level=3)
    assert flank_cost(firm.world, firm.state)[0] > flank_cost(bare.world, bare.state)[0]
    for play in (bare, firm):
        play.turn(3)
    assert firm.get("nato_flank_risk") < bare.get("nato_flank_risk")
    assert firm.measure("cost") > bare.measure("cost")
    assert firm.measure("flank") < bare.measure("flank")
    assert "Reinforcement of the flank rose from 0 to 3" in firm.said()


# -- Ukraine -----------------------------------------------------------------------------------


@pytest.mark.system("SS-071", "SS-077", "SS-089")
def test_money_arms_and_training_reach_the_army_and_leave_their_mark_on_the_payer() -> None:
    left, helped = table(ua_army=45, ua_money=40), table(ua_army=45, ua_money=40)
    helped.put("willingness", 90, "fr")
    helped.order(type="fund", actor="fr", to="ukraine", amount=200)
    helped.order(type="deliver_arms", actor="gb", arms="artillery")
    assert helped.get("ua_aid", "fr") == 200 > left.get("ua_aid", "fr")
    stock = helped.get("arms_stock", "artillery")
    assert stock > left.get("arms_stock", "artillery")
    for play in (left, helped):
        play.turn(4)
    assert left.get("arms_stock", "artillery") < helped.get("arms_stock", "artillery") < stock
    assert helped.get("ua_money") > left.get("ua_money")
    assert helped.get("aid_total", "fr") > left.get("aid_total", "fr")
    assert helped.get("burden", "fr") > left.get("burden", "fr")
    assert helped.measure("resilience") >= left.measure("resilience")
    assert helped.state.ua_strength.sum() > left.state.ua_strength.sum()
    assert "Stock of arms (artillery) rose" in helped.said()


@pytest.mark.system("SS-075")
def test_stocks_are_used_up_and_upkeep_follows_the_chain_of_supply() -> None:
    plain, armed = table(), table()
    armed.order(type="deliver_arms", actor="gb", arms="air_defence")
    fresh = armed.get("arms_stock", "air_defence")
    for play in (plain, armed):
        play.turn(2)
    better = armed.measure("civilian_protection") - plain.measure("civilian_protection")
    assert fresh > armed.get("arms_stock", "air_defence") > plain.get("arms_stock", "air_defence")
    assert better > 0
    assert "Stock of arms (air defence) rose" in armed.said()


@pytest.mark.system("SS-074")
def test_a_line_that_was_opened_shows_in_what_the_country_withstands() -> None:
    without, opened = table(ua_equipment=20), table(ua_equipment=20)
    opened.order(type="fund_programme", actor="de", programme="joint_production", amount=120)
    assert opened.measure("cost") >= without.measure("cost")
    for play in (without, opened):
        play.put("ua_training", 80)
        play.put("ua_money", 80)
        play.turn(10)
    assert opened.get("ua_equipment") > without.get("ua_equipment")
    assert opened.get("ua_army") > without.get("ua_army")
    assert opened.measure("resilience") > without.measure("resilience")
    assert "Progress of a programme (joint production) rose" in opened.said()


@pytest.mark.system("SS-076", "SS-078", "SS-079")
@pytest.mark.parametrize(
    "act",
    [
        {"type": "set_strike_policy", "actor": "gb", "policy": "free"},
        {"type": "set_training_scope", "actor": "gb", "scope": "forward"},
        {"type": "declare_zone", "actor": "gb", "area": "A01"},
    ],
    ids=("strikes", "training", "zone"),
)
def test_what_is_done_for_ukraine_itself_raises_the_risk_as_moscow_sees_it(
    act: dict[str, str],
) -> None:
    quiet = table(ceasefire_status="none")
    quiet.put("flag", 1, "roe_common")
    quiet.put("clarity", 60)
    quiet.prepare("gb", "fr")
    for force in ("gb_fighter_sqn_1", "gb_fighter_sqn_2", "fr_fighter_sqn_1"):
        quiet.put("deployment_condition", "request")
        quiet.send(force, "rzeszow", tier=4)
    quiet.turn()
    quiet.order(type="set_posture", actor="gb", air_posture="patrol")
    loud = quiet.copy()
    loud.order(**act)
    for play in (quiet, loud):
        play.turn(2)
    assert loud.get("escalation") > quiet.get("escalation")
    assert loud.measure("escalation") > quiet.measure("escalation")
    assert loud.said() != quiet.said()


@pytest.mark.system("SS-081", "SS-045", "SS-082")
def test_kyiv_limits_the_force_or_shows_it_out_and_its_trust_wears_off() -> None:
    play = table()
    play.prepare("gb")
    play.send(BRIGADE, "kyiv")
    for actor in ("gb", "fr"):
        play.order(type="make_statement", actor=actor, subject="visit")
    fresh = play.get("trust", "gb")
    play.turn()
    capped, out = play.copy(), play.copy()
    capped.order(type="limit", actor="ua", east=True)
    out.order(type="invite", actor="ua", consent=False)
    for one in (play, capped, out):
        one.turn(4)
    assert capped.get("flag", "east_limit") == 1
    assert capped.get("ua_satisfaction") < play.get("ua_satisfaction")
    assert out.get("status", BRIGADE) in ("returning", "home")
    assert out.measure("legitimacy") < play.measure("legitimacy")
    assert fresh > play.get("trust", "gb") > table().get("trust", "gb")
    assert "Kyiv has withdrawn its consent." in out.said()


# -- markets, talks, Moscow --------------------------------------------------------------------


@pytest.mark.system("SS-083", "SS-116")
def test_prices_come_to_rest_and_revenue_follows_what_is_still_bought() -> None:
    kept, banned = table(), table()
    for actor in ("nl", "de", "fr", "gb", "ca", "dk", "nor"):
        banned.order(type="sanction", actor=actor, package="oil")
    high = banned.get("energy_price")
    assert high > kept.get("energy_price")
    for play in (kept, banned):
        play.turn(6)
    assert kept.get("energy_price") <= banned.get("energy_price") < high
    assert banned.get("ru_revenue") < kept.get("ru_revenue")
    assert banned.get("ru_confidence") < kept.get("ru_confidence")
    assert banned.measure("economic_pressure") > kept.measure("economic_pressure")
    assert "Imports of Russian oil" in banned.said()


@pytest.mark.system("SS-093", "SS-096", "SS-116")
def test_beijing_and_the_union_come_back_to_where_they_stand_unless_worked_upon() -> None:
    plain, pressed = table(), table()
    for actor in ("us", "eu"):
        pressed.put("tariffs", 60, actor)
    pressed.order(type="demarche", actor="gb", errand="press_china")
    pressed.order(type="demarche", actor="de", errand="bypass_veto")
    moved = pressed.get("cn_stance"), pressed.get("eu_unity")
    assert moved[0] < plain.get("cn_stance") and moved[1] < plain.get("eu_unity")
    for play in (plain, pressed):
        play.turn(5)
    assert moved[0] < pressed.get("cn_stance") < plain.get("cn_stance")
    assert moved[1] < pressed.get("eu_unity") <= plain.get("eu_unity")
    assert pressed.get("dual_use_flow") < plain.get("dual_use_flow")
    assert pressed.get("ru_confidence") <= plain.get("ru_confidence")
    assert pressed.measure("economic_pressure") >= plain.measure("economic_pressure")
    assert "Chinese backing of Russia fell" in pressed.said()


@pytest.mark.system("SS-114")
def test_arms_and_money_for_kyiv_raise_the_expected_cost_of_an_attack() -> None:
    weak = table(ua_army=35, ua_money=30, ua_equipment=30, ru_confidence=80)
    strong = weak.copy()
    strong.put("willingness", 90, "fr")
    for _ in range(3):
        strong.order(type="deliver_arms", actor="gb", arms="artillery")
        strong.order(type="fund", actor="fr", to="ukraine", amount=250 + strong.get("turn"))
        for play in (weak, strong):
            play.turn()
    for play in (weak, strong):
        for _ in range(3):
            play.put("ru_confidence", 85)
            play.put("resolve_perception", 5)
            play.turn(offensive=True)
    assert strong.get("ua_aid", "fr") > weak.get("ua_aid", "fr")
    assert strong.state.ua_strength.sum() > weak.state.ua_strength.sum()
    assert weak.state.breached.sum() >= strong.state.breached.sum()
    assert strong.measure("denial") > weak.measure("denial")
    assert strong.measure("deterrence") > weak.measure("deterrence")
    assert "Stock of arms (artillery) rose" in strong.said()


@pytest.mark.system("SS-112", "SS-117")
def test_a_warning_given_beforehand_takes_the_edge_off_and_a_friendly_room_lasts_a_while() -> None:
    plain, warned = table(ru_objection=90), table(ru_objection=90)
    for actor in ("gb", "fr"):
        warned.order(type="demarche", actor=actor, errand="prebunk")
    for play in (plain, warned):
        play.turn(influence_act=True)
    assert warned.odds("influence_act") < plain.odds("influence_act")
    spoken, mute = table(), table()
    for actor in ("gb", "fr", "de"):
        spoken.order(type="make_statement", actor=actor, subject="message", frame="defensive")
    loud = spoken.get("info_environment")
    for play in (spoken, mute):
        play.turn(4)
    assert loud > spoken.get("info_environment") > mute.get("info_environment")
    assert spoken.measure("resilience") > mute.measure("resilience")
    assert "Warning of false stories rose" in warned.said()


@pytest.mark.system("SS-115")
def test_harm_wears_society_down_anger_fades_and_fighters_over_the_cities_help() -> None:
    spared, struck = (table(ceasefire_integrity=40) for _ in range(2))
    for play in (spared, struck):
        play.prepare("gb", "fr")
        for force in ("gb_fighter_sqn_1", "gb_fighter_sqn_2", "fr_fighter_sqn_1"):
            play.send(force, "apt_boryspil", tier=4)
        play.turn()
    guarded = struck.copy()
    guarded.order(type="set_posture", actor="gb", air_posture="enforcement")
    for play, falls in ((spared, False), (struck, True), (guarded, True)):
        play.turn(3, strike_wave=falls)
    harm = [play.get("civilian_harm") for play in (spared, guarded, struck)]
    assert harm == sorted(harm) and harm[1] < harm[2]
    angry = struck.get("outrage")
    resilient = [play.get("ua_resilience") for play in (struck, spared)]
    assert resilient[0] < resilient[1]
    struck.turn(4)
    assert struck.get("outrage") < angry
    assert guarded.measure("civilian_protection") > struck.measure("civilian_protection")
    assert "A wave of strikes hit" in guarded.said()


# -- judgements --------------------------------------------------------------------------------


@pytest.mark.system("SS-123", "SS-110", "SS-129")
def test_one_text_unites_money_moves_congress_and_neglect_takes_its_toll() -> None:
    plain, text, pays, blind = (table() for _ in range(4))
    for actor in ("gb", "fr"):
        text.order(type="make_statement", actor=actor, subject="joint_text")
    pays.put("willingness", 90, "fr")
    pays.put("willingness", 90, "de")
    for actor in ("fr", "de", "gb"):
        pays.put("pledged", 0, actor)
        give = pays.get("ua_aid", actor) + 60
        pays.order(type="fund", actor=actor, to="ukraine", amount=give)
    blind.order(type="set_effort", actor="gb", guarantee=6, pressure=0, support=0)
    low = [min(float(one[0]) for one in yields(play.world, play.state).values())
           for play in (blind, plain)]  # fmt: skip
    assert low[0] < low[1]
    for play in (plain, text, pays, blind):
        play.turn(3)
    assert text.get("cohesion") > plain.get("cohesion")
    assert text.measure("cohesion") > plain.measure("cohesion")
    assert pays.get("us_congress") >= plain.get("us_congress")
    assert pays.get("ua_money") > plain.get("ua_money")
    assert blind.measure("credibility") < plain.measure("credibility")
    assert "Effort on pressure" in blind.said()


@pytest.mark.system("SS-130")
def test_a_training_hub_is_a_guarantee_without_troops() -> None:
    bare, hub = table(ua_training=40), table(ua_training=40)
    hub.order(type="offer_role", actor="fr", role="training_hub", partner="pl")
    assert hub.get("hub_role", "pl") == "training"
    for play in (bare, hub):
        play.turn(4)
    assert hub.get("ua_training") > bare.get("ua_training")
    assert hub.measure("resilience") > bare.measure("resilience")
    assert hub.measure("punishment") == pytest.approx(bare.measure("punishment"), abs=0.5)
    assert "Hub for the mission (Poland)" in hub.said()


@pytest.mark.system("SS-126")
def test_pledges_fade_when_attention_goes_and_what_was_built_by_then_decides() -> None:
    built, bare = table(resolve_perception=60), table(resolve_perception=60)
    built.prepare("gb", "fr")
    for force in (BRIGADE, "fr_light_bde_1", "gb_mech_bde_1"):
        built.send(force, "kyiv")
    built.order(type="set_intervention_rule", actor="gb", rule="automatic")
    for play in (built, bare):
        play.turn(2)
    assert built.get("intervention_rule") == "automatic" != bare.get("intervention_rule")
    found = [final_test(play.world, play.state, 3, 30) for play in (built, bare)]
    later = [{name: after for name, _, after in one.measures} for one in found]
    assert later[0]["credibility"] > later[1]["credibility"]
    # What nobody looks after any more is worth less than on the last day.
    now, then = next(
        (was, after) for name, was, after in found[0].measures if name == "credibility"
    )
    assert then < now
    assert now == pytest.approx(built.measure("credibility"))
    assert "has arrived at Kyiv" in built.said()
