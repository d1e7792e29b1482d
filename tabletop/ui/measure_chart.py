"""A measure over the turns in a window of its own: its value, and the terms it is made of.

pyqtgraph is loaded when the first chart is opened, never at the start.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from tabletop.ui.loading import whole
from tabletop.ui.panels.panel import Say, Title, fit_dialog
from tabletop.ui.panels.words import number
from tabletop.ui.theme import Theme
from tabletop.ui.translating import word

if TYPE_CHECKING:
    from tabletop.session.moment import Moment

STYLES = (
    Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine, Qt.PenStyle.DashDotDotLine,
)  # fmt: skip
"""Lines of the terms, so that colour is never the only sign."""
MOST_TERMS = 4
"""Terms that are drawn: those that moved most."""


@dataclass(frozen=True)
class Course:
    """A measure at the opening of each turn and now, and its terms' contributions likewise."""

    title: str
    turns: tuple[float, ...]
    values: tuple[float, ...]
    terms: Mapping[str, tuple[float, ...]]

    def words(self) -> str:
        """Return the values in words, for who does not see the lines."""
        pairs = zip(self.turns, self.values, strict=True)
        return ", ".join(f"{turn:g}: {number(value, 1)}" for turn, value in pairs)


def course_of(moment: Moment, name: str) -> Course:
    """Gather a measure over the turns so far; the last point is now, within the present turn."""
    from tabletop.rules.measures import MEASURES, explain

    states = [*moment.history, moment.state]
    turns = (*(float(i + 1) for i in range(len(moment.history))), moment.turn + 0.5)
    told = [explain(moment.world, state, name) for state in states]
    names = dict.fromkeys(term.title for one in told for term in one.terms)
    terms = {
        title: tuple(
            sum(term.contribution for term in one.terms if term.title == title) for one in told
        )
        for title in names
    }
    most = sorted(terms, key=lambda one: min(terms[one]) - max(terms[one]))[:MOST_TERMS]
    values = tuple(float(one.value) for one in told)
    return Course(MEASURES[name].title, turns, values, {one: terms[one] for one in most})


class MeasureChart(QDialog):
    """The lines of a measure and of the terms that moved most; Esc closes it."""

    def __init__(self, moment: Moment, name: str, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        whole("pyqtgraph")
        import pyqtgraph

        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.course = course_of(moment, name)
        title = word(self.course.title)
        self.setWindowTitle(title)
        self.plot = pyqtgraph.PlotWidget(background=theme.panel)
        self.plot.setAccessibleName(self.tr("{measure} over the turns").format(measure=title))
        self.plot.setAccessibleDescription(self.course.words())
        self.plot.setMenuEnabled(False)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.hideButtons()
        self.plot.addLegend(offset=(10, 10), labelTextColor=theme.text, brush=theme.panel)
        self.plot.showGrid(x=True, y=True, alpha=0.25)
        for side, words in (("bottom", self.tr("Turn")), ("left", title)):
            axis = self.plot.getAxis(side)
            axis.setPen(theme.border)
            axis.setTextPen(theme.text)
            axis.setTickFont(self.font())
            self.plot.setLabel(side, words, color=theme.text)
        ticks = [(turn, f"{turn:.0f}") for turn in self.course.turns if turn == int(turn)]
        self.plot.getAxis("bottom").setTicks([ticks])
        self._draw(theme, title)
        self._leave_room()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(Title(title))
        column.addWidget(self.plot, 1)
        column.addWidget(Say(self.tr("At the opening of each turn, and now: {values}.").format(
            values=self.course.words()), dim=True))  # fmt: skip
        column.addWidget(buttons)
        fit_dialog(self, 96, 32)

    def _draw(self, theme: Theme, title: str) -> None:
        import pyqtgraph

        course = self.course
        pen = pyqtgraph.mkPen(theme.accent, width=3)
        self._line(course.values, title, pen, "o", theme.accent)
        colours: Sequence[str] = (theme.bad, theme.good, theme.warn, theme.text_dim)
        for (name, values), style, colour in zip(
            course.terms.items(), STYLES, colours, strict=False
        ):
            pen = pyqtgraph.mkPen(colour, width=1.6, style=style)
            self._line(values, word(name), pen, None, colour)

    def _leave_room(self) -> None:
        """Leave room above the lines for the names of all of them."""
        values = [*self.course.values, *(v for one in self.course.terms.values() for v in one)]
        low, high = min(0.0, *values), max(values)
        self.plot.setYRange(low, high + 0.9 * max(high - low, 1.0), padding=0.02)

    def _line(
        self, values: Sequence[float], name: str, pen: object, symbol: str | None, colour: str
    ) -> None:
        self.plot.plot(list(self.course.turns), list(values), name=name, pen=pen, symbol=symbol,
                       symbolBrush=colour, symbolPen=colour, antialias=True)  # fmt: skip
