"""What a call asks to be explored: read from its words, with the nearest right word for a wrong."""

from __future__ import annotations

import argparse
from itertools import product
from typing import TYPE_CHECKING, Any

from tabletop.cli.command import (
    BadCall,
    Fault,
    hint,
    known_scenario,
    listed,
    policy_called,
    readable,
)

if TYPE_CHECKING:
    from tabletop.analysis.explore.origin import Origin
    from tabletop.analysis.explore.plan import Plan, Variation

MOST_CELLS = 1000


def origin_asked(text: str) -> Origin:
    """Return where the exploration begins; raises ``BadCall`` or ``Fault``."""
    from tabletop.analysis.explore.origin import (
        OriginFault,
        is_session,
        of_scenario,
        of_session,
        split,
    )
    from tabletop.content.library import resolve
    from tabletop.content.problems import ContentFault
    from tabletop.session.journal import JournalFault

    try:
        if is_session(text):
            path, entry = split(text)
            readable(path)
            return of_session(path, entry)
        known_scenario(text)
        return of_scenario(resolve(text))
    except OriginFault as fault:
        raise BadCall(str(fault)) from None
    except ContentFault as fault:
        raise Fault(listed(fault)) from None
    except JournalFault as fault:
        raise Fault(str(fault)) from None


def plan_asked(args: argparse.Namespace, origin: Origin) -> Plan:
    """Make the plan that a call asks for; raises ``BadCall`` with the nearest right word."""
    from tabletop.analysis.explore.plan import EVENTS, Cell, Plan

    turns = origin.turns_left if args.turns is None else args.turns
    if turns > origin.turns_left:
        raise BadCall(f"the scenario has {origin.turns_left} turns left, not {turns}")
    policies = [policy_called(name) for name in args.policy or ["staff"]]
    variations = _variations(args)
    if args.initial and origin.start is not None:
        raise BadCall("--set changes the start of a scenario; a session has begun already")
    cells = tuple(Cell(policy, one) for one in variations for policy in policies)
    if len(cells) > MOST_CELLS:
        raise BadCall(f"these are {len(cells)} cells; at most {MOST_CELLS} can be explored at once")
    own = dict(_pair(text, "--event") for text in args.event)
    plan = Plan(
        spec=origin.spec, seed=origin.seed if args.seed is None else args.seed, runs=args.runs,
        turns=turns, cells=cells, first=args.first, start=origin.start,
        events=tuple({**dict(EVENTS), **own}.items()), columns=tuple(args.column),
    )  # fmt: skip
    _try_names(plan)
    return plan


def _variations(args: argparse.Namespace) -> list[Variation]:
    from tabletop.analysis.explore.plan import Variation
    from tabletop.world.register import ENTRIES

    known = {entry.name: entry for entry in ENTRIES}
    varied: list[tuple[str, list[Any], bool]] = []
    for text in args.vary:
        name, values = _pair(text, "--vary")
        if name not in known:
            raise BadCall(f"there is no doctrine entry {name!r}{hint(name, known)}")
        varied.append((name, [_float(value) for value in values.split(",")], True))
    for text in args.initial:
        name, values = _pair(text, "--set")
        varied.append((name, [_value(value) for value in values.split(",")], False))
    if not varied:
        return [Variation()]
    found = []
    for chosen in product(*(values for _, values, _ in varied)):
        named: list[tuple[str, Any, bool]] = [
            (name, value, is_doctrine)
            for (name, _, is_doctrine), value in zip(varied, chosen, strict=True)
        ]
        found.append(Variation(
            ", ".join(f"{name} = {value}" for name, value, _ in named),
            {name: value for name, value, is_doctrine in named if is_doctrine},
            {name: value for name, value, is_doctrine in named if not is_doctrine},
        ))  # fmt: skip
    return found


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
                raise BadCall(f"--set: {fault}") from None
            if number == 0:
                first = state
    for column in plan.columns:
        try:
            value_of(world, first, column)
        except (KeyError, AttributeError) as fault:
            raise BadCall(f"--column {column}: {_said(fault)}") from None
    try:
        row_of(plan, world, first)
    except ConditionFault as fault:
        raise BadCall(f"--event: {fault}") from None


def _said(fault: Exception) -> str:
    return str(fault.args[0]) if fault.args else "there is no such variable"


def given_asked(text: str, plan: Plan) -> tuple[str, str, int]:
    """Read EVENT:CONDITION:TURNS; raises ``BadCall``."""
    parts = text.split(":")
    if len(parts) != 3 or not parts[2].isdigit():
        raise BadCall(f"--given {text!r} is not EVENT:CONDITION:TURNS")
    conditions = [one["id"] for kind in ("success", "failure")
                  for one in plan.spec["scenario"].get(kind, ())]  # fmt: skip
    events = [*(name for name, _ in plan.events), *conditions, "ended"]
    for name in parts[:2]:
        if name not in events:
            raise BadCall(f"--given: nothing is watched for as {name!r}{hint(name, events)}")
    return parts[0], parts[1], int(parts[2])


def _pair(text: str, option: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip() or not value.strip():
        raise BadCall(f"{option} {text!r} is not NAME=VALUE")
    return name.strip(), value.strip()


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise BadCall(f"{text!r} is not a number") from None


def _value(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text.strip()
