"""Orders about the concept of the force: tasks, size, reserve, zone, name, relief."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, model_validator

from tabletop.rules.codes import DEPLOYED, HOME, OFFERED
from tabletop.rules.coverage import in_ukraine
from tabletop.rules.orders.base import Bools, CollectiveOrder, add
from tabletop.rules.orders.deployment import ForceOrder
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.rules.russia import at_war
from tabletop.rules.sustainment import relief_ratio
from tabletop.rules.tasks import suits
from tabletop.world.state import State
from tabletop.world.variables import MISSION_LABEL, SIZE_CLASS, TASKS
from tabletop.world.world import World

MOST_PEOPLE = 100000
SHORTEST, LONGEST = 6, 96
"""Notice of a reserve, in hours."""
WIDEST = 40
"""Width of a zone, in km."""


class AssignTask(ForceOrder):
    """Put a deployed force to one task, in which it gains and beside which it does nothing else."""

    type: Literal["assign_task"] = "assign_task"
    only_indexes: ClassVar[bool] = True
    task: Literal["all", "deter", "watch", "protect", "train", "guard", "embed"]

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """The force must stand in the theatre and be fit for the task [seed 000, 002, 003]."""
        self.owned(world, judgement)
        force = self.place(world)
        judgement.refuse(Refusal.NOT_DEPLOYED, state.status[:, force] != DEPLOYED)
        judgement.refuse(Refusal.NO_CHANGE, state.task[:, force] == TASKS.index(self.task))
        judgement.refuse(Refusal.TASK_UNFIT, not suits(world, force, self.task))

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The force turns to its task at once."""
        state.task[runs, self.place(world)] = TASKS.index(self.task)


class Prepare(ForceOrder):
    """Train a combat force for a long war of high intensity; better so with Ukrainians."""

    type: Literal["prepare"] = "prepare"
    touches: ClassVar[tuple[str, ...]] = ("adapted", "readiness")
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Only a rested combat force that is not on its way [seed 004]."""
        self.owned(world, judgement)
        force = self.place(world)
        fights = bool(world.points("deterrence_denial")[force] > 0.0)
        own = bool(world.traits.own_army[force] or not world.traits.deployable[force])
        judgement.refuse(Refusal.TASK_UNFIT, not fights or own)
        free = np.isin(state.status[:, force], (HOME, OFFERED, DEPLOYED))
        judgement.refuse(Refusal.ON_THE_WAY, ~free)
        judgement.refuse(Refusal.NO_CHANGE, state.adapted[:, force] >= 100.0)
        tired = state.readiness[:, force] < world.doctrine.train_least
        judgement.refuse(Refusal.OVERSTRETCHED, tired)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The force adapts, and tires a little."""
        force, d = self.place(world), world.doctrine
        with_them = in_ukraine(world, state)[:, force]
        gain = d.prepare_gain * np.where(with_them, d.prepare_with_ukraine, 1.0)
        state.adapted[runs, force] += gain[runs]
        state.readiness[runs, force] -= d.prepare_readiness


class Relieve(ForceOrder):
    """Relieve a deployed force before its tour ends, with units of the same state."""

    type: Literal["relieve"] = "relieve"
    touches: ClassVar[tuple[str, ...]] = ("readiness",)
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Its actor must have units left to relieve with [seed 003, 004]."""
        self.owned(world, judgement)
        force, actor = self.place(world), self.number(world)
        judgement.refuse(Refusal.NOT_DEPLOYED, state.status[:, force] != DEPLOYED)
        judgement.refuse(Refusal.NO_CHANGE, state.turns_deployed[:, force] == 0)
        short = relief_ratio(world, state)[:, actor] < 1.0
        judgement.refuse(Refusal.NO_RELIEF, short)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Fresh people stand in the same place, and the clock of the tour starts anew."""
        force = self.place(world)
        state.turns_deployed[runs, force] = 0
        rested = np.maximum(state.readiness[:, force], world.doctrine.relief_readiness)
        state.readiness[runs, force] = rested[runs]


class SetSize(CollectiveOrder):
    """Hold the force in Ukraine to a size, or each state to so many people, or both."""

    type: Literal["set_size"] = "set_size"
    size: Literal["open", "light", "medium", "heavy"] | None = None
    contingent: Annotated[int, Field(ge=100, le=MOST_PEOPLE)] | None = None
    touches: ClassVar[tuple[str, ...]] = ("cohesion",)
    only_indexes: ClassVar[bool] = True

    @model_validator(mode="after")
    def _something(self) -> SetSize:
        if self.size is None and self.contingent is None:
            raise ValueError("give a size, a contingent or both")
        return self

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """It must change something [seed 000]."""
        same = np.ones(state.runs, dtype=np.bool_)
        if self.size is not None:
            same &= state.size_class == SIZE_CLASS.index(self.size)
        if self.contingent is not None:
            same &= state.contingent_cap == self.contingent
        judgement.refuse(Refusal.NO_CHANGE, same)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """What stands in Ukraine may stay; what comes later must find room."""
        if self.size is not None:
            state.size_class[runs] = SIZE_CLASS.index(self.size)
        if self.contingent is not None:
            state.contingent_cap[runs] = self.contingent
        add(state.cohesion, runs, -world.doctrine.size_unity)


class SetReserve(CollectiveOrder):
    """Set the notice at which the reserve stands: shorter is sooner there, and dearer."""

    type: Literal["set_reserve"] = "set_reserve"
    only_indexes: ClassVar[bool] = True
    hours: Annotated[int, Field(ge=SHORTEST, le=LONGEST)]

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """It must change something [seed 004]."""
        judgement.refuse(Refusal.NO_CHANGE, state.reserve_notice == self.hours)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """The brigades in Ukraine keep this notice from now on."""
        state.reserve_notice[runs] = self.hours


class SetZone(CollectiveOrder):
    """Agree with both sides on the width of a demilitarised zone along the line."""

    type: Literal["set_zone"] = "set_zone"
    km: Annotated[float, Field(ge=0, le=WIDEST, allow_inf_nan=False)]
    touches: ClassVar[tuple[str, ...]] = ("ua_politics", "zone_km")
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """Moscow must be patient and Kyiv stable enough to give up ground [seed 000, 003]."""
        d = world.doctrine
        judgement.refuse(Refusal.NO_CHANGE, state.zone_km == self.km)
        wider = state.zone_km < self.km
        moscow = at_war(state) | (state.ru_patience < d.zone_patience)
        judgement.refuse(Refusal.MOSCOW_DECLINES, wider & moscow)
        judgement.refuse(Refusal.KYIV_DECLINES, wider & (state.ua_politics < d.zone_consent))

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Both armies go back; every kilometre that Kyiv gives up costs stability there."""
        more = np.maximum(self.km - state.zone_km, 0.0)
        add(state.ua_politics, runs, (-world.doctrine.zone_politics * more)[runs])
        state.zone_km[runs] = self.km


class NameMission(CollectiveOrder):
    """Choose what the mission is called in public: neither peacekeeping nor war is a hard sell."""

    type: Literal["name_mission"] = "name_mission"
    label: Literal["reassurance", "peacekeeping", "deterrence", "war_fighting"]
    touches: ClassVar[tuple[str, ...]] = ("clarity",)
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """It must change something [seed 003]."""
        same = state.mission_label == MISSION_LABEL.index(self.label)
        judgement.refuse(Refusal.NO_CHANGE, same)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Support, legitimacy and resolve follow the name; a change of name costs clarity."""
        state.mission_label[runs] = MISSION_LABEL.index(self.label)
        add(state.clarity, runs, -world.doctrine.label_clarity)
