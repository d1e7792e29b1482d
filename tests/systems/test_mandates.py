"""Mandate and law: routes to a legal basis, who may stop them, and what each brings."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from tabletop.rules.agreement import acceptance_of_forces
from tabletop.rules.caveats import un_basis
from tabletop.rules.incidents import command_speed
from tabletop.rules.mandate import basis, turns_needed
from tabletop.rules.mandate import odds as mandate_odds
from tabletop.rules.orders import judge, parse_order
from tabletop.rules.refusals import Refusal
from tabletop.world.variables import MANDATE
from tests.systems.playing import Table
from tests.worlds import real_world

ROUTES = ("bilateral", "treaty", "nato", "eu", "monitors_treaty", "unsc")


def table(**start: object) -> Table:
    return Table(real_world(), **start)


def seek(play: Table, route: str) -> None:
    play.order(type="seek_mandate", actor="gb", mandate=route)


def chance(play: Table, route: str) -> float:
    return float(mandate_odds(play.world, play.state)[0][0, MANDATE.index(route)])


@pytest.mark.system("SS-049")
def test_a_veto_stops_the_council_and_a_vote_won_opens_italy() -> None:
    play = table()
    play.authorise("it")
    play.put("willingness", 80, "it")
    play.put("pledged", 300, "it")
    play.put("caveat", 0, "it", "no_ground_in_ukraine")
    observers = "it_observer_coy_1"
    play.order(type="offer", actor="it", force=observers)
    go = {"type": "deploy", "actor": "it", "force": observers, "to": "kherson"}
    assert play.refused(**go) is Refusal.CAVEAT_UN
    seek(play, "unsc")
    assert play.get("flag", "unsc_tabled") == 1
    lost = play.copy()
    lost.turn(6, mandate=False)
    assert lost.get("mandate") == "bilateral" and lost.get("flag", "unsc_vetoed") == 1
    assert lost.refused(type="seek_mandate", actor="gb", mandate="unsc") is Refusal.MANDATE_VETOED
    play.turn(6, mandate=True)
    assert play.get("mandate") == "unsc"
    code = judge(play.world, play.state, parse_order(go))[0]
    assert Refusal(code) is not Refusal.CAVEAT_UN
    assert play.measure("legitimacy") > lost.measure("legitimacy") + 10
    assert "Mandate: from bilateral to unsc." in play.said()


@pytest.mark.system("SS-049")
def test_the_inject_of_the_vote_may_end_in_a_veto_or_in_observers() -> None:
    veto, split = table(), table()
    for play, option in ((veto, "a"), (split, "b")):
        play.inject("INJ22", "a")
        play.inject("INJ23", option)
    assert veto.get("flag", "unsc_vetoed") == 1 and split.get("flag", "unsc_monitors") == 1
    assert split.measure("legitimacy") > veto.measure("legitimacy")


@pytest.mark.system("SS-050")
def test_one_member_that_obstructs_stops_the_union() -> None:
    blocked, free = table(hu_government="obstructive"), table(hu_government="cooperative")
    for play in (blocked, free):
        seek(play, "eu")
        play.turn(6)
    assert blocked.found and blocked.get("mandate") == "bilateral"
    assert chance(table(hu_government="obstructive"), "eu") < 0.2 * chance(
        table(hu_government="cooperative"), "eu"
    )
    won = table(hu_government="cooperative")
    seek(won, "eu")
    won.turn(6, mandate=True)
    assert won.get("mandate") == "eu"
    assert won.measure("legitimacy") > blocked.measure("legitimacy")


@pytest.mark.system("SS-051")
def test_nato_comes_only_with_washington_commands_best_and_provokes_most() -> None:
    cold = table(us_backstop=20)
    assert cold.refused(type="seek_mandate", actor="gb", mandate="nato") is Refusal.BACKSTOP_LOW
    assert chance(table(us_backstop=35), "nato") < chance(table(us_backstop=60), "nato")
    asked = table(hu_government="obstructive")
    assert chance(asked, "nato") < chance(table(hu_government="cooperative"), "nato")
    nato, treaty = table(us_backstop=60), table(us_backstop=60)
    for play, route in ((nato, "nato"), (treaty, "treaty")):
        play.stand("gb_light_bde_1", "dnipro")
        seek(play, route)
        play.turn(6, mandate=True)
        assert play.get("mandate") == route
    assert nato.measure("escalation") > treaty.measure("escalation")
    assert command_speed(nato.world, nato.state)[0] > command_speed(treaty.world, treaty.state)[0]
    assert "Mandate: from bilateral to nato." in nato.said()


@pytest.mark.system("SS-052")
def test_a_treaty_of_the_willing_is_quick_and_its_acceptance_is_thin() -> None:
    treaty, council = table(), table()
    seek(treaty, "treaty")
    seek(council, "unsc")
    turns = 0
    while treaty.get("mandate") != "treaty":
        treaty.turn(mandate=True)
        council.turn(mandate=True)
        turns += 1
        assert turns < 10
    assert council.get("mandate") == "bilateral"  # still before the Council
    treaty.turn(3)
    council.turn(3, mandate=True)
    assert treaty.measure("legitimacy") < council.measure("legitimacy")
    invited = table(mandate="none")
    seek(invited, "bilateral")
    invited.turn(2, mandate=True)
    assert invited.get("mandate") == "bilateral"
    assert "Mandate: from bilateral to treaty." in treaty.said()


@pytest.mark.system("SS-053")
def test_every_mandate_has_its_price_and_none_is_best_at_all() -> None:
    world = real_world()
    speed = {route: int(turns_needed(world)[MANDATE.index(route)]) for route in ROUTES}
    law = {route: float(basis(world)[MANDATE.index(route)]) for route in ROUTES}
    sure = {route: chance(table(), route) for route in ROUTES}
    slow = {route: getattr(world.doctrine, f"mandate_hours_{route}") for route in ROUTES}
    for one, other in permutations(ROUTES, 2):
        better = (
            speed[one] <= speed[other], law[one] >= law[other], sure[one] >= sure[other],
            slow[one] <= slow[other],
        )  # fmt: skip
        assert not all(better), (one, other)


@pytest.mark.system("SS-053")
def test_each_route_that_is_won_moves_legitimacy_and_unity_by_its_own_measure() -> None:
    after = {}
    for route in ("none", *ROUTES):
        play = table(mandate=route)
        play.turn(6)
        after[route] = (play.measure("legitimacy"), play.get("cohesion"))
    laws = [after[route][0] for route in ("none", *ROUTES)]
    assert laws == sorted(laws)
    assert after["unsc"][1] > after["treaty"][1] > after["none"][1]


@pytest.mark.system("SS-053")
def test_a_combined_mandate_opens_observers_and_has_two_chains_of_command() -> None:
    both, plain = table(mandate="treaty"), table(mandate="treaty")
    both.order(type="seek_mandate", actor="fr", mandate="monitors_treaty")
    both.turn(6, mandate=True)
    plain.turn(6)
    watch = next(i for i, f in enumerate(both.world.forces) if f.type == "observer_coy")
    assert un_basis(both.world, both.state, watch)[0]
    assert not un_basis(plain.world, plain.state, watch)[0]
    assert command_speed(both.world, both.state)[0] < command_speed(plain.world, plain.state)[0]


@pytest.mark.system("SS-054")
def test_moscow_accepts_a_neutral_force_sooner_than_one_of_nato_states() -> None:
    neutral, allied = table(), table()
    watchers = [f.id for f in neutral.world.forces if f.actor in ("ie", "un", "monitors")]
    for force in [f for f in watchers if "observer_coy" in f][:2]:
        neutral.stand(force, "kherson", 1)
    for force in ("gb_light_bde_1", "fr_light_bde_1"):
        allied.stand(force, "dnipro")
    for play in (neutral, allied):
        play.turn(3)
    assert neutral.get("ru_acceptance") > allied.get("ru_acceptance")
    assert neutral.get("ru_patience") > allied.get("ru_patience")
    assert neutral.get("willingness", "tr") > allied.get("willingness", "tr")
    assert neutral.measure("escalation") < allied.measure("escalation")


@pytest.mark.system("SS-054")
def test_an_offered_composition_binds_the_coalition_and_helps_in_the_council() -> None:
    offer, none = table(), table()
    for play in (offer, none):
        play.authorise("gb")
        play.put("pledged", 300, "gb")
        play.order(type="offer", actor="gb", force="gb_light_bde_1")
    offer.order(type="set_composition", actor="gb", composition="neutral")
    go = {"type": "deploy", "actor": "gb", "force": "gb_light_bde_1", "to": "kyiv"}
    assert offer.refused(**go) is Refusal.COMPOSITION
    none.order(**go)
    for play in (offer, none):
        play.turn()
    assert offer.get("ru_acceptance") > none.get("ru_acceptance")
    assert chance(offer, "unsc") > chance(none, "unsc")
    assert offer.get("ru_patience") > none.get("ru_patience")
    assert offer.get("resolve_perception") < none.get("resolve_perception")
    assert "Composition offered: from open to neutral." in offer.said()
    assert offer.measure("escalation") < none.measure("escalation")


def test_acceptance_never_leaves_its_range() -> None:
    values = acceptance_of_forces(real_world())
    assert np.all((values >= 0) & (values <= 100))
