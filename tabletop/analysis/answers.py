"""Choosing between the options of an inject, by a score that anybody can check by hand.

An option is worth the sum of its effects: change × what a point of the variable is worth, more
when the variable is in trouble.  Branches and caveats count with fixed values.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tabletop.analysis.policy import Answers
from tabletop.rules.triggers import DELIVERED
from tabletop.world.injects import Option
from tabletop.world.state import State
from tabletop.world.variables import BY_NAME
from tabletop.world.world import World

Floats = NDArray[np.float64]

WORTH: dict[str, float] = {
    "ceasefire_integrity": 1.0, "escalation": -1.0, "cohesion": 1.0, "legitimacy": 0.7,
    "resolve_perception": 0.9, "us_backstop": 0.8, "clarity": 0.4, "us_clarity": 0.4,
    "us_pressure_on_ua": -0.4, "attribution_confidence": 0.5, "isr_coverage": 0.7,
    "info_environment": 0.4, "force_protection": 0.5, "europe_seat": 0.3,
    "ua_army": 0.9, "ua_training": 0.5, "ua_equipment": 0.5, "ua_money": 0.5,
    "ua_resilience": 0.8, "ua_politics": 0.7, "ua_air_defence": 0.8, "energy_state": 0.6,
    "civilian_harm": -0.9, "refugee_flow": -0.05, "znpp_risk": -0.5, "energy_price": -0.2,
    "nato_flank_risk": -0.7, "by_tension": -0.3, "maritime_access": 0.4,
    "logistics_capacity": 0.5, "supply_stock": 0.6, "sanction_pressure": 0.4,
    "ru_patience": 0.3, "ru_probe_appetite": -0.8, "ru_confidence": -0.8, "ru_revenue": -0.4,
    "extra_cost": -0.12, "funding_gap": -0.12,
    "casualties_coalition": -1.5, "casualties_observers": -1.0,
    "willingness": 0.25, "domestic_support": 0.25, "tension": -0.3, "violations": -0.5,
    "link_capacity": 0.05, "contingent": 12.0,
}  # fmt: skip
"""What one more point of a variable is worth to the coalition's staff."""

SEEN = frozenset(WORTH) - {
    "ru_patience", "ru_probe_appetite", "ru_confidence", "resolve_perception", "contingent",
}  # fmt: skip
"""Variables whose level the staff knows; of the others it knows only which way is better."""

CAVEAT_WORTH = -3.0
BRANCH_WORTH = -4.0
TROUBLE = 50.0
"""A variable on the wrong side of the middle of its scale counts up to twice as much."""


@lru_cache(maxsize=4096)
def _terms(option: Option) -> tuple[tuple[str, float], ...]:
    """Return the variables that an option changes and its plain value for each."""
    terms = []
    for key, change in option.effects:
        name = key.partition("[")[0].strip()
        if isinstance(change, str):
            continue  # words that are set are judged by what else the option does
        if name == "caveat":
            terms.append(("", CAVEAT_WORTH * (1.0 if change else -1.0)))
        elif name in WORTH:
            terms.append((name, WORTH[name] * change))
    branches = sum(branch.probability for branch in option.branches)
    terms.append(("", BRANCH_WORTH * branches))
    return tuple(terms)


def trouble(state: State, name: str) -> Floats:
    """Return 1 for a variable that stands well, up to 2 for one in trouble, [run]."""
    var = BY_NAME.get(name)
    if var is None or var.per or name not in SEEN or not var.unit.startswith("index"):
        return np.ones(state.runs)
    level = getattr(state, name)
    short = (TROUBLE - level) if WORTH[name] > 0 else (level - TROUBLE)
    return np.asarray(1.0 + np.maximum(short, 0.0) / TROUBLE)


def option_value(state: State, option: Option) -> Floats:
    """Return what an option is worth to the staff in each run, [run]."""
    value = np.zeros(state.runs)
    for name, plain in _terms(option):
        value = value + plain * trouble(state, name)
    return value


def best_answers(world: World, state: State) -> Answers:
    """Answer every waiting inject with the option worth most; the first of equals."""
    answers: Answers = []
    for i, inject in enumerate(world.injects):
        waiting = state.inject_status[:, i] == DELIVERED
        if not inject.options or not waiting.any():
            continue
        values = np.stack([option_value(state, option) for option in inject.options], axis=1)
        best = np.argmax(values, axis=1)
        for option in range(len(inject.options)):
            runs = waiting & (best == option)
            if runs.any():
                answers.append((i, option, runs))
    return answers
