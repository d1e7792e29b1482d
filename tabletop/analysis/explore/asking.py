"""What is asked of an exploration, in the same words for the command line and for the desk.

The same question makes the same plan wherever it is asked, byte for byte, so that what one has
begun the other can go on with; ``command_words`` says a question as a call of ``tabletop explore``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from tabletop.analysis.explore.plan import EVENTS, Cell, Plan, Variation

MOST_CELLS = 1000
Doctrine = tuple[tuple[str, tuple[float, ...]], ...]
Initial = tuple[tuple[str, tuple[float | str, ...]], ...]
Given = tuple[str, str, int]
"""The odds of an event given another within so many turns."""


class AskedFault(ValueError):
    """Something that is asked for cannot be played; ``part`` is the option that asks for it.

    ``word`` is one that names nothing, ``known`` those that would.
    """

    def __init__(self, part: str, says: str, word: str = "", known: Sequence[str] = ()) -> None:
        super().__init__(says)
        self.part, self.word, self.known = part, word, tuple(known)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be explored: a scenario's start or (with ``session``) the moment of an entry.

    ``varied`` maps doctrine entries, ``initial`` variables of the start, to the values to be
    played: all combinations. ``events`` are watched for besides the usual ones, ``columns`` kept.
    ``workers`` processes play, or the cluster at ``scheduler``.
    """

    spec: Mapping[str, Any]
    session: Path | None
    branch: int
    entry: int
    policies: tuple[str, ...]
    varied: Doctrine
    runs: int
    turns: int
    seed: int
    out: Path
    initial: Initial = ()
    first: int = 0
    events: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    given: tuple[Given, ...] = ()
    workers: int = 1
    scheduler: str = ""


def variations_of(varied: Doctrine, initial: Initial = ()) -> tuple[Variation, ...]:
    """Return all combinations of values, the last one named changing first."""
    named = [(name, values, True) for name, values in varied]
    named += [(name, values, False) for name, values in initial]  # type: ignore[misc]
    if not named:
        return (Variation(),)
    found = []
    for values in product(*(values for _, values, _ in named)):
        chosen = [(name, value, is_doctrine)
                  for (name, _, is_doctrine), value in zip(named, values, strict=True)]  # fmt: skip
        found.append(Variation(
            ", ".join(f"{name} = {plain(value)}" for name, value, _ in chosen),
            {name: value for name, value, is_doctrine in chosen if is_doctrine},
            {name: value for name, value, is_doctrine in chosen if not is_doctrine},
        ))  # fmt: skip
    return tuple(found)


def plain(value: float | str) -> str:
    """Write a value as a person would, and so that it can be read back the same."""
    return value if isinstance(value, str) else f"{value:.15g}"


def count_cells(policies: int, varied: Doctrine, initial: Initial = ()) -> int:
    """Return how many cells a question makes, without making them."""
    count = policies
    for _, values in (*varied, *initial):
        count *= len(values)
    return count


def plan_from(
    spec: Mapping[str, Any],
    start: bytes | None,
    *,
    seed: int,
    runs: int,
    turns: int,
    policies: Sequence[str],
    varied: Doctrine = (),
    initial: Initial = (),
    first: int = 0,
    events: Sequence[tuple[str, str]] = (),
    columns: Sequence[str] = (),
) -> Plan:
    """Make the plan of a question and try every word of it once.

    Raises ``AskedFault``.
    """
    if initial and start is not None:
        raise AskedFault("set", "it changes the start of a scenario; a session has begun already")
    cells = count_cells(len(policies), varied, initial)
    if cells > MOST_CELLS:
        raise AskedFault(
            "cells", f"these are {cells} cells; at most {MOST_CELLS} can be explored at once"
        )
    plan = Plan(
        spec=spec, seed=seed, runs=runs, turns=turns,
        cells=tuple(Cell(policy, one) for one in variations_of(varied, initial)
                    for policy in policies),
        first=first, start=start, events=tuple({**dict(EVENTS), **dict(events)}.items()),
        columns=tuple(columns),
    )  # fmt: skip
    _try_names(plan)
    return plan


def _try_names(plan: Plan) -> None:
    """Try every cell's start, event and column once, so that a wrong word is told at once."""
    from tabletop.analysis.explore.chunk import begin, row_of, value_of, world_of_cell
    from tabletop.analysis.explore.plan import Job
    from tabletop.rules.conditions import ConditionFault
    from tabletop.rules.effects import EffectFault

    world = world_of_cell(plan, 0)
    for number in range(len(plan.cells)):
        if number == 0 or plan.cells[number].variation.initial:
            try:
                world, state, _ = begin(plan, Job(0, number, plan.first, 1))
            except EffectFault as fault:
                raise AskedFault("set", str(fault)) from None
            if number == 0:
                first = state
    for column in plan.columns:
        try:
            value_of(world, first, column)
        except (KeyError, AttributeError) as fault:
            said = str(fault.args[0]) if fault.args else "there is no such variable"
            raise AskedFault(f"column {column}", said) from None
    try:
        row_of(plan, world, first)
    except ConditionFault as fault:
        raise AskedFault("event", str(fault)) from None


def check_given(given: Given, plan: Plan) -> None:
    """Make sure that both events are watched for; raises ``AskedFault``."""
    conditions = [one["id"] for kind in ("success", "failure")
                  for one in plan.spec["scenario"].get(kind, ())]  # fmt: skip
    events = [*(name for name, _ in plan.events), *conditions, "ended"]
    for name in given[:2]:
        if name not in events:
            raise AskedFault("given", f"nothing is watched for as {name!r}", name, events)


def read_value(text: str) -> float | str:
    """Read a value of the start: a number, or a word."""
    try:
        return float(text)
    except ValueError:
        return text.strip()


def read_given(text: str) -> Given:
    """Read ``EVENT:CONDITION:TURNS``; raises ``AskedFault``."""
    parts = [one.strip() for one in text.split(":")]
    if len(parts) != 3 or not parts[2].isdigit():
        raise AskedFault("given", f"{text!r} is not EVENT:CONDITION:TURNS")
    return parts[0], parts[1], int(parts[2])


def command_words(asked: Asked, origin: str) -> list[str]:
    """Return a question as the words of a call; ``origin`` names the scenario or session."""
    words = ["tabletop", "explore", origin, "--runs", str(asked.runs)]
    if asked.first:
        words += ["--first", str(asked.first)]
    words += ["--turns", str(asked.turns), "--seed", str(asked.seed)]
    for policy in asked.policies:
        words += ["--policy", "+".join(one.partition("#")[0] for one in policy.split("+"))]
    for option, varied in (("--vary", asked.varied), ("--set", asked.initial)):
        for name, values in varied:
            words += [option, f"{name}={','.join(plain(value) for value in values)}"]
    for name, when in asked.events:
        words += ["--event", f"{name}={when}"]
    for column in asked.columns:
        words += ["--column", column]
    for event, given, turns in asked.given:
        words += ["--given", f"{event}:{given}:{turns}"]
    if asked.scheduler:
        words += ["--scheduler", asked.scheduler]
    elif asked.workers > 1:
        words += ["--workers", str(asked.workers)]
    return [*words, "--out", str(asked.out)]
