"""The panel of branches: the tree of all lines of play in the session's file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from tabletop.ui.flow import FlowLayout
from tabletop.ui.panels.branches import THING, Branch, BranchView
from tabletop.ui.panels.panel import Say, button
from tabletop.ui.panels.staff import StaffPanel, written_at

if TYPE_CHECKING:
    from tabletop.session.branches import BranchRow
    from tabletop.session.moment import Moment

LONGEST = 60


class BranchTreePanel(StaffPanel):
    """Starts, opens, renames and compares branches.

    ``branch_asked`` carries the number of a branch and whether it takes this window's place,
    ``compare_asked`` the number of a branch to be put beside the one that is shown, None for
    another session file.
    """

    branch_asked = Signal(int, bool)
    compare_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("branches", parent)
        tr = self.tr
        titles = (tr("Branch"), tr("From"), tr("Own"), tr("All"), tr("Begun"))
        self.tree = BranchView(tr("Branches of the session"), titles)
        self.tree.chosen.connect(self._choose)
        self.tree.opened.connect(lambda _: self._open(here=False))
        self.detail = Say()
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST)
        self.name.setPlaceholderText(tr("What is different?"))
        self.name.setAccessibleName(tr("Name of the branch"))
        self.name.returnPressed.connect(self._start)
        self.name.textChanged.connect(self._check)
        self.start = button(tr("&What if, from here"), "")
        self.start.clicked.connect(self._start)
        self.rename = button(tr("&Rename"), tr("Give the chosen branch the name in the line."))
        self.rename.clicked.connect(self._rename)
        self.open = button(tr("&Open beside"), tr("Open the chosen branch in another window."))
        self.open.clicked.connect(lambda: self._open(here=False))
        self.switch = button(tr("&Switch to it"), tr("Open it in the place of this window."))
        self.switch.clicked.connect(lambda: self._open(here=True))
        self.compare = button(
            tr("&Compare with this"), tr("Put the chosen branch and the one shown side by side.")
        )
        self.compare.clicked.connect(self._compare)
        self.other = button(
            tr("Compare with a &file…"), tr("Put this line of play beside another session file.")
        )
        self.other.clicked.connect(lambda: self.compare_asked.emit(None))
        self._lay_out()

    def _lay_out(self) -> None:
        writing, doings = QWidget(), QWidget()
        first, second = FlowLayout(writing, 0, 6), FlowLayout(doings, 0, 6)
        self.name.setMinimumWidth(self.fontMetrics().averageCharWidth() * 28)
        for part in (self.name, self.start, self.rename):
            first.addWidget(part)
        for one in (self.open, self.switch, self.compare, self.other):
            second.addWidget(one)
        for widget in (self.tree, self.detail, writing, doings):
            self.column.addWidget(widget)
        self.column.setStretch(0, 1)

    # -- what is shown ----------------------------------------------------------------------------

    def render_all(self, moment: Moment) -> None:
        """Show the tree; the branch that is shown carries a dot."""
        rows = self.session.branches.tree()
        self.tree.show_branches(self._under(rows, 0, 0)[0])
        if self.tree.current() is None:
            self.tree.setCurrentIndex(next(self.tree.branches.walk()))
        self._choose(self.tree.current())

    def clear(self) -> None:
        """Leave nothing of the tree to be read."""
        self.tree.show_branches(())
        self.detail.setText("")

    def _under(self, rows: Sequence[BranchRow], at: int, depth: int) -> tuple[list[Branch], int]:
        """Gather the lines of a depth from ``at`` on, with what springs from them."""
        found = []
        while at < len(rows) and rows[at].depth == depth:
            row = rows[at]
            under, at = self._under(rows, at + 1, depth + 1)
            found.append(self._line(row, tuple(under)))
        return found, at

    def _line(self, row: BranchRow, under: tuple[Branch, ...]) -> Branch:
        branch = row.branch
        shown = branch.id == self.session.branch.id
        root = branch.parent is None
        cells = (
            ("● " if shown else "") + self.title(row), "" if root else str(branch.fork),
            str(row.own), str(row.last), "" if root else f"{written_at(branch.at)}, {branch.by}",
        )  # fmt: skip
        return Branch(str(branch.id), cells, row, row.damage, shown, under=under)

    def title(self, row: BranchRow) -> str:
        """Return the name of a branch."""
        return row.branch.name or self.tr("As played")

    def _choose(self, row: BranchRow | None) -> None:
        if row is None or self._moment is None or self._bridge is None:
            return
        other = row.branch.id != self.session.branch.id
        for one in (self.open, self.switch, self.compare):
            one.setEnabled(other)
        if row.damage:
            words = self.tr("“{name}” cannot be read beyond entry {last}: {damage}.").format(
                name=self.title(row), last=row.last, damage=row.damage)  # fmt: skip
        elif row.branch.parent is None:
            words = self.tr("What was played first, {last} entries.").format(last=row.last)
        else:
            words = self.tr(
                "“{name}” shares everything up to entry {fork} and has {own} entries of its own."
            ).format(name=self.title(row), fork=row.branch.fork, own=row.own)
        self.detail.setText(words)
        self._check()

    def _check(self) -> None:
        if self._bridge is None:
            return
        named, row = bool(self.name.text().strip()), self.tree.current()
        self.start.setText(self.tr("&What if, from entry {seq}").format(seq=self.bridge.seq))
        self.start.setAccessibleName(self.start.text().replace("&", ""))
        self.start.setEnabled(named and self.session.branches.writable)
        self.start.setToolTip(
            self.tr("Go another way after the entry that is shown; what was played stays.")
            if named else self.tr("Give the branch a name first.")
        )  # fmt: skip
        self.rename.setEnabled(named and row is not None and row.branch.parent is not None)

    def _with(self, do: Callable[[BranchRow], object]) -> None:
        row = self.tree.current()
        if row is not None:
            do(row)

    # -- what is done -----------------------------------------------------------------------------

    def start_branch(self, name: str, at: int) -> int | None:
        """Start a branch after an entry; returns its number, None when it was refused."""
        begun: list[int] = []
        branches = self.session.branches
        if not self.keep(lambda: begun.append(branches.start(at, name, self.bridge.own).id)):
            return None
        self.name.clear()
        self.redraw()
        self._reach(begun[0])
        words = self.tr("“{name}” begins after entry {seq}. Open it to play on there.")
        self.told.emit(words.format(name=name, seq=at))
        return begun[0]

    def _reach(self, number: int) -> None:
        for index in self.tree.branches.walk():
            if index.data(THING).branch.id == number:
                self.tree.expandAll()
                self.tree.setCurrentIndex(index)

    def _start(self) -> None:
        if self.start.isEnabled():
            self.start_branch(self.name.text().strip(), self.bridge.seq)

    def _rename(self) -> None:
        def rename(row: BranchRow) -> None:
            name = self.name.text().strip()
            if self.keep(lambda: self.session.branches.rename(row.branch.id, name,
                                                              self.bridge.own)):  # fmt: skip
                self.name.clear()
                self.redraw()

        self._with(rename)

    def _open(self, *, here: bool) -> None:
        def open_it(row: BranchRow) -> None:
            if row.branch.id != self.session.branch.id:
                self.branch_asked.emit(row.branch.id, here)

        self._with(open_it)

    def _compare(self) -> None:
        self._with(lambda row: self.compare_asked.emit(row.branch.id))
