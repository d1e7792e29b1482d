"""Windows that are changed in several rounds of the event loop and painted once, at the end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

HELD = Qt.WidgetAttribute.WA_UpdatesDisabled
COVERS = Qt.WidgetAttribute.WA_OpaquePaintEvent
KEPT = Qt.WidgetAttribute.WA_ForceUpdatesDisabled


def hold(window: QWidget) -> None:
    """Paint nothing of a window until it is let go."""
    window.setUpdatesEnabled(False)


def let_go(window: QWidget) -> None:
    """Paint a window that was held.

    ``setUpdatesEnabled`` would ask for the window and for each widget in it one by one, and Qt
    would paint most of them twice, which takes as long again as the picture.  A window paints what
    is in it along with itself, but for what covers its own ground.
    """
    inside = [one for one in window.findChildren(QWidget) if not one.testAttribute(KEPT)]
    for one in (window, *inside):
        one.setAttribute(KEPT, False)
        one.setAttribute(HELD, False)
    window.update()
    for one in inside:
        if one.testAttribute(COVERS) or one.autoFillBackground():
            one.update()
