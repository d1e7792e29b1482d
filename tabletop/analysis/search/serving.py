"""Searches for opening deployments in a process of their own, for a window.

In come ``("search", Asked)``; out go ``("part", (done, of, words))``, ``("found", Shown)`` and
``("fault", sentence)``. Ending the process stops a search, of which nothing is kept then.
"""

from __future__ import annotations

import os
import shlex
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from tabletop.analysis.policies import PolicyFault, sealed_name
from tabletop.analysis.search import results
from tabletop.analysis.search.asking import MOST_WRITTEN, Asked, command_words
from tabletop.analysis.search.options import Budget, Options, told
from tabletop.analysis.search.searching import (
    Found,
    Goal,
    evaluator,
    front,
    search_front,
    weightings,
)
from tabletop.content.library import names, world_of
from tabletop.content.problems import ContentFault
from tabletop.world.world import World

NICE = 5
Front = tuple[list[Found], list[Found]]


@dataclass(frozen=True, slots=True)
class Opening:
    """An opening that was judged: what it reaches of each goal, what it costs, what it is.

    ``folder`` is the scenario written of it; None where none was.
    """

    reached: tuple[float, ...]
    worth: float
    money: float
    brigades: int
    lift: float
    words: str
    on_front: bool
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a window shows of a search: titles of its goals, and all openings, the best first."""

    title: str
    goals: tuple[str, ...]
    weights: tuple[float, ...]
    openings: tuple[Opening, ...]
    out: Path


def serve(connection: Connection) -> None:
    """Answer questions, one after another, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the desk
    if hasattr(os, "nice"):
        os.nice(NICE)
    while True:
        try:
            answer(connection, *connection.recv())
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def answer(connection: Connection, kind: str, asked: Asked) -> None:
    """Answer one question; whatever is at fault is told in a sentence."""
    try:
        connection.send(("found", _searched(connection, asked)))
    except (PolicyFault, ContentFault) as fault:
        connection.send(("fault", str(fault)))
    except (OSError, ValueError, LookupError, MemoryError) as fault:
        if isinstance(fault, (BrokenPipeError, ConnectionResetError)):
            raise
        connection.send(("fault", str(fault)))


def _searched(connection: Connection, asked: Asked) -> Shown:
    if asked.out.exists() and any(asked.out.iterdir()):
        raise ValueError(f"{asked.out} is there already and not empty; give another name")
    world = world_of(asked.spec)
    goals = [Goal(name, weight) for name, weight in asked.goals]
    of, turns = len(weightings(goals)), min(asked.turns, world.scenario.turns)

    def tell(done: int, words: str) -> bool:
        connection.send(("part", (done, of, words)))
        return True

    budget = Budget(asked.money, asked.brigades, asked.lift)
    judge = evaluator(world, goals, turns, sealed_name(asked.policy), asked.seed)
    found = search_front(Options(world), goals, budget, judge, tell)
    return _written(world, asked, goals, (found, front(found, goals)))


def _written(world: World, asked: Asked, goals: Sequence[Goal], all_and_best: Front) -> Shown:
    """Write account, picture and the front as scenarios, where the scenario is in the library."""
    found, best = all_and_best
    scenario = world.scenario
    call = shlex.join(command_words(asked, scenario.id))
    asked.out.mkdir(parents=True, exist_ok=True)
    text = results.account(world, goals, found, best, call)
    (asked.out / "search.md").write_text(text, encoding="utf-8")
    drawing = results.picture(world, goals, found, best)
    (asked.out / "front.svg").write_text(drawing, encoding="utf-8")
    folders: dict[int, Path] = {}
    if scenario.id in names():
        chosen = sorted(best, key=lambda one: -one.worth)[:MOST_WRITTEN]
        for number, one in enumerate(chosen, start=1):
            folders[id(one)] = results.write_scenario(world, scenario.id, one, number, asked.out)
    front_ids = {id(one) for one in best}
    return Shown(
        scenario.title, tuple(results.title(world, goal) for goal in goals),
        tuple(goal.weight for goal in goals),
        tuple(
            Opening(one.reached, one.worth, one.price.money, one.price.brigades, one.price.lift,
                    told(world, one.opening), id(one) in front_ids, folders.get(id(one)))
            for one in found
        ),
        asked.out,
    )  # fmt: skip
