"""Findings: what happened between two states, as typed facts that programs and people can read.

A finding holds numbers and names, never sentences; :mod:`tabletop.rules.words` says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tabletop.rules.ending import held
from tabletop.rules.measures import MEASURES, score
from tabletop.rules.red import ELSEWHERE
from tabletop.rules.watched import WATCHED, Watch
from tabletop.world.luck import Outcome
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME, DECISION_STAGE, FORCE_STATUS, INJECT_STATUS, WAYS
from tabletop.world.world import World

PUBLIC = ("public",)
COALITION = ("coalition",)
FACILITATOR = ("facilitator",)
BACKGROUND, PLAIN, NOTABLE, HIGHEST = range(4)  # degrees of importance


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact about run 0.

    ``kind`` says what sort of fact, ``subject`` what it is about (an id, or a variable such as
    ``tension[S04]``; for an outcome its purpose, dimension and number), ``numbers`` its figures.
    ``importance`` runs from 0 (background) to 3.
    ``audience`` lists who learns of it: ``public``, ``coalition``, ``facilitator`` or actor ids.
    """

    kind: str
    subject: str
    numbers: Mapping[str, float] = field(default_factory=dict)
    importance: int = 1
    audience: tuple[str, ...] = COALITION

    def to_json(self) -> dict[str, Any]:
        """Return the finding as plain JSON values."""
        return {
            "kind": self.kind, "subject": self.subject, "numbers": dict(self.numbers),
            "importance": self.importance, "audience": list(self.audience),
        }  # fmt: skip

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Finding:
        """Read what :meth:`to_json` wrote; raises ``KeyError`` or ``ValueError`` for other data."""
        return cls(
            str(data["kind"]), str(data["subject"]),
            {str(k): float(v) for k, v in data["numbers"].items()},
            int(data["importance"]), tuple(str(a) for a in data["audience"]),
        )  # fmt: skip


def findings(
    world: World, before: State, after: State, outcomes: Iterable[Outcome] = ()
) -> list[Finding]:
    """Say what changed in run 0 from ``before`` to ``after``, the most important facts first.

    ``outcomes`` are the contests of the turn; their odds are added to the facts they decided.
    """
    drawn = list(outcomes)
    found = [
        *_incidents(world, before, after, drawn),
        *_forces(world, before, after),
        *_decisions(world, before, after),
        *_injects(world, before, after),
        *_conditions(world, before, after),
        *_watched(world, before, after),
        *_outcomes(world, drawn),
        *_measures(world, before, after),
    ]
    return sorted(found, key=lambda fact: -fact.importance)


# -- what happened on the ground ---------------------------------------------------------------


def _incidents(
    world: World, before: State, after: State, outcomes: list[Outcome]
) -> Iterator[Finding]:
    new_turn = int(after.turn[0]) != int(before.turn[0])
    odds = {(o.purpose, o.index): o.odds for o in outcomes}
    sectors = world.names["sector"]
    for i, stage in enumerate(after.probe_stage[0].tolist()):
        if stage and (new_turn or stage != before.probe_stage[0, i]):
            numbers = {"stage": float(stage)}
            for purpose in ("probe_repelled", "probe_contained"):
                if (purpose, i) in odds:
                    numbers[purpose] = odds[purpose, i]
            yield Finding("probe", sectors[i], numbers, min(HIGHEST, PLAIN + stage), PUBLIC)
    for i, count in _steps(before.violations_total, after.violations_total):
        yield Finding("violations", sectors[i], {"count": count}, int(count > 1), PUBLIC)
    for i in np.flatnonzero(after.attributed[0] & ~(before.attributed[0] != 0)).tolist():
        yield Finding("attributed", sectors[i], {}, 2, PUBLIC)
    for i in np.flatnonzero(after.misattributed[0] & ~(before.misattributed[0] != 0)).tolist():
        yield Finding("misattributed", sectors[i], {}, 2, FACILITATOR)
    for i, count in _steps(before.strikes, after.strikes):
        yield Finding("strikes", world.names["air_area"][i], {"count": count}, 2, PUBLIC)
    for i in np.flatnonzero((after.sabotage[0] != 0) & (before.sabotage[0] == 0)).tolist():
        numbers = {"capacity": float(after.link_capacity[0, i])}
        yield Finding("sabotage", world.names["link"][i], numbers, 2, PUBLIC)
    for i, _ in _steps(before.way_count, after.way_count):
        named = float(after.way_attributed[0, i])
        # What has a finding of its own on the ground is not told twice.
        if WAYS[i] in ELSEWHERE:
            numbers = {"result": float(after.way_result[0, i]), "attributed": named}
            yield Finding("way", WAYS[i], numbers, 2, PUBLIC if named else COALITION)
    for name in ("casualties_coalition", "casualties_observers"):
        more = float(getattr(after, name)[0] - getattr(before, name)[0])
        if more > 0:
            yield Finding("casualties", name, {"count": more}, HIGHEST, PUBLIC)


