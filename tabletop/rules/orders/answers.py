"""Orders that settle beforehand who answers what, and how hard."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from tabletop.rules.codes import code
from tabletop.rules.orders.base import Bools, CollectiveOrder, add
from tabletop.rules.refusals import Judgement, Refusal
from tabletop.world.state import State
from tabletop.world.variables import RESPONSES
from tabletop.world.world import World

Step = Literal[
    "none", "protest", "snapback", "arms", "air_patrol", "reserve", "intercept", "fires",
    "guarantee",
]  # fmt: skip
GRAVE = RESPONSES.index("intercept")
"""From this step on an answer is an act of force, which asks for unity."""


class PrepareResponse(CollectiveOrder):
    """Prepare the answer to heavy breaches, to a probe or to a breakthrough."""

    type: Literal["prepare_response"] = "prepare_response"
    event: Literal["violation", "probe", "breakthrough"]
    step: Step
    touches: ClassVar[tuple[str, ...]] = ("clarity", "resolve_perception")
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """It must change something, and force asks for unity [seed 004]."""
        new = RESPONSES.index(self.step)
        judgement.refuse(Refusal.NO_CHANGE, getattr(state, self._held) == new)
        low = state.cohesion < world.doctrine.command_cohesion
        judgement.refuse(Refusal.COHESION_LOW, low & (new >= GRAVE))

    @property
    def _held(self) -> str:
        return f"answer_{self.event}"

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """Each step up is clearer; a step back is a promise broken."""
        d = world.doctrine
        held = getattr(state, self._held)
        step = RESPONSES.index(self.step) - held.astype(np.int64)
        add(state.clarity, runs, (d.ladder_clarity * np.maximum(step, 0))[runs])
        add(state.resolve_perception, runs, (-d.ladder_deviation * (step < 0))[runs])
        held[runs] = RESPONSES.index(self.step)


class SetAttackAnswer(CollectiveOrder):
    """Settle who answers an attack on a contingent: its nation, the coalition, or NATO's council.

    The North Atlantic treaty does not cover troops in Ukraine; asking NATO is a consultation.
    """

    type: Literal["set_attack_answer"] = "set_attack_answer"
    answer: Literal["national", "coalition", "consult_nato"]
    touches: ClassVar[tuple[str, ...]] = ()
    only_indexes: ClassVar[bool] = True

    def examine(self, world: World, state: State, judgement: Judgement) -> None:
        """It must change something; a common answer asks for unity [seed 000, 004]."""
        judgement.refuse(Refusal.NO_CHANGE, state.attack_answer == self._code)
        if self.answer == "coalition":
            low = state.cohesion < world.doctrine.command_cohesion
            judgement.refuse(Refusal.COHESION_LOW, low)

    @property
    def _code(self) -> int:
        return code("attack_answer", self.answer)

    def carry_out(self, world: World, state: State, runs: Bools) -> None:
        """It is settled from now on."""
        state.attack_answer[runs] = self._code
