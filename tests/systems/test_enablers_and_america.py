"""Enablers and the American role: what is lent, promised, sold, replaced and talked over."""

from __future__ import annotations

import numpy as np
import pytest

from tabletop.rules.america import backing, surprise
from tabletop.rules.attribution import attribution_odds
from tabletop.rules.enablers import enabled
from tabletop.rules.incidents import contain_parts
from tabletop.rules.refusals import Refusal
from tabletop.rules.russia import deterrence
from tabletop.rules.strikes import interception
from tabletop.world.variables import ENABLERS
from tests.systems.playing import Table
from tests.worlds import real_world


def table(**start: object) -> Table:
    return Table(real_world(), **start)


def feared(play: Table) -> float:
    return float(deterrence(play.world, play.state)[0])


@pytest.mark.system("SS-061")
def test_in_the_dark_nothing_is_attributed_and_warning_falls_to_days() -> None:
    dark, seen = table(isr_coverage=25, us_backstop=5), table(isr_coverage=75)
    dark.put("us_share", 0)
    for play in (dark, seen):
        play.turn()
    odds = [attribution_odds(play.world, play.state)[0].mean() for play in (dark, seen)]
    assert odds[0] < odds[1] - 0.15
    assert dark.get("warning_days") < 4 < 7 < seen.get("warning_days")
    assert surprise(dark.world, dark.state)[0] > surprise(seen.world, seen.state)[0] == 0
    assert dark.measure("monitoring") < seen.measure("monitoring")
    assert "Warning before an attack fell" in dark.said()


@pytest.mark.system("SS-061")
def test_pooled_surveillance_brings_the_light_back() -> None:
    pooled, alone = table(us_backstop=5), table(us_backstop=5)
    for play in (pooled, alone):
        play.put("us_share", 0)
        play.put("isr_coverage", 36)
    pooled.order(type="make_statement", actor="fr", subject="pool_isr")
    pooled.put("pledged", 400, "gb")
    pooled.put("flag", 1, "common_fund")
    pooled.order(type="replace_enabler", actor="gb", enabler="isr", points=5)
    for play in (pooled, alone):
        play.turn(6)
    assert pooled.get("isr_coverage") > alone.get("isr_coverage") + 5
    assert pooled.get("warning_days") > alone.get("warning_days")
    assert pooled.measure("monitoring") > alone.measure("monitoring")
    assert "Members pool their surveillance" in pooled.said()


@pytest.mark.system("SS-061")
def test_a_surprise_attack_is_held_less_often() -> None:
    dark, seen = table(isr_coverage=10), table(isr_coverage=90)
    for play in (dark, seen):
        play.put("offensive_turns", 3)
        play.put("ru_confidence", 100)
        play.put("resolve_perception", 0)
        play.put("ua_army", 5)
        share = 0 if play is dark else 100
        play.put("us_share", share)
        play.put("eu_share", share)
        play.turn(offensive=True)
    assert dark.odds("offensive_held") < seen.odds("offensive_held")


@pytest.mark.system("SS-062")
def test_each_missing_enabler_has_its_own_penalty() -> None:
    for enabler in ("missile_defence", "aew", "isr", "lift"):
        i = ENABLERS.index(enabler)
        there, gone = table(), table()
        for play in (there, gone):
            play.stand("gb_light_bde_1", "dnipro")
            play.put("air_cover", 20)
            share = 60 if play is there else 0
            play.state.us_share[:, i] = share
            play.state.eu_share[:, i] = share
        assert enabled(there.world, there.state, enabler) > enabled(gone.world, gone.state, enabler)
        if enabler == "missile_defence":
            gap = interception(there.world, there.state) - interception(gone.world, gone.state)
            assert gap.min() > 0
        if enabler == "aew":
            for play in (there, gone):
                play.put("roe", 5, "T4")
                play.put("intervention_rule", "automatic")
                play.put("air_posture", "patrol")
            air = [contain_parts(play.world, play.state)[2].max() for play in (there, gone)]
            assert air[0] > air[1] == 0
        for play in (there, gone):
            play.turn()
        if enabler == "isr":
            assert gone.get("isr_coverage") < there.get("isr_coverage")
            assert gone.measure("monitoring") < there.measure("monitoring")
        if enabler == "lift":
            assert gone.get("supply_stock") < there.get("supply_stock")


