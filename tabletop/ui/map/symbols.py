"""APP-6 symbols as pictures: drawn once for each code, size, theme and readiness, then kept."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QByteArray,
    QCoreApplication,
    QObject,
    QPointF,
    QProcess,
    QRectF,
    QSizeF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtSvg import QSvgRenderer

from tabletop.ui.map import symbol_art
from tabletop.ui.theme import Theme

KEPT = 1_500
"""Pictures that are kept."""
POLL_MS = 120
PATIENCE = 250
"""Looks after which a second process that has not answered counts as failed."""
UNIT = 100.0
"""The height of a land unit's frame in the units of milsymbol; its middle is at (100, 100)."""
LOWEST_FRAME = 76.0
"""How far below its middle the lowest frame, a diamond, ends, in the units of milsymbol."""
WIDE_ECHELONS = {"22": 58.0, "23": 76.0, "24": 94.0}
"""Half the width of the marks of a corps, an army and an army group; other marks are narrower."""
HOSTILE = "6"
"""The digit of a code that says a frame is a diamond."""
FRIEND_FILL = "rgb(128,224,255)"
"""The fill that milsymbol gives to friendly frames; Ukraine's forces get a shade of their own."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """One look of a symbol.

    ``sidc`` is the APP-6 code and ``size`` the height of a unit's frame in pixels.  ``side``
    chooses the plain frame shown while the drawing is on its way.  ``readiness`` is a tenth,
    0 to 10, or -1 for no bar; a ``planned`` symbol has a broken frame.
    """

    sidc: str
    side: str
    size: int
    readiness: int = -1
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Art:
    """A painted symbol: the ``anchor`` is the middle of its frame, in logical pixels.

    ``box`` is all of it and ``foot`` the lower edge of frame and bar, both from the anchor; the
    staff of a headquarters hangs lower than its foot.
    """

    picture: QPixmap
    anchor: QPointF
    box: QRectF
    foot: float

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Paint the symbol with the middle of its frame at ``at``."""
        painter.drawPixmap(at - self.anchor, self.picture)


class SymbolStore(QObject):
    """Gives pictures of symbols; ``arrived`` tells that better ones can be had now."""

    arrived = Signal()

    def __init__(self, parent: QObject | None = None, cache: Path | None = None) -> None:
        super().__init__(parent)
        self._cache = cache if cache is not None else symbol_art.cache_file()
        self._drawings = symbol_art.read_kept(self._cache)
        self._kept: OrderedDict[tuple[Symbol, float, str], Art] = OrderedDict()
        self._wanted: set[str] = set()
        self._asked: tuple[str, ...] = ()
        self._answer: Path | None = None
        self._waited = 0
        self._clock = QTimer(self, interval=POLL_MS)
        self._clock.timeout.connect(self._look)

    @staticmethod
    def shared() -> SymbolStore:
        """Return the one store that all maps of the application use."""
        app = QCoreApplication.instance()
        assert app is not None, "symbols need an application"
        found = app.findChild(SymbolStore)
        return found if isinstance(found, SymbolStore) else SymbolStore(app)

    def art(self, symbol: Symbol, ratio: float, theme: Theme) -> Art:
        """Return the picture of a symbol at a device pixel ratio.

        A code whose drawing is not there yet gives a plain frame; ``ask`` fetches the drawing.
        """
        key = (symbol, ratio, theme.name)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        sidc = symbol_art.complete(symbol.sidc)
        if sidc and sidc not in self._drawings:
            self._wanted.add(sidc)
        made = _paint(symbol, self._drawings.get(sidc, ""), ratio, theme)
        self._kept[key] = made
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return made

    @property
    def waiting(self) -> bool:
        """Tell whether drawings are being made."""
        return self._answer is not None

    def ask(self) -> None:
        """Have the drawings that were missed made by a second process, unless one is at it.

        The process is left to itself and writes a file; it needs no care when the desk closes.
        """
        if not self._wanted or self._answer is not None:
            return
        self._asked = tuple(sorted(self._wanted))
        self._wanted.clear()
        try:
            handle, name = tempfile.mkstemp(prefix="symbols-", suffix=".json")
        except OSError:
            self._take({code: "" for code in self._asked}, keep=False)
            return
        os.close(handle)
        self._answer, self._waited = Path(name), 0
        program, arguments = symbol_art.command(self._answer, self._asked)
        started, _ = QProcess.startDetached(program, arguments, "")
        if not started:
            self._waited = PATIENCE
        self._clock.start()

    def fetch(self, sidcs: Iterable[str] = ()) -> None:
        """Draw what is missing at once, in this process; for pictures that cannot wait."""
        new = {symbol_art.complete(code) for code in sidcs} | self._wanted | {*self._asked}
        new -= self._drawings.keys()
        self._wanted.clear()
        if new:
            self._take(symbol_art.draw(sorted(new)))

    def _look(self) -> None:
        """See whether the second process has answered."""
        answer = self._answer
        if answer is None:
            self._clock.stop()
            return
        self._waited += 1
        held = symbol_art.read_kept(answer)
        if not held and self._waited < PATIENCE:
            return
        self._clock.stop()
        self._answer = None
        with contextlib.suppress(OSError):
            answer.unlink()
        # A code that could not be drawn keeps its plain frame and is not asked for again.
        self._take({code: held.get(code, "") for code in self._asked}, keep=bool(held))
        self._asked = ()
        self.ask()

    def _take(self, drawings: dict[str, str], keep: bool = True) -> None:
        self._drawings |= drawings
        self._kept.clear()
        if keep:
            symbol_art.write_kept(self._cache, self._drawings)
        self.arrived.emit()


