from __future__ import annotations

from dataclasses import replace

import pytest

from tabletop.session.acts import ACT_TYPES, GiveOrder, Respond
from tabletop.session.phases import ALLOWED, FOLLOWS, PHASES, PLAY, PLAYER_PHASES
from tabletop.session.refused import Refused
from tabletop.session.seats import MAY, check_seat, is_addressed, is_red, reaches, seat_of
from tests.worlds import small_world


def test_every_type_of_act_has_its_phases_and_is_open_to_somebody() -> None:
    assert set(ALLOWED) == set(ACT_TYPES) == {act for acts in MAY.values() for act in acts}
    assert all(set(phases) <= set(PHASES) for phases in ALLOWED.values())
    assert set(PLAYER_PHASES) == set(MAY["player"])
    assert all(set(phases) <= set(ALLOWED[act]) for act, phases in PLAYER_PHASES.items())


def test_the_phases_of_a_turn_follow_one_another_in_a_ring() -> None:
    seen = ["brief"]
    while FOLLOWS[seen[-1]] != "brief":
        seen.append(FOLLOWS[seen[-1]])
    assert tuple(seen) == PLAY


@pytest.mark.parametrize(
    ("addressees", "coalition", "kyiv"),
    [
        ((), True, True),
        (("gb",), True, False),
        (("ua",), False, True),
        (("ua", "gb"), True, True),
        (("NATO",), True, False),  # a group of some of its actors
        (("coalition_command",), True, True),  # neither actor nor group: everybody allied
        (("ru",), False, False),
    ],
)
def test_a_text_reaches_whom_it_is_addressed_to(
    addressees: tuple[str, ...], coalition: bool, kyiv: bool
) -> None:
    world = small_world()
    seats = {name: seat_of(world.scenario, name) for name in ("coalition", "kyiv", "facilitator")}
    assert reaches(world, seats["coalition"], addressees) == coalition
    assert reaches(world, seats["kyiv"], addressees) == kyiv
    assert reaches(world, seats["facilitator"], addressees)


def test_a_seat_without_actors_is_reached_by_what_goes_to_everybody_only() -> None:
    world = small_world()
    nobody = replace(seat_of(world.scenario, "kyiv"), actors=())
    assert reaches(world, nobody, ())
    assert not reaches(world, nobody, ("coalition_command",))
    assert reaches(world, nobody, ("all",))


def test_a_red_seat_is_told_and_acts_for_itself_but_does_not_answer_for_the_coalition() -> None:
    world = small_world()
    kyiv = seat_of(world.scenario, "kyiv")
    red = replace(kyiv, id="moscow", name="Russia", actors=("ru",))
    assert is_red(world, red) and not is_red(world, kyiv)
    assert not is_red(world, replace(kyiv, actors=("ru", "ua")))
    assert reaches(world, red, ("ru", "ua"))
    check_seat(world, red, GiveOrder(order={"type": "make_statement", "actor": "ru"}))
    known = replace(world.injects[0], addressees=("ru", "ua"))
    told = replace(world, injects=(known, *world.injects[1:]))
    check_seat(told, kyiv, Respond(inject=known.id, option="a"))
    with pytest.raises(Refused, match="does not answer for the coalition"):
        check_seat(told, red, Respond(inject=known.id, option="a"))


def test_an_unknown_inject_is_refused_as_unknown_and_not_as_somebody_elses() -> None:
    world = small_world()
    assert is_addressed(world, seat_of(world.scenario, "kyiv"), "nowhere")


def test_an_unknown_seat_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(Refused, match="Did you mean 'kyiv'"):
        seat_of(small_world().scenario, "kiyv")
