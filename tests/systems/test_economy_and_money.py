"""Economic pressure and money: oil, tariffs, caps, reserves, packages, budgets and burdens."""

from __future__ import annotations

import pytest

from tabletop.rules.refusals import Refusal
from tests.systems.playing import Table
from tests.worlds import real_world


def table(**start: object) -> Table:
    return Table(real_world(), **start)


def sanction(play: Table, actor: str, package: str) -> None:
    play.order(type="sanction", actor=actor, package=package)


@pytest.mark.system("SS-083")
def test_a_ban_on_oil_cuts_revenue_and_costs_those_who_still_bought_it_most() -> None:
    kept, banned = table(), table()
    revenue, price = banned.get("ru_revenue"), banned.get("energy_price")
    sanction(banned, "nl", "oil")
    small = banned.get("energy_price") - price
    banned.put("willingness", 50, "hu")
    sanction(banned, "hu", "oil")
    large = banned.get("energy_price") - price - small
    assert large > 2 * small > 0 and banned.get("ru_revenue") < revenue
    for actor in ("de", "fr", "gb", "ca", "dk"):
        sanction(banned, actor, "oil")
    assert banned.refused(type="sanction", actor="de", package="tighten") is Refusal.SPOKEN
    for play in (kept, banned):
        play.turn(4)
    assert banned.refused(type="sanction", actor="de", package="oil") is Refusal.NO_CHANGE
    assert banned.get("ru_revenue") < kept.get("ru_revenue") - 2
    assert banned.get("domestic_support", "se") < kept.get("domestic_support", "se")
    assert banned.measure("economic_pressure") > kept.measure("economic_pressure") + 1
    assert banned.measure("domestic_support") < kept.measure("domestic_support")
    assert "Imports of Russian oil (Hungary) fell from 80 to 0." in banned.said()


@pytest.mark.system("SS-084")
def test_tariffs_stop_dual_use_goods_only_when_america_and_europe_act_together() -> None:
    alone, union, both = table(), table(), table()
    for play in (union, both):
        play.put("hu_government", "cooperative")
    for _ in range(2):
        sanction(alone, "us", "tariffs")
        sanction(union, "eu", "tariffs")
        for actor in ("us", "eu"):
            sanction(both, actor, "tariffs")
        for play in (alone, union, both):
            play.turn()
    for play in (alone, union, both):
        play.turn(2)
        play.put("ru_confidence", 80)
        play.turn()
    flows = [play.get("dual_use_flow") for play in (alone, union, both)]
    assert flows[0] == flows[1] == pytest.approx(60) and flows[2] < 50
    assert both.get("ru_reserve") < alone.get("ru_reserve")
    both.order(type="demarche", actor="gb", errand="press_china")
    alone.order(type="demarche", actor="gb", errand="press_china")
    assert both.get("cn_stance") < 60 < alone.get("cn_stance")
    for play in (alone, both):
        play.turn(4)
    assert both.measure("denial") > alone.measure("denial")
    assert "Dual-use goods for Russia fell" in both.said()


@pytest.mark.system("SS-085")
def test_cap_price_and_secondary_sanctions_lower_revenue_after_a_lag_of_two_turns() -> None:
    plain = table()
    pressed = table()
    why = pressed.refused(type="sanction", actor="nl", package="price_cap")
    assert why is Refusal.NOT_LEAD
    sanction(pressed, "gb", "price_cap")
    sanction(pressed, "us", "secondary")
    pressed.order(type="demarche", actor="fr", errand="press_producers")
    assert pressed.get("oil_price") < plain.get("oil_price")
    assert pressed.get("price_cap") == pytest.approx(40.1)
    fell = []
    for _ in range(4):
        before = plain.get("ru_revenue") - pressed.get("ru_revenue")
        plain.turn()
        pressed.turn()
        fell.append(plain.get("ru_revenue") - pressed.get("ru_revenue") - before)
    assert sum(fell[:2]) > 0.4 * sum(fell) and sum(fell) > 3 and fell[0] < 0.5 * sum(fell)
    assert pressed.measure("economic_pressure") > plain.measure("economic_pressure") + 1
    assert pressed.get("cn_stance") > plain.get("cn_stance")
    assert "A red line is crossed: China" in pressed.said()


