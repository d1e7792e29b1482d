"""Takes pictures of the desk: plays a few turns by a fixed script and writes docs/pictures/*.png.

Nothing is read from or written to the settings of whoever runs it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

HOME = tempfile.TemporaryDirectory(prefix="pictures-")
for kind in ("CONFIG", "CACHE", "DATA", "STATE"):
    os.environ[f"XDG_{kind}_HOME"] = str(Path(HOME.name) / kind.lower())
os.environ["HOME"] = HOME.name
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import (  # noqa: E402
    QElapsedTimer,
    QEventLoop,
    QMessageLogContext,
    QPoint,
    QSize,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QImage, QPainter  # noqa: E402
from PySide6.QtWidgets import QApplication, QLabel, QWidget  # noqa: E402

from tabletop.ui.app import Windows  # noqa: E402
from tabletop.ui.compare import CompareWindow  # noqa: E402
from tabletop.ui.desk import Desk  # noqa: E402
from tabletop.ui.finder import Finder  # noqa: E402
from tabletop.ui.help import show_help  # noqa: E402
from tabletop.ui.map.view import MapView  # noqa: E402
from tabletop.ui.preferences import Preferences  # noqa: E402
from tabletop.ui.preferences_dialog import PreferencesDialog  # noqa: E402
from tabletop.ui.tour import Tour  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
LARGEST = 400_000
"""Most bytes of a picture; larger ones are written with fewer colours."""
WIDEST = 2000
"""Widest picture that is kept; the desk on a 4K screen is shown smaller."""
SCENARIO = "reassurance-force"
SEED = 7
SIZE = QSize(1600, 900)
TRAY = "INJ04"
"""The inject of the tray whose card is shown."""


def with_few_colours(picture: QImage) -> QImage:
    """Return a picture with its 256 most common colours; others become the nearest of these."""
    import numpy as np

    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(plain.constBits(), dtype=np.uint32) & 0x00FFFFFF
    colours, count = np.unique(pixels, return_counts=True)
    colours = colours[np.argsort(-count)]
    _, first = np.unique(colours & 0x00F8F8F8, return_index=True)  # one of each that look alike
    common = colours[np.sort(first)][:256] | 0xFF000000
    whole = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, common.tolist(), whole)


def qt_says(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Pass on what Qt says, but for what the offscreen platform says of itself at every window."""
    if message != "This plugin does not support propagateSizeHints()":
        print(message, file=sys.stderr)


