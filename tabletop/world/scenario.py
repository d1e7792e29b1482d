"""The scenario: the frame of an exercise, as resolved from its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tabletop.world.objectives import Objective, objective_of

SPEC_FORMAT = 1
"""Version of the resolved scenario; a session file embeds one."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place: ``facilitator``, ``room``, ``evaluator``, ``observer`` or a player.

    A player's seat speaks for one or more ``actors``.
    """

    id: str
    name: str
    role: str
    actors: tuple[str, ...]
    briefing: str


@dataclass(frozen=True, slots=True)
class Weight:
    """One term's weight in a measure, as the scenario sets it."""

    measure: str
    term: str
    value: float


@dataclass(frozen=True, slots=True)
class Condition:
    """A named condition over state variables, with what it means when it holds."""

    id: str
    when: str
    says: str


@dataclass(frozen=True, slots=True)
class Storyline:
    """Injects that make one story in this order, each with the turn that suits it or None.

    It changes no trigger: conditions and chances of the injects decide what really comes.
    """

    id: str
    title: str
    says: str
    injects: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything about the exercise that is not map, actors, force types or injects.

    ``turn_days`` is the length of a turn; ``start_date`` is ISO text.  ``initial`` maps a variable
    (or ``name[index]``) to its start value; ``deployments`` says which forces already stand where.
    ``measures`` lists the measures on the scorecard with weights.  ``practice`` marks what is
    played to learn the program: nothing reports or counts it.  ``sponsor`` and ``contact`` are
    words for the report: who holds the exercise, and whom to ask; empty when nobody is named.
    """

    id: str
    title: str
    summary: str
    marking: str
    turns: int
    turn_days: int
    start_date: str
    seed: int
    seats: tuple[Seat, ...]
    objectives: tuple[Objective, ...]
    initial: tuple[tuple[str, float | str], ...]
    deployments: tuple[tuple[str, str, int], ...]
    measures: tuple[str, ...]
    weights: tuple[Weight, ...]
    success: tuple[Condition, ...]
    failure: tuple[Condition, ...]
    order_minutes: float
    rationale_required: bool
    sources: tuple[str, ...]
    storylines: tuple[Storyline, ...] = ()
    practice: bool = False
    sponsor: str = ""
    contact: str = ""

    def seat(self, seat: str) -> Seat:
        """Return the seat with this id; raises ``KeyError`` when there is none."""
        for one in self.seats:
            if one.id == seat:
                return one
        raise KeyError(seat)


def scenario_of(spec: Mapping[str, Any]) -> Scenario:
    """Build the scenario from its checked content (see ``content/schema.py``)."""
    return Scenario(
        id=spec["id"], title=spec["title"], summary=spec["summary"], marking=spec["marking"],
        turns=spec["turns"], turn_days=spec["turn_days"], start_date=spec["start_date"],
        seed=spec["seed"],
        seats=tuple(
            Seat(s["id"], s["name"], s["role"], tuple(s["actors"]), s["briefing"])
            for s in spec["seats"]
        ),
        objectives=tuple(objective_of(o) for o in spec["objectives"]),
        initial=tuple(spec["initial"].items()),
        deployments=tuple((d["force"], d["node"], d["tier"]) for d in spec["deployments"]),
        measures=tuple(spec["measures"]),
        weights=tuple(
            Weight(measure, term, value)
            for measure, terms in spec["weights"].items()
            for term, value in terms.items()
        ),
        success=tuple(Condition(**c) for c in spec["success"]),
        failure=tuple(Condition(**c) for c in spec["failure"]),
        order_minutes=spec["order_minutes"], rationale_required=spec["rationale_required"],
        sources=tuple(spec["sources"]),
        # Session files from before there were storylines embed none.
        storylines=tuple(
            Storyline(
                line["id"], line["title"], line["says"],
                tuple((beat["inject"], beat.get("turn")) for beat in line["injects"]),
            )
            for line in spec.get("storylines", ())
        ),
        practice=bool(spec.get("practice", False)),
        sponsor=spec.get("sponsor", ""), contact=spec.get("contact", ""),
    )  # fmt: skip
