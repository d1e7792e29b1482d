"""Russian behaviour: delay, objection, probes, attacks, strikes, confidence, influence, threats."""

from __future__ import annotations

import pytest

from tabletop.rules.refusals import Refusal
from tabletop.rules.russia import deterrence, opportunity
from tabletop.rules.ways import choose_ways
from tabletop.world.luck import Luck
from tests.systems.playing import Table
from tests.worlds import real_world

BRIGADES = ("gb_light_bde_1", "fr_light_bde_1", "fr_mech_bde_1")


def table(**start: object) -> Table:
    return Table(real_world(), **start)


def feared(play: Table) -> float:
    return float(deterrence(play.world, play.state)[0])


@pytest.mark.system("SS-111")
def test_before_a_ceasefire_time_works_for_russia_and_a_hollow_deadline_is_seen() -> None:
    war, truce = table(ceasefire_status="none"), table()
    for play in (war, truce):
        play.turn(3)
    assert war.get("ru_delay") == 3 and truce.get("ru_delay") == 0
    assert war.get("ru_confidence") > truce.get("ru_confidence")
    assert war.state.pressure.sum() > truce.state.pressure.sum()
    assert war.get("ua_army") < truce.get("ua_army")
    assert war.measure("denial") < truce.measure("denial")
    none, hollow, backed = (table(ceasefire_status="none") for _ in range(3))
    backed.order(type="sanction", actor="fr", package="snapback")
    for play in (hollow, backed):
        before = play.get("resolve_perception")
        play.order(type="demarche", actor="gb", errand="set_deadline")
        assert play.get("resolve_perception") > before
    due = int(hollow.get("deadline"))
    severity = backed.get("sanctions", "de")
    for play in (none, hollow, backed):
        while play.get("turn") <= due:
            play.turn()
    assert hollow.get("resolve_perception") < none.get("resolve_perception")
    assert backed.get("resolve_perception") > hollow.get("resolve_perception") + 5
    assert backed.get("sanctions", "de") > severity
    assert backed.measure("credibility") > hollow.measure("credibility")
    assert "Resolve as Moscow sees it" in hollow.said()


@pytest.mark.system("SS-112")
def test_moscow_objects_to_the_force_loudly_until_a_cap_calms_it() -> None:
    plain, present, capped = table(), table(), table()
    for play in (present, capped):
        for name in BRIGADES:
            play.stand(name, "kyiv")
    capped.order(type="limit", actor="ua", east=True)
    for play in (plain, present, capped):
        play.turn(4)
    assert present.get("ru_objection") > plain.get("ru_objection") + 5
    assert capped.get("ru_objection") < present.get("ru_objection")
    assert present.odds("influence_act") > plain.odds("influence_act")
    assert capped.odds("influence_act") < present.odds("influence_act")
    calm, loud = present.copy(), present.copy()
    calm.turn(influence_act=False)
    loud.turn(influence_act=True)
    assert loud.get("info_environment") < calm.get("info_environment")
    assert loud.measure("domestic_support") < calm.measure("domestic_support")
    assert present.measure("escalation") > plain.measure("escalation")
    assert "Moscow's objection to the force rose" in present.said()


@pytest.mark.system("SS-113")
def test_probes_come_where_the_line_is_weak_and_a_prepared_answer_contains_them() -> None:
    thin, thick = table(), table()
    for name in BRIGADES:
        thick.stand(name, "dnipro")
    for play in (thin, thick):
        play.put("ru_probe_appetite", 80)
        play.turn(probe=False)
    lure = [opportunity(play.world, play.state)[0] for play in (thin, thick)]
    guarded = thick.state.presence[0] > thin.state.presence[0] + 1
    assert guarded.any() and (lure[1] < lure[0])[guarded].all()
    assert thick.odds("probe") <= thin.odds("probe")
    ready, unready = thick.copy(), thick.copy()
    ready.order(type="set_intervention_rule", actor="gb", rule="graded")
    ready.order(type="set_roe", actor="gb", tier=3, level=4)
    for play in (ready, unready):
        play.turn(probe=True, probe_repelled=False)
    assert ready.odds("probe_contained") > unready.odds("probe_contained")
    held, lost = ready.copy(), ready.copy()
    held.turn(probe=True, probe_repelled=True)
    lost.turn(probe=True, probe_repelled=False, probe_contained=False)
    assert lost.state.breached.sum() > held.state.breached.sum()
    assert lost.get("ceasefire_integrity") < held.get("ceasefire_integrity")
    assert lost.measure("credibility") < held.measure("credibility")
    assert "broke through" in lost.said() and "was repelled" in held.said()


