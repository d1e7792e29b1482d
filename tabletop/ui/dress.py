"""How the whole application looks: palette, text size, and a few rules."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from tabletop.ui.theme import Theme, palette

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
    app.setPalette(palette(theme))
    rules = _rules(theme, font.pointSizeF())
    app.setStyleSheet(rules)  # even the same ones: this is when widgets take on the new font


def _edges(theme: Theme) -> str:
    """Return rules that give buttons and lists an edge; the style draws one for light grounds only.

    An edge reaches a contrast of 3 : 1 on its ground (WCAG 2.2, success criterion 1.4.11).
    """
    return f"""
QPushButton {{ background: {theme.raised}; color: {theme.text}; border: 1px solid {theme.border};
    border-radius: 3px; padding: 3px 9px; }}
QPushButton:hover {{ border-color: {theme.text}; }}
QPushButton:focus {{ border: 2px solid {theme.focus}; padding: 2px 8px; }}
QPushButton:pressed, QPushButton:checked {{ background: {theme.accent}; color: {theme.on_accent}; }}
QPushButton:disabled {{ color: {theme.text_dim}; border-style: dashed; }}
QComboBox {{ border: 1px solid {theme.border}; border-radius: 3px; padding: 2px 6px;
    background: {theme.raised}; color: {theme.text}; }}
QComboBox:focus {{ border: 2px solid {theme.focus}; padding: 1px 5px; }}
QComboBox:disabled {{ color: {theme.text_dim}; border-style: dashed; }}
"""


def _rules(theme: Theme, points: float) -> str:
    """Return the style rules: tool tips, docks, separators, tabs, and fields to be filled in.

    The style itself draws the edges of fields and the marks of choices too faint for a dark
    ground, and the marks too small for large text.
    """
    mark = round(points * 1.1)
    return f"""
{_edges(theme) if theme.dark else ""}
QLineEdit, QPlainTextEdit {{ border: 1px solid {theme.border}; border-radius: 3px; padding: 2px;
    background: {theme.panel}; selection-background-color: {theme.accent};
    selection-color: {theme.on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {theme.focus}; padding: 1px; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; padding: 0; }}
QRadioButton::indicator, QCheckBox::indicator {{ width: {mark}px; height: {mark}px;
    border: 1px solid {theme.border}; background: {theme.panel}; }}
QRadioButton::indicator {{ border-radius: {mark // 2 + 1}px; }}
QRadioButton::indicator:checked {{ border: 1px solid {theme.text};
    background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
    stop: 0 {theme.accent}, stop: 0.6 {theme.accent}, stop: 0.7 {theme.panel},
    stop: 1 {theme.panel}); }}
QCheckBox::indicator:checked {{ border: 1px solid {theme.text};
    background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.75, fx: 0.5, fy: 0.5,
    stop: 0 {theme.accent}, stop: 0.6 {theme.accent}, stop: 0.7 {theme.panel},
    stop: 1 {theme.panel}); }}
QRadioButton::indicator:focus, QCheckBox::indicator:focus {{ border: 2px solid {theme.focus}; }}
QToolTip {{ color: {theme.text}; background: {theme.raised}; border: 1px solid {theme.border};
    padding: 4px; }}
QMainWindow::separator {{ background: {theme.border}; width: 3px; height: 3px; }}
QMainWindow::separator:hover {{ background: {theme.accent}; }}
DockTitle {{ background: {theme.raised}; }}
QTabBar::tab {{ background: {theme.raised}; color: {theme.text}; padding: 5px 9px;
    border: 1px solid {theme.border}; margin-right: 1px; }}
QTabBar::tab:selected {{ background: {theme.panel}; font-weight: bold;
    border-top: 3px solid {theme.accent}; }}
QTabBar::tab:focus {{ border: 2px solid {theme.focus}; }}
"""
