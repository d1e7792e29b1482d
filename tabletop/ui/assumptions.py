"""The window of assumptions: every number of the model, its range, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from tabletop.ui import assumptions_model as model
from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels.panel import Say, Title, fit_dialog
from tabletop.ui.panels.rows import Column, RowView
from tabletop.ui.panels.words import CERTAINTY, said

if TYPE_CHECKING:
    from tabletop.world.world import World

LETTERS, LINES = 190, 42
"""Size of the window in characters, when the screen is large enough."""


class Assumptions(QWidget):
    """A table of the doctrine in force with search and filters, and the chosen entry in full."""

    closed = Signal()

    def __init__(self, world: World, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Assumptions – {}").format(world.scenario.title))
        self.rows = model.assumption_rows(world)
        self.search, self.confidence = QLineEdit(), QComboBox()
        self.changed = QCheckBox()
        self.count = Say(dim=True)
        self.table = RowView(self.tr("Assumptions"), self._columns(), lambda row: row.entry.name)
        self.title, self.detail = Title(), Say()
        self._filters()
        self._lay_out()
        self.table.chosen.connect(self._choose)
        fit_dialog(self, LETTERS, LINES)
        self.table.show_rows(self.rows)
        self.table.selectRow(0)
        self._sift()
        self.search.setFocus()

    # -- how it is made ---------------------------------------------------------------------------

    def _columns(self) -> tuple[Column, ...]:
        tr = self.tr

        def value(row: model.AssumptionRow) -> str:
            mark = "✎ " if row.changed else ""
            beyond = " ⚠" if row.outside else ""
            return f"{mark}{model.number_words(row.value)}{beyond}"

        def reach(row: model.AssumptionRow) -> str:
            low, high = row.entry.low, row.entry.high
            return f"{model.number_words(low)} – {model.number_words(high)}"

        def sure(row: model.AssumptionRow) -> int:
            known = row.entry.confidence in model.CONFIDENCE
            return model.CONFIDENCE.index(row.entry.confidence) if known else len(model.CONFIDENCE)

        return (
            Column(tr("Name"), lambda r: r.title, tip=lambda r: r.entry.name),
            Column(tr("In force"), value, lambda r: r.value, True, tip=self._changed_words,
                   says=tr("✎ set by the scenario, ⚠ beyond the plausible range.")),
            Column(tr("Plausible"), reach, lambda r: r.entry.low, True,
                   says=tr("Lowest and highest value that can be argued for.")),
            Column(tr("Unit"), lambda r: r.entry.unit),
            Column(tr("Confidence"),
                   lambda r: f"{CERTAINTY.get(r.entry.confidence, '')} {said(r.entry.confidence)}",
                   sure),
            Column(tr("Source"), lambda r: r.entry.source),
            Column(tr("What it is"), lambda r: r.entry.says),
        )  # fmt: skip

    def _filters(self) -> None:
        self.search.setPlaceholderText(self.tr("Search: name, unit, source, words …"))
        self.search.setAccessibleName(self.tr("Search assumptions"))
        self.search.setClearButtonEnabled(True)
        self.confidence.setAccessibleName(self.tr("Confidence"))
        counts = model.counted(self.rows)
        self.confidence.addItem(self.tr("Any confidence"), "")
        for one in model.CONFIDENCE:
            words = self.tr("{mark} {confidence} ({count})")
            self.confidence.addItem(
                words.format(mark=CERTAINTY[one], confidence=said(one), count=counts[one]), one
            )
        self.changed.setText(self.tr("Only those set by the scenario ({})").format(
            counts["changed"]))  # fmt: skip
        self.search.textChanged.connect(self._sift)
        self.confidence.currentIndexChanged.connect(self._sift)
        self.changed.toggled.connect(self._sift)

    def _lay_out(self) -> None:
        above = QWidget()
        row = FlowLayout(above, 0, 10)
        for widget in (self.confidence, self.changed):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.addWidget(Say(self.tr(
            "Every number that the rules use, as it is in force in this scenario. They are "
            "planning values for play: not a prediction."
        )))  # fmt: skip
        column.addWidget(self.search)
        column.addWidget(above)
        column.addWidget(self.count)
        column.addWidget(self.table, 1)
        column.addWidget(self.title)
        column.addWidget(self.detail)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that it goes away."""
        self.closed.emit()
        super().closeEvent(event)

    # -- what is shown ----------------------------------------------------------------------------

    def _sift(self) -> None:
        wanted = model.Wanted(
            self.search.text(), str(self.confidence.currentData()), self.changed.isChecked()
        )
        self.table.sift(wanted.wants)
        shown = self.table.sifted.rowCount()
        words = self.tr("{shown} of {all} assumptions")
        self.count.setText(words.format(shown=shown, all=len(self.rows)))
        if shown and self.table.current() is None:
            self.table.selectRow(0)
        self._choose(self.table.current())

    def _changed_words(self, row: model.AssumptionRow) -> str:
        if not row.changed:
            return self.tr("As the model has it.")
        words = self.tr("Set by the scenario; the model has {}.")
        return words.format(model.number_words(row.entry.value))

    def _choose(self, row: model.AssumptionRow | None) -> None:
        if row is None:
            self.title.say("")
            self.detail.setText(self.tr("Nothing fits the search."))
            return
        entry = row.entry
        self.title.say(self.tr("{title}: {value} {unit}").format(
            title=row.title, value=model.number_words(row.value), unit=entry.unit))  # fmt: skip
        parts = [entry.says, self._changed_words(row)]
        if row.outside:
            parts.append(self.tr("The value lies beyond the plausible range."))
        parts.append(self.tr("Plausible from {low} to {high}. Source: {source}. Confidence: {how}. "
                             "Its name in a scenario is {name}.").format(
            low=model.number_words(entry.low), high=model.number_words(entry.high),
            source=entry.source.rstrip("."), how=said(entry.confidence), name=entry.name,
        ))  # fmt: skip
        self.detail.setText(" ".join(parts))