@pytest.mark.system("SS-113")
def test_moscow_turns_to_ways_that_pay_from_ways_that_are_stopped_and_red_may_be_played() -> None:
    soft, hard = table(), table()
    for _ in range(2):
        for play, comes_off in ((soft, True), (hard, False)):
            play.order(type="test", actor="ru", way="cyber")
            play.turn(way_comes_off=comes_off, way_attributed=False)
    for play in (soft, hard):
        play.order(type="test", actor="ru", way="wait")
        play.turn()
    assert soft.get("way_value", "cyber") > 50 > hard.get("way_value", "cyber")
    assert soft.get("way_count", "cyber") == hard.get("way_count", "cyber") == 2
    assert soft.get("isr_coverage") < hard.get("isr_coverage")
    assert "A cyber attack hit" in soft.said() and "fended off" in hard.said()
    assert soft.refused(type="test", actor="gb", way="cyber") is Refusal.NOT_ADVERSARY
    chosen = []
    for play in (soft, hard):
        play.put("ru_probe_appetite", 90)
        play.put("ru_patience", 10)
        worlds = play.state.repeat(300)
        choose_ways(play.world, worlds, Luck.of(3, 300, turn=4))
        chosen.append(worlds.way_chosen[:, play.at("way", "cyber")].mean())
    assert chosen[0] > chosen[1] + 0.05


@pytest.mark.system("SS-114")
def test_russia_rearms_when_confident_and_attacks_only_when_gain_exceeds_cost() -> None:
    tempted, deterred = table(ua_army=25), table(ua_army=95)
    for play in (tempted, deterred):
        play.put("ru_confidence", 78)
        play.put("resolve_perception", 10 if play is tempted else 80)
    for play in (tempted, deterred):
        for _ in range(3):
            play.put("ru_confidence", 78)
            play.turn(offensive=True, offensive_held=False, restored=False)
    assert feared(deterred) > feared(tempted)
    assert tempted.state.breached.sum() > 0 and deterred.state.breached.sum() == 0
    assert tempted.get("ceasefire_integrity") < deterred.get("ceasefire_integrity") - 20
    assert tempted.measure("denial") < deterred.measure("denial")
    assert "The line is broken at" in tempted.said()
    calm, sure = table(ru_confidence=40), table(ru_confidence=90)
    for play in (calm, sure):
        play.turn()
    assert sure.get("ru_reserve") > calm.get("ru_reserve") + 1


@pytest.mark.system("SS-115")
def test_strikes_on_civilians_wear_society_down_and_make_sanctions_easier() -> None:
    spared, struck, shielded = (table(ceasefire_integrity=40) for _ in range(3))
    for name in ("gb_fighter_sqn_1", "gb_fighter_sqn_2", "fr_fighter_sqn_1"):
        shielded.stand(name, "rzeszow", 4)
    shielded.order(type="set_posture", actor="gb", air_posture="enforcement")
    for play, falls in ((spared, False), (struck, True), (shielded, True)):
        for _ in range(3):
            play.turn(strike_wave=falls)
    assert struck.get("civilian_harm") > shielded.get("civilian_harm")
    assert struck.get("energy_state") < spared.get("energy_state")
    assert struck.measure("resilience") < spared.measure("resilience")
    assert struck.measure("civilian_protection") < shielded.measure("civilian_protection")
    assert struck.get("outrage") > shielded.get("outrage") > spared.get("outrage")
    spent = []
    for play in (spared, struck):
        play.put("willingness", 9, "bg")
        before = play.get("domestic_support", "nl")
        play.order(type="sanction", actor="nl", package="tighten")
        spent.append(before - play.get("domestic_support", "nl"))
    assert spent[1] < spent[0]
    assert spared.refused(type="sanction", actor="bg", package="tighten") is Refusal.UNWILLING
    struck.order(type="sanction", actor="bg", package="tighten")
    assert "A wave of strikes hit" in struck.said()


