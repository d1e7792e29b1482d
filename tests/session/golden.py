"""Write a journal for ``tests/journals``: a short exercise of the small world."""

from __future__ import annotations

import sys
from pathlib import Path

from tabletop.session import acts
from tests.session.exercises import OFFER, WHITE, begin, play, to_phase


def write(path: Path) -> None:
    """Play a short exercise with every kind of act into ``path``."""
    session = to_phase(begin(path, seed=7), "brief")
    session.submit(acts.Deliver(inject="probe", target="S03"), WHITE)
    session.submit(acts.Respond(inject="probe", words="We shall see."), "coalition")
    session.submit(acts.Defer(inject="scheduled", turn=4, reason="Later."), WHITE)
    session.submit(acts.Skip(inject="tray", reason="No time."), WHITE)
    slip = session.submit(acts.AdHoc(title="News", effects={"cohesion": -3}), WHITE)
    session.submit(acts.Void(entry=slip.seq, reason="Wrong number."), WHITE)
    to_phase(session, "orders")
    order = session.submit(acts.GiveOrder(order=OFFER), "coalition")
    session.submit(acts.TakeBack(entry=order.seq), "coalition")
    session.submit(acts.GiveOrder(order=OFFER), "coalition")
    session.submit(acts.Hold(reason="Coffee."), WHITE)
    session.submit(acts.Resume(), WHITE)
    to_phase(session, "adjudication")
    while not session.proposals():
        to_phase(session, "adjudication", session.turn + 1)
    for one in session.proposals()[:1]:
        ruling = acts.Ruling(
            purpose=one.purpose, index=one.index, result=not one.drawn, reason="The map says so."
        )
        session.submit(ruling, WHITE)
    session.submit(acts.Observation(text="Slow – «zu langsam».", rating="S"), "evaluator")
    to_phase(session, "brief", session.turn + 1)
    play(session, 11, 70)
    session.submit(acts.EndEx(reason="Time is up."), WHITE)
    session.close()


if __name__ == "__main__":
    write(Path(sys.argv[1]))
