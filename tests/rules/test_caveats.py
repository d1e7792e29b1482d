"""Every kind of national caveat has an effect: it blocks something, or it makes a mood turn.

One trial for each code: the same play with and without the caveat, and what is different.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tabletop.rules.caveats import statute, union_blocked
from tabletop.rules.mandate import odds
from tabletop.rules.orders import judge, parse_order
from tabletop.rules.refusals import Refusal
from tabletop.world.actors import CAVEATS
from tabletop.world.variables import MANDATE
from tests.systems.playing import Table
from tests.worlds import real_world

Trial = Callable[[bool], object]
R = Refusal

BRIGADE, NEAR, FAR = "gb_light_bde_1", "poltava", "lviv"


def table(caveat: str, held: bool, actor: str, **start: object) -> Table:
    """Everybody is willing, agreed, hosted and paid; one actor holds one caveat or none at all."""
    play = Table(real_world(), **start)
    play.put("willingness", 90)
    play.put("domestic_support", 60)
    play.put("base_agreement", 1)
    play.put("pledged", 3000, "eu")
    play.state.caveat[:, play.at("actor", actor)] = 0
    play.put("caveat", int(held), actor, caveat)
    return play


def verdict(play: Table, **order: object) -> Refusal:
    return Refusal(judge(play.world, play.state, parse_order(order))[0])


def sending(
    caveat: str, force: str, to: str, why: Refusal, tier: int = 3, **start: object
) -> Trial:
    """With the caveat the force may not be sent there; without it, it may."""

    def trial(held: bool) -> object:
        actor = force.split("_")[0]
        play = table(caveat, held, actor, **start)
        play.authorise(actor)
        play.order(type="offer", actor=actor, force=force)
        play.put("ready_turn", 0, force)
        found = verdict(play, type="deploy", actor=actor, force=force, to=to, tier=tier)
        assert found is (why if held else R.LAWFUL), (caveat, held, found)
        return found

    return trial


def parliament(held: bool) -> object:
    play = table("parliament_mandate", held, "es")
    play.put("decision", "none", "es")
    play.order(type="seek_authorisation", actor="es")
    stages = []
    while play.get("decision", "es") not in ("authorised", "refused"):
        play.turn(vote=True)
        stages.append(play.get("decision", "es"))
    assert ("parliament" in stages) == held
    return held


def willing_after(
    caveat: str, actor: str, worse: dict[str, object], better: dict[str, object]
) -> Trial:
    """The caveat makes the government mind the difference between two states of the world."""

    def trial(held: bool) -> object:
        minds = []
        for start in (worse, better):
            play = table(caveat, held, actor, **start)
            play.turn(3)
            minds.append(play.get("willingness", actor))
        return round(minds[1] - minds[0], 6)

    return trial


def fights(caveat: str, force: str) -> Trial:
    """The caveat keeps the force, or a part of it, out of a fight."""

    def trial(held: bool) -> object:
        actor = force.split("_")[0]
        play = table(caveat, held, actor, intervention_rule="automatic")
        play.put("roe", 5, "T3")
        play.stand(force, NEAR)
        play.turn()
        return round(float(play.state.denial.sum()), 6)

    return trial


def recalled(caveat: str, force: str, **start: object) -> Trial:
    """The caveat calls a force home that stands in Ukraine."""

    def trial(held: bool) -> object:
        actor = force.split("_")[0]
        play = table(caveat, held, actor)
        play.stand(force, FAR)
        for name, value in start.items():
            play.put(name, value)
        play.turn()
        assert (play.get("status", force) == "returning") == held
        return held

    return trial


def chance(caveat: str, actor: str, route: str, **start: object) -> Trial:
    """The caveat of an institution lets one member lower the odds of its mandate."""

    def trial(held: bool) -> object:
        play = table(caveat, held, actor, us_backstop=60, **start)
        found = float(odds(play.world, play.state)[0][0, MANDATE.index(route)])
        return round(found, 6)

    return trial


def union(held: bool) -> object:
    play = table("unanimity_for_cfsp", held, "eu", hu_government="obstructive")
    found = verdict(play, type="sanction", actor="eu", package="tighten")
    assert found is (R.NO_UNANIMITY if held else R.LAWFUL)
    assert bool(union_blocked(play.world, play.state)[0]) == held
    return found


def straits(held: bool) -> object:
    play = table("montreux_strict", held, "tr")
    play.authorise("gb")
    play.order(type="offer", actor="gb", force="gb_escort_ship_1")
    play.put("ready_turn", 0, "gb_escort_ship_1")
    go = {"type": "deploy", "actor": "gb", "force": "gb_escort_ship_1", "to": "constanta"}
    assert verdict(play, **go, tier=3) is (R.STRAITS_CLOSED if held else R.LAWFUL)
    return held


def sovereignty(caveat: str) -> Trial:
    """The caveat makes pooled command dearer at home."""

    def trial(held: bool) -> object:
        play = table(caveat, held, "fr", cohesion=70)
        before = play.get("domestic_support", "fr")
        play.order(type="set_command", actor="gb", command="single_commander")
        return round(before - play.get("domestic_support", "fr"), 6)

    return trial


def euroclear(held: bool) -> object:
    play = table("euroclear_liability", held, "be", hu_government="cooperative")
    play.put("willingness", 30, "be")
    found = verdict(play, type="use_assets", actor="fr", use="full_loan")
    assert found is (R.COVER_MISSING if held else R.LAWFUL)
    return found


def paid(held: bool) -> object:
    play = table("payment_required", held, "us")
    play.turn(2)
    return round(play.get("ua_air_defence"), 6)


def generation(held: bool) -> object:
    play = table("slow_generation", held, "un", mandate="unsc")
    play.order(type="offer", actor="un", force="un_observer_coy_1")
    return play.get("ready_turn", "un_observer_coy_1")


def transit(held: bool) -> object:
    play = table("transit_of_arms_refused", held, "hu")
    play.authorise("gb")
    play.order(type="offer", actor="gb", force=BRIGADE)
    play.put("ready_turn", 0, BRIGADE)
    found = verdict(play, type="deploy", actor="gb", force=BRIGADE, to="budapest", tier=3)
    assert (found is R.NO_TRANSIT) == held, found
    return found


def transnistria(held: bool) -> object:
    play = table("transnistria_risk", held, "md", escalation=60)
    play.put("base_agreement", 0, "md")
    found = verdict(play, type="sign_base_agreement", actor="md")
    assert found is (R.HOST_UNWILLING if held else R.LAWFUL)
    return found


def cession(held: bool) -> object:
    play = table("no_cession_by_constitution", held, "ua")
    found = verdict(play, type="answer_demand", actor="ua", demand="territory", answer="accept")
    assert found is (R.CESSION_BARRED if held else R.LAWFUL)
    return found


OBSERVERS = "es_observer_coy_1"
TRIALS: dict[str, Trial] = {
    "no_ground_in_ukraine": sending("no_ground_in_ukraine", BRIGADE, FAR, R.CAVEAT_GROUND),
    "un_mandate_required": sending("un_mandate_required", BRIGADE, FAR, R.CAVEAT_UN),
    "un_mandate_preferred": willing_after(
        "un_mandate_preferred", "nl", {"mandate": "treaty"}, {"mandate": "unsc"}
    ),
    "parliament_mandate": parliament,
    "us_backstop_required": sending(
        "us_backstop_required", BRIGADE, FAR, R.CAVEAT_BACKSTOP, us_backstop=40
    ),
    "us_backstop_preferred": willing_after(
        "us_backstop_preferred", "lu", {"us_backstop": 10}, {"us_backstop": 45}
    ),
    "ru_consent_preferred": willing_after(
        "ru_consent_preferred", "nl", {"composition": "open"}, {"composition": "neutral"}
    ),
    "rear_only": sending("rear_only", BRIGADE, NEAR, R.CAVEAT_REAR),
    "no_combat": fights("no_combat", BRIGADE),
    "no_observer_line": sending(
        "no_observer_line", OBSERVERS, "kherson", R.CAVEAT_LINE, tier=1, mandate="unsc"
    ),
    "flank_first": recalled("flank_first", BRIGADE, nato_flank_risk=95),
    "clear_exit": sending("clear_exit", BRIGADE, FAR, R.CAVEAT_EXIT),
    "small_footprint": sending("small_footprint", BRIGADE, FAR, R.CAVEAT_SMALL),
    "latvia_first": sending("latvia_first", BRIGADE, FAR, R.CAVEAT_LATVIA, nato_flank_risk=50),
    "montreux_strict": straits,
    "nuclear_stays_national": sovereignty("nuclear_stays_national"),
    "sovereign_targeting_rules": fights("sovereign_targeting_rules", "fr_fires_long_1"),
    "euroclear_liability": euroclear,
    "no_us_ground_troops": sending("no_us_ground_troops", BRIGADE, FAR, R.CAVEAT_US_GROUND),
    "payment_required": paid,
    "no_armed_forces": sending("no_armed_forces", BRIGADE, FAR, R.CAVEAT_UNARMED),
    "five_pko_principles": sending("five_pko_principles", BRIGADE, FAR, R.CAVEAT_PEACE),
    "unanimity_for_cfsp": union,
    "consensus": chance("consensus", "nato", "nato", hu_government="obstructive"),
    "consensus_with_russia": sending(
        "consensus_with_russia", "osce_civ_monitors_1", "kupiansk", R.CAVEAT_MOSCOW, tier=1,
        mandate="monitors_treaty", ru_patience=10,
    ),
    "p5_veto": chance("p5_veto", "un", "unsc", ru_patience=0, ru_acceptance=0),
    "slow_generation": generation,
    "consent_of_both_sides": recalled(
        "consent_of_both_sides", OBSERVERS, ceasefire_status="collapsed"
    ),
    "transit_of_arms_refused": transit,
    "neutrality": sending("neutrality", BRIGADE, FAR, R.CAVEAT_NEUTRAL),
    "transnistria_risk": transnistria,
    "no_cession_by_constitution": cession,
}  # fmt: skip


def test_there_is_a_trial_for_every_kind_of_caveat() -> None:
    assert list(TRIALS) == list(CAVEATS)


@pytest.mark.parametrize("caveat", CAVEATS)
def test_every_caveat_makes_a_difference(caveat: str) -> None:
    assert TRIALS[caveat](True) != TRIALS[caveat](False)


def test_what_is_lost_by_a_caveat_is_lost_in_its_own_direction() -> None:
    for caveat in ("no_combat", "sovereign_targeting_rules", "consensus", "p5_veto"):
        assert TRIALS[caveat](True) < TRIALS[caveat](False), caveat  # type: ignore[operator]
    for caveat in ("nuclear_stays_national", "slow_generation"):
        assert TRIALS[caveat](True) > TRIALS[caveat](False), caveat  # type: ignore[operator]
    for caveat in ("un_mandate_preferred", "us_backstop_preferred", "ru_consent_preferred"):
        assert TRIALS[caveat](True) > TRIALS[caveat](False), caveat  # type: ignore[operator]


def test_every_caveat_is_held_by_somebody_in_the_shipped_world() -> None:
    held = {caveat for actor in real_world().actors for caveat in actor.caveats}
    assert held == set(CAVEATS)


def test_an_institution_that_is_not_there_is_bound_as_outside() -> None:
    play = Table(real_world())
    assert statute(play.world, play.state, "nobody", "consensus").all()
    assert np.all(statute(play.world, play.state, "nato", "consensus"))
