"""A picture that is as wide as its room and keeps its shape."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

SHAPE = 16 / 9
HIGHEST = 360
"""Height beyond which a picture does not grow, in pixels."""


class Picture(QWidget):
    """Shows a picture in the middle, smaller than it is but never larger."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, picture: QPixmap, title: str) -> None:
        """Show a picture; ``title`` says to screen readers what it is of."""
        self._picture = picture
        self.setAccessibleName(self.tr("Map of the scenario {title}").format(title=title))
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Wide means high."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height for a width."""
        return min(HIGHEST, int(width / SHAPE))

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(480, 270)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, or an empty ground where it will be."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = self.rect()
        size = QSize(16, 9).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(), size)
        place.moveCenter(room.center())
        if self._picture.isNull():
            painter.fillRect(place, self.palette().alternateBase())
        else:
            painter.drawPixmap(place, self._picture)