@pytest.mark.system("SS-062")
def test_enablers_go_with_washington_and_come_back_by_replacing_them() -> None:
    left, kept, replaced = table(), table(), table()
    for play in (left, replaced):
        play.inject("INJ12", "d")
        play.put("us_backstop", 5)
    replaced.put("pledged", 900, "gb")
    replaced.put("flag", 1, "common_fund")
    for enabler in ("isr", "missile_defence"):
        replaced.order(type="replace_enabler", actor="gb", enabler=enabler, points=5)
    for play in (left, kept, replaced):
        play.turn(5)
    assert left.get("us_share", "isr") < kept.get("us_share", "isr")
    assert replaced.get("eu_share", "isr") > left.get("eu_share", "isr") + 15
    assert left.measure("credibility") < kept.measure("credibility")
    assert left.measure("punishment") < kept.measure("punishment")
    assert replaced.measure("monitoring") > left.measure("monitoring")
    assert "American share (reconnaissance (ISR)) fell" in left.said()


@pytest.mark.system("SS-063")
def test_a_vague_promise_deters_less_than_a_written_one() -> None:
    vague, written = table(), table()
    written.order(type="seek_promise", actor="gb", form="written")
    why = written.refused(type="seek_promise", actor="fr", form="treaty")
    assert why is Refusal.PROMISE_SOUGHT
    refused = written.copy()
    for play, answer in ((vague, False), (written, True), (refused, False)):
        play.turn(3, us_promise=answer)
    assert written.get("us_promise") == "written" and refused.get("us_promise") == "none"
    assert written.get("us_clarity") >= 80 > refused.get("us_clarity")
    assert feared(written) > feared(refused)
    assert written.measure("punishment") > refused.measure("punishment")
    assert written.measure("credibility") > vague.measure("credibility")
    assert "American assurance: from none to written." in written.said()


@pytest.mark.system("SS-063")
def test_a_warmer_washington_promises_sooner() -> None:
    odds = []
    for backstop in (20, 80):
        play = table(us_backstop=backstop)
        play.order(type="seek_promise", actor="gb", form="treaty")
        play.turn(3)
        odds.append(next((o.odds for o in play.outcomes if o.purpose == "us_promise"), 0.0))
    assert odds[0] < odds[1]


@pytest.mark.system("SS-064")
def test_limited_american_support_helps_in_the_air_and_at_sea_without_troops() -> None:
    lent, alone = table(us_backstop=60), table(us_backstop=60)
    for support in ("air", "sea"):
        lent.order(type="request_support", actor="gb", support=support)
    people = lent.get("coalition_people")
    for play in (lent, alone):
        play.turn(3)
    assert (lent.state.air_cover > alone.state.air_cover).all()
    assert (lent.state.sea_cover > alone.state.sea_cover).all()
    assert lent.get("maritime_access") > alone.get("maritime_access")
    assert lent.get("coalition_people") == people
    assert lent.measure("punishment") > alone.measure("punishment")
    assert lent.measure("credibility") > alone.measure("credibility")
    assert lent.measure("cost") > alone.measure("cost")
    assert "America lends limited air support" in lent.said()
    lent.put("us_backstop", 5)
    lent.turn()
    assert lent.get("flag", "us_air_option") == 0
    again = {"type": "request_support", "actor": "gb", "support": "air"}
    assert lent.refused(**again) is Refusal.SUPPORT_NOT_LENT