def _paint(symbol: Symbol, svg: str, ratio: float, theme: Theme) -> Art:
    scale = symbol.size / UNIT
    if symbol.side == "ukraine":
        svg = svg.replace(FRIEND_FILL, theme.ukraine)
    if symbol.planned:
        svg = symbol_art.broken(svg)
    renderer = QSvgRenderer(QByteArray(svg.encode())) if svg else None
    if renderer is not None and renderer.isValid():
        view = renderer.viewBoxF()
        box = QRectF((view.x() - 100) * scale, (view.y() - 100) * scale,
                     view.width() * scale, view.height() * scale)  # fmt: skip
    else:
        renderer, box = None, QRectF(-79 * scale, -54 * scale, 158 * scale, 108 * scale)
    foot = min(box.bottom(), LOWEST_FRAME * scale) + 1
    bar = QRectF()
    if symbol.readiness >= 0:
        bar = QRectF(-75 * scale, foot, 150 * scale, max(3.0, 9 * scale))
    whole = box.united(bar).adjusted(-1, -1, 1, 1)
    size = QSizeF(round(whole.width() + 0.5), round(whole.height() + 0.5))
    picture = QPixmap((size * ratio).toSize())
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-whole.topLeft())
    if renderer is not None:
        _halo(painter, symbol_art.complete(symbol.sidc), box, scale, theme)
        renderer.render(painter, box)
    else:
        _plain(painter, symbol, scale, theme)
    if symbol.readiness >= 0:
        _bar(painter, bar, symbol.readiness / 10, theme)
    painter.end()
    return Art(picture, -whole.topLeft(), whole, max(foot, bar.bottom()))


def _halo(painter: QPainter, sidc: str, box: QRectF, scale: float, theme: Theme) -> None:
    """Lighten what stands outside the frame (echelon marks), which is black in every theme."""
    if box.top() < -52 * scale and theme.dark:
        half = scale * WIDE_ECHELONS.get(sidc[8:10], 40)
        foot = -(LOWEST_FRAME if sidc[3:4] == HOSTILE else 52) * scale
        top = QRectF(-half, box.top(), 2 * half, max(0.0, foot - box.top()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#ffffff"))
        painter.drawRoundedRect(top, 2, 2)


def frame_colour(side: str, theme: Theme) -> QColor:
    """Return the fill of a side's frame."""
    names = {
        "russia": "adversary",
        "ukraine": "ukraine",
        "coalition": "coalition",
        "us": "coalition",
    }
    return theme.colour(names.get(side, "neutral"))


def _plain(painter: QPainter, symbol: Symbol, scale: float, theme: Theme) -> None:
    pen = QPen(QColor("#000000"), max(1.0, 4 * scale))
    if symbol.planned:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(frame_colour(symbol.side, theme))
    wide, high = 75 * scale, 50 * scale
    if symbol.side == "russia":
        points = [QPointF(0, -high), QPointF(wide, 0), QPointF(0, high), QPointF(-wide, 0)]
        painter.drawPolygon(QPolygonF(points))
    else:
        painter.drawRect(QRectF(-wide, -high, 2 * wide, 2 * high))


def _bar(painter: QPainter, bar: QRectF, share: float, theme: Theme) -> None:
    painter.setPen(QPen(theme.colour("line_casing"), 0.8))
    painter.setBrush(theme.colour("panel"))
    painter.drawRect(bar)
    full = QRectF(bar)
    full.setWidth(bar.width() * share)
    colour = "good" if share >= 0.7 else "warn" if share >= 0.4 else "bad"
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(colour))
    painter.drawRect(full)
