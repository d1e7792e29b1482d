"""The form of one type of order, made from its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from tabletop.ui.elided import ElidedCombo
from tabletop.ui.panels import orders_model as model
from tabletop.ui.panels.order_words import field_title
from tabletop.ui.panels.orders_model import Field

if TYPE_CHECKING:
    from tabletop.session.moment import Moment

WORDS = 300
"""Longest text in a field."""


class OrderFields(QWidget):
    """Widgets for the fields of a type of order; ``changed`` names the one changed."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._type = ""
        self._widgets: dict[str, tuple[Field, QWidget]] = {}
        self.form = QFormLayout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def show_type(self, moment: Moment, type: str, actor: str) -> None:
        """Show the fields of a type for an actor; values that still fit are kept."""
        kept = self.values()
        if type != self._type:
            self._type = type
            while self.form.rowCount():
                self.form.removeRow(0)
            self._widgets.clear()
            for field in model.fields(type):
                self._add(field)
        for field, widget in self._widgets.values():
            if isinstance(widget, QComboBox):
                self._fill(widget, field, model.choices(moment, type, field, actor))
        self.set_values(kept)

    def values(self) -> dict[str, Any]:
        """Return what was chosen; optional fields that were left out are not there."""
        found = {name: _value(field, widget) for name, (field, widget) in self._widgets.items()}
        return {name: value for name, value in found.items() if value is not None}

    def set_values(self, values: dict[str, Any]) -> None:
        """Put values in where they fit."""
        for name, value in values.items():
            if name not in self._widgets or value is None:
                continue
            widget = self.widget(name)
            if isinstance(widget, QComboBox):
                at = widget.findData(value)
                if at >= 0:
                    widget.setCurrentIndex(at)
            elif isinstance(widget, QSpinBox):
                widget.setValue(int(value))
            elif isinstance(widget, QDoubleSpinBox):
                widget.setValue(float(value))
            elif isinstance(widget, QLineEdit):
                widget.setText(str(value))

    def widget(self, name: str) -> QWidget:
        """Return the widget of a field; raises ``KeyError`` when there is none."""
        return self._widgets[name][1]

    def _add(self, field: Field) -> None:
        widget = self._make(field)
        title = field_title(self._type, field.name)
        widget.setAccessibleName(title)
        widget.setObjectName(field.name)
        self._widgets[field.name] = (field, widget)
        self.form.addRow(title, widget)

    def _make(self, field: Field) -> QWidget:
        if field.kind in ("name", "choice", "yes_no"):
            box = ElidedCombo()
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(14)
            box.currentIndexChanged.connect(lambda _: self.changed.emit(field.name))
            return box
        if field.kind == "whole":
            return self._whole(field)
        if field.kind == "number":
            return self._number(field)
        line = QLineEdit()
        line.setMaxLength(WORDS)
        line.textChanged.connect(lambda _: self.changed.emit(field.name))
        return line

    def _whole(self, field: Field) -> QSpinBox:
        made = QSpinBox()
        made.setRange(int(field.low) - field.optional, int(field.high))
        if field.optional:
            made.setSpecialValueText(self.tr("not given"))
        made.setValue(int(field.low if field.default is None else field.default))
        made.valueChanged.connect(lambda _: self.changed.emit(field.name))
        return made

    def _number(self, field: Field) -> QDoubleSpinBox:
        made = QDoubleSpinBox()
        made.setDecimals(1)
        made.setRange(field.low - field.optional, field.high)
        if field.optional:
            made.setSpecialValueText(self.tr("not given"))
            made.setValue(made.minimum())
        elif field.default is not None:
            made.setValue(float(field.default))
        made.valueChanged.connect(lambda _: self.changed.emit(field.name))
        return made

    def _fill(self, box: QComboBox, field: Field, choices: list[tuple[Any, str]]) -> None:
        wanted = [(None, self.tr("not given"))] * field.optional + choices
        if [(box.itemData(i), box.itemText(i)) for i in range(box.count())] == wanted:
            return
        before, box_was_empty = box.currentData(), not box.count()
        box.blockSignals(True)
        box.clear()
        for value, words in wanted:
            box.addItem(words, value)
        at = box.findData(field.default if box_was_empty else before)
        box.setCurrentIndex(max(at, 0) if wanted else -1)
        box.blockSignals(False)


def _value(field: Field, widget: QWidget) -> Any:
    if isinstance(widget, QComboBox):
        return widget.currentData()
    if isinstance(widget, QSpinBox | QDoubleSpinBox):
        left_out = field.optional and widget.value() == widget.minimum()
        return None if left_out else widget.value()
    if isinstance(widget, QLineEdit):
        return widget.text().strip()
    return None
