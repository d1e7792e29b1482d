"""Measure how long the desk takes to show any entry of a long record.

Plays an exercise with the staff policy, fills it with observations up to a number of entries, opens
its debrief, seeks at random, and prints what a seek took from the call to the last panel, and the
longest stretch of it on the UI thread.  Exits with 1 when the median seek is longer than LIMIT.

    python bench/debrief.py [--entries N ...] [--seeks N]
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

HOME = tempfile.TemporaryDirectory(prefix="debrief-")
for kind in ("CONFIG", "CACHE", "DATA", "STATE"):
    os.environ[f"XDG_{kind}_HOME"] = str(Path(HOME.name) / kind.lower())
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QEventLoop  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from tabletop.analysis.policies import POLICIES  # noqa: E402
from tabletop.content import library  # noqa: E402
from tabletop.session.acts import parse_act  # noqa: E402
from tabletop.session.refused import Refused  # noqa: E402
from tabletop.session.session import Session  # noqa: E402
from tabletop.ui.app import Windows  # noqa: E402
from tabletop.ui.desk import Desk  # noqa: E402
from tabletop.ui.preferences import Preferences  # noqa: E402
from tabletop.world.luck import Luck  # noqa: E402

SCENARIO, SEED = "reassurance-force", 7
LIMIT = 100.0
"""Milliseconds within which something seems to happen at once."""


def write_record(path: Path, entries: int) -> None:
    """Write a session of about so many entries; the one being played is never synced to disk."""
    played = path.with_suffix(".played.ttx")
    spec = library.resolve(SCENARIO)
    now = [datetime(2026, 5, 4, 9, tzinfo=UTC)]

    def clock() -> datetime:
        now[0] += timedelta(seconds=1)
        return now[0]

    session = Session.create(played, spec, SEED, library.routes_of(spec), clock=clock)
    db = session.journal.file._db
    assert db is not None
    db.execute("PRAGMA synchronous=OFF")
    seats = {actor: seat.id for seat in session.world.scenario.seats for actor in seat.actors}

    def act(kind: str, by: str = "facilitator", **parts: Any) -> None:
        try:
            session.submit(parse_act({"type": kind, **parts}), by)
        except Refused:
            return  # the policy is not asked twice

    act("start_ex")
    turns = session.world.scenario.turns
    for turn in range(1, turns + 1):
        luck = Luck.of(session.seed, [0], turn=session.turn)
        for inject in session.due():
            act("deliver", inject=inject)
        act("advance")
        for order, runs in POLICIES["staff"].choose(session.world, session.state, luck):
            if runs[0]:
                act("order", seats.get(order.actor, "facilitator"),
                    order=order.model_dump(mode="json"))  # fmt: skip
        while session.replay.last < entries * turn // turns - 3:
            act("observation", text=f"Noted after entry {session.replay.last}.")
        for _ in range(2 if turn == turns else 3):
            act("advance")
    session.save_copy(path)
    session.close()
    played.unlink()


def opened(app: QApplication, windows: Windows, path: Path) -> Desk:
    """Open a debrief and wait until all its panels are there."""
    windows.debrief(path)
    while windows.openings.arrivals:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    desk, filled = windows.desks[-1], list[bool]()
    desk.filled.connect(lambda: filled.append(True))
    while not filled:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    desk.resize(1600, 900)
    app.processEvents()
    return desk


def seek(app: QApplication, desk: Desk, seq: int) -> tuple[float, float]:
    """Look at an entry; returns the milliseconds it took, and its longest stretch."""
    assert desk.bridge is not None
    began = last = time.perf_counter()
    longest = 0.0
    desk.bridge.look(seq)
    while True:
        longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
        if not desk.rounds.busy:
            break
        desk.rounds._do_next()
    took = (time.perf_counter() - began) * 1000
    app.processEvents()
    return took, longest * 1000


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--entries", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--seeks", type=int, default=40)
    args = parser.parse_args()
    app = QApplication([])
    windows = Windows(app, Preferences())
    slow = False
    for entries in args.entries:
        path = Path(HOME.name) / f"{entries}.ttx"
        write_record(path, entries)
        desk = opened(app, windows, path)
        assert desk.bridge is not None
        chance, last = random.Random(1), desk.bridge.last
        found = [seek(app, desk, chance.randrange(last)) for _ in range(args.seeks)]
        total, longest = (sorted(column) for column in zip(*found, strict=True))
        median = statistics.median(total)
        slow = slow or median > LIMIT
        print(f"{last:>8,} entries: a seek takes {median:6.1f} ms (worst {total[-1]:6.1f}), "
              f"longest stretch {longest[-1]:6.1f} ms")  # fmt: skip
        desk.close()
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
