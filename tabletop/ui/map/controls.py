"""The buttons on the map: closer, farther, whole, layers and legend."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from tabletop.ui.map.layers import LAYERS, SECRET
from tabletop.ui.theme import Theme


class MapControls(QWidget):
    """A column of buttons at the edge of the map."""

    zoomIn = Signal()
    zoomOut = Signal()
    whole = Signal()
    legend = Signal(bool)
    layer = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self._menu = QMenu(self)
        self._actions: dict[str, QAction] = {}
        self._fill_menu()
        self._button("+", self.tr("Closer"), self.zoomIn.emit)
        self._button("−", self.tr("Farther"), self.zoomOut.emit)
        self._button("⌂", self.tr("Show the whole line"), self.whole.emit)
        layers = self._button("☰", self.tr("Layers"), None)
        layers.setMenu(self._menu)
        layers.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._legend = self._button("?", self.tr("Legend"), None)
        self._legend.setCheckable(True)
        self._legend.toggled.connect(self.legend)

    def _button(self, sign: str, name: str, run: Callable[[], None] | None) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setToolTip(name)
        button.setAccessibleName(name)
        if run is not None:
            button.clicked.connect(run)
        self.layout().addWidget(button)  # type: ignore[union-attr]
        return button

    def _fill_menu(self) -> None:
        for layer in LAYERS.values():
            title = QCoreApplication.translate("MapView", layer.title)
            action = self._menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(layer.shown)
            action.setToolTip(QCoreApplication.translate("MapView", layer.says))
            action.setVisible(layer.id not in SECRET)
            action.toggled.connect(lambda on, name=layer.id: self.layer.emit(name, on))
            self._actions[layer.id] = action
        self._menu.setToolTipsVisible(True)

    def show_layers(self, shown: frozenset[str], secrets: bool) -> None:
        """Tick the layers that are shown; ``secrets`` lists those of the facilitator too."""
        for name, action in self._actions.items():
            action.blockSignals(True)
            action.setChecked(name in shown)
            action.blockSignals(False)
            action.setVisible(secrets or name not in SECRET)

    def set_legend(self, on: bool) -> None:
        """Show the legend button as pressed or not."""
        self._legend.setChecked(on)

    def set_theme(self, theme: Theme) -> None:
        """Take on the colours of a theme."""
        size = round(self.fontMetrics().height() * 1.75)
        self.setStyleSheet(
            f"QToolButton {{ background: {theme.panel}; color: {theme.text};"
            f" border: 1px solid {theme.border}; border-radius: 4px;"
            f" min-width: {size}px; min-height: {size}px; font-weight: bold; }}"
            f"QToolButton:hover {{ background: {theme.raised}; }}"
            f"QToolButton:checked {{ background: {theme.accent}; color: {theme.on_accent}; }}"
            f"QToolButton:focus {{ border: 2px solid {theme.focus}; }}"
            "QToolButton::menu-indicator { image: none; }"
            f"QMenu {{ background: {theme.panel}; color: {theme.text};"
            f" border: 1px solid {theme.border}; }}"
            f"QMenu::item:selected {{ background: {theme.accent}; color: {theme.on_accent}; }}"
        )
        self.adjustSize()
