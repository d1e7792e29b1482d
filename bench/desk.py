"""Measure how long the desk ever keeps its UI thread busy, in a scripted session.

A facilitator opens a session and plays a whole exercise of 13 turns with at least 300 forces: fires
injects, answers them, changes seats, drags forces, gives orders, opens every panel, rules, commits,
looks back.  The window for the projector is open all the time.
A watchdog notes each stretch between two moments at which the event loop was ready for a person,
less the time in which the processor was given to other programs (Linux says so; elsewhere nothing
is taken off). Prints the worst ten with what the script had just done, and exits with 1 when any is
longer than LIMIT milliseconds. Where a thread works beside the desk, the desk waits for the lock of
Python as well: the longest time between two beats of a clock is printed for that, too.

    python bench/desk.py [--turns N] [--forces N] [--limit MS] [--all] [--json]

`--all` adds what does not belong to the play itself: text size, theme and layout, handing the desk
over, panels and windows opened and closed, the session closed and opened again, its debrief, its
record verified while the map is moved (`desk_beside.py`); outlooks and studies, what was known,
another line of play, and the report (`desk_studies.py`).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HOME = tempfile.TemporaryDirectory(prefix="desk-")
for kind in ("CONFIG", "CACHE", "DATA", "STATE"):
    os.environ[f"XDG_{kind}_HOME"] = str(Path(HOME.name) / kind.lower())
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_NO_GLIB"] = "1"  # Qt's own event loop says when it begins and ends a round
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPointF, Qt, QTimer  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget  # noqa: E402

LIMIT = 50.0
SHOWN = int(os.environ.get("DESK_SHOWN", "10"))
BEAT = 10
"""Milliseconds between two beats of a clock that shows when nothing goes on."""
SETTLES = 60.0
"""Seconds after which a desk that does not come to rest counts as hanging."""
SCENARIO, SEED, TURNS, FORCES = "reassurance-force", 7, 13, 300
ORDERS = 8
"""Orders that the cells give in each turn."""


@dataclass
class Stretch:
    """One round of the event loop: its length, with waiting for a processor, and its events."""

    ms: float
    wall_ms: float
    step: str
    events: list[tuple[float, str]] = field(default_factory=list)


class Waiting:
    """Tells how long the present thread has waited for a processor that others held."""

    def __init__(self) -> None:
        try:
            path = f"/proc/self/task/{threading.get_native_id()}/schedstat"
            self._file = os.open(path, os.O_RDONLY)
        except OSError:
            self._file = -1

    def seconds(self) -> float:
        """Return the seconds waited so far; 0 where the system does not say."""
        if self._file < 0:
            return 0.0
        return int(os.pread(self._file, 100, 0).split()[1]) / 1e9


class Watchdog(QApplication):
    """An application that takes the time of every round of its event loop."""

    def __init__(self) -> None:
        super().__init__([])
        self.step = ""
        self.stretches: list[Stretch] = []
        self.on = False
        self._depth = 0
        self._waiting = Waiting()
        self._began = self._waited = 0.0
        self._ended = self._waited_until = 0.0
        self._after = ""
        self._events: list[tuple[float, str]] = []
        self._thread = self.thread()  # else its dispatcher is soon forgotten
        dispatcher = self._thread.eventDispatcher()
        dispatcher.aboutToBlock.connect(self._close)
        dispatcher.awake.connect(self._close)
        self._beats: list[tuple[float, str]] = []
        self._beat = (time.perf_counter(), 0.0)
        self._heart = QTimer(self, interval=BEAT)
        self._heart.timeout.connect(self._pulse)
        self._heart.start()
        combo = QComboBox()  # PySide makes its classes of events for who watches them, not the desk
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def _pulse(self) -> None:
        now, waited = time.perf_counter(), self._waiting.seconds()
        pause = (now - self._beat[0] - (waited - self._beat[1])) * 1000 - BEAT
        if self.on and pause > BEAT:
            self._beats.append((pause, self.step))
        self._beat = (now, waited)

    def pauses(self, most: int) -> list[tuple[float, str]]:
        """List the longest times between two beats of a clock, beyond what they should be."""
        return sorted(self._beats, reverse=True)[:most]

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Handle an event and take its time, unless it comes inside another."""
        if not self.on or self._depth:
            return bool(super().notify(receiver, event))
        self._depth += 1
        kind = event.type()
        owner = receiver.parent() if isinstance(receiver, QTimer) else receiver
        whom, step = type(owner or receiver).__name__, self.step
        began, waited = time.perf_counter(), self._waiting.seconds()
        try:
            return bool(super().notify(receiver, event))
        finally:
            self._depth -= 1
            ended = time.perf_counter()
            if not self._events:
                self._began, self._after, self._waited = began, step, waited
            self._ended, self._waited_until = ended, self._waiting.seconds()
            self._events.append(((ended - began) * 1000, f"{kind.name} of {whom}"))

    def _close(self) -> None:
        if self._events and not self._depth:
            wall = (self._ended - self._began) * 1000
            ms = max(0.0, wall - (self._waited_until - self._waited) * 1000)
            worst = sorted(self._events, reverse=True)[:3]
            self.stretches.append(Stretch(ms, wall, self._after, worst))
            self._events = []


