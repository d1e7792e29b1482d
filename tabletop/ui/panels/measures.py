"""The panel of measures: the scorecard, and each number down to the acts that moved it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from tabletop.ui.panels import measures_model as model
from tabletop.ui.panels.branches import Branch, BranchView
from tabletop.ui.panels.delegates import Drawn, course, term
from tabletop.ui.panels.entries import entry_words
from tabletop.ui.panels.panel import Panel, Say, Title, button
from tabletop.ui.panels.row_model import ROW
from tabletop.ui.panels.rows import Column, RowView
from tabletop.ui.panels.words import number, said, signed, step, trend
from tabletop.ui.translating import word

if TYPE_CHECKING:
    from tabletop.analysis.preview import Difference
    from tabletop.rules.measures import Measure
    from tabletop.session.moment import Moment

COURSE_COLUMN, BAR_COLUMN = 3, 1
SEARCH_MS = 30
"""Time after which the acts behind a change are looked for; all else is painted first."""


class MeasuresPanel(Panel):
    """The scorecard above; below, the chosen measure term by term."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("measures", parent)
        self._ahead: model.Ahead | None = None
        self.ahead = Title()
        self.ahead.hide()
        self.table = RowView(self.tr("Measures"), self._columns(), lambda row: row.measure.name)
        self.table.setItemDelegateForColumn(COURSE_COLUMN, Drawn(course, 8, self.table))
        self.table.chosen.connect(self._open)
        self.title, self.says = Title(), Say()
        self.chart = button(self.tr("&Chart…"), self.tr("Show the measure over the turns."))
        self.chart.clicked.connect(self._draw_chart)
        self.table.opened.connect(lambda _: self._draw_chart())
        self.tree = BranchView(
            self.tr("What the measure is made of"),
            (self.tr("Made of"), "", self.tr("Now"), self.tr("Before")),
        )
        self.tree.setItemDelegateForColumn(BAR_COLUMN, Drawn(term, 8, self.tree))
        self._branches: tuple[Branch, ...] = ()
        self._found: tuple[Moment | None, str, list[model.Mover]] = (None, "", [])
        self._search = QTimer(self, interval=SEARCH_MS, singleShot=True)
        self._search.timeout.connect(self._find_movers)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 4, 0, 0)
        for widget in (self.title, self.says, self.tree, self.chart):
            column.addWidget(widget)
        column.setStretch(2, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(below)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 4)
        self.content.addWidget(self.ahead)
        self.content.addWidget(splitter, 1)
        self.content.addWidget(Say(self.tr(
            "An assessment for discussion, not a prediction: every weight is an assumption."
        ), dim=True))  # fmt: skip

    def _draw_chart(self) -> None:
        """Open the chosen measure as a chart of its own, once what draws it has been loaded."""
        from tabletop.ui.loading import Loading, charts

        row, moment = self.table.current(), self._moment
        if row is not None and moment is not None:
            loading = Loading(charts(), self)
            loading.done.connect(loading.deleteLater)
            loading.done.connect(partial(self._show_chart, moment.seat, row.measure.name))
            loading.start()

    def _show_chart(self, seat: str | None, name: str) -> None:
        from tabletop.ui.charts import theme_of
        from tabletop.ui.measure_chart import MeasureChart

        moment = self._moment
        if moment is not None and moment.seat == seat:  # nobody else has sat down meanwhile
            MeasureChart(moment, name, theme_of(self.palette()), self).open()

    def open_measure(self, name: str) -> None:
        """Put the cursor on a measure."""
        self.table.choose(name)

    def render_moment(self, moment: Moment) -> None:
        """Show the scores of the moment."""
        self.preview(None)
        self.table.show_rows(model.scorecard(moment))
        if self.table.current() is None and self.table.rows.rows:
            self.table.selectRow(0)

    def _columns(self) -> tuple[Column, ...]:
        tr = self.tr
        better = {"high": "↑", "low": "↓"}
        says = {"high": tr("High is better."), "low": tr("Low is better.")}

        def is_good(row: model.MeasureRow) -> bool:
            return (row.change > 0) == (row.measure.better == "high")

        def verdict(row: model.MeasureRow) -> str:
            ahead = self._ahead and self._ahead.steps.get(row.measure.name)
            if self._ahead is not None:
                return _direction(ahead, row.measure) if ahead else tr("unchanged")
            if round(row.change, 1) == 0:
                return trend(row.change)
            return f"{trend(row.change)} {'✓' if is_good(row) else '✗'}"

        def judged(row: model.MeasureRow) -> str:
            if round(row.change, 1) == 0:
                return tr("No change since the turn began.")
            how = tr("better") if is_good(row) else tr("worse")
            return tr("{change} since the turn began: {how}.").format(
                change=signed(row.change), how=how
            )

        return (
            Column(tr("Measure"), lambda r: f"{word(r.measure.title)} {better[r.measure.better]}",
                   tip=lambda r: f"{word(r.measure.says)} {says[r.measure.better]}",
                   says=tr("↑ high is better, ↓ low is better.")),
            Column(tr("Now"), self._now, lambda r: r.value, True),
            Column(tr("Change"), verdict, lambda r: r.change, tip=judged,
                   says=tr("Since the turn began: ✓ is better, ✗ is worse.")),
            Column(tr("Course"), lambda r: "", lambda r: r.value,
                   tip=lambda r: ", ".join(number(v) for v in r.course),
                   picture=lambda r: (r.course, *_scale(r.measure)),
                   says=tr("One value for each turn so far.")),
        )  # fmt: skip

    def _now(self, row: model.MeasureRow) -> str:
        ahead = self._ahead and self._ahead.steps.get(row.measure.name)
        if not ahead:
            return _amount(row.measure, row.value)
        before, after, _ = step(ahead.before, ahead.after)
        unit = "" if row.measure.unit.startswith("0") else f" {row.measure.unit}"
        return f"{before} → {after}{unit}"

    def preview(self, ahead: model.Ahead | None) -> None:
        """Show the affected measures before and after, for forces held over a place.

        None brings all measures back as they are.
        """
        if ahead is None and self._ahead is None:
            return
        self._ahead = ahead
        self.ahead.say("" if ahead is None else self._ahead_words(ahead))
        rows = self.table.rows
        if rows.rows:
            rows.dataChanged.emit(rows.index(0, 0), rows.index(len(rows.rows) - 1, 3))
        self._show_affected()

    def _show_affected(self) -> None:
        """Leave out the measures that a preview does not touch, and their courses, for its time."""
        steps = {} if self._ahead is None else self._ahead.steps
        sifted = self.table.sifted
        for at in range(sifted.rowCount()):
            name = sifted.index(at, 0).data(ROW).measure.name
            self.table.setRowHidden(at, bool(steps) and name not in steps)
        if self._ahead is None:
            self.table.leave_out()
        else:
            self.table.leave_out(COURSE_COLUMN)

    def _ahead_words(self, ahead: model.Ahead) -> str:
        from tabletop.rules.measures import MEASURES

        good = sum((one.change > 0) == (MEASURES[name].better == "high")
                   for name, one in ahead.steps.items())  # fmt: skip
        if not ahead.steps:
            words = self.tr("With {what} and all else as it is, no measure changes at once.")
            return words.format(what=ahead.words)
        words = self.tr("Before → after, with {what} and all else as it is: {good} better, "
                        "{bad} worse.")  # fmt: skip
        return words.format(what=ahead.words, good=good, bad=len(ahead.steps) - good)

    def _open(self, row: model.MeasureRow | None) -> None:
        if row is None or self._moment is None:
            self.chart.setEnabled(False)
            self.title.say("")
            self.says.say("")
            self.tree.show_branches(())
            return
        measure, moment = row.measure, self.moment
        self.chart.setEnabled(True)
        self.title.say(f"{word(measure.title)}: {_amount(measure, row.value)}")
        is_high = measure.better == "high"
        better = self.tr("High is better.") if is_high else self.tr("Low is better.")
        unit = "" if measure.unit.startswith("0") else self.tr("Unit: {}.").format(measure.unit)
        self.says.say(" ".join(one for one in (word(measure.says), better, unit) if one))
        self._branches = (*self._terms(model.terms(moment, measure.name)), self._total(row))
        self._show_tree(moment, measure.name)
        if not self._is_found(moment, measure.name):
            self._search.start()

    def _is_found(self, moment: Moment, name: str) -> bool:
        return self._found[0] is moment and self._found[1] == name

    def _find_movers(self) -> None:
        """Find the acts behind the change in a round of their own: each one is followed again."""
        row, moment = self.table.current(), self._moment
        if self._stale or row is None or moment is None:
            return  # what is shown has changed: it is asked for again when it is drawn
        if not self._is_found(moment, row.measure.name):
            name = row.measure.name
            self._found = (moment, name, model.movers(moment, name))
            self._show_tree(moment, name)

    def _show_tree(self, moment: Moment, name: str) -> None:
        movers = self._found[2] if self._is_found(moment, name) else None
        self.tree.show_branches((*self._branches, self._movers(moment, movers)))

    def _terms(self, terms: list[model.TermRow]) -> tuple[Branch, ...]:
        low = min((one.contribution for one in terms), default=0.0)
        high = max((one.contribution for one in terms), default=0.0)
        return tuple(
            Branch(
                f"term/{one.name}",
                (one.title, "", signed(one.contribution), signed(one.before)),
                tip=self.tr("{title}: {value} × weight {weight}").format(
                    title=one.title, value=number(one.value, 2), weight=number(one.weight, 2)
                ),
                pictures=((BAR_COLUMN, (one.contribution, (low, high))),),
                under=tuple(self._variable(v) for v in one.variables),
            )
            for one in terms
        )

    def _variable(self, row: model.VariableRow) -> Branch:
        titles = {
            "mean": self.tr("{} (mean)"), "count": self.tr("{} (how many)"),
            "many": self.tr("{} ({} changed)"),
        }  # fmt: skip
        title = titles.get(row.sums_up, "{}").format(row.title, row.changed)
        return Branch(
            f"variable/{row.name}",
            (title, "", _plain(row.now), _plain(row.before)),
            tip=self.tr("{name}, in {unit}").format(name=row.name, unit=row.unit),
            under=tuple(
                Branch(f"place/{place}", (place, "", _plain(now), _plain(before)))
                for place, before, now in row.places
            ),
        )

    def _total(self, row: model.MeasureRow) -> Branch:
        return Branch(
            "total",
            (self.tr("Sum"), "", number(row.value, 1), number(row.value - row.change, 1)),
            strong=True,
        )

    def _movers(self, moment: Moment, found: list[model.Mover] | None) -> Branch:
        """Lay out the acts that moved a measure; None while they are being found."""
        words = self.tr("Nothing so far.") if found is not None else self.tr("…")
        none = (Branch("none", (words,)),)
        return Branch(
            "movers",
            (self.tr("Moved in this turn by"),),
            strong=True,
            under=tuple(self._mover(moment, one) for one in found or ()) or none,
        )

    def _mover(self, moment: Moment, mover: model.Mover) -> Branch:
        words = entry_words(moment.world, mover.entry)
        tip = f"{words}\n{', '.join(mover.variables)}" if mover.variables else words
        return Branch(
            f"entry/{mover.entry.seq}",
            (f"{signed(mover.change, 2)}:  {mover.entry.seq}. {words}",),
            thing=mover.entry,
            tip=tip,
        )


def _direction(ahead: Difference, measure: Measure) -> str:
    """Write what a measure would change by, with its direction as arrow, sign, mark and word."""
    change = step(ahead.before, ahead.after)[2]
    arrow = "▲" if ahead.change > 0 else "▼"
    if (ahead.change > 0) == (measure.better == "high"):
        return f"{arrow} {change} ✓ {QCoreApplication.translate('MeasuresPanel', 'better')}"
    return f"{arrow} {change} ✗ {QCoreApplication.translate('MeasuresPanel', 'worse')}"


def _amount(measure: Measure, value: float) -> str:
    if measure.unit.startswith("0"):
        return number(value, 1)
    return f"{number(value)} {measure.unit}"


def _scale(measure: Measure) -> tuple[float | None, float | None]:
    return (0.0, 100.0) if measure.unit.startswith("0") else (None, None)


def _plain(value: float | str) -> str:
    return said(value) if isinstance(value, str) else number(value, 1)