@pytest.mark.system("SS-065")
def test_arms_for_cash_widen_the_gap_and_warm_washington() -> None:
    buys, declines = table(), table()
    for actor in ("de", "nl", "nor"):
        buys.put("willingness", 80, actor)
        buys.put("ua_aid", 0, actor)
        buys.put("pledged", 0, actor)
        declines.put("pledged", 0, actor)
    for play in (buys, declines):
        play.put("supply_stock", 60)
    for actor in ("de", "nl", "nor"):
        buys.order(type="buy_american", actor=actor, amount=40)
    for play in (buys, declines):
        play.turn(3)
    assert buys.get("us_backstop") > declines.get("us_backstop") + 2
    assert buys.get("funding_gap") > declines.get("funding_gap") + 100
    money = [play.state.money_paid[0] / play.state.money_needed[0] for play in (buys, declines)]
    assert money[0] < money[1]
    assert buys.measure("cost") > declines.measure("cost") + 100
    assert buys.get("ua_air_defence") > declines.get("ua_air_defence")
    assert "American arms bought" in buys.said()
    member = {"type": "buy_american", "actor": "ru", "amount": 10}
    assert buys.refused(**member) is Refusal.NOT_LEAD


@pytest.mark.system("SS-065")
def test_the_cooler_washington_the_dearer_its_arms() -> None:
    cold, warm = table(us_backstop=5), table(us_backstop=80)
    for play in (cold, warm):
        play.turn(4)
    assert cold.get("us_price") > warm.get("us_price")
    given = cold.copy()
    given.put("caveat", 0, "us", "payment_required")
    for play in (cold, given):
        play.turn()
    assert given.get("ua_air_defence") > cold.get("ua_air_defence")
    bought, declined = table(), table()
    bought.inject("INJ14", "a")
    declined.inject("INJ14", "c")
    assert bought.get("us_backstop") > declined.get("us_backstop")
    assert bought.get("extra_cost") > declined.get("extra_cost")


@pytest.mark.system("SS-066")
def test_an_american_endorsement_draws_hesitant_states_in() -> None:
    with_it, without = table(), table()
    assert (
        with_it.refused(type="make_statement", actor="gb", subject="endorse")
        is Refusal.NOT_GUARANTOR
    )
    with_it.order(type="make_statement", actor="us", subject="endorse")
    for play in (with_it, without):
        play.turn(6)
    needs = with_it.world.index["caveat"]["us_backstop_required"]
    hesitant = np.flatnonzero(with_it.before.caveat[0, :, needs])
    others = [with_it.at("actor", name) for name in ("tr", "ie")]
    gain = (with_it.state.willingness - without.state.willingness)[0]
    assert len(hesitant) and gain[hesitant].min() > gain[others].max()
    assert gain[hesitant].min() > 1
    assert with_it.measure("cohesion") > without.measure("cohesion")
    assert "Washington has endorsed the force in public." in with_it.said()


@pytest.mark.system("SS-067")
def test_european_long_reach_replaces_a_part_of_the_american_threat_after_long_years() -> None:
    paying, waiting = table(us_backstop=10), table(us_backstop=10)
    cost = paying.world.doctrine.programme_cost_elsa
    for actor in ("fr", "de", "it", "se", "pl"):
        paying.put("programme_money", cost / 5, actor, "elsa")
    for play in (paying, waiting):
        play.stand("fr_fighter_sqn_1", "kyiv", 4)
        play.turn(3)
    soon = paying.measure("punishment") - waiting.measure("punishment")
    for play in (paying, waiting):
        play.turn(9)
    late = paying.measure("punishment") - waiting.measure("punishment")
    assert paying.get("programme_progress", "elsa") > 60 > waiting.get("programme_progress", "elsa")
    assert paying.get("eu_share", "strike") > waiting.get("eu_share", "strike") + 10
    assert late > soon >= 0 and late > 0.2