class Script:
    """A facilitator's hands on a desk; each step runs inside the event loop."""

    def __init__(self, app: Watchdog, session: Path) -> None:
        from tabletop.ui.app import Windows
        from tabletop.ui.preferences import Preferences

        self.app = app
        self.windows = Windows(app, Preferences())
        self.desk: Any = None
        app.on = True
        self.open(session)

    def open(self, session: Path, read_only: bool = False) -> None:
        """Open a session as a person does; its desk is the one that is acted on."""
        windows, before = self.windows, list(self.windows.desks)
        opened = windows.debrief if read_only else windows.resume
        self.app.step = "debrief a session" if read_only else "resume a session"
        QTimer.singleShot(0, self.app, lambda: opened(session))
        self.wait(lambda: any(one not in before for one in windows.desks))
        self.desk = windows.desks[-1]
        self.wait(lambda: self.desk.timeline is not None and not self.desk.docks.missing())
        self.do("give the desk its size", lambda: self.desk.resize(1600, 900))
        self.run("reset_layout")

    # -- the event loop -------------------------------------------------------------------------

    def do(self, step: str, act: Callable[[], Any]) -> None:
        """Do something inside the event loop and let everything that follows from it happen."""
        self.app.step = step
        acted: list[bool] = []

        def once() -> None:
            act()
            acted.append(True)

        QTimer.singleShot(0, self.app, once)
        self.wait(lambda: bool(acted), 1)
        self.wait()  # a moment from now on: else what follows would come in the next step

    def wait(self, until: Callable[[], bool] | None = None, ms: int = 30) -> None:
        """Let the desk work until it is at rest for a moment."""
        ends = time.monotonic() + SETTLES
        while True:
            loop = QEventLoop()
            QTimer.singleShot(ms, loop, loop.quit)
            loop.exec()
            if (until is None or until()) and not self.busy():
                return
            if time.monotonic() > ends:
                sys.exit(f"the desk did not come to rest after: {self.app.step}")

    def busy(self) -> bool:
        """Tell whether a change is still on its way to the screen."""
        parts = [self.windows.dresser]
        if self.desk:
            parts += [self.desk.rounds, self.desk.projector.rounds]
        return any(part.busy for part in parts)

    @property
    def session(self) -> Any:
        """The session being played."""
        assert self.desk.bridge is not None
        return self.desk.bridge.session

    def click(self, step: str, button: QAbstractButton) -> None:
        """Click a button."""
        if not button.isEnabled():
            print(f"  not to be clicked: {step}", file=sys.stderr)
            return
        self.do(step, lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton))

    def run(self, command: str) -> None:
        """Run a command of the desk."""
        self.do(command, lambda: self.desk.commands.run(command))

    # -- the parts of a turn -----------------------------------------------------------------------

    def follow_work(self, works: QObject) -> None:
        """Move the map about until the work of an owner is done."""
        from tabletop.ui.working import Work

        view = self.desk.map
        while works.findChildren(Work):
            self.do("move the map at work", lambda: view.pan(7, 5))

    def play(self, turns: int, whole: bool = False) -> None:
        """Play the exercise."""
        from bench.desk_beside import beside

        self.run("room")
        for turn in range(1, turns + 1):
            self.click(f"turn {turn}: open", self.desk.bar.advance)
            self.injects(turn)
            self.click(f"turn {turn}: open orders", self.desk.bar.advance)
            self.orders(turn)
            self.panels(turn)
            self.seats(turn)
            self.click(f"turn {turn}: close orders", self.desk.bar.advance)
            self.adjudicate(turn)
            self.click(f"turn {turn}: commit", self.desk.bar.advance)
            self.panels(turn)
            self.look_back(turn)
            if whole:
                beside(self, turn)
        self.app.on = False

    def injects(self, turn: int) -> None:
        """Fire what is due, and answer the first inject that asks for it."""
        msel: Any = self.desk.docks.panels["msel"]
        self.do("go to msel", lambda: self.desk.docks.go_to("msel"))
        for inject in self.session.due():
            self.do("choose an inject", lambda one=inject: msel.tree.choose("due", one))
            self.click(f"fire {inject}", msel.fire)
        for number, status in enumerate(self.session.state.inject_status[0].tolist()):
            inject = self.session.world.injects[number]
            if status == 1 and inject.options:
                self.do("open a card", lambda one=inject: self.desk.open_inject(one.id))
                act = self.parsed({"type": "respond", "inject": inject.id,
                                   "option": inject.options[0].id})  # fmt: skip
                self.do(f"answer {inject.id}", lambda one=act: self.desk.bridge.submit(one))
                break

    def parsed(self, data: dict[str, Any]) -> Any:
        """Make an act."""
        from tabletop.session.acts import parse_act

        return parse_act(data)

    def orders(self, turn: int) -> None:
        """Drag a force over places and drop it; then the orders of a staff for the cells."""
        self.do("go to the map", lambda: self.desk.commands.run("map_focus"))
        self.drag(turn)
        for order in self.staff_orders():
            act = self.parsed({"type": "order", "order": order})
            self.do(f"order {order['type']}", lambda one=act: self.desk.bridge.submit(one))

    def drag(self, turn: int) -> None:
        """Drag a force over a dozen places, drop it on one where it may go, and give the order."""
        view, left = self.desk.map, Qt.MouseButton.LeftButton
        start, over, goals = self.movable()
        if not goals:
            return
        end = goals[turn % len(goals)]
        self.do("pick a force up", lambda: QTest.mousePress(view, left, pos=start.toPoint()))
        for to in (*over[:12], end):
            for share in (0.2, 0.6, 1.0):
                point = (start + (to - start) * share).toPoint()
                self.do("drag", lambda p=point: QTest.mouseMove(view, p))
        self.do("drop", lambda: QTest.mouseRelease(view, left, pos=end.toPoint()))
        form = self.desk.form
        if form is not None and form.isVisible():
            form.intent.setText("Hold the road")
            self.do("give the order", form.submit)
        self.do("put back", lambda: QTest.keyClick(view, Qt.Key.Key_Escape))

    def movable(self) -> tuple[QPointF, list[QPointF], list[QPointF]]:
        """Find a Ukrainian force in sight: where it is, places to ask about, and lawful ones."""
        from tabletop.rules.orders.deployment import destinations

        view, moment = self.desk.map, self.desk.bridge.moment()
        window = view.rect().adjusted(30, 30, -60, -60)
        for hit in view.window_hits():
            if hit.kind != "force" or moment.world.forces[hit.index].actor != "ua":
                continue
            found = destinations(moment.world, moment.state, hit.index)
            at = view.place_of(hit.index)
            goals = [view.node_at(n) for n, code in found if n != at and not code]
            goals = [one for one in goals if window.contains(one.toPoint())]
            if goals and window.contains(hit.centre.toPoint()):
                return hit.centre, [view.node_at(n) for n, _ in found], goals
        return QPointF(), [], []

    def staff_orders(self) -> list[dict[str, Any]]:
        """Return what a staff would order now, as data; not part of what is measured."""
        from tabletop.analysis.policies import POLICIES
        from tabletop.world.luck import Luck

        session = self.session
        luck = Luck.of(session.seed, [0], turn=session.turn)
        found = POLICIES["staff"].choose(session.world, session.state.copy(), luck)
        return [order.model_dump(mode="json") for order, runs in found if runs[0]][:ORDERS]

    def panels(self, turn: int) -> None:
        """Look at every panel, and into the actors, measures and forces."""
        docks = self.desk.docks
        for name in list(docks.panels):
            self.do(f"go to {name}", lambda one=name: docks.go_to(one))
            panel: Any = docks.panels[name]
            table = getattr(panel, "table", None)
            for row in (turn % 7, 10 + turn) if table is not None else ():
                self.do(f"choose in {name}", lambda t=table, r=row: t.selectRow(r))
            tree = getattr(panel, "tree", None)
            if name == "measures" and tree is not None:
                self.do("open a measure", tree.expandAll)

    def seats(self, turn: int) -> None:
        """See the desk as a cell, and as the facilitator again."""
        players = [one.id for one in self.session.world.scenario.seats if one.role == "player"]
        for seat in (players[turn % len(players)], "facilitator"):
            self.do(f"seat {seat}", lambda one=seat: self.desk.bridge.set_seat(one))

    def adjudicate(self, turn: int) -> None:
        """Look at the contested outcomes and rule on one."""
        panel: Any = self.desk.docks.panels["adjudication"]
        self.do("go to adjudication", lambda: self.desk.docks.go_to("adjudication"))
        self.do("choose a contest", lambda: panel.table.selectRow(turn % 3))
        one = panel.table.current()
        if one is not None:
            choice = panel.no if one.outcome.drawn else panel.yes
            self.do("choose a ruling", choice.click)
            self.do("give a reason", lambda: panel.reason.setText("The white cell knows better."))
            self.click("rule", panel.rule)

    def look_back(self, turn: int) -> None:
        """Look back and forth, and at another part of the map."""
        for command in ("look_back", "turn_back", "look_now", "zoom_in", "zoom_fit"):
            self.run(command)


