"""The panel of layers: what the map shows, ticked on and off, each with what it tells."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from tabletop.ui.map.floating import FloatingPanel
from tabletop.ui.map.layers import LAYERS, SECRET, SHOWN
from tabletop.ui.theme import Theme

HIGHEST = 30
"""Most height of the list in lines of text."""


def _word(text: str) -> str:
    return QCoreApplication.translate("MapView", text)


class LayerPanel(FloatingPanel):
    """Ticks layers; ``layer`` carries a layer and whether it is wanted."""

    layer = Signal(str, bool)

    def __init__(self, view: QWidget, theme: Theme) -> None:
        super().__init__("", view, theme)
        self.name(self.tr("Layers"))
        self.boxes: dict[str, QCheckBox] = {}
        inner = self._inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for one in LAYERS.values():
            box = QCheckBox(_word(one.title))
            box.setToolTip(_word(one.says))
            box.setAccessibleDescription(_word(one.says))
            box.toggled.connect(lambda on, name=one.id: self.layer.emit(name, on))
            column.addWidget(box)
            self.boxes[one.id] = box
        self._area = QScrollArea()
        self._area.setWidget(inner)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._area, 1)
        self.usual = QPushButton(self.tr("As at first"))
        self.usual.setToolTip(self.tr("Show the layers that are shown at first."))
        self.usual.clicked.connect(self._show_usual)
        foot = QHBoxLayout()
        foot.addWidget(self.usual)
        foot.addStretch(1)
        self.body.addLayout(foot)

    def show_layers(self, shown: frozenset[str], secrets: bool) -> None:
        """Tick the layers that are shown; ``secrets`` lists those of the facilitator too."""
        for name, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(name in shown)
            box.blockSignals(False)
            box.setVisible(secrets or name not in SECRET)

    def toggle(self, at: QPoint) -> None:
        """Open the panel, or close it when it is open."""
        if self.isVisible():
            self.dismiss()
            return
        inner, unit = self._inner, self.fontMetrics().height()
        inner.adjustSize()
        hint = inner.sizeHint()
        self._area.setFixedWidth(hint.width() + self._area.verticalScrollBar().sizeHint().width())
        self._area.setMaximumHeight(HIGHEST * unit)
        high = self._view.height() - 9 * unit
        self._area.setFixedHeight(max(4 * unit, min(hint.height() + 4, high)))
        self.open_at(at)
        next(iter(self.boxes.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_usual(self) -> None:
        for name, box in self.boxes.items():
            box.setChecked(name in SHOWN)
