"""The opening picture of a scenario's map, kept from the last time, so that it is seen at once.

It stands in the map's place until the world is loaded, and is only used when nothing that it was
made from has changed: the scenario, the program, the theme and the size of text.
"""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from tabletop.content import library
from tabletop.ui.theme import Theme

MOST_KEPT = 8


class Still(QWidget):
    """Shows a picture in the middle, cut or framed by the colour of the sea."""

    def __init__(self, picture: QImage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self._sea = QColor(theme.sea)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._sea)
        size = self._picture.deviceIndependentSize().toSize()
        place = QRect(QPoint(), size)
        place.moveCenter(self.rect().center())
        if size == self.size():
            place.moveTopLeft(QPoint())
        painter.drawImage(place.topLeft(), self._picture)


def still_key(scenario: str, theme: Theme, percent: int, ratio: float) -> str:
    """Return the name under which a picture is kept."""
    made_from = f"{library.source_key(scenario)} {theme.name} {percent} {ratio}"
    return hashlib.sha256(made_from.encode()).hexdigest()[:40]


def _folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("ceasefire-tabletop", appauthor=False) / "stills"


def load_still(key: str, ratio: float) -> QImage | None:
    """Return the picture kept under a key; None when there is none that can be read."""
    picture = QImage(str(_folder() / f"{key}.png"))
    if picture.isNull():
        return None
    picture.setDevicePixelRatio(ratio)
    return picture


def keep_still(key: str, picture: QImage) -> threading.Thread:
    """Keep a picture under a key; it is written aside, and a full disk only costs the picture."""
    writer = threading.Thread(target=_write, args=(key, picture), daemon=True)
    writer.start()
    return writer


def _write(key: str, picture: QImage) -> None:
    folder = _folder()
    half = folder / f"{key}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if picture.save(str(half), "PNG", 80):  # type: ignore[call-overload]
            half.replace(folder / f"{key}.png")
        old = sorted(folder.glob("*.png"), key=lambda file: file.stat().st_mtime)
        for file in old[:-MOST_KEPT]:
            file.unlink()
    except OSError:
        half.unlink(missing_ok=True)  # it is only a cache
