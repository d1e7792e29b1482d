"""What the panel of measures shows, as plain values: scores, terms, and who moved them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tabletop.rules.measures import MEASURES, Explanation, Measure, explain, score, score_one
from tabletop.rules.words import place_name
from tabletop.ui.spoken import variable_title
from tabletop.ui.translating import word
from tabletop.world.state import Array, State
from tabletop.world.variables import BY_NAME, NEVER, Var
from tabletop.world.world import World

if TYPE_CHECKING:
    from tabletop.analysis.preview import Difference
    from tabletop.session.moment import Moment
    from tabletop.session.record import Entry

THINGS = ("node number", "number", "option number", "turn", "tier 1–4")
"""Units of numbers that stand for things, so that their mean would mean nothing."""
NAMED = 3
"""Places that are named when a variable changed in many."""
NOTICED = 0.005
"""Smallest change of a measure that is laid at an act's door."""


@dataclass(frozen=True)
class MeasureRow:
    """A measure now, its change in this turn, and its course: one value for each turn, and now."""

    measure: Measure
    value: float
    change: float
    course: tuple[float, ...]


@dataclass(frozen=True)
class Ahead:
    """What the measures would be once the forces in hand stood at a place; both in ``words``.

    ``steps`` holds the measures that would differ, by name.
    """

    words: str
    steps: Mapping[str, Difference]


Value = float | str


@dataclass(frozen=True)
class VariableRow:
    """A variable as a term reads it, and of many places those that changed most.

    ``sums_up`` says what ``now`` and ``before`` are: ``one`` value, the ``mean`` of many, the
    ``count`` of those that hold, or nothing (``many``, when words or numbers of things cannot be
    summed up; ``changed`` counts the places that differ).
    """

    name: str
    title: str
    unit: str
    sums_up: str
    now: Value
    before: Value
    changed: int
    places: tuple[tuple[str, Value, Value], ...]


@dataclass(frozen=True)
class TermRow:
    """A term now and when the turn opened."""

    name: str
    title: str
    contribution: float
    before: float
    weight: float
    value: float
    variables: tuple[VariableRow, ...]


@dataclass(frozen=True)
class Mover:
    """An entry of this turn that moved a measure, by how much, through which variables."""

    entry: Entry
    change: float
    variables: tuple[str, ...]


def batch(states: Sequence[State]) -> State:
    """Put states of one run each side by side as the runs of one state."""
    return State(
        {var.name: np.concatenate([getattr(one, var.name) for one in states])
         for var, _ in states[0]}
    )  # fmt: skip


def courses(world: World, states: Sequence[State]) -> dict[str, tuple[float, ...]]:
    """Return every measure in each of the states."""
    values = score(world, batch(states))
    return {name: tuple(row.tolist()) for name, row in values.items()}


def scorecard(moment: Moment) -> list[MeasureRow]:
    """List the measures of the scenario (all when it names none) as they stand."""
    world = moment.world
    found = courses(world, [*moment.history, moment.opened, moment.state])
    names = [name for name in MEASURES if name in world.scenario.measures] or list(MEASURES)
    return [
        MeasureRow(
            MEASURES[name],
            found[name][-1],
            found[name][-1] - found[name][-2],
            (*found[name][:-2], found[name][-1]),
        )
        for name in names
    ]


def terms(moment: Moment, name: str) -> list[TermRow]:
    """List the terms of a measure; their contributions add up to its value."""
    now = explain(moment.world, moment.state, name)
    before = {term.name: term for term in _explained(moment.world, moment.opened, name).terms}
    rows = []
    for term in now.terms:
        was = before.pop(term.name, None)
        rows.append(
            TermRow(term.name, word(term.title), term.contribution,
                    was.contribution if was else 0.0, term.weight, term.value,
                    tuple(variable(moment, one) for one in term.variables))
        )  # fmt: skip
    rows.extend(
        TermRow(gone.name, word(gone.title), 0.0, gone.contribution, gone.weight, 0.0, ())
        for gone in before.values()
    )
    return rows


