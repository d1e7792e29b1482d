"""Outlooks in a process of their own: the newest question wins, and answers grow."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import Any

import pytest

from tabletop.analysis.outlook import Question, compare, look_on
from tabletop.analysis.outlook_worker import FEW, Asked, Service
from tabletop.content.library import load_world
from tabletop.rules.measures import MEASURES
from tabletop.rules.orders import parse_order
from tabletop.rules.refusals import Refusal
from tabletop.rules.turn import initial_state
from tabletop.world.world import World

FIRM = {"type": "set_roe", "actor": "gb", "tier": 3, "level": 4}
WORLDS = FEW + 20


class Pipe:
    """A connection whose other end is this test."""

    def __init__(self, *messages: object) -> None:
        self.waiting = deque(messages)
        self.sent: list[tuple[int, str, Any]] = []

    def poll(self) -> bool:
        return bool(self.waiting)

    def recv(self) -> object:
        if not self.waiting:
            raise EOFError
        return self.waiting.popleft()

    def send(self, what: tuple[int, str, Any]) -> None:
        self.sent.append(what)

    def kinds(self) -> list[str]:
        return [kind for _, kind, _ in self.sent if kind != "part"]


@pytest.fixture(scope="module")
def world() -> World:
    return load_world("reassurance-force")


def asked(world: World, number: int = 1, **more: Any) -> Asked:
    state = initial_state(world)
    state.turn[:] = 1
    found = Asked(number, state.pack(), "orders", 5, (), "hold", WORLDS, 2)
    return replace(found, **more)


def served(world: World, *questions: Asked) -> tuple[Pipe, Service]:
    pipe = Pipe(("world", world.spec), *(("ask", one) for one in questions))
    service = Service(pipe)  # type: ignore[arg-type]
    return pipe, service


def test_a_first_answer_from_few_worlds_is_followed_by_the_whole_one(world: World) -> None:
    pipe, service = served(world, asked(world))
    service.answer(service.newest())
    looks = [what.outlook for _, kind, what in pipe.sent if kind == "look"]
    assert [one.worlds for one in looks] == [FEW, WORLDS]
    state = initial_state(world)
    state.turn[:] = 1
    alone = look_on(Question(world, state, "orders", 5, {}, worlds=WORLDS, turns=2))
    assert all((looks[1].fans[name] == alone.fans[name]).all() for name in MEASURES)
    shares = [what for _, kind, what in pipe.sent if kind == "part"]
    assert shares == sorted(shares)
    assert 0.0 <= shares[0] < shares[-1] <= 1.0


def test_the_newest_question_is_answered_and_the_others_are_not(world: World) -> None:
    pipe, service = served(world, *(asked(world, n) for n in (1, 2, 3)))
    service.answer(service.newest())
    assert {number for number, _, _ in pipe.sent} == {3}
    with pytest.raises(EOFError):
        service.newest()


def test_an_answer_stops_when_a_newer_question_comes(world: World) -> None:
    pipe, service = served(world, asked(world))
    first = service.newest()
    pipe.waiting.append(("ask", asked(world, 2)))
    service.answer(first)
    assert pipe.kinds() == []


def test_an_order_in_hand_is_compared_as_it_is_alone(world: World) -> None:
    pipe, service = served(world, asked(world, orders=(FIRM,)))
    service.answer(service.newest())
    assert pipe.kinds() == ["look", "change", "look", "change"]
    state = initial_state(world)
    state.turn[:] = 1
    question = Question(world, state, "orders", 5, {}, worlds=WORLDS, turns=2)
    alone = compare(question, parse_order(FIRM))
    assert not isinstance(alone, int)
    assert pipe.sent[-1][2].differences == alone.differences


def test_a_second_order_finds_the_worlds_without_it_played_already(world: World) -> None:
    pipe, service = served(world, asked(world))
    service.answer(service.newest())
    before = len([1 for _, kind, _ in pipe.sent if kind == "part"])
    service.answer(asked(world, 2, orders=(FIRM,)))
    after = [kind for number, kind, _ in pipe.sent if number == 2]
    assert after.count("part") == before
    assert after.count("look") == 0


def test_an_unlawful_order_is_told_by_its_code_and_a_bad_one_as_a_fault(world: World) -> None:
    pipe, service = served(world, asked(world, orders=({**FIRM, "level": 2},)))
    service.answer(service.newest())
    assert pipe.sent == [(1, "refused", Refusal.NO_CHANGE)]
    service.answer(asked(world, 2, orders=({"type": "conquer"},)))
    number, kind, words = pipe.sent[-1]
    assert (number, kind) == (2, "fault")
    assert "conquer" in words