def _forces(world: World, before: State, after: State) -> Iterator[Finding]:
    moved = (before.status[0] != after.status[0]) | (before.at[0] != after.at[0])
    for i in np.flatnonzero(moved).tolist():
        kind = FORCE_STATUS[int(after.status[0, i])]
        if before.status[0, i] == after.status[0, i]:
            kind = "moved"
        numbers = {
            "from": float(before.at[0, i]), "at": float(after.at[0, i]),
            "to": float(after.bound_for[0, i]), "turn": float(after.arrival_turn[0, i]),
        }  # fmt: skip
        important = {"deployed": NOTABLE, "lost": HIGHEST}.get(kind, PLAIN)
        yield Finding(f"force_{kind}", world.forces[i].id, numbers, important)


def _decisions(world: World, before: State, after: State) -> Iterator[Finding]:
    for i in np.flatnonzero(before.decision[0] != after.decision[0]).tolist():
        stage = DECISION_STAGE[int(after.decision[0, i])]
        numbers = {"due": float(after.decision_due[0, i])}
        important = HIGHEST if stage in ("authorised", "refused") else PLAIN
        yield Finding(f"decision_{stage}", world.actors[i].id, numbers, important, PUBLIC)


def _injects(world: World, before: State, after: State) -> Iterator[Finding]:
    seen = before.inject_count[0] != after.inject_count[0]
    changed = (before.inject_status[0] != after.inject_status[0]) | seen
    for i in np.flatnonzero(changed).tolist():
        status = INJECT_STATUS[int(after.inject_status[0, i])]
        if status == "idle":
            continue
        numbers = {
            "option": float(after.inject_option[0, i]), "target": float(after.inject_target[0, i])
        }  # fmt: skip
        audience = FACILITATOR if status == "skipped" else COALITION
        yield Finding(f"inject_{status}", world.injects[i].id, numbers, 2, audience)


def _conditions(world: World, before: State, after: State) -> Iterator[Finding]:
    """The scenario's conditions of success and failure that began or ceased to hold."""
    was, now = held(world, before), held(world, after)
    failures = {one.id for one in world.scenario.failure}
    for name, holds in now.items():
        if bool(holds[0]) != bool(was[name][0]):
            important = HIGHEST if name in failures else NOTABLE
            yield Finding("condition", name, {"holds": float(holds[0])}, important)


# -- what changed ------------------------------------------------------------------------------


def _watched(world: World, before: State, after: State) -> Iterator[Finding]:
    for watch in WATCHED:
        old, new = getattr(before, watch.variable)[0], getattr(after, watch.variable)[0]
        least = 1.0 if watch.size == "any" else getattr(world.doctrine, f"finding_{watch.size}")
        step = np.abs(new.astype(np.float64) - old)
        for place in np.argwhere(step >= least).tolist():
            where = tuple(place)
            much = watch.size != "any" and step[where] >= least * world.doctrine.finding_much
            yield _change(world, watch, where, float(old[where]), float(new[where]), int(much))


def _change(
    world: World, watch: Watch, where: tuple[int, ...], old: float, new: float, much: int
) -> Finding:
    var = BY_NAME[watch.variable]
    names = [world.names[dim][i] for dim, i in zip(var.per, where, strict=True)]
    subject = f"{var.name}[{', '.join(names)}]" if names else var.name
    important = min(HIGHEST, watch.importance + much)
    return Finding("change", subject, {"before": old, "after": new}, important, watch.audience)


def _outcomes(world: World, outcomes: list[Outcome]) -> Iterator[Finding]:
    for o in outcomes:
        numbers = {
            "odds": o.odds, "draw": o.draw, "result": float(o.result), "ruled": float(o.ruled)
        }  # fmt: skip
        subject = f"{o.purpose}[{o.dimension} {o.index}]"
        yield Finding("outcome", subject, numbers, int(o.ruled), FACILITATOR)


def _measures(world: World, before: State, after: State) -> Iterator[Finding]:
    if not before.changed(after):
        return
    old, new = score(world, _first(before)), score(world, _first(after))
    for name in MEASURES:
        was, now = float(old[name][0]), float(new[name][0])
        size = abs(now - was)
        if size >= world.doctrine.finding_measure:
            important = 1 + int(size >= world.doctrine.finding_measure_much)
            yield Finding("measure", name, {"before": was, "after": now}, important)


def _first(state: State) -> State:
    return state if state.runs == 1 else state.take([0])


def _steps(before: Any, after: Any) -> Iterator[tuple[int, float]]:
    more = after[0].astype(np.int64) - before[0]
    for i in np.flatnonzero(more > 0).tolist():
        yield i, float(more[i])