def large_spec(forces: int) -> dict[str, Any]:
    """Return the scenario with so many forces that there are at least ``forces``."""
    from tabletop.content import library

    spec = json.loads(json.dumps(library.resolve(SCENARIO)))
    kinds = {one["id"]: one for one in spec["force_types"]}
    while True:
        count = len(library.world_of(spec, library.routes_of(spec)).forces)
        if count >= forces:
            return dict(spec)
        for actor in spec["actors"][: max(1, forces - count)]:
            for part in actor["contributions"][:1]:
                part["max"] += kinds[part["type"]]["group"]


def report(app: Watchdog, limit: float, forces: int, as_json: bool) -> int:
    """Print the worst stretches; returns the exit code."""
    stretches = app.stretches
    worst = sorted(stretches, key=lambda one: -one.ms)[:SHOWN]
    over = sum(one.ms > limit for one in stretches)
    if as_json:
        print(json.dumps({"rounds": len(stretches), "forces": forces, "over": over,
                          "worst_ms": [round(one.ms, 1) for one in worst],
                          "clock_ms": [round(one.wall_ms, 1) for one in worst],
                          "beat_ms": [round(ms, 1) for ms, _ in app.pauses(3)]}))  # fmt: skip
        return int(over > 0)
    print(f"{len(stretches)} rounds of the event loop, {forces} forces; the worst {SHOWN}:")
    for one in worst:
        parts = ", ".join(f"{kind} {ms:.0f}" for ms, kind in one.events)
        print(f"{one.ms:7.1f} ms ({one.wall_ms:.0f} by the clock)  after: {one.step}   ({parts})")
    print("longest times between two beats, two rounds and all waiting: "
          + ", ".join(f"{ms:.0f} ms ({step})" for ms, step in app.pauses(3)))  # fmt: skip
    print(f"longer than {limit:.0f} ms: {over}")
    return int(over > 0)


def main() -> int:
    reader = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    reader.add_argument("--turns", type=int, default=TURNS)
    reader.add_argument("--forces", type=int, default=FORCES)
    reader.add_argument("--limit", type=float, default=LIMIT)
    reader.add_argument("--all", action="store_true")
    reader.add_argument("--json", action="store_true")
    args = reader.parse_args()
    from tabletop.content import library
    from tabletop.session.session import Session

    spec = large_spec(args.forces)
    path = Path(HOME.name) / "Desk.ttx"
    with Session.create(path, spec, SEED, library.routes_of(spec)) as session:
        forces = len(session.world.forces)
    app = Watchdog()
    script = Script(app, path)
    script.play(args.turns, args.all)
    windows: list[QWidget] = list(script.windows.desks)
    for window in windows:
        window.close()
    return report(app, args.limit, forces, args.json)


if __name__ == "__main__":
    sys.exit(main())
