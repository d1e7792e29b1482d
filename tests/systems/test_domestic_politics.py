"""Domestic politics: parliaments, parties, publics and partners, each played to its consequence."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.rules.mandate import odds
from tabletop.rules.refusals import Refusal
from tabletop.rules.sustainment import funding_limit
from tabletop.world.variables import MANDATE
from tabletop.world.world import build
from tests.systems.playing import Table
from tests.worlds import real_geography, real_world, small_spec


def table(**start: Any) -> Table:
    return Table(real_world(), **start)


def french() -> Table:
    """France has a brigade in Ukraine."""
    play = table()
    play.stand("fr_light_bde_1", "kyiv")
    play.put("pledged", 300, "fr")
    return play


# -- France ------------------------------------------------------------------------------------


@pytest.mark.system("SS-098")
@pytest.mark.parametrize(("months", "turns"), [(3, 6), (4, 8)])
def test_the_french_vote_comes_after_three_months_or_after_four(months: int, turns: int) -> None:
    spec = small_spec() | {"doctrine": {"french_parliament_months": months}}
    play = Table(build(spec, real_geography()), review_clause=1)
    play.stand("fr_light_bde_1", "kyiv")
    assert play.get("french_vote_turn") == turns
    play.turn(turns)
    assert "vote_continue" not in {o.purpose for o in play.outcomes}
    play.turn(vote_continue=False)
    assert "vote_continue" in {o.purpose for o in play.outcomes}
    assert play.get("status", "fr_light_bde_1") == "returning"
    assert "calls its units home" in play.said()


@pytest.mark.system("SS-098")
def test_parliament_is_informed_within_days_and_remembers_it_when_it_votes() -> None:
    told, silent = french(), french()
    told.order(type="address_parliament", actor="fr")
    for play in (told, silent):
        play.turn(2)
    assert silent.refused(type="address_parliament", actor="fr") is Refusal.TOO_LATE
    assert told.measure("domestic_support") > silent.measure("domestic_support")
    assert "informed its parliament in time" in told.said()
    for play in (told, silent):
        play.order(type="address_parliament", actor="fr", act="vote")
        play.turn(vote_continue=True)
    assert told.odds("vote_continue") > silent.odds("vote_continue")
    assert told.get("flag", "fr_authorised") == 1


@pytest.mark.system("SS-099")
def test_a_french_crisis_saves_money_and_leaves_the_president_his_pace() -> None:
    calm, crisis = french(), french()
    crisis.inject("INJ18", "b")
    crisis.put("domestic_support", 20, "fr")
    fr = crisis.at("actor", "fr")
    limits = [funding_limit(p.world, p.state)[0, fr] for p in (calm, crisis)]
    assert limits[1] < limits[0]
    more = {"type": "fund", "actor": "fr", "amount": 0.9 * limits[0] - 120}
    calm.put("pledged", 1, "fr")
    crisis.put("pledged", 1, "fr")
    calm.order(**more)
    assert calm.get("pledged", "fr") == pytest.approx(more["amount"])
    assert crisis.refused(**more) is Refusal.OVER_LIMIT
    for play in (calm, crisis):
        play.put("decision", "none", "fr")
        asked = play.copy()
        asked.order(type="seek_authorisation", actor="fr")
        assert asked.get("decision_due", "fr") >= asked.get("turn") + 1
        play.order(type="grant_authorisation", actor="fr")
        assert play.get("decision", "fr") == "authorised"
        play.turn()
    assert crisis.measure("domestic_support") < calm.measure("domestic_support")
    planned = crisis.state.inject_due[0, crisis.at("inject", "INJ19")]
    assert planned < 20, "the vote to continue comes sooner"


# -- Germany -----------------------------------------------------------------------------------


def german(**start: Any) -> Table:
    """Berlin would like to: its will and its public are there, and a treaty is in force."""
    play = table(mandate="treaty", **start)
    play.put("willingness", 70, "de")
    play.put("domestic_support", 55, "de")
    return play


@pytest.mark.system("SS-100")
def test_berlin_moves_by_thresholds_and_steps_back_when_they_fail() -> None:
    play = german(us_backstop=60)
    assert play.get("troop_policy", "de") == "rear_only"
    play.order(type="set_troop_policy", actor="de", policy="in_ukraine")
    assert play.get("caveat", "de", "no_ground_in_ukraine") == 0
    play.stand("de_training_bn_1", "lviv")
    play.turn()
    assert play.get("troop_policy", "de") == "in_ukraine"
    sent = play.measure("presence")
    play.put("us_backstop", 10)
    play.turn()
    assert play.get("troop_policy", "de") == "rear_only"
    assert play.get("status", "de_training_bn_1") == "returning"
    assert play.measure("presence") < sent
    assert "from also in Ukraine to outside Ukraine only" in play.said()


@pytest.mark.system("SS-100")
@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"mandate": "bilateral"}, Refusal.POLICY_MANDATE),
        ({"us_backstop": 40}, Refusal.POLICY_BACKSTOP),
    ],
)
def test_berlin_waits_for_its_conditions(change: dict[str, Any], why: Refusal) -> None:
    play = german(us_backstop=60)
    for name, value in change.items():
        play.put(name, value)
    found = play.refused(type="set_troop_policy", actor="de", policy="in_ukraine")
    assert found is why


@pytest.mark.system("SS-100")
def test_a_bundestag_vote_in_an_inject_opens_ukraine_and_a_refusal_closes_every_door() -> None:
    play = german(us_backstop=60)
    play.inject("INJ17", "a")
    play.turn()
    assert play.get("troop_policy", "de") == "in_ukraine"
    play.order(type="set_troop_policy", actor="de", policy="refuse")
    play.order(type="offer", actor="de", force="de_training_bn_1")
    play.authorise("de")
    play.put("pledged", 400, "de")
    deploy = {"type": "deploy", "actor": "de", "force": "de_training_bn_1", "to": "rzeszow"}
    assert play.refused(**deploy) is Refusal.POLICY_REFUSES


# -- Italy and Spain ---------------------------------------------------------------------------


@pytest.mark.system("SS-101")
def test_a_mandate_of_the_united_nations_unlocks_italian_observers() -> None:
    play = table()
    play.authorise("it")
    play.put("pledged", 200, "it")
    play.put("willingness", 85, "it")
    play.put("domestic_support", 55, "it")
    play.order(type="offer", actor="it", force="it_observer_coy_1", pace="fast")
    play.put("ready_turn", 0, "it_observer_coy_1")
    send = {"type": "deploy", "actor": "it", "force": "it_observer_coy_1", "to": "kherson",
            "tier": 1}  # fmt: skip
    assert play.refused(**send) is Refusal.CAVEAT_UN
    legitimacy, monitoring = play.measure("legitimacy"), play.measure("monitoring")
    play.order(type="seek_mandate", actor="fr", mandate="monitors_treaty")
    play.turn(int(play.get("mandate_due") - play.get("turn")) + 1, mandate=True)
    assert play.get("mandate") == "monitors_treaty"
    play.put("willingness", 85, "it")
    play.put("domestic_support", 55, "it")
    play.order(type="set_troop_policy", actor="it", policy="in_ukraine")
    play.order(**send)
    play.turn(3)
    assert play.get("status", "it_observer_coy_1") == "deployed"
    assert play.measure("legitimacy") > legitimacy
    assert play.measure("monitoring") > monitoring


def spanish(**start: Any) -> Table:
    play = table(**start)
    play.put("willingness", 60, "es")
    play.put("decision", "none", "es")
    return play


def spanish_odds(play: Table) -> float:
    play.order(type="seek_authorisation", actor="es")
    for _ in range(12):
        if play.get("decision", "es") == "authorised":
            break
        play.turn(vote=("es", True))
    return play.odds("vote")


@pytest.mark.system("SS-102")
def test_a_divided_house_in_madrid_is_won_by_talks_a_price_or_a_mandate() -> None:
    divided, talked, paid, covered = (spanish() for _ in range(4))
    assert divided.get("majority", "es") < 50
    talked.order(type="seek_majority", actor="es")
    paid.order(type="seek_majority", actor="es", offer="duration")
    covered.put("mandate", "unsc")
    covered.put("legitimacy", 85)
    chances = [spanish_odds(play) for play in (divided, talked, paid)]
    assert chances == sorted(chances) and chances[0] < chances[2]
    assert spanish_odds(covered) > chances[0]
    assert paid.get("caveat", "es", "clear_exit") == 1, "the price is a caveat"
    assert divided.get("decision", "es") == "authorised"
    assert "Backing of the parties" in paid.said()


# -- neighbours and partners -------------------------------------------------------------------


@pytest.mark.system("SS-103")
def test_poland_refuses_troops_and_carries_the_logistics() -> None:
    bare, hub = table(), table()
    for play in (bare, hub):
        for force in ("gb_light_bde_1", "fr_light_bde_1", "gb_mech_bde_1"):
            play.stand(force, "lviv")
    hub.authorise("pl")
    hub.put("willingness", 70, "pl")
    hub.put("pledged", 200, "pl")
    hub.put("status", "offered", "pl_logistics_bn_1")
    hub.put("ready_turn", 0, "pl_logistics_bn_1")
    into = {"type": "deploy", "actor": "pl", "force": "pl_logistics_bn_1", "to": "lviv"}
    assert hub.refused(**into) is Refusal.CAVEAT_GROUND
    hub.order(type="offer_role", actor="gb", role="logistics_hub", partner="pl")
    for play in (bare, hub):
        play.turn()
    assert hub.get("hub_role", "pl") == "logistics"
    assert hub.get("logistics_capacity") > bare.get("logistics_capacity")
    assert hub.measure("sustainability") >= bare.measure("sustainability")
    assert "Hub for the mission" in hub.said()


@pytest.mark.system("SS-104")
def test_turkey_takes_the_sea_after_a_ceasefire_and_can_stop_nato() -> None:
    play = table(ceasefire_status="none", us_backstop=70, hu_government="cooperative")
    role = {"type": "offer_role", "actor": "fr", "role": "sea_command", "partner": "tr"}
    assert play.refused(**role) is Refusal.NO_CEASEFIRE
    play.put("ceasefire_status", "ceasefire")
    play.put("willingness", 30, "tr")
    nato = MANDATE.index("nato")
    vetoed = odds(play.world, play.state)[0][0, nato]
    assert play.refused(**role) is Refusal.UNWILLING
    play.put("willingness", 50, "tr")
    access = play.get("maritime_access")
    play.order(**role)
    assert play.get("maritime_access") > access
    play.put("willingness", 30, "tr")
    assert odds(play.world, play.state)[0][0, nato] > 5 * vetoed
    play.turn()
    assert "Turkey commands the mission at sea" in play.said()
    play.put("ceasefire_status", "collapsed")
    play.turn()
    assert play.get("flag", "sea_command") == 0


@pytest.mark.system("SS-105")
def test_flank_first_states_take_their_commitment_back_when_the_flank_is_at_risk() -> None:
    calm, afraid = table(nato_flank_risk=30), table(nato_flank_risk=90)
    for play in (calm, afraid):
        play.stand("ee_infantry_coy_1", "kyiv")
        play.put("commitment", 5, "ee")
        play.turn(3)
    assert calm.get("commitment", "ee") == 5
    assert afraid.get("commitment", "ee") < 4
    assert afraid.get("willingness", "ee") < calm.get("willingness", "ee")
    assert afraid.measure("flank") > calm.measure("flank")
    assert "calls its units home" in afraid.said()


@pytest.mark.system("SS-105")
def test_the_nordic_air_forces_together_weigh_at_least_as_much_as_the_british() -> None:
    world = real_world()

    def aircraft(*actors: str) -> float:
        fighters = [
            i for i, force in enumerate(world.forces)
            if force.actor in actors and world.type_of(i).domain == "air"
            and world.traits.armed[i]
        ]  # fmt: skip
        return float(world.points("air_defence")[fighters].sum())

    assert aircraft("dk", "nor", "se", "fi") >= aircraft("gb")


@pytest.mark.system("SS-106")
def test_romania_hosts_and_trains_and_sends_no_combat_troops() -> None:
    bare, hub = table(), table()
    hub.put("base_agreement", 0, "ro")
    role = {"type": "offer_role", "actor": "gb", "role": "training_hub", "partner": "ro"}
    assert hub.refused(**role) is Refusal.ROLE_UNFIT
    hub.order(type="sign_base_agreement", actor="ro")
    hub.order(**role)
    for play in (bare, hub):
        play.turn(4)
    assert hub.get("ua_training") > bare.get("ua_training")
    assert hub.get("troop_policy", "ro") == "rear_only"
    hub.put("willingness", 90, "ro")
    hub.authorise("ro")
    hub.put("pledged", 200, "ro")
    hub.put("status", "offered", "ro_gbad_long_1")
    hub.put("ready_turn", 0, "ro_gbad_long_1")
    into = {"type": "deploy", "actor": "ro", "force": "ro_gbad_long_1", "to": "lviv"}
    assert hub.refused(**into) is Refusal.CAVEAT_GROUND
    assert hub.measure("resilience") >= bare.measure("resilience")
    assert "Hub for the mission (Romania)" in hub.said()


@pytest.mark.system("SS-107")
def test_partners_from_overseas_bring_acceptance_and_small_units() -> None:
    alone, joined = table(), table()
    why = joined.refused(type="offer_role", actor="gb", role="partner", partner="pl")
    assert why is Refusal.ROLE_UNFIT
    for actor in ("au", "nz", "jp", "ca"):
        joined.order(type="offer_role", actor="gb", role="partner", partner=actor)
    for play in (alone, joined):
        play.turn(4)
    assert joined.measure("legitimacy") > alone.measure("legitimacy")
    assert joined.get("willingness", "au") > alone.get("willingness", "au")
    assert "seat as a partner from outside Europe" in joined.said()


@pytest.mark.system("SS-108")
def test_an_obstructive_member_blocks_the_unions_and_not_the_coalitions_way() -> None:
    blocked, free = table(), table(hu_government="cooperative")
    chances = [odds(play.world, play.state)[0][0] for play in (blocked, free)]
    for route, hindered in (("eu", True), ("nato", True), ("treaty", False)):
        i = MANDATE.index(route)
        assert (chances[0][i] < chances[1][i]) == hindered
    union = {"type": "sanction", "actor": "eu"}
    assert blocked.refused(**union) is Refusal.NO_UNANIMITY
    before = blocked.get("sanction_pressure")
    for actor in ("fr", "de", "it", "gb"):
        blocked.put("willingness", 70, actor)
        blocked.order(type="sanction", actor=actor)
    blocked.inject("INJ37", "a")
    blocked.turn(2)
    assert blocked.get("sanction_pressure") > before - 6
    assert not blocked.world.is_member[blocked.at("actor", "hu")]
    for outside in ("hu", "sk", "at", "mt"):
        why = blocked.refused(type="mediate", actor="gb", one="fr", other=outside)
        assert why is Refusal.NOT_MEMBER
    contained = blocked.copy()
    contained.inject("INJ37", "c")
    assert contained.measure("legitimacy") != blocked.measure("legitimacy")


@pytest.mark.system("SS-109")
def test_an_open_end_and_losses_tire_publics_each_at_its_own_pace() -> None:
    open_end, ended, hurt = table(), table(), table()
    ended.order(type="make_statement", actor="gb", subject="review_clause")
    start = {}
    for play in (open_end, ended, hurt):
        for force in ("gb_light_bde_1", "de_rapid_reaction_bde_1"):
            play.stand(force, "kyiv")
        for actor in ("gb", "de"):
            play.put("turns_since_deploy", 7, actor)
            start[actor] = play.get("domestic_support", actor)
    hurt.put("casualties_recent", 10)
    open_end.turn(3)
    ended.turn(3)
    hurt.turn(1)
    assert open_end.measure("domestic_support") < ended.measure("domestic_support")
    # Germany endures less and shuns risk more than Britain.
    tired = {a: ended.get("domestic_support", a) - open_end.get("domestic_support", a)
             for a in ("gb", "de")}  # fmt: skip
    assert tired["de"] > tired["gb"] > 0
    loss = {a: start[a] - hurt.get("domestic_support", a) for a in ("gb", "de")}
    assert loss["de"] > loss["gb"] > 0
    assert ended.get("review_clause") == 1 and open_end.get("review_clause") == 0
    assert "Support at home" in hurt.said()


@pytest.mark.system("SS-110")
def test_american_policy_shifts_at_a_set_date_and_congress_can_be_won() -> None:
    plain, lobbied = table(us_shift_turn=3), table(us_shift_turn=3)
    for actor in ("gb", "de", "ua"):
        lobbied.order(type="lobby_congress", actor=actor)
    for play in (plain, lobbied):
        play.turn(2)
        assert "us_shift" not in {o.purpose for o in play.outcomes}
    closer, away = lobbied.copy(), lobbied.copy()
    closer.turn(us_shift=True)
    away.turn(us_shift=False)
    plain.turn(us_shift=False)
    assert closer.get("us_backstop") - away.get("us_backstop") == pytest.approx(
        2 * closer.world.doctrine.us_shift, abs=2
    )
    assert closer.odds("us_shift") > plain.odds("us_shift")
    assert closer.get("us_shift_turn") > 3, "there is a next date"
    assert "American backstop" in closer.said()
    away.turn(3)
    closer.turn(3)
    assert closer.measure("credibility") >= away.measure("credibility")


@pytest.mark.system("SS-110")
def test_congress_likes_it_when_europe_pays_for_arms() -> None:
    pays, saves = table(), table()
    pays.put("ua_aid", 1500, "de")
    for play in (pays, saves):
        play.turn(2)
    assert pays.get("us_congress") > saves.get("us_congress")
