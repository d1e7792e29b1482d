"""The buttons on the map: closer, farther, whole, layers, search, views, measuring, legend."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from tabletop.ui.icons import Icon
from tabletop.ui.theme import Theme

EDGE, GAP = 14, 6
"""Pixels round the column, and those that a button takes besides its size."""
LEAST = 24
"""Least size of a button in pixels."""
ICON = 0.62
"""Share of a button that its icon takes."""


class MapControls(QWidget):
    """A column of buttons at the edge of the map."""

    zoomIn = Signal()
    zoomOut = Signal()
    whole = Signal()
    legend = Signal(bool)
    layers = Signal()
    search = Signal()
    kept = Signal()
    measure = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The column hides the ground below it, so that a pan need not paint the buttons anew.
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("controls")
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 3, 3, 3)
        column.setSpacing(3)
        tr = self.tr
        self._button("+", "plus", tr("Closer"), self.zoomIn.emit)
        self._button("−", "minus", tr("Farther"), self.zoomOut.emit)
        self._button("⌂", "home", tr("Show the whole line"), self.whole.emit)
        self._button("☰", "square-3-stack-3d", tr("Layers"), self.layers.emit)
        self._button("/", "magnifying-glass", tr("Go to a place, force, sector or actor ( / )"),
                     self.search.emit)  # fmt: skip
        self.views = self._button("★", "bookmark", tr("Named views (B keeps this one)"),
                                  self.kept.emit)  # fmt: skip
        self._measure = self._button("↔", "arrows-right-left", tr("Measure a distance (M)"), None)
        self._measure.setCheckable(True)
        self._measure.clicked.connect(self.measure)
        self._legend = self._button("?", "question-mark-circle", tr("Legend"), None)
        self._legend.setCheckable(True)
        self._legend.toggled.connect(self.legend)
        self._theme: Theme | None = None
        self._room = 10_000

    def _button(
        self, sign: str, icon: str, name: str, run: Callable[[], None] | None
    ) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        Icon(icon, button)
        button.setToolTip(name)
        button.setAccessibleName(name)
        if run is not None:
            button.clicked.connect(run)
        self.layout().addWidget(button)  # type: ignore[union-attr]
        return button

    def set_measuring(self, on: bool) -> None:
        """Show the button for measuring as pressed or not."""
        self._measure.setChecked(on)

    def set_legend(self, on: bool) -> None:
        """Show the legend button as pressed or not."""
        self._legend.setChecked(on)

    def set_theme(self, theme: Theme) -> None:
        """Take on the colours of a theme."""
        self._theme = theme
        size = round(self.fontMetrics().height() * 1.75)
        count = self.layout().count() if self.layout() is not None else 1  # type: ignore[union-attr]
        size = max(LEAST, min(size, (self._room - 2 * EDGE) // count - GAP))
        for button in self.findChildren(QToolButton):
            button.setIconSize(QSize(size, size) * ICON)
        self.setStyleSheet(
            f"#controls {{ background: {theme.panel}; border: 1px solid {theme.border}; }}"
            f"QToolButton {{ background: {theme.panel}; color: {theme.text};"
            f" border: 1px solid {theme.panel}; border-radius: 4px; padding: 0;"
            f" min-width: {size}px; min-height: {size}px; max-height: {size}px;"
            " font-weight: bold; }"
            f"QToolButton:hover {{ background: {theme.raised}; }}"
            f"QToolButton:checked {{ background: {theme.accent}; color: {theme.on_accent}; }}"
            f"QToolButton:focus {{ border: 2px solid {theme.focus}; }}"
        )
        self.adjustSize()

    def fit(self, height: int) -> None:
        """Make the buttons as large as the text asks for, but no larger than a map's height."""
        if height != self._room:
            self._room = height
            if self._theme is not None:
                self.set_theme(self._theme)
