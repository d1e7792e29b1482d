"""Diplomacy: Europe's seat, envoys, formats, Beijing, Pyongyang, Moscow's terms, vetoes, words."""

from __future__ import annotations

import pytest

from tabletop.rules.refusals import Refusal
from tests.systems.playing import Table
from tests.worlds import real_world


def table(**start: object) -> Table:
    return Table(real_world(), **start)


@pytest.mark.system("SS-090")
def test_a_common_position_wins_the_seat_that_lets_europe_edit_the_text() -> None:
    absent, seated = table(us_track=100), table(us_track=100)
    why = seated.refused(type="make_statement", actor="nl", subject="common_position")
    assert why is Refusal.NOT_LEAD
    for actor in ("gb", "fr"):
        seated.order(type="make_statement", actor=actor, subject="common_position")
    for play in (absent, seated):
        play.turn()
    assert seated.odds("text_shared") == pytest.approx(0.5)
    assert absent.odds("text_shared") == pytest.approx(0.4)
    imposed, shared = table(us_track=100), table(us_track=100)
    imposed.turn(text_shared=False)
    shared.turn(text_shared=True)
    assert (imposed.get("deal_text"), shared.get("deal_text")) == ("imposed", "shared")
    assert imposed.get("ua_politics") < shared.get("ua_politics")
    for name in ("cohesion", "legitimacy"):
        assert imposed.measure(name) < shared.measure(name)
    assert "The last text: from none to imposed." in imposed.said()


@pytest.mark.system("SS-091")
def test_the_american_track_outruns_the_coalition_unless_it_meets_the_envoys() -> None:
    calm, pressed, met = table(), table(), table()
    for play in (pressed, met):
        play.inject("INJ13", "c")
        play.put("us_pressure_on_ua", 95)
    for _ in range(5):
        met.order(type="demarche", actor="gb", errand="meet_envoys")
        met.order(type="demarche", actor="fr", errand="meet_envoys")
        for play in (calm, pressed, met):
            play.turn()
            play.put("us_pressure_on_ua", 35 if play is calm else 95)
        if met.get("deal_text") != "none":
            break
    assert calm.get("us_track") == 0 and calm.get("deal_text") == "none"
    assert pressed.get("us_track") > 60 or pressed.get("deal_text") != "none"
    assert met.get("europe_seat") > pressed.get("europe_seat") + 15
    assert met.get("us_backstop") > pressed.get("us_backstop")
    assert "American talks with Moscow rose" in pressed.said()
    one, two = pressed.copy(), met.copy()
    for play in (one, two):
        play.put("us_track", 100)
        play.turn()
    assert two.odds("text_shared") > one.odds("text_shared") + 0.15
    unmet, bound = pressed.copy(), pressed.copy()
    unmet.put("us_track", 100)
    bound.put("us_track", 0)
    unmet.turn(text_shared=False)
    bound.turn()
    assert unmet.measure("cohesion") < bound.measure("cohesion")


@pytest.mark.system("SS-092")
def test_each_format_of_the_talks_moves_moscow_and_beijing_in_its_own_way() -> None:
    envoys, five, direct = table(), table(), table()
    five.order(type="make_statement", actor="fr", subject="open_format")
    direct.order(type="demarche", actor="fr", errand="direct_talks")
    assert direct.get("cohesion") < envoys.get("cohesion")
    assert direct.get("europe_seat") > envoys.get("europe_seat")
    for play in (envoys, five, direct):
        play.turn(4)
    assert five.get("talks_format") == "five_powers" and direct.get("talks_format") == "direct"
    assert five.get("cn_stance") < envoys.get("cn_stance")
    assert five.get("ru_patience") > envoys.get("ru_patience")
    assert five.measure("escalation") < envoys.measure("escalation")
    assert "Format of the talks: from envoys to five powers." in five.said()
    five.order(type="demarche", actor="gb", errand="close_format")
    five.turn()
    assert five.get("talks_format") == "envoys" and five.get("flag", "p5_format") == 0


@pytest.mark.system("SS-092")
def test_in_the_format_of_the_five_a_mandate_has_better_odds() -> None:
    odds = []
    for open_format in (False, True):
        play = table()
        if open_format:
            play.order(type="make_statement", actor="fr", subject="open_format")
        play.order(type="seek_mandate", actor="gb", mandate="monitors_treaty")
        due = int(play.get("mandate_due"))
        for result in (True,) * (due - int(play.get("turn")) + 1):
            play.turn(mandate=result)
        odds.append(play.odds("mandate"))
        assert play.get("mandate") == "monitors_treaty"
        assert play.measure("legitimacy") > table().measure("legitimacy")
    assert odds[1] > odds[0]


@pytest.mark.system("SS-093")
def test_beijing_feeds_moscows_arms_industry_and_can_be_drawn_or_driven_away() -> None:
    plain, engaged, backed, parade = table(), table(), table(), table(cn_stance=90)
    for actor in ("fr", "de"):
        engaged.order(type="demarche", actor=actor, errand="engage_china")
    assert engaged.get("us_backstop") < plain.get("us_backstop")
    for actor in ("us", "eu"):
        backed.put("tariffs", 50, actor)
    backed.order(type="demarche", actor="gb", errand="press_china")
    for play in (plain, engaged, backed, parade):
        play.turn(3)
    flows = [play.get("dual_use_flow") for play in (backed, engaged, plain, parade)]
    assert flows == sorted(flows) and flows[0] < flows[1] < flows[2] < flows[3]
    assert parade.get("ru_confidence") > plain.get("ru_confidence")
    for play in (backed, parade):
        play.put("ru_confidence", 80)
        play.turn(4)
    assert backed.get("ru_reserve") < parade.get("ru_reserve")
    assert backed.measure("denial") > parade.measure("denial")
    assert "Chinese backing of Russia fell" in engaged.said()


