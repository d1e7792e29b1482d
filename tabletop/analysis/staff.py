"""The staff: a plain policy that answers injects and moves forces as a sensible staff would.

It holds to a written plan, looks only at what a seat may see (pressure as it is perceived, never
as it is), and gives an order only where it is lawful.
"""

from __future__ import annotations

from tabletop.analysis import staff_forces, staff_frame, staff_means
from tabletop.analysis.answers import best_answers
from tabletop.analysis.policy import Answers, Orders
from tabletop.rules.orders import lawful
from tabletop.world.luck import Luck
from tabletop.world.state import State
from tabletop.world.world import World

STEPS = (
    staff_frame.frame, staff_frame.bases, staff_frame.decisions, staff_frame.money,
    staff_frame.enablers, staff_frame.rules, staff_frame.sanctions, staff_frame.statements,
    staff_means.plans, staff_means.answers, staff_means.home_front, staff_means.flank,
    staff_means.programmes, staff_means.arms, staff_means.errands,
    staff_forces.cuts, staff_forces.deployments, staff_forces.shifts, staff_forces.offers,
    staff_forces.surges, staff_means.reliefs,
)  # fmt: skip
"""What the staff goes through in each turn, in this order."""


class Staff:
    """Answers injects by a transparent score and follows a plan for the force."""

    name = "staff"
    says = "Answers injects, seeks decisions early, sends forces within its concept, minds money."
    side = "coalition"

    def answer(self, world: World, state: State, luck: Luck) -> Answers:
        """Answer every waiting inject with the option that is worth most."""
        del luck
        return best_answers(world, state)

    def choose(self, world: World, state: State, luck: Luck) -> Orders:
        """Go through the steps and keep the orders that are lawful, run by run."""
        del luck
        if not world.is_lead.any():
            return []
        on = state.ended == 0
        chosen: Orders = []
        for step in STEPS:
            for order, wish in step(world, state):
                runs = wish & on
                if not runs.any():
                    continue
                where = lawful(world, state, order, runs)
                if where.any():
                    chosen.append((order, where))
        return chosen