@pytest.mark.system("SS-116")
def test_russian_confidence_lives_on_revenue_beijing_and_the_american_talks() -> None:
    plain, rich, parade, alaska, poor = (
        table(), table(ru_revenue=90), table(cn_stance=95), table(us_track=90),
        table(ru_revenue=20),
    )  # fmt: skip
    for play in (plain, rich, parade, alaska, poor):
        play.turn(2)
    rest = plain.get("ru_confidence")
    for play in (rich, parade, alaska):
        assert play.get("ru_confidence") > rest
    assert poor.get("ru_confidence") < rest
    won, failed = table(ua_army=20), table(ua_army=20)
    for play, holds in ((won, False), (failed, True)):
        for _ in range(2):
            play.put("ru_confidence", 95)
            play.put("resolve_perception", 10)
            play.turn(offensive=True, offensive_held=holds, restored=False)
    assert failed.get("ru_confidence") < won.get("ru_confidence") - 10
    assert failed.measure("credibility") >= won.measure("credibility")
    assert won.state.breached.sum() > failed.state.breached.sum()
    assert "Russian confidence" in failed.said()


@pytest.mark.system("SS-117")
def test_influence_decays_trust_and_a_warned_public_shrugs_it_off() -> None:
    bare, warned, answered = table(), table(), table()
    for actor in ("gb", "fr", "pl"):
        warned.order(type="demarche", actor=actor, errand="prebunk")
    for play in (bare, warned):
        play.turn(influence_act=True)
    assert warned.odds("influence_act") < bare.odds("influence_act") - 0.05
    spared = table()
    spared.turn(influence_act=False)
    assert bare.get("info_environment") < spared.get("info_environment")
    assert bare.get("ua_politics") < spared.get("ua_politics")
    assert bare.measure("domestic_support") < spared.measure("domestic_support")
    answered.turn(influence_act=True)
    for actor in ("gb", "fr"):
        answered.order(type="make_statement", actor=actor, subject="message")
    for play in (bare, answered):
        play.turn()
    assert answered.get("info_environment") > bare.get("info_environment")
    assert "Warning of false stories rose" in warned.said()
    warned.turn(5)
    assert warned.get("prebunked") < 40


@pytest.mark.system("SS-118")
def test_escalation_over_eighty_ends_in_crisis_and_signals_buy_no_dominance() -> None:
    quiet, signal, calmed = (table(escalation=70) for _ in range(3))
    signal.order(type="make_statement", actor="gb", subject="nuclear_signal")
    calmed.order(type="demarche", actor="gb", errand="calm")
    calmed.order(type="demarche", actor="fr", errand="calm")
    assert signal.get("resolve_perception") > quiet.get("resolve_perception")
    assert signal.get("escalation") > quiet.get("escalation") > calmed.get("escalation")
    assert calmed.get("resolve_perception") < quiet.get("resolve_perception")
    for play in (quiet, signal, calmed):
        play.turn()
    assert signal.measure("escalation") > quiet.measure("escalation")
    assert quiet.measure("escalation") > calmed.measure("escalation")
    over, talked_down = table(), table()
    for play in (over, talked_down):
        play.put("escalation", 100)
        play.put("ceasefire_integrity", 0)
    for actor in ("gb", "fr"):
        for _ in range(1):
            talked_down.order(type="demarche", actor=actor, errand="calm")
    talked_down.put("escalation", talked_down.get("escalation") - 5)
    for play in (over, talked_down):
        play.turn()
    assert over.get("ended") == 1 and talked_down.get("ended") == 0
    assert "The exercise has reached its end." in over.said()


@pytest.mark.system("SS-118")
def test_a_confident_moscow_threatens_when_escalation_is_high_and_publics_take_fright() -> None:
    low, high, sure = table(escalation=40), table(escalation=75), table(escalation=75)
    sure.put("ru_confidence", 95)
    calm = high.copy()
    for play in (low, high, sure):
        play.turn(threat=True)
    calm.turn(threat=False)
    assert not any(o.purpose == "threat" for o in low.outcomes)
    assert sure.odds("threat") > high.odds("threat") > 0
    assert high.measure("domestic_support") < calm.measure("domestic_support")
    assert high.measure("escalation") > calm.measure("escalation")
    assert high.get("resolve_perception") == calm.get("resolve_perception")
    assert "Russian threat of worse: it is made" in high.said()
