"""Policies of the coalition besides the plain staff: each declares a posture and keeps to it.

All are the staff with another intention. They give its orders as far as these serve their own
concept, and declare that concept in the first turn in which it is lawful.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tabletop.analysis.policy import Answers, Bools, Orders
from tabletop.analysis.staff import Staff
from tabletop.rules.codes import AUTHORISED, code
from tabletop.rules.orders import Order, lawful
from tabletop.rules.orders.deployment import Deploy, Offer, Redeploy
from tabletop.rules.orders.posture import SetPosture
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World

FIRM_SUPPORT = 50.0
"""Points of domestic support below which a cautious parliament sends nobody."""
TRIPWIRE_TYPES = (
    "hq_coord", "us_monitor_cell", "stratcom_team", "logistics_bn", "battlegroup", "infantry_bn",
    "observer_coy", "civ_monitors", "monitor_tech", "training_bn", "medical_role2", "counter_uas",
)  # fmt: skip
"""What a tripwire is made of: few, visible, watching and training; no brigades, no fires."""

_STAFF = Staff()


@dataclass(frozen=True)
class Style:
    """The staff under a declared concept; ``keeps`` tells which orders for forces serve it."""

    name: str
    says: str
    posture: str
    air: str = ""
    types: tuple[str, ...] = ()
    no_ground: bool = False
    cautious: bool = False
    side: str = "coalition"

    def answer(self, world: World, view: State, luck: Luck) -> Answers:
        """Answer as the staff does."""
        return _STAFF.answer(world, view, luck)

    def choose(self, world: World, view: State, luck: Luck) -> Orders:
        """Declare the concept, then give those of the staff's orders that serve it."""
        chosen = self._declared(world, view)
        for order, runs in _STAFF.choose(world, view, luck):
            if isinstance(order, SetPosture):
                continue
            kept = runs & self._serves(world, view, order)
            if kept.any():
                chosen.append((order, np.asarray(kept)))
        return chosen

    def _declared(self, world: World, view: State) -> Orders:
        leads = np.flatnonzero(world.is_lead)
        if not len(leads):
            return []
        wanted = [("force_posture", self.posture), ("air_posture", self.air)]
        found: Orders = []
        for field, word in wanted:
            if not word:
                continue
            order = SetPosture.model_validate(
                {"actor": world.actors[leads[0]].id, field: word, "intent": self.says}
            )
            other = (getattr(view, field) != code(field, word)) & (view.ended == 0)
            runs = lawful(world, view, order, other)
            if runs.any():
                found.append((order, runs))
        return found

    def _serves(self, world: World, view: State, order: Order) -> Bools:
        """Tell in which runs an order serves the concept, [run]; other than for forces, always."""
        everywhere = np.ones(view.runs, dtype=np.bool_)
        if not isinstance(order, Offer | Deploy | Redeploy):
            return everywhere
        force = world.index["force"][order.force]
        if self.types and world.forces[force].type not in self.types:
            return ~everywhere
        if self.no_ground and world.is_land[force] and world.traits.armed[force]:
            return ~everywhere
        if self.cautious:
            actor = world.force_actor[force]
            firm = view.domestic_support[:, actor] >= FIRM_SUPPORT
            return np.asarray(firm & (view.decision[:, actor] == AUTHORISED))
        return everywhere


TRIPWIRE = Style(
    "tripwire", "Few visible units that watch, train and would be in the way.",
    posture="tripwire", types=TRIPWIRE_TYPES,
)  # fmt: skip
FORWARD = Style(
    "forward", "As many brigades as can be sent, close behind the line.", posture="multi_brigade"
)
AIR_FIRST = Style(
    "air_first", "Air and sea power and enablers; no armed units on the ground.",
    posture="air_sea", air="patrol", no_ground=True,
)  # fmt: skip
CAUTIOUS = Style(
    "cautious_parliaments", "Nobody goes without a vote at home and firm support there.",
    posture="hubs", cautious=True,
)  # fmt: skip