class Studio:
    """An application, one desk in it, and what the script of the pictures does with them."""

    def __init__(self, wanted: set[str]) -> None:
        self.wanted = wanted
        self.app = QApplication([])
        self.windows = Windows(self.app, Preferences())
        self.session = Path(HOME.name) / "The reassurance force.ttx"

    # -- the hands ---------------------------------------------------------------------------

    def wait(self, until: Callable[[], bool] | None = None, ms: int = 300) -> None:
        """Let the application work for a while, or until something is so."""
        clock = QElapsedTimer()
        clock.start()
        while clock.elapsed() < (ms if until is None else 60_000):
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            if until is not None and until():
                return

    def open(self, go: Callable[[], Any]) -> Desk:
        """Open a desk and wait until all its panels are there."""
        before = list(self.windows.desks)
        go()
        self.wait(lambda: any(one not in before for one in self.windows.desks))
        desk = self.windows.desks[-1]
        self.wait(lambda: desk.timeline is not None and not desk.docks.missing())
        self.size(desk, SIZE)
        return desk

    def size(self, desk: Desk, size: QSize) -> None:
        """Give a desk a size and its panels their usual places."""
        desk.setMinimumSize(0, 0)
        desk.resize(size)
        self.wait(ms=100)
        desk.reset_layout()
        self.wait(ms=100)
        desk.resize(size)
        self.wait(ms=200)
        desk.docks.resize(size.width(), size.height())
        desk.map.zoom_to_fit()
        self.wait(ms=900)

    def act(self, desk: Desk, type: str, by: str | None = None, **parts: Any) -> bool:
        """Do an act on a desk; tells whether it was accepted."""
        from tabletop.session.acts import parse_act

        assert desk.bridge is not None
        return desk.bridge.submit(parse_act({"type": type, **parts}), by) is not None

    def play_turn(self, desk: Desk, *, until: str = "") -> None:
        """Play a turn as the staff policy would, up to the beginning of a phase."""
        from tabletop.analysis.policies import POLICIES
        from tabletop.world.luck import Luck

        assert desk.bridge is not None
        session, policy = desk.bridge.session, POLICIES["staff"]
        luck = Luck.of(session.seed, [0], turn=session.turn)
        for inject in session.due():
            self.act(desk, "deliver", inject=inject)
        for number, option, runs in policy.answer(session.world, session.state, luck):
            if runs[0]:
                inject = session.world.injects[number]
                self.act(desk, "respond", inject=inject.id, option=inject.options[option].id)
        self.act(desk, "advance")
        for order, runs in policy.choose(session.world, session.state, luck):
            if runs[0]:
                self.act(desk, "order", self.seat_for(desk, order.actor),
                         order=order.model_dump(mode="json"))  # fmt: skip
        if until == "orders":
            return
        self.act(desk, "advance")
        if until == "adjudication":
            return
        self.act(desk, "advance")
        self.act(desk, "advance")

    def seat_for(self, desk: Desk, actor: str) -> str | None:
        """Return the seat that speaks for an actor."""
        assert desk.bridge is not None
        seats = desk.bridge.world.scenario.seats
        return next((seat.id for seat in seats if actor in seat.actors), None)

    def take(self, name: str, widget: QWidget) -> None:
        """Take a picture of a window."""
        if self.wanted and name not in self.wanted:
            return
        self.wait(lambda: not any(desk.docks.rounds.busy for desk in self.windows.desks))
        self.wait(ms=700)
        for one in [widget, *widget.findChildren(MapView)]:
            if isinstance(one, MapView) and one.isVisible():
                one.settle()
                self.wait(ms=300)
        picture = widget.grab().toImage()
        if picture.width() > WIDEST:
            smooth = Qt.TransformationMode.SmoothTransformation
            picture = picture.scaledToWidth(WIDEST, smooth)
        self.keep(name, picture)

    def keep(self, name: str, picture: QImage) -> None:
        """Write a picture, with fewer colours where it would be too large."""
        path = PICTURES / f"{name}.png"
        picture.save(str(path), "PNG", 0)  # type: ignore[call-overload]
        if path.stat().st_size > LARGEST:
            few = with_few_colours(picture)
            few.save(str(path), "PNG", 0)  # type: ignore[call-overload]
        print(f"{path.relative_to(ROOT)}  {picture.width()}×{picture.height()}"
              f"  {path.stat().st_size // 1000} kB")  # fmt: skip

    # -- the script --------------------------------------------------------------------------

    def run(self) -> None:
        """Play and take all pictures."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        desk = self.open(lambda: self.windows.play(SCENARIO, SEED, self.session))
        self.begin(desk)
        self.middle(desk)
        self.hot_seat(desk)
        for _ in range(4):
            self.play_turn(desk)
        self.play_turn(desk, until="orders")
        desk.docks.go_to("orders")
        desk.docks.go_to("actors")
        desk.map.zoom_to_fit()
        self.take("desk-turn-9", desk)
        self.looks(desk)
        desk.close()
        self.wait()
        self.after()
        self.tour()

    def begin(self, desk: Desk) -> None:
        """The first turn."""
        self.act(desk, "start_ex")
        self.take("desk-turn-1", desk)
        self.inject(desk)
        self.play_turn(desk)
        self.play_turn(desk)
        self.play_turn(desk)

    def middle(self, desk: Desk) -> None:
        """Orders, a refusal, adjudication, measures and the room in turn 4."""
        self.play_turn(desk, until="orders")
        desk.docks.go_to("orders")
        self.take("desk-turn-4", desk)
        self.sheet(desk)
        self.orders(desk)
        self.actor(desk)
        self.destinations(desk)
        self.assumptions(desk)
        self.refusal(desk)
        self.outlook(desk)
        self.act(desk, "advance")
        desk.docks.go_to("adjudication")
        self.take("adjudication", desk)
        self.act(desk, "advance")
        desk.open_measure("cohesion")
        self.take("measures", desk)
        desk.toggle_room()
        assert desk.room is not None
        desk.room.resize(1600, 900)
        self.take("room", desk.room)
        desk.toggle_room()
        self.act(desk, "advance")
        self.shell(desk)

    def sheet(self, desk: Desk) -> None:
        """The map as it is saved and printed."""
        if self.wanted and "map-sheet" not in self.wanted:
            return
        path = Path(HOME.name) / "Map.png"
        desk.commands.map.pictures.write(path)
        self.wait(lambda: str(path) in desk.notice.text)
        smooth = Qt.TransformationMode.SmoothTransformation
        self.keep("map-sheet", QImage(str(path)).scaledToWidth(1500, smooth))

    def hot_seat(self, desk: Desk) -> None:
        """The desk on its way from one cell to the next."""
        desk.commands.run("hand_over")
        self.take("hot-seat", desk)
        assert desk.hot_seat is not None
        if desk.hot_seat.curtain is not None:
            desk.hot_seat.curtain.taken.emit("facilitator")
        self.wait(lambda: desk.hot_seat is not None and not desk.hot_seat.covered)

    def shell(self, desk: Desk) -> None:
        """The palette, help and preferences."""
        desk.commands.run("palette")
        finder = desk.findChild(Finder)
        assert finder is not None
        finder.line.setText("kup")
        self.over("palette", desk, finder)
        finder.reject()
        window = show_help("adjudication", desk)
        self.take("help", window)
        window.close()
        desk.commands.run("preferences")
        dialog = desk.findChild(PreferencesDialog)
        assert dialog is not None
        self.take("preferences", dialog)
        dialog.reject()

    def over(self, name: str, desk: Desk, window: QWidget) -> None:
        """Take a picture of a window as it lies over the desk."""
        if self.wanted and name not in self.wanted:
            return
        self.wait(ms=300)
        picture = desk.grab()
        painter = QPainter(picture)
        painter.drawPixmap(desk.mapFromGlobal(window.mapToGlobal(QPoint())), window.grab())
        painter.end()
        shown = QLabel()
        shown.setPixmap(picture)
        shown.resize(picture.size())
        self.take(name, shown)

    def outlook(self, desk: Desk) -> None:
        """The outlook with an order in hand."""
        from tabletop.rules.orders.deployment import destinations

        assert desk.bridge is not None
        panel = desk.commands.analysis.outlook()
        assert panel is not None
        world, state = desk.bridge.world, desk.bridge.moment().state
        force, node = next(
            (force, node)
            for force, one in enumerate(world.forces)
            if world.actors[world.index["actor"][one.actor]].role in ("lead", "core")
            and state.at[0, force] >= 0
            for node, code in destinations(world, state, force)
            if not code and node != state.at[0, force]
        )
        desk.prepare_order(force, node)
        self.wait(lambda: panel.differences.sifted.rowCount() > 0 and panel.progress.isHidden())
        self.take("outlook", desk)
        assert desk.form is not None
        desk.form.dismiss()
        desk.docks.go_to("orders")

    def worlds(self, desk: Desk) -> None:
        """An exploration with the worlds of least cohesion chosen, and what mattered."""
        desk.commands.run("explore")
        window: Any = desk.commands.analysis.windows["explore"]
        window.resize(1400, 860)
        window.form.runs.setValue(200)
        window.begin(self.session.with_name("explored.parquet"))
        self.wait(lambda: window.pages is not None)
        pages = window.pages
        pages.show_page(pages.worlds)
        page = pages.worlds
        page.y_axis.setCurrentIndex(page.y_axis.findData("cohesion"))
        page.bad.click()
        self.take("explore", window)
        window.close()
        desk.commands.run("mattered")
        window = desk.commands.analysis.windows["mattered"]
        window.resize(1200, 800)
        window.worlds.setCurrentIndex(0)
        window.begin()
        for _ in range(10):  # a whole exercise has hundreds of acts
            self.wait(lambda: window.effects is not None)
        window.measure.setCurrentIndex(window.measure.findData("cohesion"))
        window.table.selectRow(0)
        self.take("mattered", window)
        window.close()

    def tour(self) -> None:
        """The guided tour at the step where a force is picked up."""
        desk = self.open(self.windows.tour)
        tour = desk.findChild(Tour)
        assert tour is not None
        while tour.step.id != "pick":
            if tour.step.doing is None:
                tour.go_on()
            else:
                tour.do_it()
        desk.map.settle()
        self.take("tour", desk)
        desk.close()
        self.wait()

    def inject(self, desk: Desk) -> None:
        """The MSEL beside the card of an inject that has options."""
        assert desk.bridge is not None
        one = next(i for i in desk.bridge.world.injects if i.id == TRAY)
        self.act(desk, "deliver", inject=one.id)
        desk.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, desk.docks.frames["msel"])
        desk.tabifyDockWidget(desk.docks.frames["actors"], desk.docks.frames["msel"])
        desk.docks.go_to("msel")
        desk.open_inject(one.id)
        desk.docks.resize(desk.width(), desk.height())
        self.take("msel-inject", desk)
        self.size(desk, SIZE)

    def orders(self, desk: Desk) -> None:
        """The form for an order, and the orders of the turn."""
        assert desk.bridge is not None
        desk.compose({"type": "fund", "actor": "fr", "to": "mission", "amount": 25.0,
                      "intent": "Pay for the winter.",
                      "rationale": "The common fund runs out in two turns."})  # fmt: skip
        self.take("orders", desk)

    def actor(self, desk: Desk) -> None:
        """What decides whether Germany takes part."""
        actors = desk.docks.fresh("actors")
        desk.docks.go_to("actors")
        assert desk.bridge is not None
        actors.open_actor(desk.bridge.world.index["actor"]["de"])  # type: ignore[union-attr]
        desk.resizeDocks([desk.docks.frames["actors"]], [520], Qt.Orientation.Horizontal)
        self.take("actor", desk)
        self.size(desk, SIZE)

    def destinations(self, desk: Desk) -> None:
        """Where a force may go, and why not elsewhere: in the list and on the map."""
        assert desk.bridge is not None
        world = desk.bridge.world
        state = desk.bridge.moment().state
        force = next(
            i for i, f in enumerate(world.forces) if f.actor == "ro" and state.at[0, i] >= 0
        )
        desk.docks.go_to("forces")
        desk.map.hand.gesture.pick_up(force, by_key=True)
        self.take("force-picked-up", desk)
        forces = desk.docks.panels["forces"]
        forces.send.click()  # type: ignore[attr-defined]
        dialog = forces.dialog  # type: ignore[attr-defined]
        assert dialog is not None
        dialog.resize(1000, 700)
        dialog.table.sort_by(1, False)
        dialog.table.selectRow(0)
        self.take("forces-destinations", dialog)
        dialog.reject()
        desk.map.hand.gesture.cancel()
        desk.map.zoom_to_fit()
        self.wait(ms=900)

    def assumptions(self, desk: Desk) -> None:
        """Every number of the model."""
        desk.show_assumptions()
        window = desk.assumptions
        assert window is not None
        window.resize(1400, 800)
        self.take("assumptions", window)
        window.close()

    def refusal(self, desk: Desk) -> None:
        """A German brigade is wanted where Germany may not send it."""
        assert desk.bridge is not None
        world = desk.bridge.world
        force = world.index["force"]["de_mech_bde_1"] if "de_mech_bde_1" in world.index["force"] \
            else next(i for i, f in enumerate(world.forces) if f.actor == "de")  # fmt: skip
        node = world.index["node"]["kharkiv"]
        order = {"type": "deploy", "actor": "de", "force": world.forces[force].id, "to": "kharkiv",
                 "tier": 3, "intent": "Show the flag near the line."}  # fmt: skip
        desk.docks.go_to("forces")
        desk.prepare_order(force, node)
        self.act(desk, "order", order=order)
        self.take("refusal", desk)
        if desk.form is not None:
            desk.form.dismiss()

    def look(self, what: str, value: object) -> None:
        """Give all windows another theme or text size, at once."""
        self.windows.change_look(what, value)
        self.windows.dresser.settle()

    def looks(self, desk: Desk) -> None:
        """Themes, text sizes and window sizes."""
        self.look("theme", "dark")
        self.take("desk-dark", desk)
        self.look("theme", "high_contrast")
        self.take("desk-high-contrast", desk)
        self.look("theme", "light")
        self.look("text_size", 200)
        self.size(desk, QSize(1920, 1080))
        self.take("desk-text-200", desk)
        self.look("text_size", 100)
        self.size(desk, QSize(1366, 768))
        self.take("desk-1366x768", desk)
        self.look("text_size", 200)
        self.size(desk, QSize(1366, 768))
        self.take("desk-1366x768-text-200", desk)
        self.look("text_size", 100)
        self.look("text_size", 150)
        self.size(desk, QSize(3840, 2160))
        self.take("desk-4k", desk)
        self.look("text_size", 100)
        self.size(desk, SIZE)
        self.act(desk, "end_ex", reason="The pictures are taken.")

    def looking_back(self, desk: Desk) -> None:
        """A debrief with a branch, the evaluator's pad, and two plays side by side."""
        from tabletop.session.acts import Advance

        assert desk.bridge is not None
        session = desk.bridge.session
        fork = session.replay.course.openings[3]
        branch = session.branches.start(fork, "Nobody sends anything more", "facilitator")
        with session.open_branch(branch.id) as other:
            while other.turn < session.turn:
                other.submit(Advance(), "facilitator")
        session.branches.start(fork + 12, "Without the veto", "facilitator")
        desk.commands.run("branches")
        self.wait(ms=1200)  # until no force glides any more
        self.take("debrief", desk)
        desk.commands.run("known")
        self.wait(ms=1500)
        pad = desk.commands.debrief.bring("evaluation")
        pad.ratings.remark.setText("Two capitals said two things.")  # type: ignore[union-attr]
        for rating, row in zip("SPMS", (1, 2, 5, 6), strict=True):
            pad.show_page(pad.ratings)  # type: ignore[union-attr]
            lines = list(pad.ratings.tree.branches.walk())  # type: ignore[union-attr]
            if lines:
                pad.ratings.tree.setCurrentIndex(lines[row])  # type: ignore[union-attr]
                pad.ratings.rate(rating)  # type: ignore[union-attr]
        desk.resizeDocks([desk.docks.frames["evaluation"]], [560], Qt.Orientation.Horizontal)
        self.take("evaluation", desk)
        desk.commands.debrief.compare(branch.id)
        self.wait(lambda: desk.findChild(CompareWindow) is not None)
        window = desk.findChild(CompareWindow)
        assert window is not None
        window.resize(SIZE)
        self.wait(ms=500)
        window.maps.left.zoom_to_fit()
        self.take("compare", window)
        window.pages.setCurrentIndex(window.pages.count() - 1)
        self.take("compare-measures", window)
        window.close()

    def after(self) -> None:
        """The debrief, and the start window with a session in its list."""
        desk = self.open(lambda: self.windows.debrief(self.session))
        assert desk.bridge is not None
        desk.bridge.look(desk.bridge.last // 2)
        self.looking_back(desk)
        self.worlds(desk)
        desk.close()
        self.wait()
        self.windows.start()
        window = self.windows.start_window
        assert window is not None
        self.wait(ms=6000)  # until every scenario has its picture
        self.take("start", window)
        window.tabs.setCurrentWidget(window.sessions)
        self.take("start-sessions", window)
        window.close()


if __name__ == "__main__":
    qInstallMessageHandler(qt_says)
    Studio(set(sys.argv[1:])).run()
