"""A whole exercise without a screen: StartEx to EndEx through the session, then the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tabletop.analysis.policy import Policy
from tabletop.analysis.progress import Progress
from tabletop.analysis.report import write_report
from tabletop.rules.measures import MEASURES, score
from tabletop.session.acts import Advance, Deliver, EndEx, GiveOrder, Respond, StartEx
from tabletop.session.refused import Refused
from tabletop.session.seats import is_addressed
from tabletop.session.session import Session
from tabletop.world.luck import Luck
from tabletop.world.scenario import Seat

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tabletop.rules.orders import Order

SESSION_FILE = "session.ttx"
BAR = 24


@dataclass(frozen=True, slots=True)
class Demo:
    """What a demo left behind: its file, the turns played, the last digest and the measures."""

    session: Path
    turns: int
    digest: str
    scorecard: Mapping[str, float]
    refused: int
    written: tuple[Path, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the result in the shape that ``tabletop demo --json`` prints."""
        return {
            "session": str(self.session), "turns": self.turns, "digest": self.digest,
            "scorecard": dict(self.scorecard),
        }  # fmt: skip

    def scorecard_text(self) -> str:
        """Return the scorecard as lines for a terminal."""
        wide = max(len(measure.title) for measure in MEASURES.values())
        lines = [f"{self.turns} turns played."]
        for name, value in self.scorecard.items():
            measure = MEASURES[name]
            if measure.unit.startswith("0"):
                full = round(BAR * value / 100)
                drawn = "█" * full + "·" * (BAR - full)
                aim = f"{measure.better} is better"
                lines.append(f"{measure.title:<{wide}} {value:6.1f} {drawn} {aim}")
            else:
                lines.append(f"{measure.title:<{wide}} {value:6.0f} {measure.unit}")
        lines += [f"Digest {self.digest}", f"Session {self.session}"]
        return "\n".join([*lines, *(f"Report {path}" for path in self.written)])


def play_demo(
    spec: Mapping[str, Any],
    out: Path,
    *,
    arrays: Mapping[str, NDArray[Any]] | None = None,
    turns: int | None = None,
    seed: int | None = None,
    policy: Policy,
) -> Demo:
    """Play a resolved scenario in ``out``; the session and its report are written there.

    A session that already lies there is kept under another name.  Raises ``JournalFault`` when
    the record cannot be written and ``OSError`` when the folder or the report cannot.
    """
    out.mkdir(parents=True, exist_ok=True)
    path = out / SESSION_FILE
    _keep_older(path)
    with Session.create(path, spec, seed, None if arrays is None else dict(arrays)) as session:
        number = session.world.scenario.turns
        hand = _Hand(session, policy)
        progress = Progress("Playing", number if turns is None else min(turns, number))
        try:
            hand.play(progress)
        finally:
            progress.close()
        scores = score(session.world, session.state)
        written = write_report(session.replay, out, SESSION_FILE)
        return Demo(
            path, session.turn, session.digest,
            {name: round(float(scores[name][0]), 3) for name in MEASURES},
            hand.refused, written,
        )  # fmt: skip


def _keep_older(path: Path) -> None:
    """Move an older session file aside; a record is never overwritten."""
    if not path.exists():
        return
    number = 1
    while (other := path.with_name(f"session.{number}.ttx")).exists():
        number += 1
    path.rename(other)
    for end in ("-wal", "-shm"):  # a log that a broken-off session left belongs to it
        log = path.with_name(path.name + end)
        if log.exists():
            log.rename(other.with_name(other.name + end))


class _Hand:
    """Plays every seat of one session as a policy decides."""

    def __init__(self, session: Session, policy: Policy) -> None:
        self.session = session
        self.policy = policy
        self.refused = 0
        seats = session.world.scenario.seats
        self.facilitator = next(seat.id for seat in seats if seat.role == "facilitator")
        self.players = [seat for seat in seats if seat.role == "player"]

    def play(self, progress: Progress) -> None:
        """Play from StartEx to EndEx."""
        session = self.session
        session.submit(StartEx(), self.facilitator)
        while True:
            self.play_turn()
            progress.step(session.turn, f"turn {session.turn}")
            if session.state.ended[0]:
                reason = "The scenario reached an end condition."
                break
            if session.turn >= progress.steps:
                reason = f"{session.turn} turns were played."
                break
            session.submit(Advance(), self.facilitator)
        session.submit(EndEx(reason=reason), self.facilitator)

    def play_turn(self) -> None:
        """Play one turn from its brief to its feedback."""
        session, world = self.session, self.session.world
        for inject in session.due():
            session.submit(Deliver(inject=inject), self.facilitator)
        for number, option, runs in self.policy.answer(world, session.state, self.luck()):
            if runs[0]:
                asked = world.injects[number]
                self.answer(asked.id, asked.options[option].id)
        session.submit(Advance(), self.facilitator)
        for order, runs in self.policy.choose(world, session.state, self.luck()):
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

    def luck(self) -> Luck:
        """Return the luck of this turn, for the policy's own choices."""
        heading = self.session.journal.heading
        return Luck.of(heading.seed, np.array([heading.run]), turn=self.session.turn)
