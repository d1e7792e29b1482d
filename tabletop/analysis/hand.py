"""A hand that plays a whole session, every seat of it, as a policy decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tabletop.analysis.policies import Team, members
from tabletop.analysis.policy import Policy
from tabletop.analysis.progress import Progress
from tabletop.analysis.view import chance_of, view_of
from tabletop.rules.ending import in_crisis
from tabletop.session.acts import Advance, Deliver, EndEx, GiveOrder, Respond, StartEx
from tabletop.session.refused import Refused
from tabletop.session.seats import is_addressed
from tabletop.session.session import Session
from tabletop.world.luck import Luck
from tabletop.world.scenario import Seat
from tabletop.world.state import State

if TYPE_CHECKING:
    from tabletop.rules.orders import Order


class Hand:
    """Plays every seat of one session as a policy decides."""

    def __init__(self, session: Session, policy: Policy | Team) -> None:
        self.session = session
        self.policy = policy
        self.refused = 0
        seats = session.world.scenario.seats
        self.facilitator = next(seat.id for seat in seats if seat.role == "facilitator")
        self.players = [seat for seat in seats if seat.role == "player"]

    def play(self, turns: int, progress: Progress) -> str:
        """Play from StartEx to EndEx, ``turns`` turns; return the digest before EndEx."""
        session = self.session
        session.submit(StartEx(), self.facilitator)
        for turn in range(1, turns + 1):
            self.play_turn()
            progress.step(turn, f"turn {session.turn}")
            if session.state.ended[0]:
                reason = _why_ended(session)
                break
            reason = f"{turn} turns were played."
            if turn < turns:
                session.submit(Advance(), self.facilitator)
        digest = session.digest
        session.submit(EndEx(reason=reason), self.facilitator)
        return digest

    def play_turn(self) -> None:
        """Play one turn from its brief to its feedback."""
        session, world = self.session, self.session.world
        for inject in session.due():
            session.submit(Deliver(inject=inject), self.facilitator)
        for one in members(self.policy):
            for number, option, runs in one.answer(world, self.view(one), chance_of(self.luck())):
                if runs[0]:
                    asked = world.injects[number]
                    self.answer(asked.id, asked.options[option].id)
        session.submit(Advance(), self.facilitator)
        for one in members(self.policy):
            for order, runs in one.choose(world, self.view(one), chance_of(self.luck())):
                if runs[0]:
                    self.give(order)
        session.submit(Advance(), self.facilitator)
        session.submit(Advance(), self.facilitator)

    def answer(self, inject: str, option: str) -> None:
        """Answer an inject for a seat that it is addressed to."""
        by = self.seat_for(lambda seat: is_addressed(self.session.world, seat, inject))
        self.session.submit(Respond(inject=inject, option=option), by)

    def give(self, order: Order) -> None:
        """Give an order for the seat that speaks for its actor; a refusal is only counted."""
        by = self.seat_for(lambda seat: order.actor in seat.actors)
        try:
            self.session.submit(GiveOrder(order=order.model_dump(mode="json")), by)
        except Refused:
            self.refused += 1

    def seat_for(self, fits: Callable[[Seat], bool]) -> str:
        """Return the first player's seat that fits, else the facilitator's."""
        return next((seat.id for seat in self.players if fits(seat)), self.facilitator)

    def view(self, policy: Policy) -> State:
        """Return what a policy's side sees now."""
        return view_of(self.session.world, self.session.state, self.luck(), policy.side)

    def luck(self) -> Luck:
        """Return the luck of this turn."""
        heading = self.session.journal.heading
        return Luck.of(heading.seed, np.array([heading.run]), turn=self.session.turn)


def _why_ended(session: Session) -> str:
    """Say which of the two endings was reached."""
    if in_crisis(session.world, session.state)[0]:
        risk = float(session.state.escalation[0])
        return f"The exercise ended in a crisis: the risk of a wider war was {risk:.0f} of 100."
    return "The exercise ended in a collapse: neither army nor society of Ukraine could hold."
