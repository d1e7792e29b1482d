"""Forces: unit and package types, and the pool of units that actors can send."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tabletop.world.actors import Actor

SCORES = (
    "presence", "deterrence_denial", "deterrence_punishment", "protection", "training",
    "monitoring", "legitimacy", "isr", "engineering", "logistics", "medical", "air_defence",
    "command", "maritime",
)  # fmt: skip
"""What a force can contribute to; each 0–10 points for one unit at full strength."""


@dataclass(frozen=True, slots=True)
class ForceType:
    """A kind of unit or package; figures are order-of-magnitude planning values."""

    id: str
    name: str
    side: str
    domain: str
    echelon: str
    personnel: int
    ready_days_fast: float
    ready_days: float
    trains: float
    sorties: float
    ships: float
    setup_cost: float
    monthly_cost: float
    scores: tuple[tuple[str, float], ...]
    signature: float
    exposure: float
    support_load: float
    needs: tuple[str, ...]
    group: int
    deployable: bool
    symbol: str
    notes: str
    mark: str


@dataclass(frozen=True, slots=True)
class Force:
    """One row of the force dimension: ``count`` units of a type that belong to an actor."""

    id: str
    name: str
    actor: str
    type: str
    count: int
    note: str


def force_type_of(spec: Mapping[str, Any]) -> ForceType:
    """Build a force type from its checked content (see ``content/schema.py``)."""
    return ForceType(
        id=spec["id"], name=spec["name"], side=spec["side"], domain=spec["domain"],
        echelon=spec["class"], personnel=spec["personnel"],
        ready_days_fast=spec["readiness_days"]["fast"], ready_days=spec["readiness_days"]["normal"],
        trains=spec["lift"]["trains"], sorties=spec["lift"]["airlift_sorties"],
        ships=spec["lift"]["ro_ro_ships"], setup_cost=spec["setup_cost"],
        monthly_cost=spec["monthly_cost"], scores=tuple(spec["scores"].items()),
        signature=spec["escalation_signature"], exposure=spec["exposure"],
        support_load=spec["support_load"], needs=tuple(spec["needs"]), group=spec["group"],
        deployable=spec["deployable"], symbol=spec["symbol"], notes=spec.get("notes", ""),
        mark=spec["mark"],
    )  # fmt: skip


def pool(actors: Iterable[Actor], types: Mapping[str, ForceType]) -> tuple[Force, ...]:
    """List every force that the actors could send, in the order of the actors' menus.

    A type's ``group`` says how many units one row of the force dimension stands for.
    """
    forces = []
    for actor in actors:
        for type_id, most, note in actor.contributions:
            kind = types[type_id]
            left, number = most, 1
            while left > 0:
                count = min(kind.group, left)
                forces.append(
                    Force(f"{actor.id}_{type_id}_{number}", f"{actor.name}: {kind.name} {number}",
                          actor.id, type_id, count, note)
                )  # fmt: skip
                left -= count
                number += 1
    return tuple(forces)