def _explained(world: World, state: State, name: str) -> Explanation:
    return explain(world, state, name)


def variable(moment: Moment, name: str) -> VariableRow:
    """Tell how a variable stands now and stood when the turn opened."""
    var = BY_NAME[name]
    now, before = getattr(moment.state, name)[0], getattr(moment.opened, name)[0]
    world, title = moment.world, variable_title(name)
    from tabletop.session.moment import estimate_error

    error = estimate_error(moment, name)
    if error is not None:
        title = f"{title} (± {error:.0f})"
    if not var.per:
        values = _value(world, var, now), _value(world, var, before)
        return VariableRow(name, title, var.unit, "one", *values, int(now != before), ())
    sums_up = "count" if var.kind == "bool" else "mean"
    if var.kind == "enum" or var.unit in THINGS:
        sums_up = "many"
    return VariableRow(
        name, title, var.unit, sums_up, _sum_up(sums_up, now), _sum_up(sums_up, before),
        int((now != before).sum()), _most_changed(world, var, now, before),
    )  # fmt: skip


def _value(world: World, var: Var, number: Any) -> Value:
    if var.kind == "enum":
        return var.values[int(number)]
    if var.kind == "bool":
        return "yes" if int(number) else "no"
    if var.unit == "node number":
        nodes = world.geography.nodes
        return nodes[int(number)].name if 0 <= int(number) < len(nodes) else "–"
    if var.unit == "turn" and int(number) == NEVER:
        return "–"
    return float(number)


def _sum_up(how: str, array: Array) -> Value:
    if how == "many" or not array.size:
        return ""
    return float(array.sum() if how == "count" else array.mean())


def _most_changed(
    world: World, var: Var, now: Array, before: Array
) -> tuple[tuple[str, Value, Value], ...]:
    step = np.abs(now.astype(np.float64) - before)
    order = np.argsort(-step, axis=None, kind="stable")[:NAMED]
    found = []
    for flat in order.tolist():
        where = np.unravel_index(flat, step.shape)
        if step[where] == 0:
            break
        names = [
            place_name(world, dim, world.names[dim][int(i)])
            for dim, i in zip(var.per, where, strict=True)
        ]
        values = _value(world, var, before[where]), _value(world, var, now[where])
        found.append((", ".join(names), *values))
    return tuple(found)


def movers(moment: Moment, name: str) -> list[Mover]:
    """List the entries of this turn that moved a measure, in their order.

    Follows the stored changes of the entries that may be seen; nothing is worked out anew.  What
    the seat can only guess stays at its guess: its true changes would give it away.
    """
    from tabletop.session.moment import kept_from

    secret = kept_from(moment)
    world, read = moment.world, _read_by(name)
    state = moment.opened.copy()
    nothing, states = len(state.delta(state)), [moment.opened]
    moved: list[tuple[Entry, tuple[str, ...]]] = []
    for entry in moment.entries:
        if entry.seq <= moment.opened_seq or len(entry.delta) <= nothing:
            continue
        before = {one: getattr(state, one).copy() for one in (*read, *secret)}
        state.apply(entry.delta)
        for name_kept in secret:
            setattr(state, name_kept, before[name_kept])
        touched = [one for one in read if not np.array_equal(before[one], getattr(state, one))]
        moved.append((entry, tuple(variable_title(one) for one in touched)))
        states.append(state.copy())
    if not moved:
        return []
    steps = np.diff(score_one(world, batch(states), name)).tolist()  # all states side by side
    return [
        Mover(entry, step, words)
        for (entry, words), step in zip(moved, steps, strict=True)
        if abs(step) >= NOTICED
    ]


def _read_by(name: str) -> tuple[str, ...]:
    """Return the variables that a measure reads, in the order in which they are declared."""
    read = {v for term in MEASURES[name].terms for v in term.variables}
    return tuple(one for one in BY_NAME if one in read)
