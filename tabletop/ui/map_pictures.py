"""The map on paper and in files: what stands on the sheet, and writing it beside the desk."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from pathlib import Path
from time import thread_time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from tabletop.ui.seen_as import STAFF
from tabletop.ui.working import Tell, Work

if TYPE_CHECKING:
    from tabletop.session.moment import Moment
    from tabletop.ui.map.sheet import Caption
    from tabletop.ui.stage import Stage

PIXELS = 3_000
"""Width of a PNG picture."""
SLICE = 0.004
"""Seconds of the processor after which the desk gets its turn again."""
Steps = Generator[None, None, Any]


class Painting(QObject):
    """Paints step by step between other things; ``done`` carries what came of it."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, steps: Steps, parent: QObject) -> None:
        super().__init__(parent)
        self._steps = steps
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._work)

    def start(self) -> Painting:
        """Begin; nothing is said before this has returned."""
        self._timer.start()
        return self

    def _work(self) -> None:
        end = thread_time() + SLICE
        while thread_time() < end:
            try:
                next(self._steps)
            except StopIteration as finished:
                self._end(self.done, finished.value)
                return
            except (OSError, ValueError) as fault:
                self._end(self.failed, fault)
                return

    def _end(self, signal: Any, what: object) -> None:
        self._timer.stop()
        self.deleteLater()
        signal.emit(what)


class MapPictures(QObject):
    """Runs the commands that save and print a desk's map."""

    def __init__(self, desk: Stage) -> None:
        super().__init__(desk)
        self._desk = desk
        self.commands: Mapping[str, Callable[[], Any]] = {
            "save_map": self.save,
            "print_map": self.print_out,
        }

    def caption(self) -> Caption:
        """Return what the sheet says of the moment on the desk."""
        from tabletop.ui.map.sheet import Caption

        bridge = self._desk.bridge
        if bridge is None:
            return Caption(self._desk.windowTitle(), "", "", self.tr("EXERCISE"))
        return self.caption_of(bridge.moment())

    def caption_of(self, moment: Moment) -> Caption:
        """Return what the sheet says of a moment."""
        from tabletop.ui.map.sheet import Caption
        from tabletop.ui.phase_bar import period_text

        scenario = moment.world.scenario
        words = self.tr("Turn {turn} of {turns}  ·  {dates}") if moment.turn else self.tr("{dates}")
        dates = period_text(moment.date, scenario.turn_days)
        when = words.format(turn=moment.turn, turns=scenario.turns, dates=dates)
        seat = None if moment.seat is None else scenario.seat(moment.seat)
        words = self.tr("as {seat} sees it, by what that seat knows")
        if seat is None or seat.role in STAFF:
            words = self.tr("as {seat} sees it: the true state")
        name = self.tr("the facilitator") if seat is None else seat.name
        marking = self.tr("PRACTICE") if scenario.practice else self.tr("EXERCISE")
        return Caption(scenario.title, when, words.format(seat=name), marking)

    def save(self) -> None:
        """Ask where to, and write what the map shows as a PNG picture or an SVG drawing."""
        filters = {self.tr("PNG picture (*.png)"): ".png", self.tr("SVG drawing (*.svg)"): ".svg"}
        name, chosen = QFileDialog.getSaveFileName(
            self._desk, self.tr("Save the map as a picture"),
            str(self._proposed()), ";;".join(filters),
        )  # fmt: skip
        if not name:
            return
        path = Path(name)
        if path.suffix.lower() not in filters.values():
            path = path.with_name(path.name + filters.get(chosen, ".png"))
        self.write(path)

    def _proposed(self) -> Path:
        """Return a name for the picture, beside the session that it shows."""
        bridge = self._desk.bridge
        if bridge is None:
            return self._desk.preferences.folder / self.tr("Map.png")
        session = bridge.session.journal.path
        words = self.tr("{session} – map of turn {turn}.png")
        return session.with_name(words.format(session=session.stem, turn=bridge.moment().turn))

    def write(self, path: Path) -> None:
        """Write the sheet as the ending of a path says, beside the desk."""
        from tabletop.ui.map.export import png_bytes, png_of, svg_of
        from tabletop.ui.map.sheet import ACROSS, sheet_size

        view = self._desk.map
        size, caption = sheet_size(view), self.caption()
        steps: Steps = svg_of(view, size, caption)
        if path.suffix.lower() != ".svg":
            steps = png_of(view, size, PIXELS / (ACROSS * view.unit), caption)

        def keep(made: Any) -> None:
            def write(tell: Tell) -> Path:
                path.write_bytes(made if isinstance(made, bytes) else png_bytes(made))
                return path

            work = Work(write, self)
            work.done.connect(self._saved)
            work.failed.connect(self._not_saved)
            work.start()

        self._desk.notice.say(self.tr("Drawing the map…"))
        painting = Painting(steps, self)
        painting.done.connect(keep)
        painting.failed.connect(self._not_saved)
        painting.start()

    def _saved(self, path: Path) -> None:
        self._desk.notice.say(self.tr("The map is saved as {path}.").format(path=path))

    def _not_saved(self, fault: BaseException) -> None:
        if not isinstance(fault, OSError | ValueError):
            raise fault
        words = self.tr("The map could not be saved: {fault}.")
        why = getattr(fault, "strerror", None) or fault
        self._desk.notice.fail(words.format(fault=why), again=False)

    def print_out(self) -> None:
        """Ask for a printer, and print what the map shows on one page, beside the desk."""
        from tabletop.ui.map.printing import ask_for_printer, printing

        view, caption = self._desk.map, self.caption()
        printer = ask_for_printer(view, caption.title)
        if printer is None:
            return
        painting = Painting(printing(view, printer, caption), self)
        painting.done.connect(self._printed)
        painting.failed.connect(self._not_saved)
        painting.start()

    def _printed(self, _: object) -> None:
        self._desk.notice.say(self.tr("The map was sent to the printer."))
