"""Pages of the evaluator's pad on which is judged: ratings, expected actions, injects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from tabletop.ui import evaluation_model as model
from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels.branches import Branch, BranchView
from tabletop.ui.panels.panel import Say, button
from tabletop.ui.panels.rows import Column, RowView

if TYPE_CHECKING:
    from tabletop.analysis.evaluation import ExpectedAction
    from tabletop.analysis.report.model import InjectRow
    from tabletop.world.world import World

RATINGS = ("P", "S", "M", "U")
TICKS = {"met": "M", "late": "L", "missed": "X"}
SIGNS = {"met": "✓", "late": "◷", "missed": "✗", "open": "…"}
"""What can become of an expected action, with its sign."""
LONGEST = 2000


def on_key(keys: str, widget: QWidget, do: Callable[[], object]) -> None:
    """Do something at a key while a widget has the keyboard."""
    shortcut = QShortcut(QKeySequence(keys), widget, context=Qt.ShortcutContext.WidgetShortcut)
    shortcut.activated.connect(do)


def _remark(words: str, tip: str) -> QLineEdit:
    line = QLineEdit()
    line.setMaxLength(LONGEST)
    line.setPlaceholderText(words)
    line.setAccessibleName(words)
    line.setToolTip(tip)
    return line


class Ratings(QWidget):
    """Objectives, their capability and tasks, rated by the keys P, S, M and U.

    ``rated`` carries a ``Rated``, the rating and a remark.
    """

    rated = Signal(object, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = self.tr
        titles = (tr("Objective, task"), tr("Rating"), tr("Orders"), tr("Notes"))
        self.tree = BranchView(tr("Objectives and tasks"), titles)
        self.tree.chosen.connect(self._choose)
        self.detail = Say()
        self.remark = _remark(tr("Why (may stay empty)"), tr("It is kept with the rating."))
        self.remark.returnPressed.connect(self.tree.setFocus)
        says = {
            "P": tr("Performed without challenges (key P)"),
            "S": tr("Performed with some challenges (key S)"),
            "M": tr("Performed with major challenges (key M)"),
            "U": tr("Unable to be performed (key U)"),
        }
        self.buttons: dict[str, QPushButton] = {}
        row = QWidget()
        flow = FlowLayout(row, 0, 6)
        for name in RATINGS:
            self.buttons[name] = made = button(name, says[name])
            made.clicked.connect(lambda _=False, one=name: self.rate(one))
            on_key(name, self.tree, lambda one=name: self.rate(one))  # type: ignore[misc]
            flow.addWidget(made)
        column = QVBoxLayout(self)
        for widget in (self.tree, self.detail, self.remark, row):
            column.addWidget(widget)
        column.setStretch(0, 1)

    def show_ratings(self, rows: Sequence[model.Rated]) -> None:
        """Show objectives with their tasks."""
        self.tree.show_branches([self._line(row) for row in rows])
        if self.tree.current() is None and rows:
            self.tree.setCurrentIndex(next(self.tree.branches.walk()))

    def clear(self) -> None:
        """Leave nothing to be read."""
        self.tree.show_branches(())
        self.detail.setText("")
        self.remark.clear()

    def _line(self, row: model.Rated) -> Branch:
        cells = (row.title, row.rating or "–", str(len(row.shown)) if row.kind == "task" else "",
                 str(len(row.remarks) or ""))  # fmt: skip
        return Branch(row.id, cells, row, row.text, row.kind == "objective",
                      under=tuple(self._line(task) for task in row.tasks))  # fmt: skip

    def _choose(self, row: model.Rated | None) -> None:
        for one in self.buttons.values():
            one.setEnabled(row is not None)
        if row is None:
            self.detail.setText(self.tr("This scenario has no objectives."))
            return
        parts = [row.text]
        if row.shown:
            entries = ", ".join(f"#{seq}" for seq in row.shown[-12:])
            parts.append(self.tr("Orders that show it: {entries}").format(entries=entries))
        for note in row.remarks[-3:]:
            if note.text:
                parts.append(f"#{note.entry} {note.data.get('rating', '')} {note.text}")
        self.detail.setText("\n".join(parts))

    def rate(self, rating: str) -> None:
        """Rate what the cursor stands on."""
        row = self.tree.current()
        if row is not None:
            remark = self.remark.text().strip()
            self.remark.clear()
            self.rated.emit(row, rating, remark)


class Expected(QWidget):
    """What injects asked for: proposed by the program, decided by the keys M, L and X.

    ``decided`` carries an ``ExpectedAction``, the status (empty takes the decision off) and a
    remark; ``looked`` an entry.
    """

    decided = Signal(object, str, str)
    looked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._world: World | None = None
        tr = self.tr
        self.waiting = QCheckBox(tr("Only those not &decided"))
        self.waiting.toggled.connect(self._sift)
        self.table = RowView(tr("Expected actions"), self._columns(),
                             lambda a: (a.inject, a.number))  # fmt: skip
        self.table.stretch(0)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda a: self.looked.emit(a.entries[-1]))
        self.detail = Say()
        self.remark = _remark(tr("Why (may stay empty)"), tr("It is kept with the decision."))
        self.remark.returnPressed.connect(self.table.setFocus)
        titles = {"met": tr("✓ &Met"), "late": tr("◷ &Late"), "missed": tr("✗ Mi&ssed")}
        self.buttons: dict[str, QPushButton] = {}
        row = QWidget()
        flow = FlowLayout(row, 0, 6)
        for status, key in TICKS.items():
            words = tr("Decide it (key {key})").format(key=key)
            self.buttons[status] = made = button(titles[status], words)
            made.clicked.connect(lambda _=False, one=status: self.decide(one))
            on_key(key, self.table, lambda one=status: self.decide(one))  # type: ignore[misc]
            flow.addWidget(made)
        self.undo = button(tr("&As proposed"), tr("Take the decision off (key Delete)."))
        self.undo.clicked.connect(lambda: self.decide(""))
        on_key("Delete", self.table, lambda: self.decide(""))
        flow.addWidget(self.undo)
        column = QVBoxLayout(self)
        for widget in (self.waiting, self.table, self.detail, self.remark, row):
            column.addWidget(widget)
        column.setStretch(1, 1)

    def _columns(self) -> tuple[Column, ...]:
        tr = self.tr
        self._words = {
            "met": tr("met"), "late": tr("late"), "missed": tr("missed"), "open": tr("open"),
            "not seen in orders": tr("yours to say"),
        }  # fmt: skip

        def said(status: str) -> str:
            return f"{SIGNS.get(status, '?')} {self._words.get(status, status)}" if status else ""

        return (
            Column(tr("Expected"), lambda a: a.text),
            Column(tr("Proposed"), lambda a: said(a.proposed)),
            Column(tr("Decided"), lambda a: said(a.decided)),
            Column(tr("After"), lambda a: self._title(a.inject), spare=1),
        )

    def _title(self, inject: str) -> str:
        if self._world is None:
            return inject
        number = self._world.index["inject"].get(inject)
        return inject if number is None else self._world.injects[number].title

    def show_actions(self, world: World, actions: Sequence[ExpectedAction]) -> None:
        """Show every expected action of the injects that were delivered."""
        self._world = world
        self.table.show_rows(actions)
        if self.table.current() is None and actions:
            self.table.selectRow(0)
        self._choose(self.table.current())

    def clear(self) -> None:
        """Leave nothing to be read."""
        self.table.show_rows(())
        self.detail.setText("")
        self.remark.clear()

    def _sift(self) -> None:
        only = self.waiting.isChecked()
        self.table.sift(lambda action: not only or not action.decided)

    def _choose(self, action: ExpectedAction | None) -> None:
        for one in (*self.buttons.values(), self.undo):
            one.setEnabled(action is not None)
        if action is None:
            self.detail.setText(self.tr("No inject that expects something was delivered yet."))
            return
        self.undo.setEnabled(bool(action.decided))
        entries = ", ".join(f"#{seq}" for seq in action.entries)
        words = self.tr("After “{inject}”: {text}\nProposed: {status}, {because} ({entries}).")
        parts = [words.format(
            inject=self._title(action.inject), text=action.text, because=action.because,
            status=self._words.get(action.proposed, action.proposed), entries=entries,
        )]  # fmt: skip
        if action.decided:
            by = self.tr("Decided: {status}, by {who}. {why}")
            parts.append(by.format(status=self._words[action.decided], who=action.by,
                                   why=action.remark))  # fmt: skip
        self.detail.setText("\n".join(parts))

    def decide(self, status: str) -> None:
        """Decide what the cursor stands on."""
        action = self.table.current()
        if action is not None:
            remark = self.remark.text().strip()
            self.remark.clear()
            self.decided.emit(action, status, remark)


class PlannedAndActual(QWidget):
    """Every inject as planned and as played, and the time from it to the first act."""

    looked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = self.tr
        self.table = RowView(tr("Injects planned and actual"), (
            Column(tr("Inject"), lambda r: r.title),
            Column(tr("Planned"), lambda r: r.planned),
            Column(tr("Actual"), lambda r: r.actual),
            Column(tr("At"), lambda r: r.at, spare=2),
            Column(tr("First act after"), _waited),
        ), lambda r: (r.id, r.entries))  # fmt: skip
        self.table.stretch(0)
        self.table.opened.connect(self._look)
        self.summary = Say()
        column = QVBoxLayout(self)
        column.addWidget(self.table, 1)
        column.addWidget(self.summary)

    def _look(self, row: InjectRow) -> None:
        if row.entries:
            self.looked.emit(row.entries[0])

    def show_injects(self, rows: Sequence[InjectRow]) -> None:
        """Show the rows."""
        self.table.show_rows(rows)
        played = [row for row in rows if row.played]
        answered = [row for row in played if row.waited]
        words = self.tr("{played} of {all} injects were played; {acted} of them were acted on.")
        self.summary.setText(words.format(played=len(played), all=len(rows), acted=len(answered)))

    def clear(self) -> None:
        """Leave nothing to be read."""
        self.table.show_rows(())
        self.summary.setText("")


def _waited(row: Any) -> str:
    return f"{row.waited} (#{row.acted})" if row.waited else "–"
