"""Searching: a budget is spent step by step on what helps most, by races over many worlds.

Each step lets all openings with one more deployment race in the same few worlds; the better part
goes on in more worlds, until one is left (successive halving: Karnin, Koren and Somekh, 2013).
When nothing more helps or fits, deployments are exchanged for better ones.  Pairs that are good
only together are put in where scouts found them (see :mod:`scouting`), and the rest is fitted to
them. Every opening that was looked at in all worlds counts for the front of those that no other
beats in everything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tabletop.analysis.play import play_turns
from tabletop.analysis.policies import find_policy
from tabletop.analysis.search.options import Budget, Opening, Options, Price
from tabletop.analysis.search.scouting import Evaluate, Scouted, scout, with_pair
from tabletop.rules.ending import held
from tabletop.rules.measures import MEASURES, score
from tabletop.rules.start import Standing, opening_states
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World

Floats = NDArray[np.float64]
ROWS = 2000
"""Worlds played at once, which bounds memory."""
RACE = (4, 16, 64)
"""Worlds of the rounds of a race; the last round decides, and is what is told."""
KEEP = 0.15
"""Part of the openings that goes on to the next round."""
BEAM = 5
"""Openings from which each step goes on."""
MOST_STEPS = 60
MOST_PAIRS = 4
"""How often pairs that are good only together are put in, and the rest fitted to them."""
GAIN = 1e-6
"""What a step must add to be worth taking."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What is sought, by its name; with a weight below 0, as little of it as can be.

    A measure, the id of a condition of the scenario (share of worlds in which it holds), or
    ``success``: the share in which all conditions of success hold and none of failure.
    """

    name: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """An opening with its price and what it reaches: each goal in its own unit, [goal]."""

    opening: Opening
    price: Price
    reached: tuple[float, ...]
    worth: float


class Stopped(Exception):
    """The caller no longer wants the search."""


def evaluator(world: World, goals: Sequence[Goal], turns: int, policy: str, seed: int) -> Evaluate:
    """Return how openings are judged: played on by a policy in worlds of the same luck."""
    decides = find_policy(policy)

    def evaluate(openings: Sequence[Opening], worlds: int) -> Floats:
        each = max(1, ROWS // worlds)
        parts = []
        for at in range(0, len(openings), each):
            share = openings[at : at + each]
            start = opening_states(world, share)
            state = start.take(np.repeat(np.arange(len(share)), worlds))
            luck = Luck.of(seed, np.tile(np.arange(worlds), len(share)))
            for _ in play_turns(world, state, luck, turns, decides):
                pass
            reached = [
                values.reshape(len(share), worlds).mean(axis=1)
                for values in _values(world, state, goals)
            ]
            parts.append(np.stack(reached, axis=1))
        return np.concatenate(parts)

    return evaluate


def _values(world: World, state: State, goals: Sequence[Goal]) -> list[Floats]:
    scores, conditions = score(world, state), held(world, state)
    good = [conditions[one.id] for one in world.scenario.success]
    bad = [conditions[one.id] for one in world.scenario.failure]
    success = np.logical_and.reduce(
        [np.ones(state.runs, dtype=bool), *good, *(~one for one in bad)]
    )
    known = {**scores, **conditions, "success": success}
    return [np.asarray(known[goal.name], dtype=np.float64) for goal in goals]


def goal_names(world: World) -> list[str]:
    """List what can be a goal."""
    conditions = [one.id for one in (*world.scenario.success, *world.scenario.failure)]
    return ["success", *MEASURES, *conditions]


def search(
    options: Options,
    goals: Sequence[Goal],
    budget: Budget,
    evaluate: Evaluate,
    tell: Callable[[str], bool] | None = None,
    scouted: Scouted | None = None,
) -> list[Found]:
    """Spend the budget as well as it can be; return every opening judged in all worlds.

    The best for the goals' weights comes first. ``tell`` hears of every step and stops the search
    by returning False: raises ``Stopped``. ``scouted`` spares scouting anew.
    """
    judged: dict[frozenset[Standing], Found] = {}
    weights = np.array([goal.weight for goal in goals])

    def heard(words: str) -> None:
        if tell is not None and not tell(words):
            raise Stopped

    def race(openings: list[Opening]) -> list[Found]:
        heard(f"{len(openings)} openings race")
        for worlds in RACE[:-1]:
            if len(openings) <= BEAM:
                break
            worth = evaluate(openings, worlds) @ weights
            keep = max(BEAM, int(np.ceil(KEEP * len(openings))))
            openings = [openings[i] for i in np.argsort(-worth, kind="stable")[:keep]]
        if not openings:
            return []
        reached = evaluate(openings, RACE[-1])
        for opening, values in zip(openings, reached, strict=True):
            judged[frozenset(opening)] = Found(
                opening, options.price(opening), tuple(values.tolist()), float(values @ weights)
            )
        return sorted((judged[frozenset(o)] for o in openings), key=lambda one: -one.worth)

    def climb(beam: list[Found], near: Callable[[Opening], list[Opening]]) -> list[Found]:
        for _ in range(MOST_STEPS):
            ahead = race(
                list({frozenset(o): o for one in beam for o in near(one.opening)}.values())
            )
            if not ahead or ahead[0].worth <= beam[0].worth + GAIN:
                break
            beam = ahead[:BEAM]
        return beam

    def more(opening: Opening) -> list[Opening]:
        return options.further(opening, budget)

    def other(opening: Opening) -> list[Opening]:
        return options.swapped(opening, budget)

    beam = climb(climb(race([()]), more), other)
    heard("openings at random")
    pairs = (scouted or scout(options, budget, evaluate)).pairs(weights)

    def paired(opening: Opening) -> list[Opening]:
        return [one for pair in pairs for one in with_pair(options, opening, pair, budget)]

    for _ in range(MOST_PAIRS):
        best = climb(beam[:1], paired)
        if best[0].worth <= beam[0].worth + GAIN:
            break
        beam = climb(climb(best, more), other)
    return sorted(judged.values(), key=lambda one: -one.worth)


def weightings(goals: Sequence[Goal]) -> list[tuple[Goal, ...]]:
    """Return the weightings of the searches that together trace the front.

    The goals' own weights, then for each goal the same with it weighed thrice and almost left out.
    """
    found = [tuple(goals)]
    if len(goals) > 1:
        for number in range(len(goals)):
            for factor in (3.0, 0.1):
                found.append(tuple(
                    Goal(one.name, one.weight * (factor if i == number else 1.0))
                    for i, one in enumerate(goals)
                ))  # fmt: skip
    return found


def search_front(
    options: Options,
    goals: Sequence[Goal],
    budget: Budget,
    evaluate: Evaluate,
    tell: Callable[[int, str], bool] | None = None,
) -> list[Found]:
    """Search under several weightings; return all openings judged, best by the goals' own first.

    ``tell`` hears the number of searches done and what is on; see :func:`search`.
    """
    weights = np.array([goal.weight for goal in goals])
    judged: dict[frozenset[Standing], Found] = {}
    if tell is not None and not tell(0, "openings at random"):
        raise Stopped
    scouted = scout(options, budget, evaluate)
    for number, weighted in enumerate(weightings(goals)):

        def step(words: str, number: int = number) -> bool:
            return tell is None or tell(number, words)

        for one in search(options, weighted, budget, evaluate, step, scouted):
            worth = float(np.array(one.reached) @ weights)
            judged.setdefault(frozenset(one.opening), replace(one, worth=worth))
    return sorted(judged.values(), key=lambda one: -one.worth)


def front(found: Sequence[Found], goals: Sequence[Goal]) -> list[Found]:
    """Return those that no other beats in one goal without losing in another (Pareto's front)."""
    if not found:
        return []
    signs = np.sign([goal.weight for goal in goals])
    points = np.array([one.reached for one in found]) * signs
    kept = []
    for number, point in enumerate(points):
        beaten = (points >= point).all(axis=1) & (points > point).any(axis=1)
        same = (points[:number] == point).all(axis=1)
        if not beaten.any() and not same.any():
            kept.append(found[number])
    return sorted(kept, key=lambda one: one.reached)