@pytest.mark.system("SS-086")
def test_frozen_reserves_pay_for_kyiv_and_belgium_bears_the_risk() -> None:
    idle, income, whole = table(), table(), table()
    why = whole.refused(type="use_assets", actor="fr", use="full_loan")
    assert why is Refusal.COVER_MISSING
    assert whole.refused(type="use_assets", actor="pl", use="income_loan") is Refusal.NOT_LEAD
    whole.order(type="make_statement", actor="gb", subject="common_fund")
    whole.order(type="use_assets", actor="fr", use="full_loan")
    income.order(type="use_assets", actor="eu", use="income_loan")
    for play in (idle, income):
        play.turn(3, asset_seizure=False)
    whole.turn(3, asset_seizure=True)
    monies = [play.get("ua_money") for play in (idle, income, whole)]
    assert monies == sorted(monies) and monies[0] + 2 < monies[2]
    gaps = [play.get("funding_gap") for play in (idle, income)]
    assert gaps[1] < gaps[0]
    assert whole.get("extra_cost") == 3 * whole.world.doctrine.seizure_cost
    assert whole.get("willingness", "be") < income.get("willingness", "be")
    assert whole.measure("cost") > income.measure("cost")
    assert "Frozen Russian reserves: from immobilised to full loan." in whole.said()
    income.order(type="use_assets", actor="eu", use="immobilised")
    income.turn()
    assert income.get("asset_money") == 0


@pytest.mark.system("SS-087")
def test_a_package_can_be_held_released_with_washington_or_traded_for_calm() -> None:
    play = table()
    assert play.refused(type="sanction", actor="gb", package="release") is Refusal.NOT_HELD
    play.look()
    held = play.copy()
    sanction(held, "fr", "snapback")
    assert held.measure("punishment") > play.measure("punishment")
    held.turn()
    near, far, traded = held.copy(), held.copy(), held.copy()
    near.put("us_backstop", 90)
    far.put("us_backstop", 0)
    for one in (near, far):
        sanction(one, "gb", "release")
        assert one.get("flag", "snapback_ready") == 0
    assert near.get("sanctions", "de") > far.get("sanctions", "de") > held.get("sanctions", "de")
    sanction(traded, "gb", "trade")
    assert traded.get("ceasefire_integrity") > held.get("ceasefire_integrity")
    assert traded.get("ru_patience") > held.get("ru_patience") > near.get("ru_patience")
    for one in (held, near, traded):
        one.turn(3)
    assert near.measure("economic_pressure") > held.measure("economic_pressure") + 2
    assert "No longer so: A sanctions package is held ready for the next breach." in traded.said()


@pytest.mark.system("SS-088")
def test_a_gap_of_more_than_three_turns_cuts_supply_and_presence() -> None:
    paid, short = table(), table()
    for play in (paid, short):
        for force in ("gb_light_bde_1", "fr_light_bde_1", "fr_mech_bde_1"):
            play.stand(force, "kyiv")
        play.put("pledged", 0)
    for actor in ("gb", "fr"):
        paid.put("ua_aid", 0, actor)
        paid.order(type="fund", actor=actor, amount=200)
    stocks = []
    for _ in range(6):
        paid.turn()
        short.turn()
        stocks.append(short.get("supply_stock"))
    assert short.get("gap_turns") == 6 and paid.get("gap_turns") == 0
    assert stocks[5] < stocks[3] < paid.get("supply_stock")
    for name in ("presence", "sustainability"):
        assert short.measure(name) < paid.measure(name)
    assert "Funding gap rose" in short.said()


@pytest.mark.system("SS-088")
def test_money_voted_for_several_years_survives_a_public_that_has_turned_away() -> None:
    yearly, voted = table(), table()
    voted.order(type="fund", actor="de", amount=40, multi_year=True)
    yearly.order(type="fund", actor="de", amount=40)
    assert voted.get("domestic_support", "de") < yearly.get("domestic_support", "de")
    for play in (yearly, voted):
        play.put("domestic_support", 2, "de")
        play.turn(3)
    assert voted.get("pledged", "de") == 40 > yearly.get("pledged", "de")
    assert "Germany has voted money for several years." in voted.said()
    assert voted.get("funding_gap") < yearly.get("funding_gap")


@pytest.mark.system("SS-089")
def test_the_coalition_resents_it_when_few_carry_the_burden() -> None:
    even, uneven = table(), table()
    assert even.get("aid_total", "fr") == 13 < even.get("aid_total", "de")
    total = sum(even.get("ua_aid", a.id) for a in even.world.actors)
    for play, payers in ((even, ("de", "gb", "fr", "it", "es", "jp")), (uneven, ("dk",))):
        for actor in play.world.actors:
            play.put("ua_aid", 0, actor.id)
        for name in payers:
            play.put("ua_aid", total / len(payers), name)
    even.order(type="fund", actor="ca", to="ukraine", amount=30)
    for play in (even, uneven):
        play.turn(3)
    assert even.get("burden_gap") < uneven.get("burden_gap")
    assert uneven.get("burden", "dk") > 20 and uneven.get("burden", "fr") == 0
    assert uneven.get("aid_total", "dk") > even.get("aid_total", "dk")
    assert uneven.get("cohesion") < even.get("cohesion")
    assert uneven.measure("cohesion") < even.measure("cohesion")
    assert "Unevenness of the burden rose" in uneven.said()
