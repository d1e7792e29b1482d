"""Everything that can be read off a window: texts, models, tool tips and the accessibility tree."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QTextEdit,
    QWidget,
)

ROLES = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole,
    Qt.ItemDataRole.EditRole, Qt.ItemDataRole.UserRole,
)  # fmt: skip
"""Roles of models that are looked through; the last holds whole rows as plain values."""


def everything(window: QWidget) -> str:
    """Return all that a window holds for eyes, ears and tools, hidden parts too."""
    found = list[str]()
    for one in [window, *window.findChildren(QWidget)]:
        found += [one.windowTitle(), one.toolTip(), one.statusTip(), one.whatsThis(),
                  one.accessibleName(), one.accessibleDescription()]  # fmt: skip
        found += _texts(one)
        if isinstance(one, QAbstractItemView | QComboBox) and one.model() is not None:
            found += _cells(one.model(), QModelIndex())
    for action in window.findChildren(QAction):
        found += [action.text(), action.toolTip(), action.statusTip()]
    found += _tree(window)
    return "\n".join(found)


def _texts(one: QWidget) -> list[str]:
    if isinstance(one, QLabel | QAbstractButton | QLineEdit):
        return [one.text()]
    if isinstance(one, QTextEdit | QPlainTextEdit):
        return [one.toPlainText()]
    if isinstance(one, QTabWidget):
        return [f"{one.tabText(i)} {one.tabToolTip(i)}" for i in range(one.count())]
    return []


def _cells(model: QAbstractItemModel, above: QModelIndex) -> Iterator[str]:
    for row in range(model.rowCount(above)):
        for column in range(model.columnCount(above)):
            index = model.index(row, column, above)
            for role in ROLES:
                if (value := index.data(role)) is not None:
                    yield str(value)
        yield from _cells(model, model.index(row, 0, above))


def _tree(window: QWidget) -> list[str]:
    """Walk what a screen reader is given."""
    found, waiting = list[str](), [QAccessible.queryAccessibleInterface(window)]
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value,
             QAccessible.Text.Help)  # fmt: skip
    while waiting:
        one = waiting.pop()
        if one is None or not one.isValid():
            continue
        found += [one.text(kind) for kind in kinds]
        waiting += [one.child(i) for i in range(min(one.childCount(), 5000))]
    return found