@pytest.mark.system("SS-068")
def test_the_sky_shield_protects_hubs_flank_and_cities() -> None:
    joined, alone = table(us_backstop=15), table(us_backstop=15)
    cost = joined.world.doctrine.programme_cost_essi
    for actor in ("de", "nl", "be", "dk"):
        joined.put("programme_money", cost / 4, actor, "essi")
    for play in (joined, alone):
        play.put("air_cover", 15)
        play.turn(10)
    assert joined.get("eu_share", "missile_defence") > alone.get("eu_share", "missile_defence") + 5
    assert joined.get("force_protection") > alone.get("force_protection")
    assert joined.get("nato_flank_risk") < alone.get("nato_flank_risk")
    assert joined.measure("flank") < alone.measure("flank")
    for play in (joined, alone):
        play.put("air_cover", 15)
    better = interception(joined.world, joined.state) - interception(alone.world, alone.state)
    assert better.min() > 0
    assert joined.measure("civilian_protection") > alone.measure("civilian_protection")


@pytest.mark.system("SS-069")
def test_an_autonomous_europe_loses_less_when_america_leaves() -> None:
    def loss(built: float) -> float:
        worth = []
        for backstop in (60, 5):
            play = table(us_backstop=backstop)
            play.state.eu_share[:] = np.minimum(play.state.eu_share + built, 100)
            play.turn()
            worth.append(float(backing(play.world, play.state)[0]))
        return worth[0] - worth[1]

    assert loss(60) < loss(0)


@pytest.mark.system("SS-069")
def test_investing_in_enablers_raises_autonomy_and_credibility_without_america() -> None:
    invests, waits = table(us_backstop=10), table(us_backstop=10)
    invests.put("pledged", 2000, "gb")
    invests.put("flag", 1, "common_fund")
    for enabler in ("isr", "strike", "missile_defence", "aew"):
        invests.order(type="replace_enabler", actor="gb", enabler=enabler, points=5)
    for play in (invests, waits):
        play.stand("gb_light_bde_1", "dnipro")
        play.turn(8)
    assert invests.get("autonomy_index") > waits.get("autonomy_index") + 15
    assert invests.get("resolve_perception") > waits.get("resolve_perception")
    assert feared(invests) > feared(waits)
    assert invests.measure("credibility") > waits.measure("credibility")
    assert "European share (long-range strike) rose" in invests.said()


@pytest.mark.system("SS-070")
def test_without_a_seat_washington_and_moscow_write_the_text() -> None:
    seated, absent = table(us_pressure_on_ua=80), table(us_pressure_on_ua=80)
    seated.put("europe_seat", 20)
    absent.put("europe_seat", 20)
    for actor in ("gb", "fr", "de", "pl"):
        if seated.world.is_lead[seated.at("actor", actor)]:
            seated.order(type="make_statement", actor=actor, subject="common_position")
    for play in (seated, absent):
        play.put("us_track", 100)
        play.turn()
    assert seated.odds("text_shared") > absent.odds("text_shared")
    for play, shared in ((seated, True), (absent, False)):
        play.put("us_track", 100)
        play.turn(text_shared=shared)
    assert (seated.get("deal_text"), absent.get("deal_text")) == ("shared", "imposed")
    assert seated.get("cohesion") > absent.get("cohesion")
    assert "Text of the talks: it is imposed" in absent.said()
    assert seated.measure("cohesion") > absent.measure("cohesion")
    assert seated.get("ua_politics") > absent.get("ua_politics")
    assert seated.measure("legitimacy") > absent.measure("legitimacy")


@pytest.mark.system("SS-070")
def test_a_map_from_washington_speeds_up_the_talks_over_european_heads() -> None:
    pressed, quiet = table(), table()
    pressed.inject("INJ13", "d")
    for play in (pressed, quiet):
        play.turn(3)
    assert pressed.get("us_track") > quiet.get("us_track")
