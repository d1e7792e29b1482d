"""Write a journal for ``tests/journals``: a short exercise of the small world."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tabletop.session import acts
from tabletop.session.notes import Note
from tabletop.session.signature import make_key, read_key, sign
from tests.session.exercises import OFFER, WHITE, Ticking, begin, play, to_phase

NOTES: dict[str, dict[str, object]] = {
    "bookmark": {}, "important": {}, "annotation": {}, "strength": {},
    "improvement": {"action": "Train."}, "highlight": {"list": "Six moments", "place": 1},
    "rating": {"objective": "O1", "rating": "M"}, "hot_wash": {"question": "What went well?"},
    "tick": {"inject": "probe", "action": 0, "status": "late"},
}  # fmt: skip


def write(path: Path) -> None:
    """Play a short exercise with every kind of act and note into ``path``."""
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
    session.submit(acts.Assign(seat="coalition", policy="staff"), WHITE)
    to_phase(session, "brief", session.turn + 1)
    play(session, 11, 70)
    session.branches.start(order.seq, "Without the ruling – «ohne»", WHITE)
    with session.open_branch(1) as other:
        play(other, 12, 30)
        other.branches.start(len(other.entries), "And then", "evaluator")
        with other.open_branch(2) as third:
            play(third, 13, 10)
    if session.held:
        session.submit(acts.Resume(), WHITE)
    session.submit(acts.EndEx(reason="Time is up."), WHITE)
    for number, (kind, data) in enumerate(NOTES.items()):
        session.notes.add(Note(kind, 3 + number, "evaluator", text="Gut – “good”.", data=data))
    session.close()
    with TemporaryDirectory() as folder:
        make_key(Path(folder) / "key")
        sign(path, read_key(Path(folder) / "key"), Ticking())


if __name__ == "__main__":
    write(Path(sys.argv[1]))
