"""Orders of every type drawn from their own fields, and a policy that gives what is lawful."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin

import numpy as np
from pydantic.fields import FieldInfo

from tabletop.analysis.policy import Answers, Orders
from tabletop.analysis.random_policy import RandomLawful
from tabletop.rules.orders import ORDERS, OrderFault, judge, parse_order
from tabletop.rules.orders.base import Order, named
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World

FRAME = ("type", "intent", "rationale")
LEFT_OUT = 0.5
"""Chance that an optional field is left out."""
GIVEN = 0.5
"""Chance that a world is given an order that is lawful there."""
KEEN = 0.4
"""Chance that a lead nation, or the host, is drawn as the actor of an order."""
TRIES = 2
"""Orders drawn of each type in a turn."""


def draw_order(world: World, kind: str, chance: np.random.Generator) -> Order | None:
    """Draw an order of a type, each field from what it may hold; None when it does not parse."""
    found: dict[str, Any] = {"type": kind}
    for name, field in ORDERS[kind].model_fields.items():
        if name in FRAME:
            continue
        if not field.is_required() and chance.random() < LEFT_OUT:
            continue
        value = _value(world, field, chance)
        if value is not None:
            found[name] = value
    owned = found.get("force", found.get("package"))
    if owned is not None and owned in world.index["force"]:
        found["actor"] = world.forces[world.index["force"][owned]].actor
    try:
        return parse_order(found)
    except OrderFault:
        return None


def _value(world: World, field: FieldInfo, chance: np.random.Generator) -> Any:
    dimension = named(field)
    if dimension == "actor" and chance.random() < KEEN:
        keen = [a.id for a in world.actors if a.role in ("lead", "host")]
        return keen[chance.integers(len(keen))]
    if dimension:
        names = world.names[dimension]
        return names[chance.integers(len(names))]
    base, marks = _plain(field.annotation, list(field.metadata))
    if get_origin(base) is Literal:
        words = get_args(base)
        return words[chance.integers(len(words))]
    if base is bool:
        return bool(chance.random() < 0.5)
    if base in (int, float):
        low, high = _bounds(marks)
        drawn = chance.uniform(low, high)
        return round(drawn) if base is int else float(drawn)
    return "Words." if base is str else None


def _plain(annotation: Any, marks: list[Any]) -> tuple[Any, list[Any]]:
    """Return the plain type behind an annotation, and all that is said about it."""
    parts = [part for part in get_args(annotation) if part is not type(None)]
    if get_origin(annotation) is Literal or not parts:
        return annotation, marks
    if hasattr(annotation, "__metadata__"):
        return _plain(annotation.__origin__, marks + list(annotation.__metadata__))
    return _plain(parts[0], marks)


def _bounds(marks: list[Any]) -> tuple[float, float]:
    low, high = 0.0, 100.0
    for mark in marks:
        low = next((float(v) for v in (getattr(mark, "ge", None), getattr(mark, "gt", None))
                    if v is not None), low)  # fmt: skip
        high = next((float(v) for v in (getattr(mark, "le", None), getattr(mark, "lt", None))
                     if v is not None), high)  # fmt: skip
    return low, min(high, low + 400.0)


class AnyLawful:
    """Gives lawful orders of every type, drawn by luck, besides those of ``RandomLawful``.

    ``accepted`` counts, for each type, the worlds in which an order of it was lawful.
    """

    name = "any_lawful"
    says = "Draws lawful orders of every type by luck."
    side = "coalition"

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed
        self._chance = RandomLawful()
        self.accepted: Counter[str] = Counter()

    def answer(self, world: World, state: State, luck: Luck) -> Answers:
        """Answer every waiting inject with an option drawn by luck."""
        return self._chance.answer(world, state, luck)

    def choose(self, world: World, state: State, luck: Luck) -> Orders:
        """Draw orders of every type and keep those that are lawful, run by run."""
        chosen = self._chance.choose(world, state, luck)
        for order, runs in chosen:
            self.accepted[order.type] += int(runs.sum())
        chance = np.random.default_rng((self._seed, luck.seed % 2**32, luck.turn))
        for kind in ORDERS:
            for attempt in range(TRIES):
                order = draw_order(world, kind, chance)
                if order is None:
                    continue
                given = luck.uniform(f"policy/any/{kind}/{attempt}")[:, 0] < GIVEN
                lawful = given & (state.ended == 0) & (judge(world, state, order) == 0)
                if lawful.any():
                    self.accepted[kind] += int(lawful.sum())
                    chosen.append((order, np.asarray(lawful)))
        return chosen

    def never(self) -> Mapping[str, int]:
        """Return the types that were lawful nowhere."""
        return {kind: 0 for kind in ORDERS if not self.accepted[kind]}
