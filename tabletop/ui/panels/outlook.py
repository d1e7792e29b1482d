"""The panel of the outlook: how the next turns spread, and what an order in hand changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QMenu,
    QProgressBar,
    QSizePolicy,
    QTabWidget,
    QToolButton,
    QWidget,
)

from tabletop.ui import outlook_model as model
from tabletop.ui.aside import Aside, Serve
from tabletop.ui.flow import FlowLayout
from tabletop.ui.outlook_chart import Fan
from tabletop.ui.panels.panel import Panel, Say
from tabletop.ui.panels.rows import Column, RowView
from tabletop.ui.panels.words import number, signed

if TYPE_CHECKING:
    from tabletop.analysis.outlook import Comparison, Difference, Outlook
    from tabletop.session.moment import Moment
    from tabletop.ui.bridge import Replayer

REST_MS = 120
"""How long a question waits for a newer one, such as the next place under the pointer."""
MOST_FANS = 6
LEAST_ODDS = 0.005


@dataclass(frozen=True)
class OddsRow:
    """Odds of one sector or inject, and their change by the order in hand."""

    name: str
    odds: tuple[float, ...]
    change: tuple[float, ...] = ()


class OutlookPanel(Panel):
    """Fans of chosen measures, odds of sectors and injects; asks a process of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("outlook", parent)
        self._bridge: Replayer | None = None
        self._aside: Aside | None = None
        self._asked = self._answered = 0
        self._orders: tuple[Mapping[str, Any], ...] = ()
        self._base: Outlook | None = None
        self._change: Comparison | None = None
        self.worlds = 0
        self.policy, self.turns = QComboBox(), QComboBox()
        self.measures = QToolButton()
        self.says, self.state = Say(dim=True), Say()
        self.progress = QProgressBar()
        self.fans = [Fan() for _ in range(MOST_FANS)]
        self.pages = QTabWidget()
        self.sectors = RowView(self.tr("Odds of sectors"), self._sector_columns(),
                               lambda r: r.name)  # fmt: skip
        self.injects = RowView(self.tr("Likeliest injects"), self._inject_columns(),
                               lambda r: r.name)  # fmt: skip
        self.differences = RowView(self.tr("What the order in hand changes"),
                                   self._difference_columns(), lambda r: r.measure)  # fmt: skip
        self._timer = QTimer(self, interval=REST_MS, singleShot=True)
        self._timer.timeout.connect(self._ask)
        self._choices()
        self._lay_out()

    # -- how it is made ---------------------------------------------------------------------------

    def _choices(self) -> None:
        self.policy.setAccessibleName(self.tr("Who decides in the worlds"))
        self.policy.setToolTip(self.tr("What is decided from now on in the worlds of the outlook."))
        names = {"hold": self.tr("no further orders"), "staff": self.tr("a careful staff"),
                 "tripwire": self.tr("tripwire"), "forward": self.tr("forward defence"),
                 "air_first": self.tr("air first"),
                 "cautious_parliaments": self.tr("cautious parliaments")}  # fmt: skip
        for name in model.POLICIES:
            self.policy.addItem(self.tr("If: {}").format(names[name]), name)
        self.turns.setAccessibleName(self.tr("Turns to look on"))
        for turns in model.TURNS:
            self.turns.addItem(self.tr("{} turns").format(turns), turns)
        self.turns.setCurrentIndex(model.TURNS.index(6))
        for box in (self.policy, self.turns):
            box.currentIndexChanged.connect(self.redraw)
        self.measures.setText(self.tr("Measures"))
        self.measures.setAccessibleName(self.tr("Choose the measures that have a fan"))
        self.measures.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.measures)
        for name, title in model.measure_titles().items():
            action = QAction(title, menu)
            action.setCheckable(True)
            action.setChecked(name in model.USUAL)
            action.setData(name)
            action.toggled.connect(self._show_fans)
            menu.addAction(action)
        self.measures.setMenu(menu)

    def _lay_out(self) -> None:
        above, charts = QWidget(), QWidget()
        row = FlowLayout(above, 0, 8)
        row.addWidget(self.policy)
        row.addWidget(self.turns)
        row.addWidget(self.measures)
        self._grid = QGridLayout(charts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for i, fan in enumerate(self.fans):
            self._grid.addWidget(fan, i // 2, i % 2)
            fan.hide()
        self.progress.setTextVisible(False)
        self.progress.setMaximum(100)
        self.progress.setMaximumHeight(6)
        keep = self.progress.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        keep.setVerticalPolicy(QSizePolicy.Policy.Fixed)
        self.progress.setSizePolicy(keep)
        self.progress.setAccessibleName(self.tr("Progress of the outlook"))
        self.progress.hide()
        self.pages.addTab(self.sectors, self.tr("Sectors"))
        self.pages.addTab(self.injects, self.tr("Injects"))
        self.pages.addTab(self.differences, self.tr("Order in hand"))
        for widget, stretch in (
            (above, 0), (self.progress, 0), (self.state, 0), (charts, 3), (self.pages, 2),
            (self.says, 0),
        ):  # fmt: skip
            self.content.addWidget(widget, stretch)

    def _sector_columns(self) -> tuple[Column, ...]:
        def odds(n: int) -> Column:
            title = (self.tr("Probe"), self.tr("Breach"))[n]
            return Column(title, lambda r: _share(r, n), lambda r: r.odds[n], True,
                          says=(self.tr("Share of worlds with a probe of the sector within these "
                                        "turns."),
                                self.tr("Share of worlds in which the line breaks there within "
                                        "these turns."))[n])  # fmt: skip

        return (Column(self.tr("Sector"), lambda r: r.name), odds(0), odds(1))

    def _inject_columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Inject"), lambda r: r.name),
            Column(self.tr("Comes in"), lambda r: _share(r, 0), lambda r: r.odds[0], True,
                   says=self.tr("Share of worlds in which it is delivered within these turns.")),
        )  # fmt: skip

    def _difference_columns(self) -> tuple[Column, ...]:
        titles = model.measure_titles()
        return (
            Column(self.tr("Measure"), lambda d: titles[d.measure]),
            Column(self.tr("Change"), lambda d: signed(d.mean, 2), lambda d: d.mean, True,
                   tip=_ups_and_downs,
                   says=self.tr("With the order minus without it after the last turn, over pairs "
                                "of worlds of the same luck.")),
            Column(self.tr("95 % interval"), model.interval_words, lambda d: d.is_clear,
                   tip=model.interval_words),
        )  # fmt: skip

    # -- asking -----------------------------------------------------------------------------------

    def attach(self, bridge: Replayer) -> None:
        """Get to know the world, which the process is told once."""
        self._bridge = bridge

    def show_moment(self, moment: Moment) -> None:
        """Show a moment; what another seat was told is taken away at once."""
        if self._moment is not None and self._moment.seat != moment.seat:
            self._forget()
        self._asked += 1  # an answer about the moment before comes too late
        super().show_moment(moment)

    def _forget(self) -> None:
        self._base = self._change = None
        self.worlds = 0
        self.state.say("")
        self.says.say("")
        for fan in self.fans:
            fan.show_fan("", (), None, None, "")
            fan.hide()
        for table in (self.sectors, self.injects, self.differences):
            table.show_rows([])

    def render_moment(self, moment: Moment) -> None:
        """Look on from another moment."""
        self._orders = ()
        self._begin()

    def consider(self, orders: Sequence[Mapping[str, Any]]) -> None:
        """Compare the outlook with and without orders in hand; none ends the comparison."""
        if tuple(orders) == self._orders:
            return
        self._orders = tuple(orders)
        if self._orders and self._moment is not None and self.isVisible():
            self.pages.setCurrentWidget(self.differences)
            self._timer.start()
        elif not self._orders:
            self._change = None
            self._timer.stop()
            self._show()

    def _begin(self) -> None:
        self.state.say(self.tr("Looking on …"))
        self._timer.start()

    def _ask(self) -> None:
        bridge, moment = self._bridge, self._moment
        if bridge is None or moment is None or not self.isVisible():
            return
        if self._aside is None:
            self._aside = Aside(_serve_of, self)
            self._aside.told.connect(self._told)
            self._aside.failed.connect(self._failed)
        if not self._aside.running:
            spec = bridge.world.spec
            self._aside.ask(lambda: ("world", spec))
        self._asked += 1
        asked, orders = self._asked, self._orders
        policy, turns = str(self.policy.currentData()), int(self.turns.currentData())
        self.progress.setValue(0)
        self.progress.show()
        self._aside.ask(lambda: ("ask", model.question_of(moment, asked, policy, turns, orders)))

    def _told(self, answer: tuple[int, str, Any]) -> None:
        asked, kind, what = answer
        if asked != self._asked:
            return  # about something that is no longer on the screen
        if kind == "part":
            self.progress.setValue(round(100 * what))
        elif kind == "look":
            self._base, self.worlds = what.outlook, what.outlook.worlds
            if not self._orders:
                self._change = None
            self._show()
        elif kind == "change":
            self._change, self._base = what, what.without
            self.worlds = what.without.worlds
            self._show()
        else:
            self._answer_without(kind, what)
        if self.worlds == model.WORLDS and kind == ("change" if self._orders else "look"):
            self._rest()

    def _answer_without(self, kind: str, what: Any) -> None:
        from tabletop.ui.translating import sentence

        self._rest()
        self._change = None
        self._show()
        if kind == "refused":
            self.state.say(self.tr("The order in hand is not lawful now: nothing to compare."))
        else:
            words = self.tr("The outlook failed: {fault}. The exercise is not touched by this.")
            self.state.say(words.format(fault=sentence(str(what))))

    def _rest(self) -> None:
        self.progress.hide()
        if self._aside is not None:
            self._aside.rest()

    def _failed(self) -> None:
        self.progress.hide()
        self.state.say(self.tr("The process of the outlook has ended; choose anything above to "
                               "start it anew."))  # fmt: skip

    def stop(self) -> None:
        """End the process that looks on."""
        self._timer.stop()
        if self._aside is not None:
            self._aside.stop()

    # -- showing ----------------------------------------------------------------------------------

    def _show(self) -> None:
        base, moment = self._base, self._moment
        if base is None or moment is None:
            return
        words = self.tr("{worlds} worlds, turns {first} to {last}.") if (
            self.worlds == model.WORLDS
        ) else self.tr("{worlds} worlds so far, turns {first} to {last} …")  # fmt: skip
        told = words.format(worlds=number(self.worlds), first=base.turns[0], last=base.turns[-1])
        if self._change is not None:
            told += " " + self.tr("Dashed: without the order in hand; solid: with it.")
        self.state.say(told)
        self.says.say(model.whose(moment) + " " + self.tr(
            "Shaded: half of the worlds, and 9 of 10. Luck is the outlook's own, not the "
            "session's. Not a prediction."))  # fmt: skip
        self._show_fans()
        self._show_tables(moment, base)

    def chosen_measures(self) -> list[str]:
        """Return the measures that have a fan, in their order."""
        ticked = [a.data() for a in self.measures.menu().actions() if a.isChecked()]
        return ticked[:MOST_FANS]

    def _show_fans(self) -> None:
        base, change = self._base, self._change
        if base is None:
            return
        titles, chosen = model.measure_titles(), self.chosen_measures()
        for fan, name in zip(self.fans, chosen, strict=False):
            words = model.fan_words(titles[name], base.fans[name], base.turns)
            after = None
            if change is not None:
                after = change.with_order.fans[name]
                one = next(d for d in change.differences if d.measure == name)
                with_it = self.tr("With the order: {change}.")
                words = f"{words}. {with_it.format(change=model.change_words(one))}"
            fan.show_fan(titles[name], base.turns, base.fans[name], after, words)
        for i, fan in enumerate(self.fans):
            fan.setVisible(i < len(chosen))

    def _show_tables(self, moment: Moment, base: Outlook) -> None:
        change, world = self._change, moment.world
        names = [one.name for one in world.geography.sectors]
        self.sectors.show_rows([
            OddsRow(name, (float(base.probe[i]), float(base.breach[i])),
                    () if change is None else (float(change.probe[i]), float(change.breach[i])))
            for i, name in enumerate(names)
        ])  # fmt: skip
        titles = {one.id: one.title for one in world.injects}
        then = {} if change is None else dict(change.with_order.injects)
        self.injects.show_rows([
            OddsRow(titles.get(name, name), (odds,),
                    () if change is None else (then.get(name, 0.0) - odds,))
            for name, odds in base.injects
            if max(odds, then.get(name, 0.0)) >= LEAST_ODDS
        ])  # fmt: skip
        self.differences.show_rows([] if change is None else model.ranked(change.differences))


def _share(row: OddsRow, n: int) -> str:
    odds = f"{number(100 * row.odds[n])} %"
    if not row.change or abs(row.change[n]) < LEAST_ODDS:
        return odds
    return f"{odds} ({signed(100 * row.change[n], 0)})"


def _ups_and_downs(one: Difference) -> str:
    words = QCoreApplication.translate(
        "OutlookPanel", "Higher in {up} % of the worlds, lower in {down} %"
    )
    return words.format(up=number(100 * one.up), down=number(100 * one.down))


def _serve_of() -> Serve:
    from tabletop.analysis.outlook_worker import serve

    return serve