@pytest.mark.system("SS-094")
def test_north_koreans_add_to_russian_strength_and_bring_asian_partners_in() -> None:
    plain, joined, raised = table(), table(), table()
    for play in (joined, raised):
        play.inject("INJ35")
    raised.inject("INJ35", "a")
    before = raised.get("willingness", "jp")
    raised.order(type="demarche", actor="us", errand="raise_korea")
    raised.order(type="demarche", actor="jp", errand="raise_korea")
    assert raised.get("willingness", "jp") > before
    for play in (plain, joined):
        play.turn()
    assert joined.get("dprk_presence") == 20
    assert joined.state.ru_strength.sum() > plain.state.ru_strength.sum()
    assert joined.measure("escalation") > plain.measure("escalation")
    assert "North Korean soldiers rose from 12 to 20" in joined.said()
    assert raised.get("dprk_presence") < 28


@pytest.mark.system("SS-095")
def test_each_concession_makes_moscow_surer_and_a_trade_gets_what_europes_seat_allows() -> None:
    plain, accepted, refused, traded, seated = (
        table(), table(), table(), table(europe_seat=10), table(europe_seat=90)
    )  # fmt: skip
    why = plain.refused(type="answer_demand", actor="ua", demand="territory", answer="accept")
    assert why is Refusal.CESSION_BARRED
    why = plain.refused(type="answer_demand", actor="gb", demand="arms", answer="accept")
    assert why is Refusal.NOT_HOST
    accepted.order(type="answer_demand", actor="ua", demand="arms", answer="accept")
    refused.order(type="answer_demand", actor="ua", demand="territory", answer="refuse")
    for play in (traded, seated):
        play.order(type="answer_demand", actor="ua", demand="limits", answer="trade")
    assert seated.get("ceasefire_integrity") > traded.get("ceasefire_integrity")
    assert traded.get("ceasefire_integrity") > plain.get("ceasefire_integrity")
    assert refused.get("resolve_perception") > plain.get("resolve_perception")
    assert refused.get("ru_patience") < plain.get("ru_patience") < accepted.get("ru_patience")
    why = accepted.refused(type="deliver_arms", actor="gb", arms="artillery")
    assert why is Refusal.ARMS_CONCEDED
    accepted.turn()
    accepted.order(type="answer_demand", actor="ua", demand="limits", answer="accept")
    accepted.turn(3)
    plain.turn(4)
    assert accepted.get("ru_confidence") > plain.get("ru_confidence") + 2
    assert accepted.measure("resilience") < plain.measure("resilience")
    assert accepted.state.ua_strength.sum() < plain.state.ua_strength.sum()
    assert "Kyiv has conceded an end of Western arms." in accepted.said()


@pytest.mark.system("SS-096")
def test_a_veto_in_the_union_is_bypassed_bought_or_confronted_each_at_its_price() -> None:
    blocked = table(hu_government="obstructive")
    bypassed, bought, confronted = blocked.copy(), blocked.copy(), blocked.copy()
    why = blocked.refused(type="sanction", actor="eu", package="tighten")
    assert why is Refusal.NO_UNANIMITY
    bypassed.order(type="demarche", actor="de", errand="bypass_veto")
    bought.order(type="demarche", actor="de", errand="buy_veto")
    confronted.order(type="demarche", actor="de", errand="confront_veto")
    assert bought.get("cohesion") < blocked.get("cohesion")
    assert confronted.get("cohesion") < bought.get("cohesion")
    assert confronted.get("eu_unity") > blocked.get("eu_unity") > bypassed.get("eu_unity")
    assert confronted.refused(type="sanction", actor="eu") is Refusal.NO_UNANIMITY
    for play in (bypassed, bought):
        play.order(type="sanction", actor="eu", package="tighten")
    assert blocked.get("sanctions", "eu") < bypassed.get("sanctions", "eu")
    for play in (blocked, bypassed, bought):
        play.turn(4)
    assert bypassed.measure("legitimacy") < blocked.measure("legitimacy") - 0.5
    assert bought.measure("legitimacy") > bypassed.measure("legitimacy")
    assert "The other members of the Union act without the one that blocks." in bypassed.said()
    assert "Hungarian line: from obstructive to cooperative." in bought.said()


@pytest.mark.system("SS-097")
def test_a_message_works_when_it_fits_the_posture_and_falls_flat_when_it_does_not() -> None:
    plain, fits, flat = table(), table(), table()
    for play in (plain, fits, flat):
        play.stand("gb_fighter_sqn_1", "rzeszow", 4)
    flat.order(type="set_posture", actor="gb", air_posture="patrol")
    flat.order(type="set_roe", actor="gb", tier=3, level=5)
    for play in (fits, flat):
        play.look()
        for actor in ("gb", "fr", "de"):
            play.order(type="make_statement", actor=actor, subject="message", frame="defensive")
    assert fits.get("info_environment") > plain.get("info_environment") + 9
    assert flat.get("info_environment") == plain.get("info_environment")
    assert fits.get("escalation") < plain.get("escalation")
    invited, alone = table(), table(ua_consent=0)
    for play in (invited, alone):
        play.order(type="make_statement", actor="fr", subject="message", frame="sovereign")
    assert invited.get("info_environment") > alone.get("info_environment")
    for play in (plain, fits):
        play.turn(3)
    assert fits.measure("escalation") < plain.measure("escalation")
    assert fits.measure("resilience") > plain.measure("resilience")
    assert "Frame of the message: from none to defensive." in fits.said()
