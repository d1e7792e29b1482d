"""Postures against measures: nobody may win everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tabletop.rules.measures import MEASURES, score
from tabletop.world.state import State
from tabletop.world.variables import FORCE_POSTURE
from tabletop.world.world import World

NEAR = 1e-6
"""Means that differ by less are equal; all who are best share the win."""


@dataclass(frozen=True)
class Row:
    """How one posture, as played by one policy, came out: the mean of every measure."""

    scenario: str
    posture: str
    policy: str
    worlds: int
    means: Mapping[str, float]

    @property
    def name(self) -> str:
        """Scenario and policy."""
        return f"{self.scenario} · {self.policy}" if self.policy else self.scenario


def row_of(world: World, policy: str, after: State) -> Row:
    """Return the row of the worlds that a policy has played in a scenario."""
    posture = str(dict(world.scenario.initial).get("force_posture", FORCE_POSTURE[0]))
    means = {name: float(np.mean(values)) for name, values in score(world, after).items()}
    return Row(world.scenario.id, posture, policy, after.runs, means)


def over_policies(rows: Sequence[Row]) -> list[Row]:
    """Return one row for each scenario: the mean over the policies that played it."""
    found = []
    for scenario in dict.fromkeys(row.scenario for row in rows):
        mine = [row for row in rows if row.scenario == scenario]
        means = {name: float(np.mean([row.means[name] for row in mine])) for name in MEASURES}
        found.append(Row(scenario, mine[0].posture, "", sum(row.worlds for row in mine), means))
    return found


def wins(rows: Sequence[Row]) -> list[frozenset[str]]:
    """Return for each row the measures in which no other row is better."""
    best = {}
    for name, measure in MEASURES.items():
        values = [row.means[name] for row in rows]
        best[name] = max(values) if measure.better == "high" else min(values)
    return [
        frozenset(name for name in MEASURES if abs(row.means[name] - best[name]) < NEAR)
        for row in rows
    ]


def dominant(rows: Sequence[Row]) -> list[str]:
    """Name the rows that win every measure among several."""
    if len(rows) < 2:
        return []
    won = zip(rows, wins(rows), strict=True)
    return [row.name for row, measures in won if len(measures) == len(MEASURES)]


def comparisons(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Return the groups within which no row may win everything.

    All rows; the scenarios over all policies; the scenarios under each policy. The policies of
    one scenario are not compared: a staff may well do better than nobody.
    """
    found = {"all": list(rows), "over all policies": over_policies(rows)}
    for policy in dict.fromkeys(row.policy for row in rows):
        found[f"policy {policy}"] = [row for row in rows if row.policy == policy]
    return found
