"""MC-1 in AgentPy, unit by unit as its users write it."""

from __future__ import annotations

import agentpy

from bench.mc1 import definition as mc1


class Unit(agentpy.Agent):  # type: ignore[misc, unused-ignore]
    """A unit of one side."""

    def setup(self) -> None:
        number = self.id - 1
        self.is_ours = number % 2 == 0
        self.sector = number % mc1.SECTORS
        self.strength = mc1.FULL

    def shift(self) -> None:
        chance = self.model.random.random
        if chance() < mc1.SHIFT:
            self.sector = (self.sector + (1 if chance() < 0.5 else -1)) % mc1.SECTORS
        (self.model.ours if self.is_ours else self.model.theirs)[self.sector] += self.strength

    def wear(self) -> None:
        if self.model.hit[self.sector]:
            self.strength = max(0.0, self.strength - mc1.WEAR * self.model.random.random())


class Line(agentpy.Model):  # type: ignore[misc, unused-ignore]
    """The line with its sectors; a step is a turn."""

    def setup(self) -> None:
        self.units = agentpy.AgentList(self, mc1.UNITS, Unit)
        self.tension = [mc1.CALM] * mc1.SECTORS
        self.incidents = 0

    def step(self) -> None:
        self.ours, self.theirs = [0.0] * mc1.SECTORS, [0.0] * mc1.SECTORS
        self.units.shift()
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
        self.units.wear()


def play_many(worlds: int, first: int = 0) -> list[mc1.Result]:
    """Play the worlds ``first`` … ``first + worlds - 1``, one model after another."""
    results = []
    for number in range(first, first + worlds):
        line = Line({"steps": mc1.TURNS, "seed": number})
        line.run(display=False)
        results.append((sum(line.units.strength), line.incidents))
    return results
