"""The policies that can be asked for by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tabletop.analysis.policy import Answers, Orders, Policy
from tabletop.analysis.random_policy import RandomLawful
from tabletop.analysis.staff import Staff
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World


class Hold:
    """Does nothing at all; shows where the world goes by itself."""

    name = "hold"
    says = "Gives no order and answers nothing."

    def answer(self, world: World, state: State, luck: Luck) -> Answers:
        """Answer nothing."""
        return []

    def choose(self, world: World, state: State, luck: Luck) -> Orders:
        """Give no order."""
        return []


POLICIES: Mapping[str, Policy] = MappingProxyType(
    {policy.name: policy for policy in (Hold(), Staff(), RandomLawful())}
)
"""Every policy by name."""


def find_policy(name: str) -> Policy:
    """Return the policy called ``name``; raises ``KeyError`` when there is none."""
    return POLICIES[name]
