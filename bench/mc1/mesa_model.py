"""MC-1 in Mesa, unit by unit as its users write it: a plain loop over models, and ``batch_run``."""

from __future__ import annotations

from typing import Any

import mesa

from bench.mc1 import definition as mc1


class Unit(mesa.Agent):  # type: ignore[misc, unused-ignore]
    """A unit of one side."""

    def __init__(self, model: Line, number: int) -> None:
        super().__init__(model)
        self.ours = number % 2 == 0
        self.sector = number % mc1.SECTORS
        self.strength = mc1.FULL

    def shift(self) -> None:
        chance = self.model.random.random
        if chance() < mc1.SHIFT:
            self.sector = (self.sector + (1 if chance() < 0.5 else -1)) % mc1.SECTORS
        (self.model.ours if self.ours else self.model.theirs)[self.sector] += self.strength

    def wear(self) -> None:
        if self.model.hit[self.sector]:
            self.strength = max(0.0, self.strength - mc1.WEAR * self.model.random.random())


class Line(mesa.Model):  # type: ignore[misc, unused-ignore]
    """The line with its sectors; a step is a turn."""

    def __init__(self, number: int = 0, collect: bool = False, **more: Any) -> None:
        super().__init__(seed=number)
        for unit in range(mc1.UNITS):
            Unit(self, unit)
        self.tension = [mc1.CALM] * mc1.SECTORS
        self.incidents = 0
        # batch_run reads a collector, and by step: it must collect every step.
        self.collector = None
        if collect:
            reporters = {"left": lambda model: model.left(), "incidents": "incidents"}
            self.datacollector = self.collector = mesa.DataCollector(model_reporters=reporters)

    def left(self) -> float:
        return sum(unit.strength for unit in self.agents)

    def step(self) -> None:
        self.ours, self.theirs = [0.0] * mc1.SECTORS, [0.0] * mc1.SECTORS
        self.agents.do("shift")
        self.hit = [False] * mc1.SECTORS
        for place in range(mc1.SECTORS):
            there = self.ours[place] + self.theirs[place]
            balance = self.ours[place] / there if there else 0.5
            odds = mc1.BASE + mc1.BY_TENSION * self.tension[place]
            odds += mc1.BY_BALANCE * abs(balance - 0.5)
            if self.random.random() < min(mc1.MOST, odds):
                self.hit[place] = True
                self.incidents += 1
                self.tension[place] = min(1.0, self.tension[place] + mc1.RISE)
            else:
                self.tension[place] = max(0.0, self.tension[place] - mc1.FALL)
        self.agents.do("wear")
        if self.collector is not None:
            self.collector.collect(self)
        if self.steps >= mc1.TURNS:
            self.running = False


def play_many(worlds: int, first: int = 0) -> list[mc1.Result]:
    """Play the worlds ``first`` … ``first + worlds - 1``, one model after another."""
    results = []
    for number in range(first, first + worlds):
        line = Line(number)
        for _ in range(mc1.TURNS):
            line.step()
        results.append((line.left(), line.incidents))
    return results


def play_batch(worlds: int, first: int = 0, processes: int = 1) -> list[mc1.Result]:
    """Play the same through Mesa's own ``batch_run`` in so many processes."""
    rows = mesa.batch_run(
        Line,
        parameters={"number": list(range(first, first + worlds)), "collect": True},
        iterations=1,
        max_steps=mc1.TURNS,
        number_processes=processes,
        data_collection_period=-1,
        display_progress=False,
    )
    return [(row["left"], row["incidents"]) for row in rows]
