"""How the whole application looks: palette, text size, and a few rules."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from tabletop.ui.theme import Theme, palette

OWN_FONTS = ("QDockWidgetTitle", "QTipLabel", "QMenu", "QMenuBar", "QStatusBar", "QHeaderView")
"""Parts of windows that some desktops give a font of their own."""
PLAIN_POINTS = 10.0
"""Text size when the computer does not tell its own."""


def dress(app: QApplication, theme: Theme, percent: int) -> None:
    """Give every window of the application a theme and a text size in % of the normal one."""
    base = app.property("plain_points")
    if base is None:
        points = app.font().pointSizeF()
        base = points if points > 0 else PLAIN_POINTS
        app.setProperty("plain_points", base)
        app.setStyle("Fusion")
    font = QFont(app.font())
    font.setPointSizeF(float(base) * percent / 100)
    if font != app.font():
        app.setFont(font)
        for name in OWN_FONTS:
            QApplication.setFont(font, name)
    app.setPalette(palette(theme))
    rules = _rules(theme)
    if rules != app.styleSheet():
        app.setStyleSheet(rules)


def _rules(theme: Theme) -> str:
    """Return the style rules: tool tips, docks, separators and tabs."""
    return f"""
QToolTip {{ color: {theme.text}; background: {theme.raised}; border: 1px solid {theme.border};
    padding: 4px; }}
QMainWindow::separator {{ background: {theme.border}; width: 3px; height: 3px; }}
QMainWindow::separator:hover {{ background: {theme.accent}; }}
QDockWidget::title {{ background: {theme.raised}; padding: 4px 6px; }}
QTabBar::tab {{ background: {theme.raised}; color: {theme.text}; padding: 5px 9px;
    border: 1px solid {theme.border}; margin-right: 1px; }}
QTabBar::tab:selected {{ background: {theme.panel}; font-weight: bold;
    border-top: 3px solid {theme.accent}; }}
QTabBar::tab:focus {{ border: 2px solid {theme.focus}; }}
"""
