"""What every order has: a type, the actor for whom it is given, an intent and a rationale."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, get_args

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from tabletop.rules.membership import CONSENSUS, LEFT, MAJORITY, blockers, in_favour
from tabletop.rules.refusals import Codes, Judgement, Refusal
from tabletop.world.state import State
from tabletop.world.world import World

Bools = NDArray[np.bool_]

MOST_WORDS = 300
"""Longest intent and rationale, in characters."""


@dataclass(frozen=True, slots=True)
class Named:
    """Marks a field that names something along a dimension of the world."""

    dimension: str


ActorId = Annotated[str, Named("actor")]
ForceId = Annotated[str, Named("force")]
NodeId = Annotated[str, Named("node")]
SectorId = Annotated[str, Named("sector")]
AirAreaId = Annotated[str, Named("air_area")]
ProgrammeId = Annotated[str, Named("programme")]
ArmsId = Annotated[str, Named("arms")]
CaveatId = Annotated[str, Named("caveat")]
EnablerId = Annotated[str, Named("enabler")]
TierNumber = Annotated[Literal[1, 2, 3, 4], "tier"]


def named(field: FieldInfo) -> str:
    """Return the dimension along which a field names something, also an optional one, or ""."""
    marks = [*field.metadata]
    for part in get_args(field.annotation):
        marks += getattr(part, "__metadata__", ())
    return next((mark.dimension for mark in marks if isinstance(mark, Named)), "")


@cache
def named_fields(kind: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """List the fields of a kind of order that name something, each with its dimension."""
    found = ((name, named(field)) for name, field in kind.model_fields.items())
    return tuple((name, dimension) for name, dimension in found if dimension)


class Order(BaseModel):
    """What a seat asks for one actor; a subclass says why it may be refused and what it does.

    ``touches`` names the variables that :meth:`carry_out` may change; they are brought into range
    afterwards.  ``only_indexes`` says that it uses its mask as the first index of variables and
    for nothing else: where there is one run it is then handed 0, the number of that run, and
    NumPy reads and writes single numbers, twenty times as fast.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    touches: ClassVar[tuple[str, ...]] = ()
    only_indexes: ClassVar[bool] = False

    @property
    def for_leaders(self) -> bool:
        """Tell whether only heads of government decide on this: at a summit, or at a price."""
        return False

    type: str
    actor: ActorId
    intent: str = Field(default="", max_length=MOST_WORDS)
    rationale: str = Field(default="", max_length=MOST_WORDS)

    def refuse(self, world: World, state: State) -> Codes:
        """Return the first refusal that applies in each run, int16 [run]; 0 is lawful.

        Every name must be known to the world (see :meth:`unknown_names`).
        """
        judgement = Judgement.of(state)
        self.examine(world, state, judgement)
        return judgement.codes

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Write into the judgement why this order is not lawful."""
        raise NotImplementedError

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Change the state where the mask ``runs`` [run] holds; the order must be lawful there."""
        raise NotImplementedError

    def unknown_names(self, world: World) -> list[tuple[str, str]]:
        """List the (dimension, name) pairs in this order that the world does not have."""
        unknown = []
        index = world.index
        for name, dimension in named_fields(type(self)):
            value = getattr(self, name)
            if isinstance(value, str) and value not in index[dimension]:
                unknown.append((dimension, value))
        return unknown

    def number(self, world: World) -> int:
        """Number of the actor for whom the order is given."""
        return world.actor(self.actor)


class CollectiveOrder(Order):
    """An order for the force as a whole, which a lead nation gives.

    ``by_vote`` tells whether the others may stop it where the decision rule binds the leads.
    """

    by_vote: ClassVar[bool] = True

    def refuse(self, world: World, state: State) -> Codes:
        """Refuse as :meth:`Order.refuse` does, and first of all when the actor leads nothing."""
        judgement = Judgement.of(state)
        actor = self.number(world)
        judgement.refuse(Refusal.NOT_LEAD, not world.is_lead[actor])
        judgement.refuse(Refusal.NOT_LEAD, state.membership[:, actor] == LEFT)
        if self.by_vote:
            self._vote(world, state, judgement)
        self.examine(world, state, judgement)
        return judgement.codes

    def _vote(self, world: World, state: State, judgement: Judgement) -> None:
        """Refuse what members stop; nobody can, unless the decision rule says so [seed 001]."""
        vetoed = (state.decision_rule == CONSENSUS) & blockers(world, state).any(axis=1)
        judgement.refuse(Refusal.BLOCKED, vetoed)
        lost = (state.decision_rule == MAJORITY) & (in_favour(world, state) <= 0.5)
        judgement.refuse(Refusal.OUTVOTED, lost)


def flag(world: World, state: State, name: str) -> Bools:
    """Tell in which runs a yes/no fact holds, [run]."""
    return np.asarray(state.flag[:, world.index["flag"][name]] != 0)


def set_flag(world: World, state: State, name: str, runs: Bools, value: int = 1) -> None:
    """Set a yes/no fact where the mask holds."""
    state.flag[runs, world.index["flag"][name]] = value


def spoken(state: State, actor: int) -> Bools:
    """Tell in which runs an actor has used up its political initiative of this turn, [run]."""
    return np.asarray(state.initiative_turn[:, actor] == state.turn)


def speak(state: State, actor: int, runs: Bools) -> None:
    """Use up an actor's political initiative of this turn where the mask holds."""
    state.initiative_turn[runs, actor] = state.turn[runs]


def add(array: NDArray[Any], runs: Bools, amount: Any) -> None:
    """Add ``amount`` to a variable [run] where the mask holds."""
    array[runs] += amount
